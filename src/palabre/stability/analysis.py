"""Analysis: one conflict, its stable states and equilibria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import (
    Conflict,
    ConflictError,
    Preference,
    Space,
    model_wanted,
    scores,
    space_of,
    unranked,
)
from palabre.conflict.errors import unknown as unknown_name
from palabre.conflict.feasible import MAX_STATES
from palabre.stability import fast
from palabre.stability.catalogue import kind_of, kinds_of, refuse, verdicts
from palabre.stability.coalition_verdict import CoalitionVerdict, coalition_verdict
from palabre.stability.coalitions import Coalitions, coalition_name, members_of
from palabre.stability.concepts import (
    DEFAULT,
    Bools,
    CoalitionConcept,
    Sanctions,
    concept_of,
    judge_fast,
    worth,
)
from palabre.stability.horizon import Horizons
from palabre.stability.jumps import Jump, gains, jumps
from palabre.stability.mixed import mixed
from palabre.stability.operators import Values
from palabre.stability.relational import READINGS, Reading, Relational
from palabre.stability.simultaneous import Simultaneous
from palabre.stability.told import replies, verdict
from palabre.stability.verdict import Reply, Verdict
from palabre.stability.walks import Walk, walks
from palabre.terms import Table, Tabled

Sealed = TypeVar("Sealed", bound=NDArray[Any])


@dataclass(frozen=True, eq=False, repr=False)
class Analysis(Tabled):
    """What is stable in a conflict, for whom, under which solution concepts. Made by `analyse`.

    A state is asked for by its label. Where labels are digits, as in many published cases, the number 1 is
    read as the label ``"1"``, and never as a place in the list of states.
    """

    conflict: Conflict
    space: Space
    concepts: tuple[str, ...]
    sanctions: Sanctions = "sequences"
    weak: bool = False
    unknown: Reading | None = None
    _found: dict[str, Bools] = field(default_factory=dict)
    _worth: dict[tuple[str, str], Values] = field(default_factory=dict)

    @cached_property
    def ranks(self) -> Values:
        """Everybody's rank of every state, [decision makers, states]; higher is better: see `scores`."""
        if self.related:
            raise ConflictError(
                f"this needs everybody's order of the states alone, and {unranked(self.conflict)}",
                "ask for nash, gmr, smr, seq or sseq and their verdicts, or take that out of the model",
            )
        rows = np.empty((len(self.space.moves), len(self.space)), np.int16)
        for k, decision_maker in enumerate(self.conflict.decision_makers):
            own = scores(decision_maker.preference, self.space)
            # One row at a time: large models have no room for them twice.
            rows = rows.astype(np.result_type(rows, own), copy=False)
            rows[k] = own
        return _sealed(rows)

    @cached_property
    def related(self) -> bool:
        """Whether relations between states decide, and not everybody's order of them: see `relational`."""
        return bool(unranked(self.conflict))

    @cached_property
    def relational(self) -> Relational:
        """Everybody's relation between any two states."""
        return Relational(self.conflict, self.space, self.unknown, self.sanctions)

    @cached_property
    def simultaneous(self) -> Simultaneous:
        """What others might do at the same moment: for FH."""
        return Simultaneous(self.conflict, self.space, self.ranks, self.sanctions)

    @cached_property
    def horizons(self) -> Horizons:
        """What two decision makers foresee: for L_h and NM."""
        return Horizons(self.space, self.ranks)

    @property
    def states(self) -> tuple[str, ...]:
        """The labels of all feasible states."""
        return self.space.labels

    @property
    def engine(self) -> fast.Engine:
        """What judges: "fast" where the compiled kernel applies, else "numpy"; the verdicts are the same."""
        return "numpy" if self._quick is None else "fast"

    @cached_property
    def _quick(self) -> NDArray[np.uint8] | None:
        if self.related:
            return None
        return judge_fast(self.space, self.ranks, self.concepts, self.sanctions)

    def mask(self, concept: str, dm: str | None = None) -> Bools:
        """Return, state by state, whether a state is stable for one decision maker, or for all.

        Under a concept of coalitions: for one coalition, or for every one.
        """
        kind = kind_of(concept)
        if isinstance(kind, CoalitionConcept):
            refuse(kind, self.conflict, self.space, self.sanctions)
            if dm is None:
                return self.coalitions.universal(kind.id)
            return self.coalitions.stable(members_of(self.space, dm), kind.id)
        if kind.id in self.concepts and kind.id in fast.BITS and self._quick is not None:
            rows, bit = self._quick, fast.BITS[kind.id]
            of = np.bitwise_and.reduce(rows) if dm is None else rows[self.space.dm(dm)]
            return _sealed(fast.unpacked(of, bit))
        if kind.id not in self._found:
            self._found[kind.id] = _sealed(verdicts(self, kind))
        found = self._found[kind.id]
        return np.asarray(found.all(axis=0) if dm is None else found[self.space.dm(dm)])

    def worth(self, concept: str, dm: str) -> Values:
        """Return what each state is worth to a decision maker once the others have answered."""
        key = (concept_of(concept).id, dm)
        if key not in self._worth:
            self._worth[key] = _sealed(
                worth(self.space, self.space.dm(dm), self.ranks, key[0], self.sanctions)
            )
        return self._worth[key]

    def stable(self, concept: str, dm: str) -> tuple[str, ...]:
        """Return the labels of the states that are stable for a decision maker, or for a coalition.

        A coalition is written with + between, as in ``"MoE + Uniroyal"``.
        """
        return self._named(self.mask(concept, dm))

    def equilibria(self, concept: str) -> tuple[str, ...]:
        """Return the labels of the states that are stable for everybody; of coalitions, for every one."""
        return self._named(self.mask(concept))

    def mixed(self, profile: Mapping[str, str], rest: str = "") -> tuple[str, ...]:
        """Return the labels of the states stable for everybody, each by its own concept: see `mixed`."""
        return self._named(mixed(self, profile, rest))

    def holds(self, settlement: str, concept: str) -> bool:
        """Whether some state that fits the settlement is an equilibrium."""
        return bool((self.fits(settlement) & self.mask(concept)).any())

    def fits(self, settlement: str) -> Bools:
        """Return, state by state, whether a state fits a settlement."""
        known = {s.name: s for s in self.conflict.settlements}
        if settlement not in known:
            raise unknown_name("settlement", settlement, known)
        return self.space.where(known[settlement].condition)

    def verdict(self, state: str | int, dm: str, concept: str) -> Verdict:
        """Return why a state is, or is not, stable for a decision maker."""
        return verdict(self, self._label(state), dm, concept)

    def replies(self, state: str | int, dm: str, concept: str) -> tuple[Reply, ...]:
        """Return what becomes of each improvement a decision maker has from a state."""
        return replies(self, self._label(state), dm, concept)

    def walks(self, state: str | int, concept: str = "seq") -> tuple[Walk, ...]:
        """Return who would leave a state first, where that leads, and what follows."""
        return walks(self, self._label(state), concept)

    def with_preference(self, dm: str, preference: Preference) -> Analysis:
        """Return the analysis of the same states and moves, one decision maker preferring otherwise."""
        changed = self.conflict.with_preference(dm, preference)
        return Analysis(changed, self.space, self.concepts, self.sanctions, self.weak, self.unknown)

    @cached_property
    def coalitions(self) -> Coalitions:
        """What every coalition can bring about, and which states are stable against it."""
        return Coalitions(self.space, self.ranks, self.weak)

    def coalition_verdict(self, state: str | int, coalition: str, concept: str) -> CoalitionVerdict:
        """Return why a state is, or is not, stable for a coalition."""
        return coalition_verdict(self, self._label(state), coalition, concept)

    def jumps(self, concept: str = "nash") -> tuple[Jump, ...]:
        """Return the equilibrium jumps: by which two or more gain by leaving one equilibrium for another."""
        return jumps(self, concept)

    def gains(self, state: str | int) -> Mapping[str, tuple[str, ...]]:
        """Return which coalitions gain by leaving a state, and for where."""
        return gains(self, self._label(state))

    def judged(self, concept: str) -> tuple[str, ...]:
        """Return for whom states are stable or not: the decision makers, or all coalitions of them."""
        if not isinstance(kind_of(concept), CoalitionConcept):
            return self.space.decision_makers
        return tuple(coalition_name(self.space, m) for m in self.coalitions.every)

    def _label(self, state: str | int) -> str:
        """Return the label that is meant by a label, or by a number where labels are digits."""
        if isinstance(state, str):
            return state
        if (self.space.given_labels is not None) and str(state) in self.space.given_labels:
            return str(state)
        first = self.space.label(0)
        raise ConflictError(
            f"{state!r} is no state's label", f"name the state by its label, such as '{first}'"
        )

    def _named(self, mask: Bools) -> tuple[str, ...]:
        return tuple(self.space.label(int(s)) for s in np.flatnonzero(mask))

    def as_json(self) -> dict[str, Any]:
        """Return states, stable states by concept and decision maker or coalition, and equilibria."""
        return {
            "states": list(self.states),
            "stable": {c: {d: list(self.stable(c, d)) for d in self.judged(c)} for c in self.concepts},
            "equilibria": {c: list(self.equilibria(c)) for c in self.concepts},
        }

    def table(self) -> Table:
        """Return one row a state: whether it is an equilibrium, and who would leave it, by concept."""
        columns = ["state", *self.concepts, *(f"leaves ({c})" for c in self.concepts)]
        equilibrium = [self.mask(c).tolist() for c in self.concepts]
        who = [self.judged(c) for c in self.concepts]
        leaving = [
            np.stack([~self.mask(c, d) for d in dms], axis=1).tolist()
            for c, dms in zip(self.concepts, who, strict=True)
        ]
        rows = [
            (
                label,
                *(e[s] for e in equilibrium),
                *(
                    ", ".join(d for d, gone in zip(dms, leave[s], strict=True) if gone)
                    for dms, leave in zip(who, leaving, strict=True)
                ),
            )
            for s, label in enumerate(self.states)
        ]
        return Table.of(columns, rows)

    def __repr__(self) -> str:
        n, names = len(self.space), ", ".join(kind_of(c).name for c in self.concepts)
        return f"<Analysis of '{self.conflict.title}': {n:,} states under {names}>"

    def _repr_html_(self) -> str:
        masks = [self.mask(c) for c in self.concepts]
        some = np.flatnonzero(np.any(masks, axis=0)) if masks else np.array([], int)
        rows = [(self.space.label(s), *("yes" if mask[s] else "" for mask in masks)) for s in some.tolist()]
        names = [kind_of(c).name for c in self.concepts]
        return Table.of(["equilibrium", *names], rows)._repr_html_()


