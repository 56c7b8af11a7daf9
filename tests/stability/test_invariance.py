"""Names and orders mean nothing: renamed and shuffled conflicts have the same stable states."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import invent
from oracle import Oracle
from palabre.conflict import Conflict, JointMove, NamedState, Ranking, Statement, Statements
from palabre.conflict.conditions import All, Any_, Condition, Linked, Not, Taken
from palabre.stability import COALITION_CONCEPTS, analyse, open_to


def renamed(condition: Condition, new: dict[str, str]) -> Condition:
    match condition:
        case Taken(option):
            return Taken(new[option])
        case Not(part):
            return Not(renamed(part, new))
        case All(parts):
            return All(tuple(renamed(p, new) for p in parts))
        case Any_(parts):
            return Any_(tuple(renamed(p, new) for p in parts))
        case Linked(connective, left, right):
            return Linked(connective, renamed(left, new), renamed(right, new))


def shuffled(conflict: Conflict, rng: Random) -> tuple[Conflict, dict[str, str], dict[str, str]]:
    """Return the same conflict under other names and in another order, and how labels and DMs are renamed."""
    old = [o.id for o in conflict.options]
    fresh = [f"x{k}" for k in range(len(old))]
    rng.shuffle(fresh)
    option = dict(zip(old, fresh, strict=True))
    order = rng.sample(old, len(old))
    dm = {d.id: f"who{rng.random()}" for d in conflict.decision_makers}
    label = {a: f"at{rng.random()}" for a in conflict.space.labels}
    states = None
    if conflict.states is None:
        for members, a in zip(Oracle(conflict).members, conflict.space.labels, strict=True):
            label[a] = ", ".join(option[o] for o in order if o in members[0]) or "nothing"
    else:
        states = tuple(
            NamedState(label[s.label], "".join(s.pattern[old.index(o)] for o in order))
            for s in conflict.states
        )
        states = tuple(rng.sample(states, len(states)))
    dms = []
    for d in conflict.decision_makers:
        if isinstance(d.preference, Ranking):
            likes: Ranking | Statements = Ranking(
                tuple(tuple(label[x] for x in t) for t in d.preference.tiers)
            )
        else:
            likes = Statements(
                tuple(Statement(x.id, renamed(x.condition, option)) for x in d.preference.lines)
            )
        options = tuple(replace(o, id=option[o.id], owner=dm[d.id]) for o in d.options)
        dms.append(replace(d, id=dm[d.id], options=options, preference=likes))
    moves = conflict.moves and {
        dm[d]: {label[a]: tuple(label[b] for b in to) for a, to in by.items()}
        for d, by in conflict.moves.items()
    }
    return (
        Conflict(
            "shuffled",
            tuple(rng.sample(dms, len(dms))),
            rules=tuple(replace(r, parts=tuple(renamed(p, option) for p in r.parts)) for r in conflict.rules),
            one_way=tuple(replace(w, option=option[w.option]) for w in conflict.one_way),
            states=states,
            moves=moves,
            option_order=tuple(option[o] for o in order),
            joint=tuple(
                renamed_joint(j, option, dm) for j in rng.sample(conflict.joint, len(conflict.joint))
            ),
        ),
        label,
        dm,
    )


def renamed_joint(move: JointMove, option: dict[str, str], dm: dict[str, str]) -> JointMove:
    return replace(
        move,
        dms=tuple(dm[d] for d in reversed(move.dms)),
        takes=tuple(option[o] for o in move.takes),
        leaves=tuple(option[o] for o in move.leaves),
        when=None if move.when is None else renamed(move.when, option),
    )


def test_names_and_orders_mean_nothing_to_coalitions() -> None:
    joint = 0
    for seed in range(120):
        conflict = invent.with_joint(invent.conflict(seed, most=3), seed)
        joint += bool(conflict.joint)
        other, label, _ = shuffled(conflict, Random(seed))
        one, two = analyse(conflict), analyse(other)
        for concept in (c.id for c in COALITION_CONCEPTS):
            assert {label[x] for x in one.equilibria(concept)} == set(two.equilibria(concept)), seed
        assert {(label[j.start], label[j.to]) for j in one.jumps()} == {(j.start, j.to) for j in two.jumps()}
    assert joint > 40


def test_names_and_orders_mean_nothing() -> None:
    tried: Counter[str] = Counter()
    for seed in range(400):
        conflict = invent.conflict(seed)
        if seed % 3 == 0:
            conflict = invent.with_joint(conflict, seed)
            tried["joint"] += bool(conflict.joint)
        other, label, dm = shuffled(conflict, Random(seed))
        one, two = analyse(conflict), analyse(other)
        asked = open_to(conflict, one.space)
        tried.update(asked)
        for concept in (*asked, *(("l3", "l4") if "nm" in asked else ())):
            for d in one.space.decision_makers:
                assert {label[x] for x in one.stable(concept, d)} == set(two.stable(concept, dm[d])), seed
            assert {label[x] for x in one.equilibria(concept)} == set(two.equilibria(concept)), seed
    assert min(tried[c] for c in ("joint", "sseq", "fh", "nm")) > 60
