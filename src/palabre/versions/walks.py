"""Walks: who would leave a settlement where it fails, in how many versions, and the story of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from palabre.conflict import Settlement
from palabre.stability import Analysis, Walk
from palabre.stability.concepts import concept_of
from palabre.versions.share import Share

if TYPE_CHECKING:
    from palabre.versions.sweep import Sweep


@dataclass(frozen=True)
class Walker:
    """A decision maker who would leave.

    Parameters
    ----------
    dm, name : str
    share : Share
        In how many versions it would leave one of the states that come nearest to holding.
    alone : Share
        In how many of all versions it is the only one who would.
    """

    dm: str
    name: str
    share: Share
    alone: Share


@dataclass(frozen=True)
class Walks:
    """Who walks first.

    Of the states that fit the settlement, those that the fewest decision makers would leave come nearest to
    holding.

    Parameters
    ----------
    settlement, concept : str
    fails : Share
        In how many versions the settlement fails.
    walkers : tuple of Walker
        Whoever would leave in some version, the most often first.
    holds : bool
        Whether it holds in the working version; then there is no story.
    state : str or None
        The state the story starts from: of those that come nearest to holding in the working version, the
        one that differs least from today's.
    near : int
        How many states come as near.
    story : tuple of Walk
        For each decision maker who would leave that state: where to, and the path of improvements from there.
    because : tuple of str or None
        For each of them the id of the line that makes it prefer to go.
    """

    settlement: str
    concept: str
    fails: Share
    walkers: tuple[Walker, ...]
    holds: bool
    state: str | None
    near: int
    story: tuple[Walk, ...]
    because: tuple[str | None, ...]

    def sentences(self) -> tuple[str, ...]:
        """Return all this in words."""
        name = concept_of(self.concept).name
        said = [f"Under {name}, '{self.settlement}' fails in {self.fails}."]
        for walker in self.walkers:
            alone = f", in {walker.alone.count:,} of them alone" if walker.alone.count else ""
            if walker.alone.count == walker.share.count:
                alone = ", and nobody else"
            said.append(f"{walker.name} would leave it in {walker.share}{alone}.")
        if self.story:
            others = f", one of {self.near:,} states that come as near" if self.near > 1 else ""
            said.append(f"In the working version it comes nearest to holding at '{self.state}'{others}.")
            said += [walk.sentence for walk in self.story]
        elif not self.holds:
            said.append("In the working version no feasible state fits it.")
        return tuple(said)

    def as_json(self) -> dict[str, Any]:
        """Return the walks as plain values."""
        return {
            "settlement": self.settlement,
            "concept": self.concept,
            "fails": self.fails.as_json(),
            "walkers": [
                {"dm": w.dm, "leaves": w.share.as_json(), "alone": w.alone.as_json()} for w in self.walkers
            ],
            "holds": self.holds,
            "state": self.state,
            "near": self.near,
            "story": [
                {
                    "dm": walk.dm,
                    "because": because,
                    "path": [list(step) for step in walk.path],
                    "ends": walk.ends,
                    "sentence": walk.sentence,
                }
                for walk, because in zip(self.story, self.because, strict=True)
            ],
        }


def walks_of(sweep: Sweep, settlement: str, concept: str) -> Walks:
    """Return who would leave a settlement, and the story of the working version."""
    leaves, holds = sweep.leaves[settlement, concept], sweep.verdict(settlement, concept)
    alone = leaves & (leaves.sum(axis=0) == 1)
    walkers = [
        Walker(dm.id, dm.name or dm.id, sweep.share_of(leaves[k]), sweep.share_of(alone[k]))
        for k, dm in enumerate(sweep.conflict.decision_makers)
        if leaves[k].any()
    ]
    walkers.sort(key=lambda w: -w.share.count)
    fails = sweep.share_of(~sweep.holds[settlement, concept])
    near = [] if holds else nearest(sweep.analysis, sweep.conflict.settlement(settlement), concept)
    story: tuple[Walk, ...] = ()
    state = None
    if near:
        state = sweep.analysis.space.label(near[0])
        story = sweep.analysis.walks(state, concept)
    because = tuple(sweep.analysis.verdict(str(state), walk.dm, concept).because for walk in story)
    return Walks(settlement, concept, fails, tuple(walkers), holds, state, len(near), story, because)


def nearest(analysis: Analysis, settlement: Settlement, concept: str) -> list[int]:
    """Return the states that fit and that the fewest would leave, those most like today's first."""
    space = analysis.space
    fit = np.flatnonzero(space.where(settlement.condition))
    if not len(fit):
        return []
    gone = sum((~analysis.mask(concept, dm)[fit]).astype(np.int64) for dm in space.decision_makers)
    fit = fit[gone == np.min(gone)]
    if space.now is not None:
        apart = (space.codes[fit] ^ space.codes[space.now]) & space.cares[fit] & space.cares[space.now]
        number = sum((apart >> np.uint64(k)) & np.uint64(1) for k in range(len(space.options)))
        fit = fit[np.argsort(number, kind="stable")]
    found: list[int] = fit.tolist()
    return found
