"""Exploring: work out on diagrams what is stable, within limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from palabre.conflict import Conflict, ConflictError, model_wanted
from palabre.stability.catalogue import kind_of
from palabre.stability.concepts import CONCEPTS, Concept
from palabre.stability.symbolic.diagrams import Limit, Limits, Node
from palabre.stability.symbolic.encoding import Encoding
from palabre.stability.symbolic.explored import Symbolic
from palabre.stability.symbolic.stable import Stable

MAX_NODES = 10_000_000
MAX_SECONDS = 60.0


def explore(
    conflict: Conflict,
    concepts: str | Sequence[str] = ("nash", "gmr"),
    *,
    max_nodes: int = MAX_NODES,
    max_seconds: float = MAX_SECONDS,
    partly: bool = False,
) -> Symbolic:
    """Return what is stable in a conflict, without listing its states.

    Parameters
    ----------
    conflict : Conflict
        With options, rules and statements; models that list states, moves or rankings are refused.
    concepts : sequence of str
        Of ``nash``, ``gmr``, ``smr``, ``seq``, ``sseq``; the last two take the most.
    max_nodes : int
        Give up where the diagrams need more nodes at once, of some 64 bytes each.
    max_seconds : float
        Give up after so many seconds; they are looked at between steps, so that it may take somewhat longer.
    partly : bool
        Where a limit is met, leave concepts out instead of refusing altogether.

    Raises
    ------
    ConflictError
        When a limit is met, the model is of another kind or has a fault, or the extra ``[symbolic]`` is not
        installed.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statement, Statements, parse
    >>> def prisoner(me, you):
    ...     likes = (Statement("1", parse(you)), Statement("2", parse(f"not {me}")))
    ...     return DecisionMaker(me, me, (Option(me, "stay silent", me),), Statements(likes))
    >>> dilemma = Conflict("dilemma", (prisoner("anne", "bob"), prisoner("bob", "anne")))
    >>> found = explore(dilemma, ("nash", "seq"))
    >>> found.states, dict(found.equilibria), found.some("anne", "seq")
    (4, {'nash': 1, 'seq': 2}, ('anne, bob',))
    """
    model_wanted(conflict)
    asked = _asked_for(concepts)
    encoding = Encoding(conflict, Limits(max_nodes, max_seconds))
    d, stable = encoding.diagrams, Stable(encoding)
    states, left_out = d.count(encoding.feasible), {}
    found: dict[str, _Found] = {}
    for kind in CONCEPTS:
        if kind.id not in asked:
            continue
        try:
            found[kind.id] = _found(stable, kind)
        except Limit as limit:
            if not partly:
                raise
            left_out[kind.id] = limit.what
    done = tuple(c for c in asked if c in found)
    return Symbolic(
        conflict,
        done,
        states,
        {c: found[c].equilibria for c in done},
        {c: found[c].stable for c in done},
        left_out,
        encoding,
        {c: found[c].everybody for c in done},
        {c: found[c].sets for c in done},
    )


class _Found(NamedTuple):
    """What is stable under one concept."""

    equilibria: int
    stable: Mapping[str, int]
    everybody: Node
    sets: Mapping[str, Node]


def _found(stable: Stable, kind: Concept) -> _Found:
    d, makers = stable.encoding.diagrams, stable.encoding.conflict.decision_makers
    sets = {m.id: stable.states(k, kind) for k, m in enumerate(makers)}
    everybody = d.all_of(sets.values())
    return _Found(d.count(everybody), {dm: d.count(u) for dm, u in sets.items()}, everybody, sets)


def _asked_for(concepts: str | Sequence[str]) -> tuple[str, ...]:
    kinds = [kind_of(c) for c in ([concepts] if isinstance(concepts, str) else concepts)]
    for kind in kinds:
        if kind not in CONCEPTS:
            known = ", ".join(c.id for c in CONCEPTS)
            raise ConflictError(f"'{kind.id}' takes a list of the states", f"without one, ask for {known}")
    return tuple(dict.fromkeys(kind.id for kind in kinds))
