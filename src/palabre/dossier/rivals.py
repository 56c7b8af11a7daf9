"""Rivals: claims that give different values for the same thing, and the question they answer differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from palabre.dossier.accepting import Written, added_key, appended
from palabre.dossier.asking import FILE
from palabre.dossier.heading import free_id
from palabre.dossier.splices import written
from palabre.ledger import Actor, Claim, Question
from palabre.terms import Amount


@dataclass(frozen=True)
class Proposal:
    """A question to write, or a further answer to one that is asked already.

    Parameters
    ----------
    question : str
        Its id.
    asks : str
    answers : mapping of answer id to (says, claim ids)
        For a question that is there already only what is new: an answer, or the longer list of its claims.
    known : bool
        Whether the question is there already.
    """

    question: str
    asks: str
    answers: Mapping[str, tuple[str, tuple[str, ...]]]
    known: bool = False

    def write(self, root: Path) -> Written:
        """Write it into questions.yaml.

        Raises
        ------
        Faults
            When the file cannot be read or has changed.
        """
        if not self.known:
            return appended(root, FILE, self._entry())
        one, (says, claims) = next(iter(self.answers.items()))
        if says:
            return added_key(
                root, FILE, [self.question, "answers", one], {"says": says, "rests_on": list(claims)}
            )
        return added_key(root, FILE, [self.question, "answers", one, "rests_on"], list(claims))

    def _entry(self) -> str:
        lines = [f"{self.question}:", f"  asks: {written(self.asks)}", "  answers:"]
        for one, (says, claims) in self.answers.items():
            lines += [
                f"    {one}:",
                f"      says: {written(says)}",
                f"      rests_on: {written(list(claims))}",
            ]
        return "\n".join(lines) + "\n"


def proposal(
    claim: Claim, claims: Iterable[Claim], questions: Mapping[str, Question], actors: Mapping[str, Actor]
) -> Proposal | None:
    """Return the question that a claim with a figure raises among the others; None where there is none.

    Rivals speak about the same actor, of the same kind and unit, at times that can be the same, and give
    another figure.
    """
    others = [c for c in claims if c.id != claim.id and _comparable(claim, c)]
    asked = next((q for q in questions.values() if _rests_on(q, others)), None)
    if asked is not None:
        return _further(claim, asked, others)
    if all(_value(c.amount) == _value(claim.amount) for c in others):
        return None
    answers: dict[str, tuple[str, tuple[str, ...]]] = {}
    for value in dict.fromkeys(_value(c.amount) for c in (*others, claim)):
        same = [c for c in (*others, claim) if _value(c.amount) == value]
        one = free_id(str(same[0].amount), set(answers))
        answers[one] = (same[0].says, tuple(c.id for c in same))
    name = actors[claim.about[0]].name if claim.about[0] in actors else claim.about[0]
    about = f"the {name[4:]}" if name.startswith("The ") else name
    unit = (claim.amount.unit if claim.amount else "") or "figure"
    question = free_id(f"{claim.about[0]} {unit}", set(questions))
    return Proposal(question, _asks(unit, about), answers)


def _asks(unit: str, about: str) -> str:
    if unit == "figure":
        return f"How much, of {about}?"
    if unit.startswith(("percent", "%")):
        return f"How many {unit}, as to {about}?"
    return f"How many {unit} does {about} have?"


def _comparable(a: Claim, b: Claim) -> bool:
    if a.amount is None or b.amount is None or not a.about or not b.about:
        return False
    times = a.as_of is None or b.as_of is None or a.as_of.overlaps(b.as_of)
    unit = _unit(a.amount) == _unit(b.amount)
    return times and unit and a.kind == b.kind and a.about[0] == b.about[0] and a.place == b.place


def _unit(amount: Amount) -> str:
    unit = amount.unit.lower().replace("%", "percent").strip()
    return unit[:-1] if unit.endswith("s") and len(unit) > 3 else unit


def _value(amount: Amount | None) -> tuple[float | None, ...]:
    return () if amount is None else (amount.low, amount.best, amount.high)


def _rests_on(question: Question, claims: Iterable[Claim]) -> bool:
    own = {claim for answer in question.answers for claim in answer.rests_on}
    return any(c.id in own for c in claims)


def _further(claim: Claim, asked: Question, others: Iterable[Claim]) -> Proposal | None:
    if any(claim.id in answer.rests_on for answer in asked.answers):
        return None
    by_id = {c.id: c for c in others}
    for answer in asked.answers:
        if any(one in by_id and _value(by_id[one].amount) == _value(claim.amount) for one in answer.rests_on):
            return Proposal(asked.id, asked.asks, {answer.id: ("", (*answer.rests_on, claim.id))}, known=True)
    one = free_id(str(claim.amount), {a.id for a in asked.answers})
    return Proposal(asked.id, asked.asks, {one: (claim.says, (claim.id,))}, known=True)
