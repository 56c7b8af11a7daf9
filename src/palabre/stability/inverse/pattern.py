"""Pattern: the preferences a state needs to be an equilibrium, all of them, as a formula.

For each move a decision maker could make there is a *need*, met by any one of its alternatives, and each of
these is a set of comparisons that all must be so. The formula is monotone in "t is not preferred to s", and
in the movers' wish to make each step of their answer, so that one more such comparison never hurts [1]_:

* Nash: the move's end is not preferred;
* GMR: it, or some answer of the others, is not preferred;
* SMR: it is not, or some answer together with everything one can escape to from there;
* SEQ: as GMR, and whoever makes a step of the answer prefers to make it (all who
  make it together do).

References
----------
.. [1] R. A. Kinsara, D. M. Kilgour and K. W. Hipel, "Inverse approach to the graph model for conflict
   resolution",
   IEEE Transactions on Systems, Man, and Cybernetics: Systems 45(5), 734-742, 2015.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import ConflictError
from palabre.stability.analysis import Analysis
from palabre.stability.concepts import Bools, Concept, Ranks, concept_of
from palabre.stability.inverse.answers import paths, reach
from palabre.stability.inverse.said import need_words
from palabre.terms import Table, Tabled

Steps = Literal["open", "now"]
MOST_ATOMS = 1_000_000
MOST_COMPARED = 3_000


class Atom(NamedTuple):
    """One comparison: a decision maker prefers `state` to `than` (`strict`), or does not."""

    dm: int
    state: int
    than: int
    strict: bool = False


Alternative: TypeAlias = frozenset[Atom]


@dataclass(frozen=True)
class Need:
    """What keeps a decision maker from one move: any one of the alternatives."""

    dm: int
    move: int
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Pattern(Tabled):
    """What the preferences must be for a state to be an equilibrium. Made by `pattern`.

    Parameters
    ----------
    analysis : Analysis
    state : int
    concept : str
    steps : "open" or "now"
        Whether the others' wish to answer is part of the formula, or taken as it is today.
    needs : tuple of Need
        All must be met.
    """

    analysis: Analysis
    state: int
    concept: str
    steps: Steps
    needs: tuple[Need, ...]

    def met(self, ranks: Ranks, dm: str | None = None) -> Bools:
        """Return whether ranks meet the needs, of one decision maker or of all; version by version."""
        who = None if dm is None else self.analysis.space.dm(dm)
        held: Any = np.ones(np.asarray(ranks[0 if who is None else who]).shape[1:], bool)
        for need in self.needs:
            if who in (None, need.dm):
                held = held & meets(need, ranks)
        return np.asarray(held)

    def sentences(self) -> tuple[str, ...]:
        """Return the needs in words, one sentence each."""
        return tuple(need_words(self.analysis, self.state, need) for need in self.needs)

    def table(self) -> Table:
        """Return one row for each comparison: whose move, where to, and whether it is so now."""
        space, ranks = self.analysis.space, self.analysis.ranks
        names = space.decision_makers
        rows = [
            (
                names[need.dm],
                space.label(need.move),
                k,
                names[atom.dm],
                space.label(atom.state),
                "preferred to" if atom.strict else "not preferred to",
                space.label(atom.than),
                bool(is_so(atom, ranks)),
            )
            for need in self.needs
            for k, alternative in enumerate(need.alternatives, 1)
            for atom in sorted(alternative)
        ]
        return Table.of(("dm", "move", "alternative", "who", "state", "is", "than", "now"), rows)

    def __repr__(self) -> str:
        label, name = self.analysis.space.label(self.state), concept_of(self.concept).name
        return f"<Pattern of '{label}' under {name}: {len(self.needs)} needs>"


def is_so(atom: Atom, ranks: Ranks) -> Bools:
    """Return whether a comparison holds, version by version."""
    own = ranks[atom.dm]
    better: NDArray[np.bool_] = np.asarray(own[atom.state] > own[atom.than])
    return better if atom.strict else np.asarray(~better)


def meets(need: Need, ranks: Ranks) -> Bools:
    """Return whether ranks meet a need, version by version."""
    held: Any = np.False_
    for alternative in need.alternatives:
        all_: Any = np.True_
        for atom in alternative:
            all_ = all_ & is_so(atom, ranks)
        held = held | all_
    return np.asarray(held)


def pattern(analysis: Analysis, state: str | int, concept: str, steps: Steps = "open") -> Pattern:
    """Return the preferences that a state needs to be an equilibrium.

    Parameters
    ----------
    analysis : Analysis
    state : str or int
        Its label or number.
    concept : str
    steps : "open" or "now"
        Whether the others' wish to make the steps of an answer is a part of the formula, or their wishes are
        taken as they are. Only SEQ and its like ask for it.

    Raises
    ------
    ConflictError
        When there are too many ways to answer for the formula to be written down.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> dilemma = analyse(cases.load("prisoners_dilemma").conflict())
    >>> print(pattern(dilemma, "4", "seq").sentences()[0])
    To stay at '4' rather than move to '3', Prisoner One must not prefer '3' to '4'; or prisoner 2 \
