"""Moves: from which states, at which levels, a move leads into a set.

A decision maker changes each own option on its own, so that a move into a set is found option by option, and
two moves in a row by the same decision maker are one. Improvements compare the state before and after: they
are a relation with the options' second variables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from palabre.stability.symbolic.diagrams import Node
from palabre.stability.symbolic.encoding import Encoding, Mover, after

Back = Callable[[Node], Node]


def moves_into(e: Encoding, mover: Mover) -> Back:
    """Return what finds the feasible states from which a move leads into a set, or that are in it."""
    d = e.diagrams
    if mover.joint is not None:
        allowed = (
            e.feasible if mover.joint.when is None else d.both(e.feasible, e.condition(mover.joint.when))
        )
        values = made(mover)
        return lambda u: d.both(allowed, d.put(values, u))
    free = [o for o in mover.options if o not in e.up | e.down]
    bound = [o for o in mover.options if (o in e.up) != (o in e.down)]

    def back(u: Node) -> Node:
        for o in bound:
            on, off = d.put({o: True}, u), d.put({o: False}, u)
            some = d.either(on, off)
            u = d.where(d.var(o), on, some) if o in e.up else d.where(d.var(o), some, off)
        return d.both(e.feasible, d.some(free, u))

    return back


def improvements_into(e: Encoding, mover: Mover) -> Back:
    """Return what finds the feasible states from which an improvement of the mover leads into a set."""
    d = e.diagrams
    if mover.joint is not None:
        values, into = made(mover), moves_into(e, mover)
        gain = d.all_of(e.above([d.put(values, c) for c in e.truth[dm]], e.truth[dm]) for dm in mover.dms)
        return lambda u: d.both(gain, into(u))
    (dm,) = mover.dms
    later = {o: after(o) for o in mover.options}
    relation = d.both(e.one_way(mover.options), e.above([d.put(later, c) for c in e.truth[dm]], e.truth[dm]))
    return lambda u: d.both(e.feasible, d.some_both(later.values(), relation, d.put(later, u)))


def made(mover: Mover) -> dict[str, bool]:
    """Return the values that a joint move gives to options."""
    if mover.joint is None:
        return {}
    return {**dict.fromkeys(mover.joint.takes, True), **dict.fromkeys(mover.joint.leaves, False)}


def closure(e: Encoding, backs: Sequence[Back], base: Node) -> Node:
    """Return from where some sequence of these moves leads into a set: a least fixpoint.

    With transitive movers, that nobody moves twice in a row changes nothing: a walk in which somebody does
    has a shorter one that ends in the same state.
    """
    found, still, turn = base, 0, 0
    while still < len(backs):
        more = e.diagrams.either(found, backs[turn % len(backs)](found))
        turn += 1
        if more == found:
            still += 1
        else:
            found, still = more, 1
    return found
