"""The compiled kernel gives the verdicts of the numpy form and of the oracle; nothing is lost without it."""

from __future__ import annotations

import logging
import sys
from random import Random
from time import process_time

import numpy as np
import pytest

import invent
from oracle import CONCEPTS, Oracle
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    NamedState,
    OneWay,
    Option,
    Rule,
    Space,
    Statement,
    Statements,
    parse,
    space_of,
)
from palabre.stability import analyse, fast, judge
from palabre.stability.concepts import CONCEPTS as KINDS
from palabre.stability.concepts import narrow, others
from palabre.stability.operators import bars, closure, own_max

built = pytest.mark.skipif(fast.kernel() is None, reason="the compiled kernel was not built here")
EVERY = sum(fast.BITS.values())


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "palabre.stability._fast", None)
    fast.kernel.cache_clear()
    yield
    monkeypatch.undo()
    fast.kernel.cache_clear()


def by_numpy(space: Space, ranks: np.ndarray) -> dict[str, list[np.ndarray]]:
    """The worth of every state by the operators alone, for every concept."""
    ranks = narrow(ranks)
    worth: dict[str, list[np.ndarray]] = {kind.id: [] for kind in KINDS}
    barred = [bars(m, r, ranks.dtype) for m, r in zip(space.moves, ranks, strict=True)]
    for dm, own in enumerate(ranks):
        who = others(space, dm)
        for kind in KINDS:
            if kind.answer == "none" or not who:
                worth[kind.id].append(own)
                continue
            base = own_max(space.moves[dm], own) if kind.escape else own
            bar = [barred[k] for k in who] if kind.answer == "improvements" else None
            left = closure([space.moves[k] for k in who], base, bar, transitive=True)
            worth[kind.id].append(np.minimum(own, left))
    return worth


def compare(space: Space, ranks: np.ndarray, lanes: tuple[int, ...] = (8, 16, 32)) -> int:
    worth = by_numpy(space, ranks)
    few = fast.small(ranks)
    assert few is not None
    for width in lanes:
        found = fast.verdicts(space, few, EVERY, width)
        for kind, bit in fast.BITS.items():
            for dm, final in enumerate(worth[kind]):
                wanted = own_max(space.moves[dm], final) <= ranks[dm]
                assert (fast.unpacked(found[dm], bit) == wanted).all(), (kind, dm, width)
    for kind, bit in fast.BITS.items():
        for dm, final in enumerate(worth[kind]):
            assert (fast.worth(space, ranks.astype(np.int16), dm, bit) == final).all(), (kind, dm)
    return len(worth) * ranks.size


@built
def test_kernel_equals_oracle() -> None:
    tried = 0
    for seed in range(360):
        conflict = invent.conflict(seed + 50_000, ("free", "rules", "listed")[seed % 3])
        analysis = analyse(conflict)
        if analysis.engine == "numpy":
            assert len(analysis.space) * 32 < 2 ** len(conflict.options)
            continue
        tried += 1
        oracle = Oracle(conflict)
        for concept in CONCEPTS:
            wanted = np.array(oracle.verdicts(concept))
            found = [analysis.mask(concept, d.id) for d in conflict.decision_makers]
            assert (np.stack(found) == wanted).all(), (seed, concept)
            assert (analysis.mask(concept) == wanted.all(axis=0)).all()
    assert tried > 330


@built
def test_kernel_equals_numpy_on_small_models() -> None:
    verdicts = 0
    for seed in range(450):
        space = invent.conflict(seed, ("free", "rules", "listed")[seed % 3]).space
        if fast.engine_for(space) == "fast":
            rng = np.random.default_rng(seed)
            verdicts += compare(space, rng.integers(0, 2 + seed % 19, (len(space.moves), len(space))))
    assert verdicts > 90_000


def large(seed: int, most: int) -> Space | None:
    """Options dealt at random, so that they lie apart; some go one way, some combinations are out."""
    rng = Random(seed)
    dms = rng.randint(1, 5)
    width = rng.randint(max(dms, 6), most)
    owners = [*range(dms), *(rng.randrange(dms) for _ in range(width - dms))]
    rng.shuffle(owners)
    names = [f"o{k}" for k in range(width)]
    who = tuple(
        DecisionMaker(
            f"d{i}",
            "",
            tuple(Option(o, o, f"d{i}") for o, w in zip(names, owners, strict=True) if w == i),
            Statements(),
        )
        for i in range(dms)
    )
    often = rng.choice((0, 0.3))
    ways = tuple(OneWay(o, o, rng.choice(("N>Y", "Y>N"))) for o in names if rng.random() < often)
    never = [
        " and ".join(rng.choice(("", "not ")) + o for o in rng.sample(names, 3))
        for _ in range(rng.choice((0, 0, 3)))
    ]
    rules = tuple(Rule(x, "never", (parse(x),)) for x in never)
    try:
        return space_of(Conflict("large", who, rules, ways, option_order=tuple(names)))
    except ConflictError:
        return None


