"""Space: the feasible states of a conflict, and everybody's unilateral moves between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.checks import broken, check, patterns, refuse_overlap
from palabre.conflict.conditions import Condition, names, where
from palabre.conflict.errors import ConflictError, unknown
from palabre.conflict.feasible import MAX_STATES, feasible
from palabre.conflict.joint import JointArcs, joint_of
from palabre.conflict.model import Conflict
from palabre.conflict.moves import Arcs, Moves, is_transitive, listed_arcs, option_moves, pattern_arcs
from palabre.conflict.planes import truth

Codes: TypeAlias = NDArray[np.uint64]
Bools: TypeAlias = NDArray[np.bool_]

MOST_LISTED = 1 << 26
MOST_KEPT = 1 << 12


@dataclass(frozen=True, eq=False, repr=False)
class Space:
    """Feasible states and moves, without preferences.

    Parameters
    ----------
    decision_makers : tuple of str
        Ids, in the order of `moves` and of the first axis of ranks.
    options : tuple of str
        Ids, in the order of the bits: bit k of a code is set where option k is taken.
    codes, cares : uint64 arrays
        One code a state; bits not in `cares` stand for either (then the code has them unset).
    given_labels : tuple of str or None
        Labels of states listed by hand; None where labels are made from the options taken.
    moves : tuple of Arcs or Groups
        The unilateral moves, decision maker by decision maker; `arcs` has them all listed.
    transitive : tuple of bool
        Whether two moves in a row by the same decision maker are always one move.
    now : int or None
        Today's state.
    joint : tuple of JointArcs
        The moves that several decision makers make together.
    by_option : tuple of (own, up, down), or None
        Where states are combinations of options and moves follow from them: each decision maker's bits, those
        that can only be taken, and those that can only be left. None where moves or states are otherwise,
        or where several decision makers can move together.
    """

    decision_makers: tuple[str, ...]
    options: tuple[str, ...]
    codes: Codes
    cares: Codes
    given_labels: tuple[str, ...] | None
    moves: tuple[Moves, ...]
    transitive: tuple[bool, ...]
    now: int | None = None
    joint: tuple[JointArcs, ...] = ()
    by_option: tuple[tuple[int, int, int], ...] | None = None

    def __repr__(self) -> str:
        return f"<Space of {len(self):,} states, {len(self.moves)} decision makers>"

    def __post_init__(self) -> None:
        for held in (self.codes, self.cares):
            held.setflags(write=False)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def movers(self) -> tuple[tuple[int, ...], ...]:
        """Who can move: each decision maker alone, then for each joint move those who make it together."""
        alone = ((k,) for k in range(len(self.moves)))
        return (*alone, *(j.dms for j in self.joint))

    @cached_property
    def ways(self) -> tuple[Moves, ...]:
        """The moves of each of `movers`."""
        return (*self.moves, *(j.arcs for j in self.joint))

    def steady(self, movers: Iterable[int]) -> bool:
        """Whether for each of these of `movers` two moves in a row are always one move, or lead back."""
        every = (*self.transitive, *(j.transitive for j in self.joint))
        return all(every[k] for k in movers)

    def mover(self, mover: int) -> str:
        """Return what one of `movers` is called: an id, or several with + between."""
        return " + ".join(self.decision_makers[k] for k in self.movers[mover])

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """All labels: as given, or the ids of the options taken, joined by commas."""
        return self.given_labels or tuple(self.label(s) for s in range(len(self)))

    def label(self, state: int) -> str:
        """Return the label of one state."""
        if self.given_labels:
            return self.given_labels[state]
        code = int(self.codes[state])
        return ", ".join(o for k, o in enumerate(self.options) if code >> k & 1) or "nothing"

    @cached_property
    def whole(self) -> bool:
        """Whether every state is a single combination of options."""
        return self.given_labels is None or bool((self.cares == (1 << len(self.options)) - 1).all())

    @cached_property
    def free(self) -> bool:
        """Whether the states are all combinations of options there are, in the order of their codes."""
        if not self.whole or len(self) != 1 << len(self.options):
            return False
        return self.given_labels is None or bool((np.diff(self.codes.astype(np.int64)) == 1).all())

    @cached_property
    def columns(self) -> Mapping[str, Bools]:
        """For each option, whether it is taken, state by state."""
        return {o: (self.codes >> np.uint64(k)) & np.uint64(1) != 0 for k, o in enumerate(self.options)}

    @cached_property
    def arcs(self) -> tuple[Arcs, ...]:
        """The unilateral moves, all listed; refused where they are too many to list."""
        return tuple(self._listed(m) for m in self.moves)

    def _listed(self, moves: Moves) -> Arcs:
        if isinstance(moves, Arcs):
            return moves
        if moves.at_most > MOST_LISTED:
            raise ConflictError(f"there are too many moves to list ({moves.at_most:,})", "use Space.moves")
        return moves.arcs()

    @cached_property
    def _index(self) -> dict[str, int]:
        return {label: s for s, label in enumerate(self.labels)}

    def index(self, label: str) -> int:
        """Return the number of the state with this label."""
        if self.given_labels is None:
            taken = [] if label == "nothing" else label.split(", ")
            if set(taken) <= set(self.options):
                fits = self._with(frozenset(taken))
                if len(fits):
                    return int(fits[0])
        elif label in self._index:
            return self._index[label]
        raise unknown("state", label, self.labels if len(self) < 5_000 else ())

    def _with(self, taken: frozenset[str]) -> NDArray[np.intp]:
        code = np.uint64(sum(1 << k for k, o in enumerate(self.options) if o in taken))
        if self.given_labels is None:
            first = int(np.searchsorted(self.codes, code))
            return np.arange(first, first + int((self.codes[first : first + 1] == code).sum()))
        return np.flatnonzero((code ^ self.codes) & self.cares == 0)

    def where(self, condition: Condition) -> Bools:
        """Return, state by state, whether a condition holds."""
        strange = sorted(names(condition) - set(self.options))
        if strange:
            raise unknown("option", strange[0], self.options)
        if len(self) > MOST_KEPT:
            return truth(condition, self)
        return where(condition, self.columns)

    def holds_at(self, condition: Condition, states: Sequence[int]) -> list[bool]:
        """Return whether a condition holds in each of a few states."""
        taken = {
            o: (self.codes[list(states)] >> np.uint64(self.options.index(o))) & np.uint64(1) != 0
            for o in names(condition)
        }
        held: list[bool] = where(condition, taken).tolist()
        return held

    def dm(self, decision_maker: str) -> int:
        """Return the place of a decision maker."""
        if decision_maker not in self.decision_makers:
            raise unknown("decision maker", decision_maker, self.decision_makers)
        return self.decision_makers.index(decision_maker)


def space_of(conflict: Conflict, max_states: int = MAX_STATES) -> Space:
    """Return the feasible states of a conflict with everybody's moves.

    Raises
    ------
    ConflictError
        When the model has no feasible state or too many, when today's state is not feasible, or when a name
        in a rule, a one-way option or a move is not there.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statements
    >>> dm = DecisionMaker("a", "A", (Option("talk", "Talk", "a"),), Statements())
    >>> space_of(Conflict("small", (dm,))).labels
    ('nothing', 'talk')
    """
    check(conflict)
    options = tuple(o.id for o in conflict.options)
    labels: tuple[str, ...] | None = None
    if conflict.states is None:
        codes = feasible(conflict.rules, options, max_states)
        cares = np.broadcast_to(np.uint64((1 << len(options)) - 1), codes.shape)
    else:
        codes, cares = patterns(conflict.states, len(options))
        labels = tuple(s.label for s in conflict.states)
    dms = tuple(d.id for d in conflict.decision_makers)
    still = Space(dms, options, codes, cares, labels, (), ())
    moves = _moves(conflict, still)
    by_option = _by_option(conflict, still) if conflict.moves is None and still.whole else None
    transitive = tuple(by_option is not None or is_transitive(m) for m in moves)
    now = _now(conflict, still)
    joint = joint_of(conflict, still)
    return replace(
        still,
        moves=moves,
        transitive=transitive,
        now=now,
        joint=joint,
        by_option=None if joint else by_option,
    )


def _by_option(conflict: Conflict, space: Space) -> tuple[tuple[int, int, int], ...]:
    """Return each decision maker's bits, those that can only be taken, and those that can only be left."""
    bits = {o: 1 << k for k, o in enumerate(space.options)}
    up = sum({bits[w.option] for w in conflict.one_way if w.allowed == "N>Y"})
    down = sum({bits[w.option] for w in conflict.one_way if w.allowed == "Y>N"})
    owns = [sum(bits[o.id] for o in d.options) for d in conflict.decision_makers]
    return tuple((own, own & up, own & down) for own in owns)


