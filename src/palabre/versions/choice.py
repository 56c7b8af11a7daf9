"""Choice: one thing left open in a model, which each version settles one way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from palabre.conflict import Conflict, ConflictError, Statements, Weights
from palabre.conflict.errors import unknown
from palabre.conflict.structures import tiers_of
from palabre.ledger import Question
from palabre.terms import Basis

Questions: TypeAlias = Mapping[str, Question] | Iterable[Question]

KEPT, DROPPED, UP, DOWN = "kept", "dropped", "moved up", "moved down"


@dataclass(frozen=True)
class Choice:
    """One disputed question, or one assumed line of the model.

    Parameters
    ----------
    id : str
        Id of the question or of the line.
    kind : "question" or "line"
    label : str
        The id in words, short enough for an axis or a heading.
    values : tuple of str
        Ids of the answers; or what may become of the line: kept, dropped, moved up, moved down.
    working : int
        Place in `values` of what the desk works with for now.
    touches : frozenset of str
        Decision makers with a preference line that depends on the choice.
    structural : bool
        Whether states or moves depend on it: a rule, an option or a one-way option does.
    asks : str
        The question as asked, or the assumption as owned.
    says : tuple of str
        The values in the analyst's words.

    Examples
    --------
    >>> choice = Choice("past-agreements", "question", "past agreements", ("kept", "never-kept"), 0)
    >>> choice.phrase(1)
    'past agreements: never kept'
    """

    id: str
    kind: Literal["question", "line"]
    label: str
    values: tuple[str, ...]
    working: int
    touches: frozenset[str] = frozenset()
    structural: bool = False
    asks: str = ""
    says: tuple[str, ...] = ()

    def phrase(self, value: int) -> str:
        """Return one value in words that can stand in a sentence."""
        return self.phrase_any((value,))

    def phrase_any(self, values: Sequence[int]) -> str:
        """Return in words that the choice has one of these values.

        Examples
        --------
        >>> line = Choice("a: sign", "line", "a: sign", (KEPT, DROPPED, UP), 0)
        >>> line.phrase_any((1, 2))
        "'a: sign' not kept"
        """
        left = [v for v in range(len(self.values)) if v not in values]
        named = " or ".join(self._word(v) for v in values)
        if len(left) == 1 and len(values) > 1:
            named = f"not {self._word(left[0])}"
        return f"{self.label}: {named}" if self.kind == "question" else f"'{self.label}' {named}"

    def _word(self, value: int) -> str:
        word = self.values[value]
        return word.replace("-", " ") if self.kind == "question" else word


@dataclass(frozen=True)
class Line:
    """A line of a model with its basis: `dm` is empty where states or moves depend on it."""

    id: str
    basis: Basis
    dm: str = ""
    places: tuple[bool, bool] = (False, False)


def lines_of(conflict: Conflict) -> Iterator[Line]:
    """Yield every line that can change a verdict, of preferences, options, rules, one-way and joint moves.

    Rules do nothing where the states are listed by hand, nor one-way options where the moves are.
    """
    for dm in conflict.decision_makers:
        if isinstance(dm.preference, Statements):
            lines = dm.preference.lines
            for tier in tiers_of(lines):
                apart = len(tier) > 1
                for k in tier:
                    room = (apart or k > 0, apart or k < len(lines) - 1)
                    yield Line(lines[k].id, lines[k].basis, dm.id, room)
        if isinstance(dm.preference, Weights):
            for weight in dm.preference.lines:
                yield Line(weight.id, weight.basis, dm.id)
    for option in conflict.options:
        yield Line(f"option: {option.id}", option.basis)
    for rule in () if conflict.states is not None else conflict.rules:
        yield Line(rule.id, rule.basis)
    for way in () if conflict.moves is not None else conflict.one_way:
        yield Line(way.id, way.basis)
    for joint in conflict.joint:
        yield Line(f"jointly: {joint.id}", joint.basis)


def by_id(questions: Questions) -> dict[str, Question]:
    """Return the questions by id, in their order."""
    every = questions.values() if isinstance(questions, Mapping) else questions
    return {q.id: q for q in every}


def decided(questions: Questions) -> dict[str, str]:
    """Return the answers that run in every version: of settled questions, and of those with one answer."""
    found = {}
    for question in by_id(questions).values():
        if question.settled:
            found[question.id] = question.settled
        elif len(question.answers) == 1:
            found[question.id] = question.answers[0].id
    return found


def choices_of(conflict: Conflict, questions: Questions = ()) -> tuple[Choice, ...]:
    """Return what the versions of a model have to settle: disputed questions first, then assumed lines.

    A settled question makes no choice, nor does one that no line is given; nor an assumed line that is never
    to be varied. A line is moved by one place only where there is a place to move to.

    Raises
    ------
    ConflictError
        When a line is given a question or an answer that is not there, or two choices share an id.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statement, Statements, parse
    >>> war_costs = Statement("a: not fight", parse("not fight"), Basis(assume="war is costly"))
    >>> dm = DecisionMaker("a", "A", (Option("fight", "Fight", "a"),), Statements((war_costs,)))
    >>> [(c.id, c.values) for c in choices_of(Conflict("small", (dm,)))]
    [('a: not fight', ('kept', 'dropped'))]
    """
    known = by_id(questions)
    lines = tuple(lines_of(conflict))
    for line in lines:
        _check_given(line, known)
    fixed = decided(questions)
    asked = (_asked(q, lines) for q in known.values() if q.id not in fixed)
    choices = [c for c in asked if c.touches or c.structural]
    choices += [_varied(line) for line in lines if line.basis.assume and line.basis.vary != "never"]
    ids = [c.id for c in choices]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ConflictError(
            f"two open questions or assumed lines are called '{twice[0]}'", "give every one its own id"
        )
    return tuple(choices)


def _check_given(line: Line, known: Mapping[str, Question]) -> None:
    for question, answers in line.basis.given:
        if question not in known:
            where = unknown("question", question, known)
            what = f"line '{line.id}' is given an answer to '{question}': {where.what}"
            raise ConflictError(what, where.remedy)
        ids = [a.id for a in known[question].answers]
        for answer in answers:
            if answer not in ids:
                where = unknown(f"answer to '{question}' called", answer, ids)
                raise ConflictError(f"line '{line.id}': {where.what}", where.remedy)


def _asked(question: Question, lines: Iterable[Line]) -> Choice:
    given = [line for line in lines if any(q == question.id for q, _ in line.basis.given)]
    values = tuple(a.id for a in question.answers)
    return Choice(
        question.id,
        "question",
        question.id.replace("-", " "),
        values,
        values.index(question.working) if question.working in values else 0,
        frozenset(line.dm for line in given if line.dm),
        any(not line.dm for line in given),
        question.asks,
        tuple(a.says for a in question.answers),
    )


def _varied(line: Line) -> Choice:
    moves = (UP, DOWN) if line.basis.vary == "move" else ()
    values = (KEPT, DROPPED, *(m for m, room in zip(moves, line.places, strict=False) if room))
    touches = frozenset((line.dm,)) if line.dm else frozenset()
    return Choice(line.id, "line", line.id, values, 0, touches, not line.dm, line.basis.assume, values)
