"""Traps in a model: options nobody weighs, lines that never decide, rules that forbid a move in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from palabre.dossier.log import Log
from palabre.dossier.models import Model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from palabre.conflict import Conflict, Rule, Space, Statement
    from palabre.ledger import Question
    from palabre.terms import Basis

MOST_STATES = 1 << 17
MOST_LOOKED_AT = 1 << 12


def model_traps(model: Model, questions: Mapping[str, Question], log: Log) -> None:
    """Point out the traps of one model whose states can be listed."""
    _unused(model, log)
    space = _widest(_settled_rules(model.conflict, questions))
    if space is not None:
        _no_state_fits(model, space, log)
    space = _widest(model.conflict)
    if space is not None and space.whole and len(space) <= MOST_STATES:
        _never_deciding(model, space, log)
        _silent_rules(model, space, log)
        _never_made(model, space, log)


def _never_made(model: Model, space: Space, log: Log) -> None:
    """Point out joint moves that lead from no feasible state to another."""
    for joint in space.joint:
        if not len(joint.arcs.targets):
            what = f"the joint move '{joint.id}' leads from no feasible state to another"
            remedy = "mend what it takes, leaves or needs, or loosen the rules"
            log.trap(model.file, model.lines.get(f"jointly: {joint.id}"), what, remedy)


def always(basis: Basis) -> bool:
    """Whether a line counts in every version."""
    return not basis.given and (not basis.assume or basis.vary == "never")


def _settled_rules(conflict: Conflict, questions: Mapping[str, Question]) -> Conflict:
    """Return the conflict in which a rule that settled questions let count is given no answer any more."""
    rules = []
    for rule in conflict.rules:
        settled = [questions[q].settled in answers for q, answers in rule.basis.given if q in questions]
        counts = len(settled) == len(rule.basis.given) and all(settled)
        rules.append(replace(rule, basis=replace(rule.basis, given=())) if counts else rule)
    return replace(conflict, rules=tuple(rules))


def _widest(conflict: Conflict) -> Space | None:
    """Return the states under the rules that count in every version: no version has others."""
    from palabre.conflict import ConflictError

    rules = tuple(rule for rule in conflict.rules if always(rule.basis))
    try:
        return replace(conflict, rules=rules, now=None).space
    except ConflictError:
        return None


def _unused(model: Model, log: Log) -> None:
    from palabre.conflict import Pairwise, Ranking, Statements, Weights
    from palabre.conflict.conditions import names

    conflict = model.conflict
    if any(isinstance(maker.preference, Ranking | Pairwise) for maker in conflict.decision_makers):
        return
    conditions = [s.condition for s in conflict.settlements]
    conditions += [part for rule in conflict.rules for part in rule.parts]
    conditions += [joint.when for joint in conflict.joint if joint.when is not None]
    conditions += [part for sight in conflict.seen_by for rule in sight.rules for part in rule.parts]
    preferences = [maker.preference for maker in conflict.decision_makers]
    for preference in (*preferences, *(p for sight in conflict.seen_by for p in sight.prefers.values())):
        if isinstance(preference, Statements):
            conditions += [line.condition for line in preference.lines]
    used = frozenset().union(*map(names, conditions))
    for maker in conflict.decision_makers:
        if isinstance(maker.preference, Weights):
            used |= {line.option for line in maker.preference.lines}
    for option in conflict.options:
        if option.id not in used:
            what = f"no line, rule or settlement speaks of the option '{option.id}'"
            remedy = "say who cares about it, or leave it out: it doubles the states and changes nothing"
            log.trap(model.file, model.lines.get(f"option: {option.id}"), what, remedy)


def _no_state_fits(model: Model, space: Space, log: Log) -> None:
    for settlement in model.conflict.settlements:
        if not space.where(settlement.condition).any():
            what = f"no feasible state fits the settlement '{settlement.name}' ({settlement.condition})"
            line = model.lines.get(f"settlement: {settlement.name}")
            log.trap(model.file, line, what, "change the settlement or the rules")


def _never_deciding(model: Model, space: Space, log: Log) -> None:
    import numpy as np

    from palabre.conflict import Statements
    from palabre.conflict.structures import tiers_of

    for maker in model.conflict.decision_makers:
        if not isinstance(maker.preference, Statements):
            continue
        lines = maker.preference.lines
        tiers = list(tiers_of(lines))
        holds = [space.where(line.condition) for line in lines]
        for at, line in enumerate(lines):
            if not holds[at].any() or holds[at].all():
                which = "every" if holds[at].all() else "no"
                what = f"'{line.id}' holds in {which} feasible state, so it never decides"
                remedy = "mend the condition, or leave the line out"
                log.trap(model.file, model.lines.get(line.id), what, remedy)
                continue
            sums = []
            for tier in tiers[: next(n for n, tier in enumerate(tiers) if at in tier)]:
                if all(_counts_with(lines[k], line) for k in tier):
                    sums.append(np.sum([holds[k] for k in tier], axis=0))
            if sums and _settled(holds[at], sums):
                what = f"'{line.id}' never decides: the lines above it settle it already"
                remedy = "move it up, mend the condition, or leave the line out"
                log.trap(model.file, model.lines.get(line.id), what, remedy)


def _counts_with(upper: Statement, line: Statement) -> bool:
    """Whether the upper line counts in every version in which the line counts."""
    if upper.basis.assume and upper.basis.vary != "never":
        return False
    given = dict(line.basis.given)
    return all(q in given and set(given[q]) <= set(answers) for q, answers in upper.basis.given)


def _settled(column: NDArray[np.bool_], above: Sequence[NDArray[np.integer]]) -> bool:
    """Whether states in which as many lines hold in each tier above never differ in the column."""
    import numpy as np

    group = np.zeros(len(column), np.int64)
    for upper in above:
        group = np.unique(group * (int(upper.max()) + 1) + upper, return_inverse=True)[1]
    size = int(group.max()) + 1
    held, every = np.bincount(group, column, size), np.bincount(group, None, size)
    return bool(((held == 0) | (held == every)).all())


def _silent_rules(model: Model, space: Space, log: Log) -> None:
    conflict = model.conflict
    if conflict.states is not None or conflict.moves is not None:
        return
    owner = {option.id: option.owner for option in conflict.options}
    for rule in conflict.rules:
        owners = {owner[option] for option in _named(rule)}
        if len(owners) < 2 or not always(rule.basis):
            continue
        kept = [r for r in conflict.rules if always(r.basis) and r is not rule]
        wider = _widest(replace(conflict, rules=tuple(kept)))
        if wider is None or len(wider) > MOST_STATES:
            continue
        meant = model.blocks.get(rule.id, ())
        examples = {
            dm: found
            for dm in sorted(owners)
            if dm not in meant and (found := _blocked(model, dm, space, wider))
        }
        if examples:
            said = "; ".join(f"{dm} from {example}" for dm, example in examples.items())
            what = f"the rule '{rule.id}' also keeps {said}"
            remedy = (
                f"if that is meant, say so: blocks: [{', '.join((*meant, *examples))}]; if not, mend the rule"
            )
            log.trap(model.file, model.lines.get(rule.id), what, remedy)


def _named(rule: Rule) -> frozenset[str]:
    from palabre.conflict.conditions import names

    return frozenset().union(*map(names, rule.parts))


def _blocked(model: Model, dm: str, space: Space, wider: Space) -> str:
    """Return in words one move of a decision maker that only the rule forbids; empty for none."""
    import numpy as np

    bit = {option: 1 << k for k, option in enumerate(space.options)}
    own = sum(bit[o.id] for o in model.conflict.decision_maker(dm).options)
    ways = {way.option: way.allowed for way in model.conflict.one_way if always(way.basis)}
    up = sum(bit[o] for o, allowed in ways.items() if allowed == "N>Y")
    down = sum(bit[o] for o, allowed in ways.items() if allowed == "Y>N")
    forbidden = np.setdiff1d(wider.codes, space.codes)
    others = np.uint64(~own & (1 << 63) - 1)
    homes: dict[int, list[int]] = {}
    for code in space.codes[np.isin(space.codes & others, forbidden & others)].tolist():
        homes.setdefault(code & ~own, []).append(code)
    best: tuple[int, int, int] | None = None
    for target in forbidden[:MOST_LOOKED_AT].tolist():
        for home in homes.get(target & ~own, ()):
            if home & ~target & up or target & ~home & down:
                continue
            size = (home ^ target).bit_count()
            if best is None or size < best[0]:
                best = (size, home, target)
        if best is not None and best[0] == 1:
            break
    if best is None:
        return ""
    _, home, target = best
    moves = [f"taking '{o}'" for o in space.options if target & ~home & bit[o]]
    moves += [f"leaving '{o}'" for o in space.options if home & ~target & bit[o]]
    taken = [f"'{o}'" for o in space.options if home & bit[o]]
    here = f"{' and '.join(taken)} {'are' if len(taken) > 1 else 'is'} taken" if taken else "nothing is taken"
    return f"{' and '.join(moves)} where {here}"
