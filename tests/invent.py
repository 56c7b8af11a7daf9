"""Random conflicts of every kind the engine knows, each made from a seed."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from palabre.conflict import (
    Attitude,
    Conflict,
    ConflictError,
    DecisionMaker,
    JointMove,
    Mark,
    NamedState,
    OneWay,
    Option,
    Pair,
    Pairwise,
    Preference,
    Ranking,
    Rule,
    Sight,
    Statement,
    Statements,
    Unseen,
    Weight,
    Weights,
    space_of,
)
from palabre.conflict.conditions import All, Any_, Condition, Linked, Not, Taken

KINDS = ("free", "rules", "listed", "collapsed", "explicit")


def condition(rng: Random, options: list[str], depth: int = 2) -> Condition:
    pick = rng.random()
    if depth == 0 or pick < 0.45:
        plain = Taken(rng.choice(options))
        return plain if rng.random() < 0.5 else Not(plain)
    parts = tuple(condition(rng, options, depth - 1) for _ in range(rng.randint(2, 3)))
    if pick < 0.62:
        return All(parts)
    if pick < 0.8:
        return Any_(parts)
    if pick < 0.85:
        return Not(parts[0])
    return Linked(rng.choice(("if", "only if", "unless", "iff")), parts[0], parts[1])


def rules(rng: Random, options: list[str]) -> tuple[Rule, ...]:
    made = []
    for k in range(rng.randint(1, 3)):
        kind = rng.choice(("never", "never", "exactly one", "at least one"))
        count = 1 if kind == "never" else rng.randint(1, 3)
        deep = 2 if kind == "never" else 1
        made.append(Rule(f"rule {k}", kind, tuple(condition(rng, options, deep) for _ in range(count))))
    return tuple(made)


def ranking(rng: Random, labels: list[str]) -> Ranking:
    labels = rng.sample(labels, len(labels))
    tiers: list[list[str]] = [[]]
    tied = rng.choice((0.0, 0.3, 0.8))
    for label in labels:
        if tiers[-1] and rng.random() >= tied:
            tiers.append([])
        tiers[-1].append(label)
    return Ranking(tuple(tuple(t) for t in tiers))


def mark(rng: Random, marks: str) -> Mark:
    """A mark: `marks` names which kinds there may be (u, s, f)."""
    pick = rng.choice([*marks, "", ""])
    degree = rng.choice((0.6, 0.75, 0.8, 0.9, 1.0)) if pick == "f" else 1.0
    return Mark(pick == "u", pick == "s", degree)


def tied(rng: Random, dm: str, names: list[str], marks: str = "") -> Statements:
    """Statements, some of which weigh the same."""
    lines: list[Statement] = []
    for k in range(rng.randint(0, 3)):
        alike = mark(rng, marks)
        count = rng.choice((1, 1, 2, 3))
        for _ in range(count):
            tier = f"t{k}" if count > 1 else ""
            lines.append(Statement(f"{dm}: {len(lines)}", condition(rng, names, 1), tier=tier, mark=alike))
    return Statements(tuple(lines))


def weights(rng: Random, dm: str, names: list[str]) -> Weights:
    some = rng.sample(names, rng.randint(0, len(names)))
    return Weights(tuple(Weight(f"{dm}: {o}", o, rng.choice((-2, -0.1, 0.1, 0.2, 0.3, 1, 3))) for o in some))


def pairwise(rng: Random, labels: list[str], marks: str) -> Pairwise:
    pairs = []
    for k, one in enumerate(labels):
        for other in labels[:k]:
            if rng.random() < 0.7:
                a, b = rng.sample((one, other), 2)
                equal = rng.random() < 0.2
                pairs.append(Pair(a, b, equal, Mark() if equal else mark(rng, marks)))
    return Pairwise(tuple(pairs), "unknown" if "u" in marks else "equal")


def structured(seed: int, marks: str = "", attitudes: bool = False, most: int = 4) -> Conflict:
    """Return a random conflict of two to `most` decision makers with any structure of preference.

    `marks` names the marks there may be: u (unknown), s (strong), f (fuzzy degrees); with none of them there
    are no pairs either, and every preference is an order of the states.
    """
    rng = Random(seed)
    made = conflict(seed, most=most)
    while len(made.decision_makers) < 2 or len(made.space) > 40:
        seed += 1_000_003
        made = conflict(seed, most=most)
    if rng.random() < 0.35:
        made = with_joint(made, seed)
    names, labels = [o.id for o in made.options], list(made.space.labels)
    ids = [d.id for d in made.decision_makers]
    dms = []
    for dm in made.decision_makers:
        kind = rng.choice(("as it is", "tied", "weights", "ranking", "pairs" if marks else "tied"))
        likes = dm.preference
        if kind == "tied":
            likes = tied(rng, dm.id, names, marks)
        elif kind == "weights":
            likes = weights(rng, dm.id, names)
        elif kind == "ranking":
            plain = ranking(rng, labels)
            likes = replace(plain, steps=tuple(mark(rng, marks) for _ in plain.tiers[1:]))
        elif kind == "pairs":
            likes = pairwise(rng, labels, marks)
        wants: list[tuple[str, Attitude]] = []
        if attitudes:
            kinds: tuple[Attitude, ...] = ("positive", "indifferent", "negative")
            wants = [(j, rng.choice(kinds)) for j in ids if rng.random() < 0.5]
        threshold = rng.choice((0.1, 0.2, 0.5, 0.6, 0.8, 1.0)) if "f" in marks else None
        dms.append(replace(dm, preference=likes, threshold=threshold, attitudes=tuple(wants)))
    return replace(made, decision_makers=tuple(dms))


def patterns(rng: Random, width: int) -> list[str]:
    """Disjoint patterns with "-": a random tree of options, some leaves left out."""
    leaves = ["-" * width]
    for _ in range(rng.randint(2, 12)):
        leaf = rng.choice(leaves)
        open_ = [k for k, c in enumerate(leaf) if c == "-"]
        if open_:
            k = rng.choice(open_)
            leaves.remove(leaf)
            leaves += [leaf[:k] + c + leaf[k + 1 :] for c in "YN"]
    kept = [leaf for leaf in leaves if rng.random() < 0.9]
    return kept or leaves


def with_joint(made: Conflict, seed: int, most: int = 3) -> Conflict:
    """Return the same conflict with one to `most` joint moves, where two decision makers have options."""
    rng = Random(seed)
    dms = [d.id for d in made.decision_makers]
    able = [d.id for d in made.decision_makers if d.options]
    if len(dms) < 2 or not able:
        return made
    moves = []
    for k in range(rng.randint(1, most)):
        who = rng.sample(dms, rng.randint(2, len(dms)))
        if not set(who) & set(able):
            who[0] = able[0]
        who = list(dict.fromkeys(who))
        if len(who) < 2:
            continue
        own = [o.id for d in made.decision_makers if d.id in who for o in d.options]
        changed = rng.sample(own, rng.randint(1, min(3, len(own))))
        cut = rng.randint(0, len(changed))
        names = [o.id for o in made.options]
        when = condition(rng, names, 1) if rng.random() < 0.4 else None
        moves.append(JointMove(f"joint {k}", tuple(who), tuple(changed[:cut]), tuple(changed[cut:]), when))
    return replace(made, joint=tuple(moves))


def conflict(seed: int, kind: str | None = None, most: int = 5) -> Conflict:
    """Return a random conflict of one to `most` decision makers."""
    rng = Random(seed)
    kind = kind or rng.choice(KINDS)
    n = rng.randint(1, most)
    width = rng.randint(n, max(n, 5 if kind == "free" else 6))
    owners = [*range(n), *(rng.randrange(n) for _ in range(width - n))]
    rng.shuffle(owners)
    names = [f"o{k}" for k in range(width)]
    dms = [
        (f"d{i}", tuple(Option(x, x, f"d{i}") for x, w in zip(names, owners, strict=True) if w == i))
        for i in range(n)
    ]
    one_way = tuple(OneWay(f"way {x}", x, rng.choice(("N>Y", "Y>N"))) for x in names if rng.random() < 0.25)
    states: tuple[NamedState, ...] | None = None
    moves = None
    if kind in ("listed", "explicit"):
        strings = rng.sample(range(1 << width), min(1 << width, rng.randint(1, 14)))
        made = ["".join("Y" if c >> k & 1 else "N" for k in range(width)) for c in strings]
        states = tuple(NamedState(f"s{k}", p) for k, p in enumerate(made))
    elif kind == "collapsed":
        states = tuple(NamedState(f"s{k}", p) for k, p in enumerate(patterns(rng, width)))
    if kind == "explicit" and states:
        labels = [s.label for s in states]
        density = rng.choice((0.1, 0.2, 0.4))
        moves = {d: {a: tuple(b for b in labels if rng.random() < density) for a in labels} for d, _ in dms}
    blank = Conflict(
        f"random {seed}",
        tuple(DecisionMaker(d, d.upper(), options, Statements()) for d, options in dms),
        rules=rules(rng, names) if kind == "rules" else (),
        one_way=one_way,
        states=states,
        moves=moves,
        option_order=tuple(names),
    )
    try:
        labels = list(space_of(blank).labels)
    except ConflictError:
        return conflict(seed + 1_000_003, kind, most)
    for d, _ in dms:
        likes: Preference = ranking(rng, labels)
        if rng.random() < 0.5:
            lines = [condition(rng, names) for _ in range(rng.randint(0, 5))]
            likes = Statements(tuple(Statement(f"{d}: {k}", c) for k, c in enumerate(lines)))
        blank = blank.with_preference(d, likes)
    return blank


def with_sights(made: Conflict, seed: int) -> Conflict:
    """Return the same conflict, in which some decision makers see some of it otherwise."""
    rng = Random(seed)
    names = [o.id for o in made.options]
    dms = [d.id for d in made.decision_makers]
    labels = list(made.space.labels)
    sights = []
    for dm in rng.sample(dms, rng.randint(1, len(dms))):
        hides = tuple(Unseen(o) for o in rng.sample(names, rng.randint(0, min(2, len(names)))))
        misread: dict[str, Preference] = {}
        for other in dms:
            if rng.random() < 0.3:
                lines = [condition(rng, names) for _ in range(rng.randint(0, 3))]
                likes = Statements(tuple(Statement(f"{dm} on {other}: {k}", c) for k, c in enumerate(lines)))
                misread[other] = likes if rng.random() < 0.6 else ranking(rng, labels)
        never = (Rule(f"{dm}: never", "never", (condition(rng, names, 1),)),) if rng.random() < 0.4 else ()
        ways = (
            (OneWay(f"{dm}: way", rng.choice(names), rng.choice(("N>Y", "Y>N"))),)
            if rng.random() < 0.4
            else ()
        )
        sights.append(Sight(dm, hides, misread, never, ways))
    return replace(made, seen_by=tuple(sights))


def games(seed: int) -> dict[str, Conflict]:
    """Return one game a decision maker; they may differ in options, people, rules, ways and wishes."""
    rng = Random(seed)
    base = conflict(seed, rng.choice(("free", "rules")), 4)
    found = {}
    for me in base.decision_makers:
        dms = []
        for d in base.decision_makers:
            own = tuple(o for o in d.options if rng.random() < 0.8)
            if d.id == me.id and not own:
                own = d.options[:1]
            if own:
                dms.append(replace(d, options=own))
        rng.shuffle(dms)
        names = [o.id for d in dms for o in d.options]
        likes = {
            d.id: Statements(
                tuple(Statement(f"{d.id} {k}", condition(rng, names, 1)) for k in range(rng.randint(0, 4)))
            )
            for d in dms
        }
        ways = tuple(OneWay(f"way {x}", x, rng.choice(("N>Y", "Y>N"))) for x in names if rng.random() < 0.2)
        game = Conflict(
            f"game of {me.id}",
            tuple(replace(d, preference=likes[d.id]) for d in dms),
            rules=rules(rng, names) if rng.random() < 0.4 else (),
            one_way=ways,
        )
        try:
            space_of(game)
        except ConflictError:
            game = replace(game, rules=())
        found[me.id] = game
    return found
