"""The charts of the worked example, and of awkward data: data kept, nothing cut off, no words on words."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from drawn import cut_off, overlapping, words

import palabre
from palabre.charts import Chart, forces, influence, settlements, state_graph
from palabre.conflict import Conflict, DecisionMaker, Option, Settlement, Statement, Statements, parse
from palabre.dossier import Dossier
from palabre.stability import analyse
from palabre.versions import Sweep, sweep

MALI = Path(__file__).parents[2] / "examples" / "mali-2014"


@pytest.fixture(scope="module")
def mali() -> Dossier:
    return palabre.open(MALI)


@pytest.fixture(scope="module")
def run(mali: Dossier) -> Sweep:
    return sweep(mali)


@pytest.fixture(scope="module")
def charts(mali: Dossier, run: Sweep) -> list[Chart]:
    found = [
        forces(mali),
        settlements(run),
        influence(run, "interim roadmap"),
        state_graph(run.analysis, limit=13),
    ]
    return [chart for chart in found if chart is not None]


def test_all_four_charts_are_drawn(charts: list[Chart]) -> None:
    assert [c.name for c in charts] == ["forces", "settlements", "influence", "states"]


def test_no_words_are_cut_off_or_overlap(charts: list[Chart]) -> None:
    for chart in charts:
        assert words(chart.svg()), chart.name
        assert not cut_off(chart.svg()), chart.name
        assert not overlapping(chart.svg()), chart.name


def test_svg_needs_nothing_and_is_the_same_every_time(charts: list[Chart], mali: Dossier) -> None:
    for chart in charts:
        svg = chart.svg()
        assert "<script" not in svg and "href" not in svg and "@font-face" not in svg
        assert svg.count("http") == 1, "only the name of the SVG format"
        assert 'role="img"' in svg
    again = forces(mali)
    assert again is not None and again.svg() == charts[0].svg()


def test_ink_is_black_white_and_grey(charts: list[Chart]) -> None:
    import re

    for chart in charts:
        for colour in re.findall(r'(?:fill|stroke)="#([0-9a-fA-F]{3,6})"', chart.svg()):
            full = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
            assert len({full[0:2], full[2:4], full[4:6]}) == 1, f"#{colour} in {chart.name}"


def test_specs_are_vega_lite_and_keep_their_data(charts: list[Chart]) -> None:
    for chart in charts:
        assert "vega-lite" in chart.spec()["$schema"]
        assert chart.table().rows == chart.data.rows


def test_forces_tell_speaker_and_range(charts: list[Chart]) -> None:
    rows = {r["claim"]: r for r in charts[0].table().records()}
    strength = rows["mnla-strength"]
    assert (strength["low"], strength["high"], strength["speaker"]) == (12000, 15000, "Moussa Ag Assarid")
    assert "Moussa Ag Assarid, July\u00a02014" in [w.text for w in words(charts[0].svg())]


def test_counts_are_written_out(charts: list[Chart], run: Sweep) -> None:
    share = run.share("guaranteed autonomy", "nash")
    assert f"{share.count:,} of {share.total:,}" in [w.text for w in words(charts[1].svg())]


def test_state_graph_key_names_today_and_every_settlement(charts: list[Chart], run: Sweep) -> None:
    rows = charts[3].table().records()
    assert [r["number"] for r in rows] == list(range(1, len(rows) + 1))
    assert [r["state"] for r in rows if r["today"]] == ["protect, attack, mediate, roadmap"]
    named = ", ".join(r["settlements"] for r in rows)
    assert all(name in named for name in run.settlements)
    for row in rows:
        assert bool(row["equilibrium"]) == any(
            row["state"] in run.analysis.equilibria(c) for c in run.concepts
        )


def invented(seed: int) -> Conflict:
    """A conflict with long names, many settlements and many improvements."""
    rng = Random(seed)
    options = [f"o{k}" for k in range(9)]
    names = ("Bamako", "The northern coordination", "Neighbours", "A long name " * 5)

    def line(dm: int, k: int) -> Statement:
        a, b = rng.sample(options, 2)
        words = f"{rng.choice(['not ', ''])}{a} {rng.choice(['and', 'or', 'if', 'iff'])} {b}"
        return Statement(f"d{dm}: {k}", parse(words))

    dms = tuple(
        DecisionMaker(
            f"d{dm}",
            name.strip(),
            tuple(Option(o, o, f"d{dm}") for o in options[dm * 9 // 4 : (dm + 1) * 9 // 4]),
            Statements(tuple(line(dm, k) for k in range(6))),
        )
        for dm, name in enumerate(names)
    )
    deals = tuple(
        Settlement(
            f"deal {k} with {'a long name of many words' if k % 2 else 'x'}", parse(f"o{k} and o{k + 1}")
        )
        for k in range(7)
    )
    return Conflict("invented", dms, now=frozenset(("o0", "o1")), settlements=deals)


@pytest.mark.parametrize("seed", range(12))
def test_any_state_graph_is_legible(seed: int) -> None:
    chart = state_graph(analyse(invented(seed), ("nash", "seq")))
    assert len(chart.table().rows) <= 16
    assert not cut_off(chart.svg())
    assert not overlapping(chart.svg())


def test_long_names_in_bars() -> None:
    result = sweep(invented(1))
    chart = settlements(result)
    assert chart is not None
    assert not cut_off(chart.svg()) and not overlapping(chart.svg())
    assert influence(result, result.settlements[0]) is None, "one version: nothing to change"