@built
def test_kernel_equals_numpy_on_larger_models() -> None:
    verdicts = 0
    for seed in range(60):
        space = large(seed, 10)
        if space is not None and fast.engine_for(space) == "fast":
            rng = np.random.default_rng(seed)
            ranks = rng.integers(0, rng.choice([2, 5, 50, 3000]), (len(space.moves), len(space)))
            verdicts += compare(space, ranks)
    assert verdicts > 200_000


def spread(shape: tuple[int, ...], up: int = 0, holes: int = 0) -> Space:
    """Options of each decision maker side by side; the first of each goes one way where `up` says so."""
    names = iter(f"o{k}" for k in range(sum(shape)))
    who = []
    for i, width in enumerate(shape):
        options = tuple(Option(o, o, f"d{i}") for o in (next(names) for _ in range(width)))
        who.append(DecisionMaker(f"d{i}", "", options, Statements()))
    ways = tuple(OneWay(d.id, d.options[0].id, "N>Y") for d in who[:up])
    rules = tuple(
        Rule(str(k), "never", (parse(f"o{k} and o{k + 1} and not o{k + 2}"),)) for k in range(holes)
    )
    return space_of(Conflict("spread", tuple(who), rules, ways))


@built
@pytest.mark.parametrize(("up", "holes"), [(0, 0), (2, 0), (0, 3), (2, 3)])
def test_decision_makers_with_many_options(up: int, holes: int) -> None:
    rng = np.random.default_rng(up + holes)
    for shape in ((12, 1), (1, 12), (2, 10, 1), (11,)):
        space = spread(shape, min(up, len(shape)), holes)
        compare(space, rng.integers(0, 40, (len(shape), len(space))), (8, 32))


def hostile(options: int) -> tuple[Space, np.ndarray]:
    """A Gray code: one path of improvements through half of all states, each step by who owns the option."""
    space = spread((1,) * options)
    place = np.empty(1 << (options - 1), np.int64)
    steps = np.arange(len(place))
    place[steps ^ steps >> 1] = steps
    codes = space.codes.astype(np.int64)
    along = place[codes >> 1]
    ranks = np.zeros((options, len(space)), np.int64)
    for mover in range(1, options):
        before = along[codes ^ 1 << mover]
        ranks[mover] = before == along - 1
    ranks[0] = (len(place) - along) // 3
    return space, ranks


@built
def test_a_long_path_of_improvements_is_flooded() -> None:
    compare(*hostile(9), (8, 32))
    space, ranks = hostile(16)
    few = fast.small(ranks)
    assert few is not None
    began = process_time()
    fast.worth(space, few, 0, fast.BITS["seq"])
    assert process_time() - began < 1


@built
def test_joint_moves_and_single_sanctions_go_to_numpy() -> None:
    tried = 0
    for seed in range(60):
        conflict = invent.with_joint(invent.conflict(seed, "rules"), seed)
        analysis = analyse(conflict)
        if not analysis.space.joint:
            continue
        tried += 1
        assert analysis.engine == "numpy"
        oracle = Oracle(conflict)
        for concept in CONCEPTS:
            assert analysis.mask(concept).tolist() == np.all(oracle.verdicts(concept), axis=0).tolist()
    assert tried > 20
    assert analyse(invent.conflict(0, "rules"), sanctions="single").engine == "numpy"


def test_what_the_kernel_does_not_serve() -> None:
    many = tuple(
        DecisionMaker(f"d{i}", "", tuple(Option(f"o{i}x{k}", "", f"d{i}") for k in range(21)), Statements())
        for i in range(3)
    )
    names = [o.id for d in many for o in d.options]
    rules = tuple(Rule(o, "never", (parse(o),)) for o in names[3:])
    analysis = analyse(Conflict("63 options", many, rules))
    assert analysis.engine == "numpy" and len(analysis.equilibria("nash")) == 8
    assert fast.engine_for(invent.conflict(3, "explicit").space) == "numpy"
    assert fast.engine_for(invent.conflict(5, "collapsed").space) == "numpy"


@built
def test_ranks_are_squeezed_or_left_to_numpy() -> None:
    assert fast.small(np.arange(fast.TOP + 1).reshape(1, -1)) is None
    space = spread((8, 8))
    rng = np.random.default_rng(1)
    ranks = np.stack([rng.permutation(len(space)) for _ in range(2)])
    assert fast.small(ranks) is None
    found = judge(space, ranks, ("nash", "gmr"))
    group = ranks[0].reshape(256, 256)
    assert (found["nash"][0].reshape(256, 256) == (group == group.max(axis=1, keepdims=True))).all()


