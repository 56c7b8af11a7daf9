"""Every published case against what its publication reports."""

from collections import defaultdict
from dataclasses import replace
from functools import cache

import pytest

from palabre import cases
from palabre.conflict import OneWay
from palabre.stability import COALITION_CONCEPTS, CONCEPTS, Analysis, analyse

COMPUTED = {*(concept.id for concept in (*CONCEPTS, *COALITION_CONCEPTS)), "fh", "nm"}
STRONG = {f"strong{concept.name}": f"strong-{concept.id}" for concept in CONCEPTS if concept.id != "nash"}

# Published, and not compared here: the reason, and the cases concerned. Nothing else may be left out.
NOT_COMPUTED = {
    "SIM": (
        "GMCR+ lets every improvement of anybody sanction, also of those who would stay: looser than FH",
        {"prisoners_dilemma"},
    ),
    "inverse": ("counts over all rankings: compared where the pattern is tested", {"prisoners_dilemma"}),
}

EVERY = [(name, variant) for name in cases.names() for variant in cases.load(name).variants]
ROWS = [
    pytest.param(name, variant.name, concept, who, id=f"{name}-{variant.name or 'only'}-{concept}-{who}")
    for name, variant in EVERY
    for concept, who, _ in variant.published.rows()
    if concept.lower() in COMPUTED or concept in STRONG
]


@cache
def analysis_of(name: str, variant: str) -> Analysis:
    chosen = cases.load(name).variant(variant)
    return analyse(chosen.conflict, sanctions=chosen.sanctions)


def found(analysis: Analysis, concept: str, who: str) -> set[str]:
    concept = STRONG.get(concept, concept)
    return set(analysis.equilibria(concept) if who == "equilibria" else analysis.stable(concept, who))


@pytest.mark.parametrize(("name", "variant", "concept", "who"), ROWS)
def test_published_result(name: str, variant: str, concept: str, who: str) -> None:
    chosen = cases.load(name).variant(variant)
    states = found(analysis_of(name, variant), concept, who)
    assert states == chosen.expected(concept, who)
    for difference in chosen.differences:
        if (difference.concept, difference.who) == (concept, who):
            assert states.isdisjoint(difference.missing), f"no longer missing: {difference.why}"
            assert states.issuperset(difference.extra), f"no longer extra: {difference.why}"


JUMPS = [(name, v.name) for name, v in EVERY if "jumps" in v.published.other]


@pytest.mark.parametrize(("name", "variant"), JUMPS)
def test_published_equilibrium_jumps(name: str, variant: str) -> None:
    published = cases.load(name).variant(variant).published.other["jumps"]
    analysis = analysis_of(name, variant)
    for concept in ("nash", "seq"):
        assert list(analysis.equilibria(concept)) == [str(s) for s in published["among"]]
        found = [jump.as_json() for jump in analysis.jumps(concept)]
        assert found == [[str(s), str(t), who] for s, t, who in published["list"]]


def test_nothing_published_is_quietly_skipped() -> None:
    left = defaultdict(set)
    for name, variant in EVERY:
        published = variant.published
        for concept in (*published.stable, *published.equilibria, *published.other):
            if concept.lower() not in COMPUTED and concept not in STRONG and concept != "jumps":
                left[concept].add(name)
    assert left == {concept: named for concept, (_, named) in NOT_COMPUTED.items()}


def test_how_much_is_compared() -> None:
    kept = [
        (n, v.name, d.concept, d.who)
        for n, v in EVERY
        for d in v.differences
        if d.concept not in NOT_COMPUTED
    ]
    assert len(cases.names()) == 10
    assert JUMPS == [("elmira", "")]
    assert len(ROWS) == 165
    assert kept == [
        ("garrison", "legal sequences", "GMR", "US Support"),
        ("garrison", "legal sequences", "GMR", "Canadian Opposition"),
        ("garrison", "legal sequences", "SMR", "US Support"),
        ("garrison", "legal sequences", "SMR", "Canadian Opposition"),
        ("garrison", "legal sequences", "SEQ", "Canadian Opposition"),
        ("garrison", "legal sequences", "GMR", "equilibria"),
        ("garrison", "legal sequences", "SMR", "equilibria"),
        ("korea_2017", "invasion_irreversible", "SEQ", "North Korea"),
        ("korea_2017", "invasion_irreversible", "FH", "North Korea"),
        ("korea_2017", "invasion_irreversible", "FH", "equilibria"),
        ("korea_2017", "pacifist", "SEQ", "North Korea"),
    ]


def test_a_publication_computed_with_single_moves_comes_out_exactly() -> None:
    one_move = cases.load("garrison").variant("one move")
    assert one_move.sanctions == "single"
    assert one_move.differences == ()


@pytest.mark.parametrize(("name", "variant"), [(n, v.name) for n, v in EVERY if v.by_statements])
def test_statements_give_the_published_rankings(name: str, variant: str) -> None:
    by_statements = cases.load(name).variant(variant).by_statements
    assert by_statements is not None
    assert (analyse(by_statements).ranks == analysis_of(name, variant).ranks).all()


def test_both_ways_to_state_preferences_occur() -> None:
    assert [n for n, v in EVERY if v.by_statements] == ["cuban_1962", "prisoners_dilemma"]


def test_a_one_way_air_strike_adds_an_equilibrium() -> None:
    """The United States cannot take a strike back, and so cannot leave 5."""
    conflict = cases.load("cuban_1962").conflict()
    strike = conflict.options[0]
    assert strike.name == "Air Strike"
    one_way = replace(conflict, one_way=(OneWay("cannot undo: o1", strike.id, "N>Y"),))
    assert analyse(conflict).equilibria("seq") == ("4", "6")
    assert analyse(one_way).equilibria("seq") == ("4", "5", "6")


def test_today_is_read() -> None:
    assert cases.load("elmira").conflict().now == "1"
    assert cases.load("chicken").conflict().now is None


@pytest.mark.parametrize("name", cases.names())
def test_a_case_says_where_it_comes_from(name: str) -> None:
    case = cases.load(name)
    assert case.source
    assert {"model", "results", "where"} <= set(case.provenance)
    assert all(difference.why for variant in case.variants for difference in variant.differences)
    assert all(variant.published.equilibria for variant in case.variants)
