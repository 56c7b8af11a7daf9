"""Encoding: a conflict as diagrams - what is feasible, what is preferred, who can move - with nothing listed.

Every option is a variable, with a second one beside it for its value after a move. Below them stand the bits
of a level: the truth of each statement, the first statement first, so that levels compare as numbers do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.conflict import (
    Condition,
    Conflict,
    ConflictError,
    JointMove,
    Rule,
    Statement,
    Statements,
    unranked,
)
from palabre.conflict.checks import broken, check
from palabre.conflict.conditions import All, Any_, Connective, Linked, Not, Taken, names
from palabre.conflict.errors import unknown
from palabre.stability.symbolic.diagrams import Diagrams, Limits, Node
from palabre.stability.symbolic.order import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Mover:
    """Somebody who can move: a decision maker with own options, or several with a joint move."""

    dms: tuple[int, ...]
    options: tuple[str, ...] = ()
    joint: JointMove | None = None


class Encoding:
    """A conflict in option form, with preferences by statements, as diagrams."""

    def __init__(self, conflict: Conflict, limits: Limits) -> None:
        check(conflict)
        refuse(conflict)
        self.conflict = conflict
        self.options = tuple(o.id for o in conflict.options)
        self.lines = [_lines(d.preference) for d in conflict.decision_makers]
        self.levels = tuple(f"level {k}" for k in range(max(map(len, self.lines))))
        named = [names(c) for lines in self.lines for c in lines]
        named += [frozenset().union(*map(names, rule.parts)) for rule in conflict.rules]
        named += [frozenset((*j.takes, *j.leaves)) for j in conflict.joint]
        strange = sorted(frozenset().union(*named) - set(self.options))
        if strange:
            raise unknown("option", strange[0], self.options)
        order = ordered(self.options, named)
        pairs = [name for o in order for name in (o, after(o))]
        self.diagrams = d = Diagrams((*pairs, *self.levels), order, limits)
        self.up = {w.option for w in conflict.one_way if w.allowed == "N>Y"}
        self.down = {w.option for w in conflict.one_way if w.allowed == "Y>N"}
        self.feasible: Node = d.all_of(self._rule(rule) for rule in conflict.rules)
        if self.feasible == d.false:
            raise ConflictError(
                "no state is feasible", "loosen one of the rules: together they forbid everything"
            )
        self._today()
        self.truth = [[self.condition(c) for c in lines] for lines in self.lines]
        places = {maker.id: k for k, maker in enumerate(conflict.decision_makers)}
        alone = [Mover((k,), tuple(o.id for o in m.options)) for k, m in enumerate(conflict.decision_makers)]
        together = [Mover(tuple(places[x] for x in j.dms), joint=j) for j in conflict.joint]
        self.movers = (*alone, *together)

    def _today(self) -> None:
        now = self.conflict.now
        taken = self.taken(now) if isinstance(now, str) else now
        if taken is None:
            return
        for option in sorted(taken - set(self.options)):
            raise unknown("option", option, self.options)
        if not self.at(self.feasible, taken):
            shown = ", ".join(o for o in self.options if o in taken) or "nothing"
            why = broken(self.conflict, taken)
            raise ConflictError(
                f"today's state ({shown}) is not feasible{why}", "change it, or loosen the rules"
            )

    def taken(self, label: str) -> frozenset[str]:
        """Return the options that a label says are taken."""
        found = frozenset() if label == "nothing" else frozenset(label.split(", "))
        if not found <= set(self.options):
            raise unknown("state", label, ())
        return found

    def at(self, u: Node, taken: frozenset[str]) -> bool:
        """Whether a set of states has the one in which exactly these options are taken."""
        return bool(self.diagrams.put({o: o in taken for o in self.options}, u) == self.diagrams.true)

    def condition(self, condition: Condition) -> Node:
        """Return where a condition holds."""
        d = self.diagrams
        match condition:
            case Taken(option):
                if option not in self.options:
                    raise unknown("option", option, self.options)
                return d.var(option)
            case Not(part):
                return ~self.condition(part)
            case All(parts):
                return d.all_of(map(self.condition, parts))
            case Any_(parts):
                return d.any_of(map(self.condition, parts))
            case Linked(connective, left, right):
                return self._linked(connective, self.condition(left), self.condition(right))

    def _linked(self, connective: Connective, a: Node, b: Node) -> Node:
        d = self.diagrams
        if connective == "iff":
            return d.same(a, b)
        if connective == "unless":
            return d.either(a, b)
        return d.either(a, ~b) if connective == "if" else d.either(~a, b)

    def _rule(self, rule: Rule) -> Node:
        d = self.diagrams
        parts = [self.condition(part) for part in rule.parts]
        if rule.kind == "never":
            return ~parts[0]
        none, one = d.true, d.false
        for part in parts:
            none, one = d.without(none, part), d.where(part, none, one)
        return ~none if rule.kind == "at least one" else one

    def others(self, dm: int) -> list[int]:
        """Return which movers can answer a decision maker, those first whose options its lines name.

        After them come those whose options the lines of the former name, and so on.
        """
        owner = {o: k for k, mover in enumerate(self.movers) for o in mover.options}
        near = {dm: None}
        for k in (row := [dm]):
            for other in sorted({owner[o] for c in self.lines[k] for o in names(c)} - near.keys()):
                near[other] = None
                row.append(other)
        rest = [k for k, mover in enumerate(self.movers) if k not in near and dm not in mover.dms]
        return [*row[1:], *rest]

    def above(self, one: Sequence[Node], other: Sequence[Node]) -> Node:
        """Return where one level is higher than another."""
        d, higher = self.diagrams, self.diagrams.false
        for x, y in zip(reversed(one), reversed(other), strict=True):
            higher = d.where(y, d.both(x, higher), d.either(x, higher))
        return higher

    def bits(self, dm: int) -> list[Node]:
        """Return the bits of a level for a decision maker, as variables."""
        return [self.diagrams.var(name) for name in self.levels[: len(self.truth[dm])]]

    def better(self, dm: int) -> Node:
        """Return where the state is better for a decision maker than the level says."""
        return self.above(self.truth[dm], self.bits(dm))

    def level_of_state(self, dm: int) -> Mapping[str, Node]:
        """Return what to put for the bits of the level, so that it is the level of the state."""
        return dict(zip(self.levels, self.truth[dm], strict=False))

    def one_way(self, options: Iterable[str]) -> Node:
        """Return which values after a move these options can have."""
        d, found = self.diagrams, self.diagrams.true
        for o in options:
            if o in self.up:
                found = d.both(found, d.either(~d.var(o), d.var(after(o))))
            if o in self.down:
                found = d.both(found, d.either(d.var(o), ~d.var(after(o))))
        return found


def after(option: str) -> str:
    """Return the variable for an option's value after a move."""
    return f"{option}'"


def refuse(conflict: Conflict) -> None:
    """Raise where a model is not of the kind that diagrams are made of."""
    what = ""
    if conflict.states is not None:
        what = "the model lists its states"
    elif conflict.moves is not None:
        what = "the model lists its moves"
    else:
        ranked = [d.id for d in conflict.decision_makers if not isinstance(d.preference, Statements)]
        what = f"'{ranked[0]}' ranks the states without statements" if ranked else unranked(conflict)
        tied = [d.id for d in conflict.decision_makers for line in _statements(d.preference) if line.tier]
        if tied and not what:
            what = f"some statements of '{tied[0]}' weigh the same"
    if what:
        raise ConflictError(
            f"{what}, and the symbolic engine reads options, rules and statements",
            "use the engine that lists the states (analyse)",
        )


def _lines(preference: object) -> list[Condition]:
    return [line.condition for line in _statements(preference)]


def _statements(preference: object) -> tuple[Statement, ...]:
    return preference.lines if isinstance(preference, Statements) else ()
