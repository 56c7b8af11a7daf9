"""Writings: what may be mistyped in a model and would change it unseen.

Owners, directions, kinds of rules, what somebody sees, and conditions left as text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from palabre.conflict.conditions import Condition, names
from palabre.conflict.errors import ConflictError, unknown
from palabre.conflict.model import Conflict, DecisionMaker, Direction, OneWay, Rule, RuleKind
from palabre.conflict.structures import Statements


def check_order(conflict: Conflict) -> None:
    """Refuse an order of the options that is not of all of them, each once."""
    if not conflict.option_order:
        return
    options = [o.id for d in conflict.decision_makers for o in d.options]
    for option in conflict.option_order:
        if option not in options:
            raise unknown("option", option, options)
    for option in options:
        if conflict.option_order.count(option) != 1:
            did = f"names '{option}' twice" if option in conflict.option_order else f"leaves out '{option}'"
            what = f"the order of the options {did}"
            raise ConflictError(what, "name every option once, or leave the order out")


def check_owners(dms: Sequence[DecisionMaker]) -> None:
    """Refuse an option that says it belongs to somebody else than the decision maker who has it."""
    ids = [d.id for d in dms]
    for d in dms:
        for option in d.options:
            if option.owner == d.id:
                continue
            what = f"option '{option.id}' stands with '{d.id}', and its owner is '{option.owner}'"
            remedy = "let the owner be who has the option, or move it"
            if option.owner not in ids:
                what += ", who is no decision maker"
                remedy = f"write the owner as '{d.id}'"
            raise ConflictError(what, remedy)


def check_ways(rules: Iterable[Rule], one_way: Iterable[OneWay]) -> None:
    """Refuse directions and kinds of rules that are none."""
    for rule in rules:
        if rule.kind not in get_args(RuleKind):
            what = f"the rule '{rule.id}' is of kind '{rule.kind}'"
            raise ConflictError(what, f"write {' or '.join(map(repr, get_args(RuleKind)))}")
    for way in one_way:
        if way.allowed not in get_args(Direction):
            what = f"the one-way option '{way.option}' has the direction '{way.allowed}'"
            raise ConflictError(
                what, "write 'N>Y' where it can only be taken, 'Y>N' where it can only be left"
            )


def check_sights(conflict: Conflict) -> None:
    """Refuse what somebody sees where who sees, an option, a rule or a direction cannot be right."""
    dms = [d.id for d in conflict.decision_makers]
    options = [o.id for o in conflict.options]
    for sight in conflict.seen_by:
        for dm in (sight.dm, *sight.prefers):
            if dm not in dms:
                raise unknown("decision maker", dm, dms)
        ruled = [n for rule in sight.rules for part in rule.parts for n in sorted(names(part))]
        for option in (*(u.option for u in sight.hides), *ruled, *(w.option for w in sight.one_way)):
            if option not in options:
                raise unknown("option", option, options)
        check_ways(sight.rules, sight.one_way)
    who = [sight.dm for sight in conflict.seen_by]
    for dm in who:
        if who.count(dm) > 1:
            raise ConflictError(f"what '{dm}' sees is written twice", "write it once")


def check_texts(conflict: Conflict) -> None:
    """Refuse a condition that is still text."""
    for where, condition in _conditions(conflict):
        if isinstance(condition, str):
            remedy = f'read it with palabre.conflict.parse: parse("{condition}")'
            raise ConflictError(f"the condition of {where} is a text and not read yet", remedy)


def _conditions(conflict: Conflict) -> Iterator[tuple[str, Condition]]:
    likings = [(d.id, d.preference) for d in conflict.decision_makers]
    likings += [pair for sight in conflict.seen_by for pair in sight.prefers.items()]
    for dm, preference in likings:
        if isinstance(preference, Statements):
            yield from ((f"line '{s.id}' of '{dm}'", s.condition) for s in preference.lines)
    for rule in (*conflict.rules, *(r for sight in conflict.seen_by for r in sight.rules)):
        yield from ((f"the rule '{rule.id}'", part) for part in rule.parts)
    yield from ((f"the settlement '{s.name}'", s.condition) for s in conflict.settlements)
    yield from ((f"the joint move '{j.id}'", j.when) for j in conflict.joint if j.when is not None)
