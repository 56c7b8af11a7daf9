"""Learn weights from a corpus: `python -m benchmarks.reading.train CORPUS WEIGHTS`.

Logistic regression by AdaGrad (Duchi, Hazan and Singer 2011), averaged over its rounds, on the features the
reader looks at; a candidate is right where its cue lies within an annotated cue. Reads the train part only.
PolNeAR names no licence for its data, so weights learned from it stay with whoever learned them.
"""

from __future__ import annotations

import argparse
import random
from array import array
from collections import Counter
from itertools import islice
from math import exp, sqrt
from pathlib import Path

from palabre.reading.candidates import candidates
from palabre.reading.features import features
from palabre.reading.marks import marks_of
from palabre.reading.parsing import parse
from palabre.reading.weighing import Weights

from .polnear import articles

Example = tuple[list[str], bool]


def examples(corpus: Path, most: int | None) -> list[Example]:
    """Return every candidate of the train part as its features and whether it is one."""
    found: list[Example] = []
    for article in islice(articles(corpus, "train"), most):
        doc = parse(article.text)
        marks = marks_of(doc)
        proposed = candidates(doc, marks)
        cues = {i for gold in article.gold for start, end in gold.cue for i in range(start, end)}
        for candidate, looked in zip(proposed, features(doc, proposed, marks), strict=True):
            found.append((looked, doc[candidate.head].idx in cues))
    return found


def learn(found: list[Example], rounds: int = 6, rate: float = 0.2, seed: int = 1) -> dict[str, float]:
    """Return the weights of all features that occur twice or more."""
    counts = Counter(name for looked, _ in found for name in looked)
    names = [name for name, count in counts.items() if count > 1]
    place = {name: n for n, name in enumerate(names)}
    rows = [(array("l", [place[name] for name in looked if name in place]), right) for looked, right in found]
    weights, total, squares = ([0.0] * len(names) for _ in range(3))
    shuffled = random.Random(seed)
    for _ in range(rounds):
        shuffled.shuffle(rows)
        for row, right in rows:
            summed = sum(weights[n] for n in row)
            step = 1 / (1 + exp(-max(-30.0, min(30.0, summed)))) - right
            for n in row:
                squares[n] += step * step
                weights[n] -= rate * step / sqrt(squares[n] + 1e-8)
        total = [a + b for a, b in zip(total, weights, strict=True)]
    return {name: value / rounds for name, value in zip(names, total, strict=True)}


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.train", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path, help="the file to write; keep it to yourself")
    parser.add_argument("--most", type=int, help="learn from so many articles only")
    parser.add_argument("--least", type=float, default=0.4, help="the sureness below which nothing is kept")
    given = parser.parse_args()
    found = examples(given.corpus, given.most)
    learned = learn(found)
    Weights(learned, given.least).save(given.weights)
    print(f"{len(found)} candidates, {len(learned)} weights, written to {given.weights}")


if __name__ == "__main__":
    main()
