"""Structures: the ways in which a decision maker's preference can be written down.

Statements, rankings and weights rank the states, and pairs compare two at a time. A mark on a line, on the
step between two tiers or on a pair says that which of the two is better is unknown, that the one is much
better, or how surely it is better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from palabre.conflict.conditions import Condition
from palabre.terms import Basis

Attitude = Literal["positive", "indifferent", "negative"]


@dataclass(frozen=True)
class Mark:
    """What else is known of a preference between two states.

    Parameters
    ----------
    unknown : bool
        Which of the two is better is not known.
    strong : bool
        The better one is much better.
    degree : float
        How surely the better one is better, above 0.5; 1 is certain.
    """

    unknown: bool = False
    strong: bool = False
    degree: float = 1.0

    @property
    def ordinal(self) -> bool:
        """Whether the mark leaves an order of the states as it is."""
        return not self.unknown and self.degree == 1


PLAIN = Mark()


@dataclass(frozen=True)
class Statement:
    """One preference line: a condition the decision maker would rather see hold.

    `id` names the line within its model, for instance ``azawad: not fight``. Lines that follow each other
    with the same `tier` weigh the same; lines without one stand alone. `mark` is what is known of the
    preference between two states that differ on this line first; lines that weigh the same have one mark.
    """

    id: str
    condition: Condition
    basis: Basis = field(default_factory=Basis)
    tier: str = ""
    mark: Mark = PLAIN


@dataclass(frozen=True)
class Statements:
    """Option prioritising: the first line outweighs all lines below it together.

    Of lines that weigh the same, the number that hold counts.
    """

    lines: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Ranking:
    """State labels from best to worst; labels in one tier are equally good.

    `steps` marks the step from each tier down to the next; empty stands for no marks.
    """

    tiers: tuple[tuple[str, ...], ...]
    steps: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Weight:
    """What it is worth to a decision maker that an option, of anybody's, is taken."""

    id: str
    option: str
    weight: float
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True)
class Weights:
    """Option weighting: the weights of the options taken, added up, rank the states."""

    lines: tuple[Weight, ...] = ()


@dataclass(frozen=True)
class Pair:
    """One comparison: `one` is preferred to `other`, unless they are equal or the mark says unknown."""

    one: str
    other: str
    equal: bool = False
    mark: Mark = PLAIN


@dataclass(frozen=True)
class Pairwise:
    """State labels compared pair by pair: any relation, in a circle too. Nothing is inferred from it.

    `rest` is what holds between two states of which no pair is said.
    """

    pairs: tuple[Pair, ...] = ()
    rest: Literal["unknown", "equal"] = "unknown"


Preference: TypeAlias = Statements | Ranking | Weights | Pairwise


def tiers_of(lines: Sequence[Statement]) -> Iterator[tuple[int, ...]]:
    """Yield the places of lines that weigh the same, the weightiest tier first.

    Examples
    --------
    >>> from palabre.conflict import parse
    >>> lines = [Statement(x, parse(x), tier=t) for x, t in (("a", ""), ("b", "1"), ("c", "1"), ("d", ""))]
    >>> list(tiers_of(lines))
    [(0,), (1, 2), (3,)]
    """
    tier: list[int] = []
    for k, line in enumerate(lines):
        if tier and not (line.tier and line.tier == lines[k - 1].tier):
            yield tuple(tier)
            tier = []
        tier.append(k)
    if tier:
        yield tuple(tier)
