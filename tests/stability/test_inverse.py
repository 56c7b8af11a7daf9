"""What it would take: against the file of published counts, and against trying every order there is."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import permutations, product
from random import Random

import numpy as np
import pytest
from numpy.typing import NDArray

import invent
from palabre import cases
from palabre.conflict import (
    Condition,
    Conflict,
    ConflictError,
    DecisionMaker,
    JointMove,
    Option,
    Rule,
    Space,
    Statement,
    Statements,
    moves,
    parse,
    scores,
    space_of,
)
from palabre.conflict.conditions import Not, Taken
from palabre.stability import CONCEPTS, Analysis, analyse, judge
from palabre.stability.inverse import break_stable, make_stable, margins, pattern
from palabre.stability.inverse.lines import KINDS, Kind
from palabre.stability.inverse.margin import NOWHERE, best_move
from palabre.stability.inverse.reorder import distance

ORDINAL = [c.id for c in CONCEPTS]


@cache
def weak_orders(n: int) -> NDArray[np.int64]:
    """All orders of n states with ties, as dense ranks."""
    every = (r for r in product(range(n), repeat=n) if set(r) == set(range(max(r) + 1)))
    return np.array(list(every))


def distances(one: NDArray[np.integer], others: NDArray[np.integer]) -> NDArray[np.int64]:
    mine = np.sign(one[:, None].astype(int) - one[None, :])
    theirs = np.sign(others[:, :, None].astype(int) - others[:, None, :])
    return np.abs(mine - theirs).sum(axis=(1, 2)) // 2


def small(
    count: int, most: int, kind: str | None = None, *, joint: bool = False
) -> Iterator[tuple[Conflict, Analysis]]:
    """Random conflicts of three to `most` states; with joint moves, of three decision makers."""
    seed = 0
    while count:
        conflict = invent.conflict(seed, kind, 3)
        if joint:
            conflict = answered_together(conflict, seed)
        seed += 1
        if 3 <= len(conflict.space) <= most and (not joint or conflict.joint):
            count -= 1
            yield conflict, analyse(conflict, ORDINAL)


def answered_together(conflict: Conflict, seed: int) -> Conflict:
    """The conflict with joint moves by which some can answer a third; else without any."""
    made = invent.with_joint(conflict, seed)
    arcs = made.space.joint
    some = any(len(j.dms) < len(made.decision_makers) and len(j.arcs.targets) for j in arcs)
    return made if some else conflict


def test_the_pattern_counts_what_was_published_cell_by_cell() -> None:
    """Of all 24 x 24 pairs of strict rankings of four states: see the case file for the source."""
    case = cases.load("prisoners_dilemma")
    analysis = analyse(case.conflict())
    strict = np.array(list(permutations(range(4))), np.int32)
    one, two = (m.ravel() for m in np.meshgrid(range(24), range(24)))
    ranks = np.stack([strict[one].T, strict[two].T])
    counts = case.variant().published.other["inverse"]["counts"]
    assert len(counts) == 4
    for label, by_concept in counts.items():
        for concept, count in by_concept.items():
            met = pattern(analysis, label, concept).met(ranks)
            assert met.sum() == count, (label, concept)
            at = analysis.space.index(label)
            found = judge(analysis.space, ranks, concept)[concept.lower()].all(axis=0)[at]
            assert (met == found).all(), (label, concept)


@pytest.mark.parametrize("steps", ["open", "now"])
def test_the_pattern_is_met_exactly_where_the_engine_finds_an_equilibrium(steps: str) -> None:
    rng = np.random.default_rng(5)
    tried = together = 0
    for seed in range(160):
        conflict = invent.conflict(seed, most=3)
        if seed >= 80:
            conflict = answered_together(conflict, seed)
            if not conflict.joint:
                continue
            together += 1
        analysis = analyse(conflict)
        n, states = analysis.ranks.shape
        if states > 10:
            continue
        ranks = rng.integers(0, 5, (n, states, 40))
        found = judge(analysis.space, ranks)
        for concept, at in product(ORDINAL, range(0, states, 3)):
            if steps == "open":
                try:
                    met = pattern(analysis, at, concept).met(ranks)
                except ConflictError as refused:
                    assert 'steps="now"' in refused.remedy
                    continue
                assert (met == found[concept][:, at].all(axis=0)).all(), (seed, concept, at)
                tried += met.size
            else:
                needs = pattern(analysis, at, concept, "now")
                for dm, name in enumerate(analysis.space.decision_makers):
                    own = np.repeat(analysis.ranks[:, :, None], 40, axis=2)
                    own[dm] = ranks[dm]
                    wanted = judge(analysis.space, own, concept)[concept][dm, at]
                    assert (needs.met(own, name) == wanted).all(), (seed, concept, at, dm)
                    tried += wanted.size
    assert tried > 15_000 and together > 15


def test_a_state_is_stable_exactly_where_its_margin_is_not_positive() -> None:
    for seed in range(150):
        analysis = analyse(invent.conflict(seed), ORDINAL)
        found = margins(analysis)
        for concept, dm in product(ORDINAL, analysis.space.decision_makers):
            stable = found.values[concept, dm] <= 0
            assert (stable == analysis.mask(concept, dm)).all(), (seed, concept, dm)


def test_margins_with_moves_in_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(60):
        conflict = invent.conflict(seed, "rules")
        with monkeypatch.context() as patch:
            patch.setattr(moves, "MOST_ARCS", -1)
            grouped = space_of(conflict)
        values = analyse(conflict).ranks[0]
        for listed, in_groups in zip(conflict.space.moves, grouped.moves, strict=True):
            assert (best_move(listed, values) == best_move(in_groups, values)).all(), seed


def test_a_stable_state_can_fall_by_its_margin_and_no_further() -> None:
    for conflict, analysis in small(60, 8, "free"):
        found = margins(analysis)
        for concept, (i, dm) in product(ORDINAL, enumerate(conflict.space.decision_makers)):
            for at in range(len(conflict.space)):
                room = int(found.values[concept, dm][at])
                if room > 0 or room == NOWHERE:
                    continue
                for down, holds in ((-room, True), (1 - room, False)):
                    ranks = 2 * analysis.ranks.astype(np.int64)
                    ranks[i, at] -= 2 * down
                    assert judge(conflict.space, ranks, concept)[concept][i, at] == holds


@pytest.mark.parametrize("joint", [False, True], ids=["alone", "joint"])
@pytest.mark.parametrize("wanted", ["hold", "fail"])
def test_no_order_is_nearer_than_the_one_found(wanted: str, joint: bool) -> None:
    """For every decision maker, state and concept all orders of five states with ties are tried."""
    tried = 0
    for conflict, analysis in small(20 if joint else 30, 5, joint=joint):
        n, states = analysis.ranks.shape
        orders = weak_orders(states)
        for dm, concept in product(range(n), ORDINAL):
            ranks = np.repeat(analysis.ranks[:, :, None], len(orders), axis=2)
            ranks[dm] = orders.T
            stable = judge(conflict.space, ranks, concept)[concept][dm]
            far = distances(analysis.ranks[dm], orders)
            for at in range(states):
                fits = stable[at] if wanted == "hold" else ~stable[at]
                least = int(far[fits].min()) if fits.any() else None
                assert least == _alone(analysis, dm, at, concept, wanted), (conflict.title, dm, concept, at)
                tried += 1
    assert tried > 600, tried


def _alone(analysis: Analysis, dm: int, at: int, concept: str, wanted: str) -> int | None:
    """What the search finds for one decision maker, the others being as they are."""
    from palabre.stability.concepts import concept_of
    from palabre.stability.inverse.broken import clauses
    from palabre.stability.inverse.reorder import cheapest_fall, raising

    kind = concept_of(concept)
    own = analysis.ranks[dm].astype(np.int64)
    name = analysis.space.decision_makers[dm]
    if wanted == "hold":
        margin = max(0, int(margins(analysis, concept).values[concept, name][at]))
        return int(raising(own, np.array([at]), own[[at]] + margin)[0])
    if not analysis.mask(concept, name)[at]:
        return 0
    choices = [(to, clauses(analysis, dm, at, to, kind)) for to in analysis.space.moves[dm].of(at).tolist()]
    found = cheapest_fall(own, at, choices)
    assert found is None or found[3]
    return None if found is None else found[0]


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq"])
def test_orders_of_all_decision_makers_at_once(concept: str) -> None:
    """Every pair of orders of four states: nothing below `least`, and `exact` means nothing below `size`."""
    tried = exact = 0
    for conflict, analysis in small(25, 4):
        n, states = analysis.ranks.shape
        if n != 2:
            continue
        orders = weak_orders(states)
        one, two = (m.ravel() for m in np.meshgrid(range(len(orders)), range(len(orders))))
        found = judge(conflict.space, np.stack([orders[one].T, orders[two].T]), concept)[concept].all(axis=0)
        far = distances(analysis.ranks[0], orders)[one] + distances(analysis.ranks[1], orders)[two]
        for at, label in enumerate(analysis.states):
            for remedy, fits in (
                (make_stable(analysis, label, concept), found[at]),
                (break_stable(analysis, label, concept), ~found[at]),
            ):
                if remedy.size is None:
                    assert not fits.any()
                    continue
                least = int(far[fits].min())
                assert remedy.least <= least <= remedy.size
                assert least == remedy.size or not remedy.exact
                assert remedy.conflict is not None
                again = analyse(remedy.conflict)
                assert bool(again.mask(concept)[at]) == (remedy.wanted == "hold")
                moved = sum(distance(a, b) for a, b in zip(analysis.ranks, again.ranks, strict=True))
                assert moved == remedy.size
                tried, exact = tried + 1, exact + remedy.exact
    assert tried > 60 and exact > 0.8 * tried


def _single_edits(lines: tuple[Condition, ...], options: list[str] | None) -> set[tuple[Condition, ...]]:
    """Every list one edit away, put together otherwise than in the package; without options no flips."""
    made = set()
    for k, line in enumerate(lines):
        left = [x for n, x in enumerate(lines) if n != k]
        made.add(tuple(left))
        made |= {(*left[:p], line, *left[p:]) for p in range(len(lines))}
        if options is not None:
            made.add((*lines[:k], _opposite(line), *lines[k + 1 :]))
    there = {str(x.part if isinstance(x, Not) else x) for x in lines}
    for o in set(options or ()) - there:
        for new in (Taken(o), Not(Taken(o))):
            made |= {(*lines[:p], new, *lines[p:]) for p in range(len(lines) + 1)}
    return made - {lines}


def _opposite(line: Condition) -> Condition:
    return line.part if isinstance(line, Not) else Not(line)


def _bare(line: Condition) -> Condition:
    """Without two oppositions in a row."""
    while isinstance(line, Not) and isinstance(line.part, Not):
        line = line.part.part
    return line


def listed(
    count: int, lines: int, seed: int = 0, players: int = 2, *, joint: bool = False
) -> Iterator[Conflict]:
    """Random conflicts of two or three decision makers with so many statements each."""
    while count:
        conflict = invent.conflict(seed, "rules", players)
        if joint:
            conflict = answered_together(conflict, seed)
        seed += 1
        if joint and not conflict.joint:
            continue
        if len(conflict.decision_makers) != players or not 4 <= len(conflict.space) <= 10:
            continue
        rng = Random(seed)
        for dm in conflict.decision_makers:
            some = [_bare(invent.condition(rng, list(conflict.space.options), 1)) for _ in range(lines)]
            statements = tuple(Statement(f"{dm.id}: {k}", x) for k, x in enumerate(some))
            conflict = conflict.with_preference(dm.id, Statements(statements))
        count -= 1
        yield conflict


@pytest.mark.parametrize("concept", ["nash", "smr", "seq"])
@pytest.mark.parametrize(("kinds", "lines"), [(KINDS, 2), (("move", "drop"), 4)], ids=["all", "some"])
def test_no_fewer_edits_do_it(concept: str, kinds: tuple[Kind, ...], lines: int) -> None:
    """All lists up to two edits from the working ones are tried, for two decision makers at once."""
    sizes: Counter[object] = Counter()
    for conflict in listed(8, lines):
        analysis, space = analyse(conflict), conflict.space
        options = list(space.options) if "add" in kinds else None
        ranks = []
        for dm in conflict.decision_makers:
            assert isinstance(dm.preference, Statements)
            none = {tuple(x.condition for x in dm.preference.lines)}
            once = {y for x in none for y in _single_edits(x, options)} - none
            twice = {y for x in once for y in _single_edits(x, options)} - once - none
            levels = ([_ranks(x, space) for x in level] for level in (none, once, twice))
            ranks.append([np.unique(np.array(x).reshape(-1, len(space)), axis=0) for x in levels])
        for at, hold in product(range(0, len(space), 3), (True, False)):
            remedy = (make_stable if hold else break_stable)(
                analysis, space.label(at), concept, over="edits", kinds=kinds
            )
            least = next((n for n in range(3) if _some(space, ranks, (n, concept, at, hold))), None)
            assert remedy.size == least or (least is None and (remedy.size or 3) > 2), (at, hold)
            assert least is not None or remedy.least >= 3
            assert remedy.exact == (remedy.size in (None, remedy.least))
            if remedy.conflict is not None:
                assert bool(analyse(remedy.conflict).mask(concept)[at]) == hold
            sizes[remedy.size] += 1
    assert sizes[0] > 5 and sizes[1] > 5 and ("add" in kinds or sizes[2] > 0), sizes


def _ranks(lines: tuple[Condition, ...], space: Space) -> NDArray[np.int32]:
    return scores(Statements(tuple(Statement(str(k), x) for k, x in enumerate(lines))), space)


def _some(space: Space, ranks: list[list[NDArray[np.int32]]], what: tuple[int, str, int, bool]) -> bool:
    n, concept, at, hold = what
    for k in range(n + 1):
        one, two = ranks[0][k], ranks[1][n - k]
        a, b = (m.ravel() for m in np.meshgrid(range(len(one)), range(len(two))))
        found = judge(space, np.stack([one[a].T, two[b].T]), concept)[concept][:, at].all(axis=0)
        if (found == hold).any():
            return True
    return False


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq"])
def test_no_order_of_the_statements_is_nearer(concept: str) -> None:
    """All pairs of permutations of the statements are tried."""
    pytest.importorskip("ortools")
    sizes: Counter[object] = Counter()
    for conflict in listed(9, 4, seed=100):
        analysis, space = analyse(conflict), conflict.space
        ranks, far = [], []
        for dm in conflict.decision_makers:
            assert isinstance(dm.preference, Statements)
            lines = [x.condition for x in dm.preference.lines]
            every = list(permutations(range(4)))
            ranks.append(np.array([_ranks(tuple(lines[k] for k in p), space) for p in every]))
            far.append(np.array([sum(p[a] > p[b] for a in range(4) for b in range(a, 4)) for p in every]))
        a, b = (m.ravel() for m in np.meshgrid(range(24), range(24)))
        found = judge(space, np.stack([ranks[0][a].T, ranks[1][b].T]), concept)[concept].all(axis=0)
        for at, hold in product(range(0, len(space), 3), (True, False)):
            remedy = (make_stable if hold else break_stable)(
                analysis, space.label(at), concept, over="orders"
            )
            hits = (far[0][a] + far[1][b])[found[at] == hold]
            assert remedy.size == (int(hits.min()) if len(hits) else None)
            assert remedy.exact
            assert sum(c.size for c in remedy.changes) == (remedy.size or 0)
            if remedy.conflict is not None:
                assert bool(analyse(remedy.conflict).mask(concept)[at]) == hold
            sizes[remedy.size] += 1
    assert sizes[0] > 5 and sum(sizes[k] for k in (1, 2, 3, 4, 5)) > 4, sizes


@pytest.mark.parametrize(("players", "joint"), [(2, False), (3, False), (3, True)])
def test_what_the_solver_is_told_bit_by_bit_comes_to_the_same(players: int, joint: bool, monkeypatch) -> None:
    """With nothing written down at once, SEQ gives what it gives written down, and what permutations give."""
    pytest.importorskip("ortools")
    from palabre.stability.inverse import answers

    compared = 0
    for conflict in listed(16, 4, seed=300, players=players, joint=joint):
        analysis = analyse(conflict)
        for at, hold in product(range(0, len(analysis.space), 2), (True, False)):
            ask = make_stable if hold else break_stable
            label = analysis.space.label(at)
            at_once = ask(analysis, label, "seq", over="orders")
            with monkeypatch.context() as patch:
                patch.setattr(answers, "MOST_PATHS", 0)
                by_and_by = ask(analysis, label, "seq", over="orders")
            assert (by_and_by.size, by_and_by.exact) == (at_once.size, True)
            compared += at_once.size not in (0, None)
    assert compared > 3


def test_without_or_tools_the_search_over_orders_says_what_to_install(monkeypatch) -> None:
    conflict = next(listed(1, 3))
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    with pytest.raises(ConflictError, match=r"needs OR-tools.*palabre\[inverse\]"):
        make_stable(conflict, conflict.space.label(0), "nash", over="orders")


def signed(count: int) -> Iterator[Conflict]:
    """Two who can only sign, and only withdraw, together; a third with two options of its own."""
    options = {"a": ("x", "y"), "b": ("p",), "c": ("q",)}
    rules = tuple(Rule(r, "never", (parse(r),)) for r in ("p and not q", "q and not p"))
    pact = (JointMove("sign", ("b", "c"), takes=("p", "q")), JointMove("end", ("b", "c"), leaves=("p", "q")))
    for seed in range(count):
        rng, who, some = Random(seed), [], []
        for dm, own in options.items():
            if dm != "c" or seed % 2:  # allies like the same as often as not
                some = [_bare(invent.condition(rng, ["x", "y", "p"], 1)) for _ in range(3)]
            lines = Statements(tuple(Statement(f"{dm}: {k}", x) for k, x in enumerate(some)))
            who.append(DecisionMaker(dm, dm, tuple(Option(o, o, dm) for o in own), lines))
        yield Conflict("signed", tuple(who), rules, joint=pact)


@pytest.mark.parametrize("concept", ["gmr", "smr", "seq", "sseq"])
def test_fewest_edits_and_orders_where_some_answer_together(concept: str) -> None:
    """One decision maker's list at a time: all orders, and all lists one edit away, are tried."""
    pytest.importorskip("ortools")
    sizes: Counter[object] = Counter()
    differ = 0
    for conflict in signed(300):
        analysis, space = analyse(conflict), conflict.space
        alone = analyse(replace(conflict, joint=()))
        if not any(
            (analysis.mask(concept, d) != alone.mask(concept, d)).any() for d in space.decision_makers
        ):
            continue
        differ += 1
        if differ > 4:
            break
        every: list[list[NDArray[np.int32]]] = []
        for dm in conflict.decision_makers:
            assert isinstance(dm.preference, Statements)
            lines = [x.condition for x in dm.preference.lines]
            every.append([_ranks(tuple(lines[k] for k in p), space) for p in permutations(range(3))])
        far = [sum(p[a] > p[b] for a in range(3) for b in range(a, 3)) for p in permutations(range(3))]
        picks = list(product(range(6), repeat=3))
        ranks = np.array([[every[k][i] for k, i in enumerate(pick)] for pick in picks]).transpose(1, 2, 0)
        found = judge(space, ranks, concept)[concept].all(axis=0)
        steps = np.array([sum(far[i] for i in pick) for pick in picks])
        for at, hold in product(range(0, len(space), 2), (True, False)):
            ask = make_stable if hold else break_stable
            remedy = ask(analysis, space.label(at), concept, over="orders")
            hits = steps[found[at] == hold]
            assert remedy.size == (int(hits.min()) if len(hits) else None)
            assert remedy.exact
            edited = ask(analysis, space.label(at), concept, over="edits", kinds=("drop",))
            for answer in (remedy, edited):
                if answer.conflict is not None:
                    assert bool(analyse(answer.conflict).mask(concept)[at]) == hold
            sizes[remedy.size] += 1
    assert differ > 4 and sum(sizes.values()) > sizes[None] + sizes[0] > 0, (sizes, differ)
