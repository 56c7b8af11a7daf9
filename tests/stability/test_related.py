"""Every structure of preference against the literal reading, its limits, and what follows from what."""

from __future__ import annotations

from functools import cache

import pytest
from tests.invent import structured
from tests.oracle import CONCEPTS, Related

from palabre.conflict import Conflict
from palabre.stability.relational import READINGS, Relational, strength_of

KINDS = {
    "unknown": ("u", False),
    "strong": ("s", False),
    "fuzzy": ("f", False),
    "mixed": ("usf", False),
    "attitudes": ("", True),
    "attitudes and unknown": ("uf", True),
}
STRENGTHS = [f"{how}-{c}" for how in ("strong", "weak") for c in CONCEPTS if c != "nash"]
EACH = 60


@cache
def made(kind: str) -> tuple[Conflict, ...]:
    marks, attitudes = KINDS[kind]
    return tuple(structured(7000 + k, marks, attitudes) for k in range(EACH))


def found(conflict: Conflict, reading: str, concept: str) -> list[list[bool]]:
    """The relational engine's verdicts, whether or not an order of the states would do."""
    base = strength_of(concept) or next(c for c in all_concepts() if c.id == concept)
    relational = Relational(conflict, conflict.space, reading)  # type: ignore[arg-type]
    answer: list[list[bool]] = relational.stable(base).tolist()
    return answer


def all_concepts():  # type: ignore[no-untyped-def]
    from palabre.stability import CONCEPTS as KNOWN

    return KNOWN


@pytest.mark.parametrize("kind", KINDS)
def test_every_verdict_is_that_of_the_literal_reading(kind: str) -> None:
    for k, conflict in enumerate(made(kind)):
        for reading in READINGS if "u" in KINDS[kind][0] else ("a",):
            literal = Related(conflict, reading)
            asked = CONCEPTS if KINDS[kind][1] else (*CONCEPTS, *STRENGTHS)
            for concept in asked:
                assert found(conflict, reading, concept) == literal.related(concept), (k, reading, concept)