@built
def test_arrays_that_do_not_fit_are_refused() -> None:
    space = spread((2, 2))
    with pytest.raises(ValueError, match="fit"):
        fast.verdicts(space, np.zeros((2, 15), np.int16), EVERY)


def test_without_a_compiler(no_kernel: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "palabre.stability.fast"):
        for seed in range(20):
            conflict = invent.conflict(seed, "rules")
            analysis = analyse(conflict)
            assert analysis.engine == "numpy"
            assert analysis.mask("seq").tolist() == np.all(Oracle(conflict).verdicts("seq"), axis=0).tolist()
    assert [r.message for r in caplog.records if "numpy does its work" in r.message] == [
        caplog.records[0].message
    ]


@built
def test_all_states_listed_in_an_order_of_their_own() -> None:
    for seed in range(6):
        rng = Random(seed)
        names = [f"o{k}" for k in range(6)]
        letters = ["".join("Y" if k >> b & 1 else "N" for b in range(6)) for k in range(64)]
        rng.shuffle(letters)
        who = tuple(
            DecisionMaker(f"d{i}", "", tuple(Option(o, o, f"d{i}") for o in own), Statements())
            for i, own in enumerate((names[:3], names[3:]))
        )
        space = space_of(Conflict("listed", who, states=tuple(NamedState(x, x) for x in letters)))
        assert fast.engine_for(space) == "fast" and not space.free
        compare(space, np.random.default_rng(seed).integers(0, 9, (2, 64)))


@built
@pytest.mark.parametrize("lanes", [8, 32])
def test_more_layers_than_there_is_room_for(lanes: int) -> None:
    """All options go one way, most of them the same: the crest then goes without layers, or finds them."""
    for width in (12, 17):
        names = [f"o{k}" for k in range(width)]
        parts = names[0::3], names[1::3], names[2::3]
        who = tuple(
            DecisionMaker(f"d{i}", "", tuple(Option(o, o, f"d{i}") for o in own), Statements())
            for i, own in enumerate(parts)
        )
        ways = tuple(OneWay(o, o, "Y>N" if k % 5 == 3 else "N>Y") for k, o in enumerate(names))
        space = space_of(Conflict("one way", who, (), ways, option_order=tuple(names)))
        ranks = np.random.default_rng(width).integers(0, 9, (3, len(space)))
        few = fast.small(ranks)
        assert few is not None
        found = fast.verdicts(space, few, EVERY, lanes)
        for dm, own in enumerate(ranks):
            movers = [space.moves[k] for k in others(space, dm)]
            bar = [bars(space.moves[k], ranks[k], np.int64) for k in others(space, dm)]
            left = closure(movers, own, bar, transitive=True)
            wanted = own_max(space.moves[dm], np.minimum(own, left)) <= own
            assert (fast.unpacked(found[dm], fast.BITS["seq"]) == wanted).all(), (dm, width)


@built
def test_ranks_at_the_top_and_few() -> None:
    rng = np.random.default_rng(3)
    for shape, up, holes in (((5, 5), 0, 0), ((4, 3, 3), 2, 2), ((10,), 0, 0), ((1,), 0, 0), ((1, 1), 1, 0)):
        space = spread(shape, up, holes)
        for low, high in ((fast.TOP - 3, fast.TOP), (0, 1), (0, fast.TOP)):
            compare(space, rng.integers(low, high, (len(shape), len(space))))


@built
def test_two_million_states_from_words_to_equilibria() -> None:
    """In a model where everything is feasible, Nash, GMR and SMR can be read off the arrays of ranks."""
    names = [f"o{k}" for k in range(21)]
    who = []
    for i in range(3):
        rng = Random(i)
        lines = [invent.condition(rng, names) for _ in range(8)]
        numbered = tuple(Statement(f"d{i}: {k}", x) for k, x in enumerate(lines))
        options = tuple(Option(o, o, f"d{i}") for o in names[7 * i : 7 * i + 7])
        who.append(DecisionMaker(f"d{i}", "", options, Statements(numbered)))
    analysis = analyse(Conflict("large", tuple(who)), ("nash", "gmr", "smr"), max_states=1 << 21)
    assert analysis.engine == "fast" and analysis.ranks.dtype == np.int16
    for i in range(3):
        own = analysis.ranks[i].reshape(1 << 7 * (2 - i), 128, 1 << 7 * i)
        best, sure = own.max(axis=1, keepdims=True), own.min(axis=(0, 2)).max()
        assert (analysis.mask("nash", f"d{i}").reshape(own.shape) == (own == best)).all()
        assert (analysis.mask("gmr", f"d{i}").reshape(own.shape) == (own >= sure)).all()
        assert (analysis.mask("smr", f"d{i}").reshape(own.shape) == (own >= best.min())).all()
