"""Space: the feasible states of a conflict, and everybody's unilateral moves between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict.conditions import Condition, names, where
from palabre.conflict.errors import ConflictError, unknown
from palabre.conflict.feasible import MAX_STATES, feasible
from palabre.conflict.model import Conflict, NamedState
from palabre.conflict.moves import Arcs, is_transitive, listed_arcs, option_arcs, pattern_arcs

Codes: TypeAlias = NDArray[np.uint64]
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Space:
    """Feasible states and moves, without preferences.

    Parameters
    ----------
    decision_makers : tuple of str
        Ids, in the order of `arcs` and of the first axis of ranks.
    options : tuple of str
        Ids, in the order of the bits: bit k of a code is set where option k is taken.
    codes, cares : uint64 arrays
        One code a state; bits not in `cares` stand for either (then the code has them unset).
    given_labels : tuple of str or None
        Labels of states listed by hand; None where labels are made from the options taken.
    arcs : tuple of Arcs
        The unilateral moves, decision maker by decision maker.
    transitive : tuple of bool
        Whether two moves in a row by the same decision maker are always one move.
    now : int or None
        Today's state.
    """

    decision_makers: tuple[str, ...]
    options: tuple[str, ...]
    codes: Codes
    cares: Codes
    given_labels: tuple[str, ...] | None
    arcs: tuple[Arcs, ...]
    transitive: tuple[bool, ...]
    now: int | None = None

    def __len__(self) -> int:
        return len(self.codes)

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
    def columns(self) -> Mapping[str, Bools]:
        """For each option, whether it is taken, state by state."""
        return {o: (self.codes >> np.uint64(k)) & np.uint64(1) != 0 for k, o in enumerate(self.options)}

    @cached_property
    def _index(self) -> dict[str, int]:
        return {label: s for s, label in enumerate(self.labels)}

    def index(self, label: str) -> int:
        """Return the number of the state with this label."""
        if label not in self._index:
            raise unknown("state", label, self.labels)
        return self._index[label]

    def where(self, condition: Condition) -> Bools:
        """Return, state by state, whether a condition holds."""
        strange = sorted(names(condition) - set(self.options))
        if strange:
            raise unknown("option", strange[0], self.options)
        return where(condition, self.columns)

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
    _check(conflict)
    options = tuple(o.id for o in conflict.options)
    everything = np.uint64((1 << len(options)) - 1)
    labels: tuple[str, ...] | None
    if conflict.states is None:
        codes, labels = feasible(conflict.rules, options, max_states), None
        cares = np.full(len(codes), everything)
    else:
        codes, cares = _patterns(conflict.states, len(options))
        labels = tuple(s.label for s in conflict.states)
    arcs = _arcs(conflict, codes, cares, labels)
    by_option = conflict.moves is None and bool((cares == everything).all())
    transitive = tuple(by_option or is_transitive(a) for a in arcs)
    dms = tuple(d.id for d in conflict.decision_makers)
    space = Space(dms, options, codes, cares, labels, arcs, transitive)
    if conflict.now is None:
        return space
    return Space(dms, options, codes, cares, labels, arcs, transitive, _now(conflict, space))


def _check(conflict: Conflict) -> None:
    options = [o.id for o in conflict.options]
    if not conflict.decision_makers:
        raise ConflictError("the model has no decision maker", "add at least one")
    if len(options) > 63:
        raise ConflictError(f"the model has {len(options)} options, and the limit is 63", "merge some")
    for kind, ids in (("option", options), ("decision maker", [d.id for d in conflict.decision_makers])):
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ConflictError(f"there are two of the {kind} '{twice[0]}'", "give every one its own id")
    for d in conflict.decision_makers:
        if not d.options and d.id not in (conflict.moves or {}):
            raise ConflictError(f"decision maker '{d.id}' has no option", "give it one, or leave it out")
    named = [n for r in conflict.rules for part in r.parts for n in sorted(names(part))]
    for option in [*named, *(w.option for w in conflict.one_way)]:
        if option not in options:
            raise unknown("option", option, options)
    for d_id in conflict.moves or {}:
        if d_id not in [d.id for d in conflict.decision_makers]:
            raise unknown("decision maker", d_id, [d.id for d in conflict.decision_makers])


def _patterns(states: tuple[NamedState, ...], width: int) -> tuple[Codes, Codes]:
    if not states:
        raise ConflictError("no state is feasible", "list at least one state, or leave out the list")
    labels = [s.label for s in states]
    if len(set(labels)) < len(labels):
        twice = next(x for x in labels if labels.count(x) > 1)
        raise ConflictError(f"two states are labelled '{twice}'", "give every state its own label")
    for s in states:
        if len(s.pattern) != width or set(s.pattern) - set("YN-"):
            raise ConflictError(
                f"state '{s.label}' reads '{s.pattern}'",
                f"write {width} letters, one an option: Y taken, N not taken, - either",
            )
    codes = [sum(1 << k for k, c in enumerate(s.pattern) if c == "Y") for s in states]
    cares = [sum(1 << k for k, c in enumerate(s.pattern) if c != "-") for s in states]
    return np.array(codes, np.uint64), np.array(cares, np.uint64)


def _arcs(conflict: Conflict, codes: Codes, cares: Codes, labels: tuple[str, ...] | None) -> tuple[Arcs, ...]:
    dms = conflict.decision_makers
    if conflict.moves is not None:
        plain = Space((), tuple(o.id for o in conflict.options), codes, cares, labels, (), ())
        index = {label: s for s, label in enumerate(plain.labels)}
        for to in conflict.moves.values():
            for label in [*to, *(t for targets in to.values() for t in targets)]:
                if label not in index:
                    raise unknown("state", label, index)
        return tuple(listed_arcs(index, conflict.moves.get(d.id, {})) for d in dms)
    whole = bool((cares == cares[0]).all() and len(np.unique(codes)) == len(codes))
    if labels is not None:
        _refuse_overlap(codes, cares, labels)
    bits = {o.id: 1 << k for k, o in enumerate(conflict.options)}
    up = np.uint64(sum({bits[w.option] for w in conflict.one_way if w.allowed == "N>Y"}))
    down = np.uint64(sum({bits[w.option] for w in conflict.one_way if w.allowed == "Y>N"}))
    owns = [np.uint64(sum(bits[o.id] for o in d.options)) for d in dms]
    if whole:
        return tuple(option_arcs(codes, own, up, down) for own in owns)
    return tuple(pattern_arcs(codes, cares, own, up, down) for own in owns)


def _refuse_overlap(codes: Codes, cares: Codes, labels: tuple[str, ...]) -> None:
    for s in range(len(codes)):
        same = ((codes ^ codes[s]) & cares & cares[s]) == 0
        same[: s + 1] = False
        if same.any():
            other = labels[int(np.argmax(same))]
            raise ConflictError(
                f"states '{labels[s]}' and '{other}' cover the same combination of options",
                "make their patterns differ, or list the moves by hand",
            )


def _now(conflict: Conflict, space: Space) -> int:
    now = conflict.now
    if isinstance(now, str):
        if now not in space.labels:
            raise ConflictError(f"today's state '{now}' is not a feasible state", "name one that is listed")
        return space.index(now)
    assert now is not None
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
    code = np.uint64(sum(1 << k for k, o in enumerate(space.options) if o in taken))
    fits = np.flatnonzero((code ^ space.codes) & space.cares == 0)
    if len(fits):
        return int(fits[0])
    shown = ", ".join(o for o in space.options if o in taken) or "nothing"
    why = _broken(conflict, taken) if conflict is not None else ""
    raise ConflictError(
        f"today's state ({shown}) is not feasible{why}", "change the state, or loosen the rules"
    )


def _broken(conflict: Conflict, taken: frozenset[str]) -> str:
    columns = {o.id: np.array([o.id in taken]) for o in conflict.options}
    for rule in conflict.rules:
        held = sum(int(where(part, columns)[0]) for part in rule.parts)
        kept = {"never": held == 0, "exactly one": held == 1, "at least one": held > 0}[rule.kind]
        if not kept:
            return f": it breaks '{rule.id}'"
    return ""
