"""Traps: what is allowed, yet is seldom meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from palabre.dossier.log import Log
from palabre.dossier.models import Model
from palabre.ledger import Claim, Question
from palabre.terms import Basis

if TYPE_CHECKING:
    from palabre.conflict import Conflict


def bases_of(conflict: Conflict, *, sights: bool = True) -> Iterator[tuple[str, Basis]]:
    """Yield every line of a model with its basis; without `sights` those that versions know of."""
    from palabre.conflict import Statements, Weights, lines_of_sight

    for maker in conflict.decision_makers:
        for option in maker.options:
            yield f"option: {option.id}", option.basis
        if isinstance(maker.preference, Statements | Weights):
            for line in maker.preference.lines:
                yield line.id, line.basis
    for rule in conflict.rules:
        yield rule.id, rule.basis
    for way in conflict.one_way:
        yield way.id, way.basis
    for joint in conflict.joint:
        yield f"jointly: {joint.id}", joint.basis
    for sight in conflict.seen_by if sights else ():
        yield from lines_of_sight(sight)


def uncited(
    claims: Mapping[str, Claim],
    questions: Mapping[str, Question],
    models: Sequence[Model],
    lines: Mapping[tuple[str, str], tuple[str, int]],
    log: Log,
) -> None:
    """Point out claims that no answer and no line of a model rests on, once a document."""
    cited = {c for q in questions.values() for a in q.answers for c in a.rests_on}
    cited |= {c for model in models for _, basis in bases_of(model.conflict) for c in basis.cites}
    left: dict[str, list[tuple[int, str]]] = {}
    for one in claims:
        if one not in cited:
            file, line = lines["", f"claim: {one}"]
            left.setdefault(file, []).append((line, one))
    for file, found in left.items():
        named = ", ".join(f"'{one}' (line {line})" for line, one in sorted(found))
        what = f"no answer and no model rests on the claim{'s' if found[1:] else ''} {named}"
        log.trap(file, min(found)[0], what, "cite where it matters, or leave as background")


def never_counting(questions: Mapping[str, Question], model: Model, log: Log) -> None:
    """Point out lines that are given an answer which a settled question excludes."""
    for line_id, basis in bases_of(model.conflict):
        for one, answers in basis.given:
            settled = questions[one].settled if one in questions else ""
            if settled and answers and settled not in answers:
                named = " or ".join(f"'{answer}'" for answer in answers)
                what = f"'{line_id}' counts only where '{one}' is {named}"
                what += f", yet that is settled as '{settled}': it never counts"
                remedy = "leave the line out, or take 'settled' away from the question"
                log.trap(model.file, model.lines.get(line_id), what, remedy)


def disputed(questions: Mapping[str, Question], model: Model, log: Log) -> None:
    """Point out lines that rest on one side of disputed questions alone, yet count whatever the answer."""
    for line_id, basis in bases_of(model.conflict, sights=False):
        # An assumed line is owned as one, and dropped in half of the versions; a given line knows its answer.
        if basis.given or (basis.assume and basis.vary != "never"):
            continue
        found = [_disputed_by(claim, questions) for claim in basis.cites]
        if found and found[0] is not None and None not in found:
            question, answer = found[0]
            what = f"'{line_id}' rests on claims that '{question}' disputes, yet counts in every version"
            remedy = f"add given: {{{question}: {answer}}}, or cite a claim that is not disputed"
            log.trap(model.file, model.lines.get(line_id), what, remedy)


def _disputed_by(claim: str, questions: Mapping[str, Question]) -> tuple[str, str] | None:
    """Return the disputed question some but not all of whose answers rest on a claim, and such an answer."""
    for question in questions.values():
        on = [a.id for a in question.answers if claim in a.rests_on]
        if question.disputed and on and len(on) < len(question.answers):
            return question.id, on[0]
    return None
