"""Effectiveness: how often an option is taken in equilibria, each equilibrium weighed by what it withstands.

An equilibrium weighs the sum of the weights of the concepts under which it is one. Because the concepts are
nested (Nash implies all the others), equal weights already let the stronger count for more. The idea is from
A. Alhindi's thesis (Waterloo, 2018); the weights are not, and are always shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from palabre.conflict import ConflictError
from palabre.stability.catalogue import kind_of
from palabre.terms import Table, Tabled

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis

WEIGHTS: Mapping[str, float] = MappingProxyType({"nash": 1, "gmr": 1, "smr": 1, "seq": 1, "sseq": 1})


@dataclass(frozen=True)
class Effect:
    """One option: in how many equilibria it is taken, and with what weight.

    `taken` and `left` count states that are an equilibrium under any of the concepts; states that stand for
    both are in neither. `weight_taken` and `weight_left` are the sums of their weights.
    """

    option: str
    dm: str
    taken: int
    left: int
    weight_taken: float
    weight_left: float

    @property
    def share(self) -> float | None:
        """The part of the weight in which it is taken; None where there is no equilibrium to ask."""
        total = self.weight_taken + self.weight_left
        return self.weight_taken / total if total else None


@dataclass(frozen=True)
class Effectiveness(Tabled):
    """Every option's part in the equilibria, under explicit weights."""

    weights: Mapping[str, float]
    effects: tuple[Effect, ...]
    sentences: tuple[str, ...]

    def table(self) -> Table:
        """Return one row an option, in the order of the options."""
        columns = ["option", "decision maker", "taken", "left", "weight taken", "weight left", "share"]
        rows = [
            (e.option, e.dm, e.taken, e.left, e.weight_taken, e.weight_left, e.share) for e in self.effects
        ]
        return Table.of(columns, rows)


def effectiveness(analysis: Analysis, weights: Mapping[str, float] = WEIGHTS) -> Effectiveness:
    """Return how often each option is taken in equilibria.

    Parameters
    ----------
    analysis : Analysis
    weights : mapping {concept: number}
        What being an equilibrium under a concept weighs; none may be negative.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> cuba = analyse(cases.load("cuban_1962").conflict())
    >>> for sentence in effectiveness(cuba, {"seq": 1}).sentences:
    ...     print(sentence)
    'Air Strike' (US) is taken in none of the 2 equilibria.
    'Blockade' (US) is taken in 1 of the 2 equilibria, with 1 of the weight of 2.
    'Withdraw' (USSR) is taken in all of the 2 equilibria.
    'Escalate' (USSR) is taken in none of the 2 equilibria.
    """
    if min(weights.values(), default=0) < 0:
        raise ConflictError("a weight is negative", "give weights of 0 and more")
    space, model = analysis.space, analysis.conflict
    by_key = {kind_of(concept).id: float(weight) for concept, weight in weights.items()}
    weight, some = np.zeros(len(space)), np.zeros(len(space), bool)
    for concept, each in by_key.items():
        mask = analysis.mask(concept)
        weight += each * mask
        some |= mask
    names = {o.id: o.name or o.id for o in model.options}
    effects, said = [], []
    for k, option in enumerate(space.options):
        known = some & (space.cares >> np.uint64(k) & np.uint64(1) != 0)
        yes, no = known & space.columns[option], known & ~space.columns[option]
        owner = next(o.owner for o in model.options if o.id == option)
        effect = Effect(
            option, owner, int(yes.sum()), int(no.sum()), float(weight[yes].sum()), float(weight[no].sum())
        )
        effects.append(effect)
        who = model.decision_maker(owner).name or owner
        said.append(f"'{names[option]}' ({who}) is taken in {_words(effect)}.")
    return Effectiveness(MappingProxyType(by_key), tuple(effects), tuple(said))


def _words(effect: Effect) -> str:
    total = effect.taken + effect.left
    if total < 2:
        there = "there is only one, without it" if total else "there is none that says"
        return "the only equilibrium" if effect.taken else f"no equilibrium: {there}"
    if effect.taken in (0, total):
        return f"{'all' if effect.taken else 'none'} of the {total:,} equilibria"
    weight = effect.weight_taken + effect.weight_left
    part = f"{effect.weight_taken:g} of the weight of {weight:g}"
    return f"{effect.taken:,} of the {total:,} equilibria, with {part}"
