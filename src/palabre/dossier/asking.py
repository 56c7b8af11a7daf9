"""Questions: rival answers and the claims they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.dossier.known import Known, refer
from palabre.dossier.log import Log, suggest
from palabre.dossier.shaping import line_of, shape
from palabre.dossier.tree import Entries, Items, Node, Word
from palabre.ledger import Answer, Question

if TYPE_CHECKING:
    from palabre.dossier.shapes import QuestionShape

FILE = "questions.yaml"


def questions_of(root: Node, known: Known, log: Log) -> dict[str, Question]:
    """Return the questions; one that cannot be used is reported and left out."""
    from palabre.dossier.shapes import QuestionsFile

    if not isinstance(root, Entries):
        kind = "list" if isinstance(root, Items) else "text"
        what = f"the file holds a {kind} where keys are expected"
        log.fault(FILE, root.line, what, "write 'id: {asks: ..., answers: ...}'")
        return {}
    shaped = shape(QuestionsFile, Entries([(Word("questions", root.line), root)], root.line), FILE, log)
    found = {} if shaped is None else shaped.questions
    return {one: _question(one, q, root, known, log) for one, q in found.items()}


def _question(one: str, q: QuestionShape, root: Node, known: Known, log: Log) -> Question:
    answers = []
    for key, answer in q.answers.items():
        line = line_of(root, (one, "answers", key))
        where = (FILE, line_of(root, (one, "answers", key, "rests_on")))
        rests_on = refer("claim", answer.rests_on, known.claims, where, log)
        if not answer.rests_on:
            what = f"the answer '{key}' of '{one}' rests on no claim"
            log.fault(FILE, line, what, "add rests_on: [claim ids], or leave the answer out")
        answers.append(Answer(key, answer.says, rests_on))
    ids = [a.id for a in answers]
    node = root.get(one) if isinstance(root, Entries) else None
    written = node.get("answers") if isinstance(node, Entries) else None
    count = len(ids) + (len(written.lost) if isinstance(written, Entries) else 0)
    if count < 2:
        what = f"the question '{one}' has {'one answer' if count else 'no answers'}"
        log.fault(
            FILE,
            line_of(root, (one,)),
            what,
            "a question needs two rival answers; add one, or remove the question",
        )
    every = (known.questions or {}).get(one)
    for key, value in (("working", q.working), ("settled", q.settled)):
        if value and every is not None and value not in every:
            what = f"{key} names '{value}', which is not among the answers of '{one}'"
            log.fault(FILE, line_of(root, (one, key)), what, suggest(value, every))
    settled = q.settled or ""
    return Question(one, q.asks, tuple(answers), q.working or settled or (ids[0] if ids else ""), settled)