def _sealed(values: Sealed) -> Sealed:
    values = values.view()
    values.setflags(write=False)
    return values


def analyse(
    conflict: Conflict,
    concepts: str | Sequence[str] = DEFAULT,
    *,
    sanctions: Sanctions = "sequences",
    max_states: int = MAX_STATES,
    weak: bool = False,
    unknown: Reading | None = None,
) -> Analysis:
    """Return which states of a conflict are stable, for whom and for all.

    Parameters
    ----------
    conflict : Conflict
        Of a published case, ``case.conflict()``; of a dossier, ``dossier.model()``.
    concepts : str or sequence of str
        Of ``nash``, ``gmr``, ``smr``, ``seq``, ``sseq``; ``fh`` for models with options; ``l1``, ``l2``, …
        and ``nm`` for two decision makers; ``cnash``, ``cgmr``, ``csmr``, ``cseq`` for coalitions; and
        ``strong-`` or ``weak-`` before ``gmr``, ``smr``, ``seq`` or ``sseq``.
    sanctions : "sequences" or "single"
        Whether the others answer a move by any legal sequence of moves, or by one move of one of them
        (only to replicate publications that were computed so).
    max_states : int
        Refuse models with more feasible states.
    weak : bool
        Whether a coalition gains as soon as one member is better off and none is worse off.
    unknown : "a", "b", "c", "d" or None
        How unknown preferences are read (see `relational`); needed where there are some.

    Examples
    --------
    >>> from palabre.conflict import Conflict, DecisionMaker, Option, Statement, Statements, parse
    >>> def prisoner(me, you):
    ...     likes = (Statement("1", parse(you)), Statement("2", parse(f"not {me}")))
    ...     return DecisionMaker(me, me, (Option(me, "stay silent", me),), Statements(likes))
    >>> dilemma = Conflict("dilemma", (prisoner("anne", "bob"), prisoner("bob", "anne")))
    >>> analyse(dilemma).equilibria("nash"), analyse(dilemma).equilibria("seq")
    (('nothing',), ('nothing', 'anne, bob'))
    """
    model_wanted(conflict)
    if unknown is not None and unknown not in READINGS:
        raise unknown_name("reading of what is unknown", unknown, READINGS)
    if sanctions not in get_args(Sanctions):
        raise unknown_name("reading of sanctions", sanctions, get_args(Sanctions))
    space = conflict.space if max_states == MAX_STATES else space_of(conflict, max_states)
    asked = kinds_of(concepts)
    for concept in asked:
        refuse(kind_of(concept), conflict, space, sanctions)
    analysis = Analysis(conflict, space, asked, sanctions, weak, unknown)
    # Faults of a preference show here, not at the first question.
    if analysis.related:
        analysis.relational.check()
    else:
        analysis.ranks  # noqa: B018
    return analysis
