"""Cuts: what SEQ needs, told to the solver clause by clause where it cannot be written down at once.

To hold, the solver starts from the needs of the concept that asks for no gain by an answer. Where a decision
maker would still leave, take all states U to which the others would lead after its move: the move's end must
not be preferred, or the decision maker must not prefer some state of U, or the others must gain by some
step out of U by which they now do not. To fail, it starts from somebody's gain by leaving; where an answer
deters it, some step of the answer must not be wanted, or its end be preferred.
"""

from __future__ import annotations

from typing import Any

from palabre.stability.analysis import Analysis
from palabre.stability.coalitions import members_of
from palabre.stability.concepts import Concept
from palabre.stability.inverse.answers import movers, reach
from palabre.stability.inverse.pattern import Atom, answered, own_needs
from palabre.stability.inverse.ranked import weaker
from palabre.stability.inverse.sorter import Offer, Sorter
from palabre.stability.inverse.target import Target
from palabre.stability.paths import targets


class HoldCuts:
    """Clauses for a target that is to hold."""

    def __init__(self, sorter: Sorter, target: Target, kind: Concept) -> None:
        self._sorter, self._kind = sorter, kind
        self._chosen: dict[int, Any] = {}
        for f in target.states:
            self._chosen[f] = chosen = sorter.model.new_bool_var("")
            for dm in range(len(sorter.analysis.space.decision_makers)):
                needs = own_needs(sorter.analysis, f, dm, weaker(kind), "now")
                sorter.model.add_implication(chosen, sorter.met(needs))
        sorter.model.add_bool_or(list(self._chosen.values()))

    def add(self, offer: Offer, offered: Analysis) -> None:
        """Add the clauses that an offer breaks."""
        space = offered.space
        for f, chosen in self._chosen.items():
            if not offer.solver.value(chosen):
                continue
            for dm, name in enumerate(space.decision_makers):
                worth, own = offered.worth(self._kind.id, name), offered.ranks[dm]
                for to in space.moves[dm].of(f).tolist():
                    if worth[to] > own[f]:
                        self._cut(chosen, offered, dm, f, to)

    def _cut(self, chosen: Any, offered: Analysis, dm: int, f: int, to: int) -> None:
        sorter, space = self._sorter, offered.space
        there = reach(offered, dm, to, improving=True)
        answering = movers(offered, dm)
        free = space.steady(answering)
        start = (to,) if offered.sanctions == "single" else {to, *there}
        steps = {
            (mover, u, t)
            for u in start
            for mover in answering
            for t in set(space.ways[mover].of(u).tolist()) - set(targets(space, mover, u, offered.ranks))
            if not (free and t in there)
        }
        wanted = (
            sorter.all_of(sorter.says(Atom(k, t, u, True)) for k in space.movers[mover])
            for mover, u, t in sorted(steps)
        )
        held = (sorter.all_of(map(sorter.says, answered(offered, f, dm, t, self._kind))) for t in there)
        first = sorter.says(Atom(dm, to, f))
        sorter.model.add_bool_or([chosen.negated(), sorter.one_of([first, *held, *wanted])])


class FailCuts:
    """Clauses for a target that is to fail."""

    def __init__(self, sorter: Sorter, target: Target, kind: Concept) -> None:
        self._sorter, self._kind = sorter, kind
        self._leaves: dict[tuple[int, int, int], Any] = {}
        space = sorter.analysis.space
        for f in target.states:
            own = []
            for dm, moves in enumerate(space.moves):
                for to in moves.of(f).tolist():
                    leaves = sorter.model.new_bool_var("")
                    sorter.model.add_implication(leaves, sorter.says(Atom(dm, to, f, True)))
                    self._leaves[f, dm, to] = leaves
                    own.append(leaves)
            sorter.model.add_bool_or(own)

    def add(self, offer: Offer, offered: Analysis) -> None:
        """Add the clauses that an offer breaks."""
        space, sorter = offered.space, self._sorter
        for (f, dm, to), leaves in self._leaves.items():
            if not offer.solver.value(leaves):
                continue
            for reply in offered.replies(space.label(f), space.decision_makers[dm], self._kind.id):
                if space.index(reply.improvement) != to or not reply.deters:
                    continue
                at, undone = to, []
                for mover, label in reply.sanction:
                    t = space.index(label)
                    undone += [sorter.says(Atom(k, t, at)) for k in members_of(space, mover)]
                    at = t
                ends = answered(offered, f, dm, at, self._kind)
                undone += [sorter.says(atom._replace(strict=True)) for atom in ends]
                sorter.model.add_bool_or([leaves.negated(), sorter.one_of(undone)])
