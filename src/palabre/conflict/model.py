"""Conflict: decision makers, options, rules, moves and preferences. Changed copies, never edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from palabre.conflict.conditions import Condition
from palabre.conflict.structures import Attitude, Preference
from palabre.terms import Basis

if TYPE_CHECKING:
    import networkx

    from palabre.conflict.space import Space

RuleKind = Literal["never", "exactly one", "at least one"]
Direction = Literal["N>Y", "Y>N"]


@dataclass(frozen=True)
class Option:
    """Something one decision maker can do (Y) or leave (N)."""

    id: str
    name: str
    owner: str
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True)
class DecisionMaker:
    """A party that controls options and has a preference over states.

    `threshold`, above 0 and at most 1, is how sure it must be that a state is better (the degree of the one
    less that of the other) for the state to count as better; it is needed where preferences have degrees.
    `attitudes` say whose gain it wants (positive) or whose loss (negative); what is not said is positive to
    itself and indifferent to others.
    """

    id: str
    name: str
    options: tuple[Option, ...]
    preference: Preference
    actors: tuple[str, ...] = ()
    threshold: float | None = None
    attitudes: tuple[tuple[str, Attitude], ...] = ()


@dataclass(frozen=True)
class Rule:
    """A feasibility rule: what can never be, or of what exactly or at least one must be taken.

    ``never`` has one part, the forbidden condition; the others list conditions to be counted.
    """

    id: str
    kind: RuleKind
    parts: tuple[Condition, ...]
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True)
class OneWay:
    """An option that can only be taken (N>Y) or only be left (Y>N)."""

    id: str
    option: str
    allowed: Direction
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True)
class JointMove:
    """What several decision makers can do only together, such as a signature or a ceasefire.

    Parameters
    ----------
    id : str
        For instance ``signature``.
    dms : tuple of str
        Who must all agree: at least two.
    takes, leaves : tuple of str
        The options of theirs that the move takes and leaves, all at once; it changes nothing else. One-way
        options bind those who act alone: a joint move does what it says.
    when : Condition or None
        Where the move can be made; None stands for everywhere.
    """

    id: str
    dms: tuple[str, ...]
    takes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    when: Condition | None = None
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True)
class Unseen:
    """An option that a decision maker does not know of: in its eyes it is never taken."""

    option: str
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True)
class Sight:
    """What one decision maker sees otherwise than the model has it; see `as_seen_by`.

    Parameters
    ----------
    dm : str
        Whose eyes these are.
    hides : tuple of Unseen
        Options it does not know of, anybody's.
    prefers : mapping {decision maker: Preference}
        What it takes others (or itself) to prefer, where that is not what the model says.
    rules : tuple of Rule
        What it holds for impossible beside the model's rules.
    one_way : tuple of OneWay
        What it takes to go one way only, beside the model's; ignored where moves are listed.
    """

    dm: str
    hides: tuple[Unseen, ...] = ()
    prefers: Mapping[str, Preference] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    one_way: tuple[OneWay, ...] = ()


@dataclass(frozen=True)
class NamedState:
    """A state listed by hand: a label and its Y/N pattern, where ``-`` stands for either.

    A label that covers several option strings is a collapsed state.
    """

    label: str
    pattern: str


@dataclass(frozen=True)
class Settlement:
    """A named deal: a condition over options. `preferred` marks the one the desk hopes for."""

    name: str
    condition: Condition
    note: str = ""
    preferred: bool = False


@dataclass(frozen=True, repr=False)
class Conflict:
    """The strategic model.

    Parameters
    ----------
    title : str
        What the model asks or is called.
    decision_makers : tuple of DecisionMaker
        In the order in which their options make up the Y/N strings.
    rules : tuple of Rule
        Which combinations of options are infeasible. Ignored where `states` lists the states.
    one_way : tuple of OneWay
        Options that go one way only.
    states : tuple of NamedState or None
        States listed by hand; None lists all feasible combinations of options.
    moves : mapping {decision maker: {label: labels}} or None
        An explicit graph of unilateral moves; None derives the moves from the options: a decision maker
        changes any number of own options at once, respecting `one_way`.
    now : frozenset of str, str or None
        Today's state: the options taken, or a label.
    settlements : tuple of Settlement
    option_order : tuple of str
        Ids of the options in the order of the Y/N strings; empty means decision maker by decision maker.
    joint : tuple of JointMove
        Moves that several decision makers make together, beside everybody's own.
    seen_by : tuple of Sight
        Who sees the conflict otherwise, and how; only a hypergame looks at it.
    """

    title: str
    decision_makers: tuple[DecisionMaker, ...]
    rules: tuple[Rule, ...] = ()
    one_way: tuple[OneWay, ...] = ()
    states: tuple[NamedState, ...] | None = None
    moves: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None
    now: frozenset[str] | str | None = None
    settlements: tuple[Settlement, ...] = ()
    option_order: tuple[str, ...] = ()
    joint: tuple[JointMove, ...] = ()
    seen_by: tuple[Sight, ...] = ()

    def __repr__(self) -> str:
        dms = f"{len(self.decision_makers)} decision maker{'s' if len(self.decision_makers) != 1 else ''}"
        owned = sum(len(d.options) for d in self.decision_makers)
        return f"<Conflict '{self.title}': {dms}, {owned} option{'s' if owned != 1 else ''}>"

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """All options in the order of the Y/N strings."""
        every = [o for dm in self.decision_makers for o in dm.options]
        if not self.option_order:
            return tuple(every)
        by_id = {o.id: o for o in every}
        return tuple(by_id[i] for i in self.option_order)

    @cached_property
    def space(self) -> Space:
        """The feasible states with everybody's unilateral moves; computed once."""
        from palabre.conflict.space import space_of

        return space_of(self)

    def decision_maker(self, dm: str) -> DecisionMaker:
        """Return the decision maker with this id."""
        return next(d for d in self.decision_makers if d.id == dm)

    def settlement(self, name: str) -> Settlement:
        """Return the settlement with this name."""
        return next(s for s in self.settlements if s.name == name)

    def with_preference(self, dm: str, preference: Preference) -> Conflict:
        """Return a copy in which one decision maker has another preference."""
        changed = tuple(replace(d, preference=preference) if d.id == dm else d for d in self.decision_makers)
        return replace(self, decision_makers=changed)

    def graph(self) -> networkx.MultiDiGraph:
        """Return the graph of unilateral moves as networkx: nodes are labels, edges carry `dm`."""
        from palabre.conflict.graph import graph_of

        return graph_of(self)
