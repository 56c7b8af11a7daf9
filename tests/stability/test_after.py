"""After the verdict: behaviour, effectiveness, sensitivity and the tableau, against the literal reading."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

import invent
from oracle import CONCEPTS, Oracle
from palabre import cases
from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    Mark,
    Option,
    Settlement,
    Statement,
    Statements,
    parse,
)
from palabre.conflict.conditions import Taken
from palabre.stability import (
    analyse,
    behaviour,
    effectiveness,
    open_to,
    sensitivity,
    tableau,
)

CUBA = """Cuban missile crisis, October 1962

US
  E  E  x  x  x  x  x  x  x   x   x   x
  r  s  u  u  r  u  u  u  r   u   u   u
  4  6  5  7  2  1  3  0  11  9   10  8
     4  4  4     2  2  2      11  11  11
        6  6        1  1          9   9
           5           3              10

USSR
  x  E  E  x  x  x  x  x  x   x  x   x
  r  s  r  u  r  u  r  u  u   u  u   u
  0  4  6  2  5  1  7  3  11  9  10  8
     0     6     5     7  7   5  6   0
                          3   1  2   4

E equilibrium, x none; r no improvement, s improvements sanctioned sequentially, u unstable"""


def cuba() -> Conflict:
    return cases.load("cuban_1962").conflict()


def test_behaviour_tells_the_concepts_under_which_a_state_is_stable() -> None:
    for seed in range(50):
        conflict = invent.conflict(seed)
        analysis, oracle = analyse(conflict), Oracle(conflict)
        for s, label in enumerate(oracle.labels):
            found = behaviour(analysis, label, CONCEPTS)
            for i, (dm, concepts) in enumerate(found.explain):
                assert dm == conflict.decision_makers[i].id
                assert concepts == tuple(c for c in CONCEPTS if oracle.stable(i, s, c)), seed
            assert found.all_alike == tuple(c for c in CONCEPTS if label in analysis.equilibria(c))
            assert len(found.sentences) == len(oracle.own) + 1
            assert found.table().rows[0][1:] == tuple(c in found.explain[0][1] for c in CONCEPTS)


def test_behaviour_in_words() -> None:
    chicken = analyse(cases.load("chicken").conflict())
    assert behaviour(chicken, "1").sentences == (
        "That Row would stay at '1' is explained by GMR, SMR, FH and NM, not by Nash, SEQ, SSEQ or L2.",
        "That Column would stay at '1' is explained by GMR, SMR, FH and NM, not by Nash, SEQ, SSEQ or L2.",
        "That all would stay is explained by GMR, SMR, FH and NM, not by Nash, SEQ, SSEQ or L2.",
    )
    assert behaviour(chicken, "4").sentences[0] == (
        "That Row would stay at '4' is explained by none of the concepts tried."
    )
    own = behaviour(analyse(cuba()), "6", ("nash", "l2")).sentences
    assert own[0] == "That US would stay at '6' is explained by L2, not by Nash."


def test_all_may_stay_by_concepts_of_their_own() -> None:
    found = behaviour(analyse(cases.load("chicken").conflict()), "2", ("l2", "l1"))
    assert found.explain == (("Row", ("l1",)), ("Column", ("l2", "l1")))
    apart = [
        sentences[-1]
        for seed in range(300)
        for analysis in [analyse(invent.conflict(seed, None, 3))]
        for label in analysis.states
        for sentences in [behaviour(analysis, label, ("smr", "seq")).sentences]
    ]
    own = "none of the concepts tried, but each has a concept of its own that does"
    assert f"That all would stay is explained by {own}." in apart


def test_effectiveness_counts_what_the_definitions_count() -> None:
    weights = {"nash": 3.0, "smr": 0.5, "seq": 1.0}
    for seed in range(90):
        conflict = invent.conflict(seed)
        found, oracle = effectiveness(analyse(conflict), weights), Oracle(conflict)
        states = range(len(oracle.labels))
        held = {c: [all(oracle.stable(i, s, c) for i in oracle.players) for s in states] for c in weights}
        for effect in found.effects:
            yes = no = 0
            heavy = light = 0.0
            for s in states:
                weight = sum(w for c, w in weights.items() if held[c][s])
                tells = {effect.option in member for member in oracle.members[s]}
                if any(held[c][s] for c in weights) and len(tells) == 1:
                    yes, no = yes + (tells == {True}), no + (tells == {False})
                    heavy, light = heavy + weight * (tells == {True}), light + weight * (tells == {False})
            assert (effect.taken, effect.left) == (yes, no), seed
            assert (effect.weight_taken, effect.weight_left) == pytest.approx((heavy, light))
            assert effect.share == (pytest.approx(heavy / (heavy + light)) if yes + no else None)
    with pytest.raises(ConflictError, match="a weight is negative"):
        effectiveness(analyse(cuba()), {"seq": -1})


def test_effectiveness_weighs_stronger_equilibria_more() -> None:
    chicken = effectiveness(analyse(cases.load("chicken").conflict()))
    # '2' and '3' are equilibria under all five concepts, '1' under GMR and SMR.
    assert [(e.weight_taken, e.weight_left) for e in chicken.effects] == [(7, 5), (7, 5)]
    assert chicken.sentences[0] == (
        "'Swerve' (Row) is taken in 2 of the 3 equilibria, with 7 of the weight of 12."
    )


def test_sensitivity_equals_a_new_analysis_of_each_edit() -> None:
    changed = 0
    for seed in range(120):
        conflict = invent.conflict(seed, None, 3)
        names = [o.id for o in conflict.options]
        conflict = replace(conflict, settlements=tuple(Settlement(n, Taken(n)) for n in names[:2]))
        analysis = analyse(conflict, ("nash", "seq"))
        found = sensitivity(analysis)
        assert found.ranked == tuple(
            d.id for d in conflict.decision_makers if not isinstance(d.preference, Statements)
        )
        seen = iter(found.effects)
        for dm in conflict.decision_makers:
            lines = dm.preference.lines if isinstance(dm.preference, Statements) else ()
            for k, line in enumerate(lines):
                edits = [("dropped", [x for x in lines if x is not line])]
                if k:
                    swapped = list(lines)
                    swapped[k - 1 : k + 1] = [line, lines[k - 1]]
                    edits.append(("moved up", swapped))
                for edit, left in edits:
                    other = analyse(conflict.with_preference(dm.id, Statements(tuple(left))))
                    for concept in ("nash", "seq"):
                        effect = next(seen)
                        assert (effect.dm, effect.line, effect.edit) == (dm.id, line.id, edit)
                        was, now = set(analysis.equilibria(concept)), set(other.equilibria(concept))
                        assert set(effect.gained) == now - was, seed
                        assert set(effect.lost) == was - now, seed
                        deals = [
                            s for s in names[:2] if other.holds(s, concept) != analysis.holds(s, concept)
                        ]
                        assert sorted(effect.settlements_gained + effect.settlements_lost) == sorted(deals)
                        assert effect.changes == (was != now)
                        changed += effect.changes
        assert next(seen, None) is None
    assert changed > 40


def test_a_line_may_change_how_much_better_a_state_is_and_no_order() -> None:
    def side(me: str, *wishes: tuple[str, bool]) -> DecisionMaker:
        lines = (Statement(f"{me}: {k}", parse(w), mark=Mark(strong=s)) for k, (w, s) in enumerate(wishes))
        return DecisionMaker(me, me, (Option(me, me, me),), Statements(tuple(lines)))

    ann = side("ann", ("not bob", True), ("not bob", False), ("ann", False))
    analysis = analyse(Conflict("talks", (ann, side("bob", ("bob if ann", False)))), ("gmr", "strong-gmr"))
    assert analysis.equilibria("strong-gmr") == ("nothing", "ann, bob")
    mild, strong = sensitivity(analysis).effects[:2]
    assert (mild.gained, mild.lost) == ((), ())
    assert (strong.concept, strong.gained, strong.lost) == ("strong-gmr", (), ("nothing",))


def test_the_tableau_of_the_missile_crisis_as_printed() -> None:
    assert str(tableau(analyse(cuba()))) == CUBA


def test_marks_mean_what_the_definitions_say() -> None:
    marks = set()
    for seed in range(120):
        conflict = invent.conflict(seed, None, 3)
        analysis, oracle = analyse(conflict), Oracle(conflict)
        found = tableau(analysis)
        assert found.simultaneous == ("fh" in open_to(conflict, analysis.space))
        held = oracle.simultaneous() if found.simultaneous else oracle.verdicts("seq")
        for i, (name, entries) in enumerate(found.blocks):
            assert name == conflict.decision_makers[i].name
            order = [oracle.labels.index(e.state) for e in entries]
            assert sorted(order) == list(range(len(oracle.labels)))
            for a, b in pairwise(order):
                assert not oracle.prefers(i, b, a)
            for s, entry in zip(order, entries, strict=True):
                better = [oracle.labels.index(label) for label in entry.improvements]
                assert set(better) == oracle.improvements(i, s)
                seq = oracle.stable(i, s, "seq")
                mark = "r" if not better else "s" if seq else "ʉ" if held[i][s] else "u"
                assert entry.mark == mark, seed
                assert entry.equilibrium == all(held[j][s] for j in oracle.players)
                marks.add(mark)
    assert marks == {"r", "s", "u", "ʉ"}


def test_a_wide_tableau_is_cut_and_ties_are_shown() -> None:
    wide = tableau(analyse(cases.load("garrison").conflict()))
    assert all(len(line) <= 60 for line in wide.text(60).splitlines() if line[:2] == "  ")
    assert len(wide.text(60).splitlines()) > len(str(wide).splitlines())
    tied = next(
        text
        for seed in range(99)
        for text in [str(tableau(analyse(invent.conflict(seed, "free", 2))))]
        if "equally good" in text
    )
    assert "=" in tied.splitlines()[5]
