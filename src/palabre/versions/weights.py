"""Weights: where the lines of a preference stand in many versions at once, and what they weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from palabre.conflict import Statement
from palabre.terms import Basis
from palabre.versions.choice import DOWN, DROPPED, UP, Choice
from palabre.versions.field import Bools, Ints
from palabre.versions.version import Rows, Setting


def places_of(
    lines: Sequence[Statement], choices: Sequence[Choice], rows: Rows, answers: Mapping[str, str]
) -> Ints:
    """Return [versions, lines]: a line's place among those that count, 0 the weightiest; -1 where it doesn't.

    It says of many versions what `counting` says of one.

    Parameters
    ----------
    lines : sequence of Statement
    choices : sequence of Choice
    rows : int16 array [versions, choices]
    answers : mapping of question to answer
        Of the questions that no choice is about: see `decided`.

    Examples
    --------
    >>> from palabre.conflict import parse
    >>> lines = [Statement(f"a: {k}", parse(k), Basis(assume="so we think")) for k in ("x", "y", "z")]
    >>> moved = Choice("a: z", "line", "a: z", ("kept", DROPPED, UP), 0)
    >>> places_of(lines, [moved], np.array([[0], [1], [2]], np.int16), {}).tolist()
    [[0, 1, 2], [0, 1, -1], [0, 2, 1]]
    """
    asked = {c.id: k for k, c in enumerate(choices) if c.kind == "question"}
    varied = {c.id: k for k, c in enumerate(choices) if c.kind == "line"}
    counts = np.ones((len(rows), len(lines)), bool)
    steps = np.zeros((len(rows), len(lines)))
    for at, line in enumerate(lines):
        for question, allowed in line.basis.given:
            if question in asked:
                k = asked[question]
                counts[:, at] &= _by_value(choices[k], rows, k, allowed)
            elif not Setting(answers, {}).fits(Basis(given=((question, allowed),))):
                counts[:, at] = False
        if line.id in varied:
            k = varied[line.id]
            counts[:, at] &= ~_by_value(choices[k], rows, k, (DROPPED,))
            steps[:, at] -= 1.5 * _by_value(choices[k], rows, k, (UP,))
            steps[:, at] += 1.5 * _by_value(choices[k], rows, k, (DOWN,))
    key = np.where(counts, np.cumsum(counts, axis=1) - 1 + steps, np.inf)
    order = np.argsort(key, axis=1, kind="stable")
    places = np.empty(counts.shape, np.intp)
    np.put_along_axis(places, order, np.broadcast_to(np.arange(len(lines)), counts.shape), axis=1)
    places[~counts] = -1
    return places


def _by_value(choice: Choice, rows: Rows, column: int, wanted: Sequence[str]) -> Bools:
    """Return for each version whether a choice has one of some values."""
    return np.array([v in wanted for v in choice.values])[rows[:, column]]


def weights_of(places: Ints) -> Ints:
    """Return what each line weighs, more than all below it together; 0 where it does not count.

    Examples
    --------
    >>> weights_of(np.array([[0, -1, 2, 1]])).tolist()
    [[4, 0, 1, 2]]
    """
    counts = places >= 0
    order = np.argsort(np.where(counts, places, places.shape[1]), axis=1, kind="stable")
    below = counts.sum(axis=1)[:, None] - 1 - np.arange(places.shape[1])
    weights = np.zeros(places.shape, np.intp)
    np.put_along_axis(weights, order, np.where(below >= 0, 1 << np.maximum(below, 0), 0), axis=1)
    return weights