must prefer '1' to '3', and Prisoner One must not prefer '1' to '4'.
    """
    analysis.ranks  # noqa: B018 - refuses preferences that are no order
    at = analysis.space.index(state) if isinstance(state, str) else state
    kind = concept_of(concept)
    needs = []
    for dm in range(len(analysis.space.decision_makers)):
        needs += own_needs(analysis, at, dm, kind, steps)
    return Pattern(analysis, at, kind.id, steps, tuple(needs))


def own_needs(analysis: Analysis, at: int, dm: int, kind: Concept, steps: Steps) -> list[Need]:
    """Return the needs of one decision maker."""
    found, written = [], 0
    for to in analysis.space.moves[dm].of(at).tolist():
        alternatives: dict[Alternative, None] = {}
        possible = True
        for alternative in _alternatives(analysis, at, dm, to, kind, steps=steps):
            if not alternative:
                possible = False
                break
            if alternative not in alternatives:
                alternatives[alternative] = None
                written += len(alternative)
            if written > MOST_ATOMS:
                raise ConflictError(
                    f"the needs of '{analysis.space.label(at)}' are too many to write down",
                    'ask over="ranks", which never writes them down',
                )
        if possible:
            found.append(Need(dm, to, _smallest(list(alternatives))))
    return found


def _alternatives(
    analysis: Analysis, at: int, dm: int, to: int, kind: Concept, *, steps: Steps
) -> Iterator[Alternative]:
    """Yield the alternatives that keep a decision maker from one move; an empty one is always so."""
    yield frozenset((Atom(dm, to, at),))
    if kind.answer == "none":
        return
    if kind.answer == "improvements" and steps == "open":
        who = analysis.space.movers
        for path in paths(analysis, dm, to, at):
            wanted = {Atom(j, b, a, True) for mover, a, b in path for j in who[mover]}
            yield answered(analysis, at, dm, path[-1][2], kind) | wanted
        return
    for end in reach(analysis, dm, to, improving=kind.answer == "improvements"):
        yield answered(analysis, at, dm, end, kind)


def answered(analysis: Analysis, at: int, dm: int, end: int, kind: Concept) -> Alternative:
    """Return that an answer, and all it can be escaped to, is not preferred (a state to itself never is)."""
    held = [end, *(analysis.space.moves[dm].of(end).tolist() if kind.escape else ())]
    return frozenset(Atom(dm, t, at) for t in held if t != at)


def _smallest(alternatives: list[Alternative]) -> tuple[Alternative, ...]:
    """Return the alternatives that ask for no more than another one does."""
    kept: list[Alternative] = []
    for one in sorted(alternatives, key=lambda a: (len(a), sorted(a))):
        if len(kept) > MOST_COMPARED or not any(less <= one for less in kept):
            kept.append(one)
    return tuple(kept)