def _moves(conflict: Conflict, space: Space) -> tuple[Moves, ...]:
    dms, codes, cares = conflict.decision_makers, space.codes, space.cares
    if conflict.moves is not None:
        index = {label: s for s, label in enumerate(space.labels)}
        for to in conflict.moves.values():
            for label in [*to, *(t for targets in to.values() for t in targets)]:
                if label not in index:
                    raise unknown("state", label, index)
        return tuple(listed_arcs(index, conflict.moves.get(d.id, {})) for d in dms)
    if space.given_labels is not None:
        refuse_overlap(space.codes, space.cares, space.given_labels)
    make = option_moves if space.whole else partial(pattern_arcs, cares=cares)
    return tuple(make(codes, own=own, up=up, down=down) for own, up, down in _by_option(conflict, space))


def _now(conflict: Conflict, space: Space) -> int | None:
    now = conflict.now
    if now is None:
        return None
    if isinstance(now, str):
        return space.index(now)
    return find(space, now, conflict)


def find(space: Space, taken: Iterable[str], conflict: Conflict | None = None) -> int:
    """Return the state in which exactly these options are taken.

    Raises
    ------
    ConflictError
        When an option is unknown or the state is not feasible; with `conflict`, the error names the rule.
    """
    taken = frozenset(taken)
    for option in sorted(taken):
        if option not in space.options:
            raise unknown("option", option, space.options)
    fits = space._with(taken)
    if len(fits):
        return int(fits[0])
    shown = ", ".join(o for o in space.options if o in taken) or "nothing"
    why = broken(conflict, taken) if conflict is not None else ""
    which = "today's state" if conflict is not None else "the state"
    raise ConflictError(f"{which} ({shown}) is not feasible{why}", "change it, or loosen the rules")
