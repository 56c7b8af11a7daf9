"""Every result leaves in the same shapes: a table, dictionaries, a frame, and a table in a notebook."""

from __future__ import annotations

import pytest

from palabre import cases
from palabre.stability import (
    analyse,
    behaviour,
    effectiveness,
    evolution,
    hypergame,
    make_stable,
    margins,
    pattern,
    sensitivity,
    tableau,
)
from palabre.terms import Table, Tabled

CUBA = analyse(cases.load("cuban_1962").variant().by_statements, ("nash", "seq"))
RESULTS = [
    CUBA,
    behaviour(CUBA, "6"),
    effectiveness(CUBA),
    evolution(CUBA, "seq"),
    hypergame(CUBA.conflict, concepts="nash"),
    make_stable(CUBA, "11", "nash"),
    margins(CUBA),
    pattern(CUBA, "6", "nash"),
    sensitivity(CUBA, "nash"),
    tableau(CUBA),
]


@pytest.mark.parametrize("result", RESULTS, ids=lambda r: type(r).__name__)
def test_a_result_leaves_in_every_shape(result: Tabled) -> None:
    table = result.table()
    assert table.rows
    assert result.records() == table.records()
    assert [tuple(row) for row in result.frame().itertuples(index=False)] or not table.rows
    assert list(result.frame().columns) == list(table.columns)
    assert result._repr_html_().startswith("<table>")


def test_no_result_writes_the_shapes_anew() -> None:
    from palabre.versions import Sweep

    every = Tabled.__subclasses__()
    assert {type(r) for r in RESULTS} | {Sweep} <= {*every}
    assert not [c for c in every for name in ("records", "frame") if name in vars(c)]


def test_a_result_without_a_table_cannot_be_made() -> None:
    class Bare(Tabled):
        pass

    with pytest.raises(TypeError):
        Bare()


def test_words_are_escaped_in_a_notebook() -> None:
    assert "<td>a &lt; b</td>" in Table.of(["x"], [["a < b"]])._repr_html_()
