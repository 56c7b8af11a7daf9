"""Mixed concepts and mixed opponents, against the literal reading on 1,000 random conflicts."""

from __future__ import annotations

from random import Random

import pytest

import invent
from oracle import CONCEPTS, Oracle
from palabre import cases
from palabre.conflict import ConflictError
from palabre.stability import against, analyse, behaviour, profiles

CONFLICTS = 1_000


def test_each_by_its_own_concept_equals_the_oracle() -> None:
    for seed in range(CONFLICTS):
        conflict = invent.conflict(seed, None, 4)
        rng = Random(seed)
        profile = {d.id: rng.choice(CONCEPTS) for d in conflict.decision_makers}
        analysis, oracle = analyse(conflict), Oracle(conflict)
        wanted = [
            label
            for s, label in enumerate(oracle.labels)
            if all(oracle.stable(i, s, profile[d.id]) for i, d in enumerate(conflict.decision_makers))
        ]
        assert list(analysis.mixed(profile)) == wanted, seed


def test_opponents_of_mixed_kinds_equal_the_oracle() -> None:
    for seed in range(CONFLICTS):
        conflict = invent.conflict(seed)
        rng, analysis, oracle = Random(seed), analyse(conflict), Oracle(conflict)
        who = rng.randrange(len(conflict.decision_makers))
        dms = [d.id for d in conflict.decision_makers]
        gaining = frozenset(j for j in oracle.players if j != who and rng.random() < 0.5)
        for escape in (False, True):
            wanted = []
            for s, label in enumerate(oracle.labels):
                met = [
                    any(
                        not oracle.prefers(who, s2, s)
                        and not (escape and any(oracle.prefers(who, s3, s) for s3 in oracle.moves[who][s2]))
                        for s2 in oracle.reach(who, s1, gaining)
                    )
                    for s1 in oracle.improvements(who, s)
                ]
                if all(met):
                    wanted.append(label)
            found = against(analysis, dms[who], [dms[j] for j in gaining], escape=escape)
            assert list(found) == wanted, (seed, escape)


def test_profiles_count_what_mixing_finds() -> None:
    for seed in range(60):
        analysis = analyse(invent.conflict(seed, None, 3), ("nash", "smr", "seq"))
        dms = analysis.space.decision_makers
        table = {row[0]: row[-2] for row in profiles(analysis).rows}
        for label in analysis.states:
            count = 1
            for dm in dms:
                count *= sum(label in analysis.stable(c, dm) for c in analysis.concepts)
            assert table.get(label, 0) == count


def test_everybody_needs_a_concept_that_exists() -> None:
    analysis = analyse(cases.load("chicken").conflict())
    assert analysis.mixed({"Row": "fh"}, rest="fh") == analysis.equilibria("fh")
    assert analysis.mixed({}, rest="nm") == ("1",)
    with pytest.raises(ConflictError, match="no concept is named for 'Column'"):
        analysis.mixed({"Row": "seq"})
    with pytest.raises(ConflictError, match=r"no decision maker 'Rov'; did you mean 'Row'\?"):
        analysis.mixed({"Rov": "seq"}, rest="seq")
    with pytest.raises(ConflictError, match="did you mean 'seq'"):
        analysis.mixed({"Row": "sequ"}, rest="seq")


def test_what_coalitions_do_is_no_concept_of_one() -> None:
    elmira = analyse(cases.load("elmira").conflict(), ("nash", "cnash"))
    assert "5" in set(elmira.equilibria("nash")) - set(elmira.equilibria("cnash"))
    for ask in (
        lambda: elmira.mixed({"MoE": "cnash"}, "nash"),
        lambda: profiles(elmira),
        lambda: behaviour(elmira, "5", ("cnash",)),
    ):
        with pytest.raises(ConflictError, match="'cnash' asks what coalitions do"):
            ask()
