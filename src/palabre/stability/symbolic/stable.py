"""Stable: for which states a decision maker has no unsanctioned improvement, at all levels at once.

One least fixpoint serves every level: X has state s at level p where the others' answers lead from s to a
state no better than p. Then s is unstable where a move leads to some t better than the level of s, and X has
not t at that level (see ``palabre.stability.concepts`` for the formula).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from palabre.stability.concepts import Concept, concept_of
from palabre.stability.symbolic.diagrams import Node
from palabre.stability.symbolic.encoding import Encoding
from palabre.stability.symbolic.moves import Back, closure, improvements_into, moves_into

NASH = concept_of("nash")


class Stable:
    """The stable states of a conflict, each kind worked out once."""

    def __init__(self, encoding: Encoding) -> None:
        self.encoding = encoding
        self._known: dict[tuple[int, str, bool], Node] = {}

    @cached_property
    def moves(self) -> list[Back]:
        """Return for each mover what finds the moves into a set."""
        return [moves_into(self.encoding, m) for m in self.encoding.movers]

    @cached_property
    def improvements(self) -> list[Back]:
        """Return for each mover what finds the improvements into a set."""
        return [improvements_into(self.encoding, m) for m in self.encoding.movers]

    def states(self, dm: int, concept: Concept) -> Node:
        """Return the states that are stable for a decision maker."""
        key = (dm, concept.answer, concept.escape)
        if key not in self._known:
            self._known[key] = self._states(dm, concept)
        return self._known[key]

    def _states(self, dm: int, concept: Concept) -> Node:
        e = self.encoding
        d = e.diagrams
        better = d.both(e.feasible, e.better(dm))
        if concept.answer == "none":
            return self._without(dm, better)
        base = d.without(e.feasible, self.moves[dm](better) if concept.escape else better)
        backs, asked, most = self.moves, d.true, e.feasible
        if concept.answer == "improvements":
            # What holds where the others answer by improvements holds where they answer by any moves.
            most = self.states(dm, replace(concept, answer="moves"))
            backs, asked = self.improvements, self._asked(dm, most)
        others = [backs[k] for k in e.others(dm)]
        sanctioned = closure(e, others, d.both(base, asked))
        return d.both(most, self._without(dm, d.without(d.both(better, asked), sanctioned)))

    def _asked(self, dm: int, most: Node) -> Node:
        """Return to which own options, at which levels, an improvement from one of `most` can lead.

        Neither changes while the others answer, so that nothing else need be followed.
        """
        e = self.encoding
        d = e.diagrams
        own = e.movers[dm].options
        others = [o for o in e.options if o not in own]
        here = d.without(most, self.states(dm, NASH))
        for bit, truth in sorted(zip(e.bits(dm), e.truth[dm], strict=True), key=lambda pair: len(pair[1])):
            here = d.both(here, d.same(bit, truth))
        return d.some_both(others, d.some(own, here), e.better(dm))

    def _without(self, dm: int, unsanctioned: Node) -> Node:
        """Return the states from which no move leads to what is unsanctioned at the state's own level."""
        e = self.encoding
        left = e.diagrams.put(e.level_of_state(dm), self.moves[dm](unsanctioned))
        return e.diagrams.without(e.feasible, left)
