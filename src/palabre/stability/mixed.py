"""Mixed: each decision maker with a concept of its own, and opponents who answer in different ways.

`mixed` asks every decision maker by its own concept. `against` asks one of them, some of whose opponents are
expected to answer only by moves that they gain by, the others by any move: opponents of mixed kinds are due
to S. Zhao, H. Xu, K. W. Hipel and L. Fang, European Journal of Operational Research (2019).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from palabre.conflict import ConflictError
from palabre.stability.catalogue import kind_for_one, kinds_for_one
from palabre.stability.concepts import Bools, others, some_bars
from palabre.stability.operators import closure, one_move, own_max
from palabre.terms import Table

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


def mixed(analysis: Analysis, profile: Mapping[str, str], rest: str = "") -> Bools:
    """Return, state by state, whether it is stable for everybody, each by its own concept.

    Parameters
    ----------
    analysis : Analysis
    profile : mapping {decision maker: concept}
    rest : str
        The concept of whoever is not named.

    Raises
    ------
    ConflictError
        When a decision maker is left without a concept, or given one that asks what coalitions do.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> cuba = analyse(cases.load("cuban_1962").conflict())
    >>> cuba.equilibria("nash"), cuba.equilibria("seq"), cuba.mixed({"US": "seq", "USSR": "nash"})
    ((), ('4', '6'), ('6',))
    """
    dms = analysis.space.decision_makers
    for dm in profile:
        analysis.space.dm(dm)
    for dm in dms:
        if not profile.get(dm, rest):
            raise ConflictError(f"no concept is named for '{dm}'", "name one for each decision maker")
    each = [analysis.mask(kind_for_one(profile.get(dm, rest)).id, dm) for dm in dms]
    return np.asarray(np.logical_and.reduce(each))


def against(
    analysis: Analysis, dm: str, gaining: Collection[str], *, escape: bool = False
) -> tuple[str, ...]:
    """Return the states stable for a decision maker whose opponents answer in different ways.

    With everybody in `gaining` this is SEQ (with `escape`, SSEQ), with nobody GMR (with `escape`, SMR).

    Parameters
    ----------
    analysis : Analysis
    dm : str
    gaining : collection of str
        The opponents who answer only by moves that they gain by, alone or together with others; the others
        answer by any move.
    escape : bool
        Whether the decision maker may move once more after the answer.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> garrison = analyse(cases.load("garrison").conflict())
    >>> dms = garrison.space.decision_makers
    >>> against(garrison, dms[0], dms[1:]) == garrison.stable("seq", dms[0])
    True
    """
    space, who = analysis.space, analysis.space.dm(dm)
    own = analysis.ranks[who]
    answering = others(space, who)
    credible = {space.dm(name) for name in gaining}
    left = own_max(space.moves[who], own) if escape else own
    final = own
    if answering:
        movers = [space.ways[k] for k in answering]
        gainers = [[m for m in space.movers[k] if m in credible] for k in answering]
        barred = [
            some_bars(space, k, gain, analysis.ranks, own.dtype) if gain else None
            for k, gain in zip(answering, gainers, strict=True)
        ]
        if analysis.sanctions == "single":
            alone = sum(len(space.movers[k]) == 1 for k in answering)
            left = one_move(movers[:alone], left, barred[:alone])
        else:
            left = closure(movers, left, barred, transitive=space.steady(answering))
        final = np.minimum(own, left)
    stable = own_max(space.moves[who], final) <= own
    return tuple(space.label(s) for s in np.flatnonzero(stable).tolist())


def profiles(analysis: Analysis, concepts: str | Sequence[str] | None = None) -> Table:
    """Return one row for each state that some profile of concepts makes an equilibrium.

    The columns tell by which concepts it is stable for each decision maker, and in how many of all profiles
    (every decision maker with any of the concepts) it is an equilibrium.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> cuba = analyse(cases.load("cuban_1962").conflict())
    >>> for row in profiles(cuba, ("nash", "seq")).rows:
    ...     print(row)
    ('4', 'nash, seq', 'seq', 2, 4)
    ('6', 'seq', 'nash, seq', 2, 4)
    """
    asked = kinds_for_one(analysis.concepts if concepts is None else concepts)
    dms = analysis.space.decision_makers
    held = np.array([[analysis.mask(c, dm) for c in asked] for dm in dms], bool)
    count = held.reshape(len(dms), len(asked), -1).sum(axis=1).prod(axis=0)
    rows = []
    for s in np.flatnonzero(count).tolist():
        by = [", ".join(c for c, h in zip(asked, held[i, :, s], strict=True) if h) for i in range(len(dms))]
        rows.append((analysis.space.label(s), *by, int(count[s]), len(asked) ** len(dms)))
    return Table.of(["state", *dms, "profiles", "of"], rows)
