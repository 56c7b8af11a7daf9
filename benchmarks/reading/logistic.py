"""Two models that are linear in named features, learned by AdaGrad (Duchi, Hazan and Singer 2011).

Both start from nothing, see the examples in a shuffled order that a seed fixes, and return the average of
their weights over the rounds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, sqrt

# The features of a candidate, and how right it is, 0 to 1.
Example = tuple[list[str], float]
# The features of every answer to a question, and which answers are right.
Question = tuple[list[list[str]], list[bool]]
Rows = list[list[int]]


def judged(
    found: Sequence[Example], rounds: int = 5, rate: float = 0.05, often: int = 3, seed: int = 1
) -> dict[str, float]:
    """Learn how right a candidate is, by logistic regression on the features that occur often enough."""
    places = _places((looked for looked, _ in found), often)
    rows = [([places[name] for name in looked if name in places], right) for looked, right in found]
    weights, total, squares = ([0.0] * len(places) for _ in range(3))
    shuffled = random.Random(seed)
    for _ in range(rounds):
        shuffled.shuffle(rows)
        for row, right in rows:
            summed = sum(weights[n] for n in row)
            step = 1 / (1 + exp(-max(-30.0, min(30.0, summed)))) - right
            _move(weights, squares, row, step, rate)
        total = [a + b for a, b in zip(total, weights, strict=True)]
    return {name: total[place] / rounds for name, place in places.items()}


def preferred(
    found: Sequence[Question], rounds: int = 4, rate: float = 0.03, often: int = 5, seed: int = 1
) -> dict[str, float]:
    """Learn which answer is right, by a log-linear model over the answers to each question."""
    places = _places((looked for answers, _ in found for looked in answers), often)
    rows = [
        ([[places[n] for n in names if n in places] for names in answers], right) for answers, right in found
    ]
    weights, total, squares = ([0.0] * len(places) for _ in range(3))
    shuffled = random.Random(seed)
    for _ in range(rounds):
        shuffled.shuffle(rows)
        for answers, right in rows:
            for row, step in zip(answers, _steps(answers, right, weights), strict=True):
                _move(weights, squares, row, step, rate)
        total = [a + b for a, b in zip(total, weights, strict=True)]
    return {name: total[place] / rounds for name, place in places.items()}


def _steps(answers: Rows, right: list[bool], weights: list[float]) -> list[float]:
    """Return how much too likely each answer is; the right ones share what is theirs as they stand."""
    totals = [sum(weights[n] for n in row) for row in answers]
    powers = [exp(total - max(totals)) for total in totals]
    whole, theirs = sum(powers), sum(power for power, yes in zip(powers, right, strict=True) if yes)
    return [
        power / whole - (power / theirs if yes and theirs else 0.0)
        for power, yes in zip(powers, right, strict=True)
    ]


def _move(weights: list[float], squares: list[float], row: list[int], step: float, rate: float) -> None:
    if abs(step) < 1e-3:
        return
    for n in row:
        squares[n] += step * step
        weights[n] -= rate * step / sqrt(squares[n] + 1e-8)


def _places(found: Iterable[list[str]], often: int) -> dict[str, int]:
    counts = Counter(name for looked in found for name in looked)
    return {name: n for n, name in enumerate(name for name, count in counts.items() if count >= often)}
