"""How kinds of claim are told better with every decision: the learning curve.

Run with ``python benchmarks/reading/kinds.py [FILE.tsv]``. Without a file it learns on the claims of the
example dossier on Mali (fourteen kinds, told from what the claims say) and on the passages written by us.
FILE is a table of snippets with their type in its last column, such as the labelled test set of CASE 2021
task 2 (repository emerging-welfare/case-2021-shared-task, 25 types of events, no data licence; nothing of
it is kept). For its types there are no rules, so what is shown there is learning alone. Each figure is the
mean of several random divisions.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

from palabre.reading.facts import counted
from palabre.reading.kinds import kind_of
from palabre.reading.learning import Learned, learn

ROOT = Path(__file__).parents[2]
Labelled = Sequence[tuple[str, str]]


def weighted_f1(expected: Sequence[str], found: Sequence[str | None]) -> float:
    """Return F1 of every kind, weighted by how often the kind is expected."""
    total = 0.0
    for kind in set(expected):
        right = sum(a == b == kind for a, b in zip(expected, found, strict=True))
        here, said = expected.count(kind), found.count(kind)
        total += here * 2 * right / (here + said)
    return total / len(expected)


def curve(
    data: Labelled, sizes: Sequence[int], say: Callable[[Learned, str], str | None], runs: int
) -> list[float]:
    """Return weighted F1 on what is left out, after learning from so many."""
    found = []
    for size in sizes:
        scores = []
        for seed in range(runs):
            mixed = list(data)
            random.Random(seed).shuffle(mixed)
            learned = learn(mixed[:size])
            rest = mixed[max(sizes) :]
            scores.append(weighted_f1([k for _, k in rest], [say(learned, text) for text, _ in rest]))
        found.append(mean(scores))
    return found


def with_rules(learned: Learned, text: str) -> str | None:
    """Return the kind by rules and decisions."""
    found = counted(text)
    return learned.kind_of(text, found[0].amount.unit if found else "")


def alone(learned: Learned, text: str) -> str | None:
    """Return the kind by decisions alone."""
    scores = learned.scores(text)
    return max(sorted(scores), key=lambda kind: scores[kind]) if scores else None


def mali() -> Labelled:
    """Return the claims of the example dossier with their kinds."""
    from ruamel.yaml import YAML

    files = sorted((ROOT / "examples" / "mali-2014" / "documents").glob("*.yaml"))
    documents = [YAML(typ="safe").load(file.read_text("utf-8")) for file in files]
    return [(c["says"], c["kind"]) for d in documents for c in d.get("claims") or ()]


def ours() -> Labelled:
    """Return the passages written by us that have a kind."""
    from ruamel.yaml import YAML

    files = sorted((ROOT / "tests" / "reading" / "facts").glob("*.yaml"))
    return [
        (p["text"], p["kind"])
        for f in files
        for p in YAML(typ="safe").load(f.read_text("utf-8"))
        if "kind" in p
    ]


def table(file: Path) -> Labelled:
    """Return the rows of a table of snippets."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[1], row[-1]) for row in rows if len(row) >= 3]


def main() -> None:
    """Print learning curves."""
    if len(sys.argv) > 1:
        data, sizes = table(Path(sys.argv[1])), (40, 80, 160, 330, 660)
        kinds = len({k for _, k in data})
        print(f"{len(data)} snippets of {kinds} types; weighted F1 on those left out")
        for size, score in zip(sizes, curve(data, sizes, alone, 5), strict=True):
            print(f"{size:6} decisions {score:.3f}")
        return
    for name, data in (("claims of the Mali example", mali()), ("passages written by us", ours())):
        rules = weighted_f1([k for _, k in data], [kind_of(t) for t, _ in data])
        print(f"{name}: {len(data)}, rules alone on all of them {rules:.3f}; weighted F1 on those left out")
        sizes = (0, 10, 20, 30, 40)
        for size, score in zip(sizes, curve(data, sizes, with_rules, 20), strict=True):
            print(f"{size:6} decisions {score:.3f}")


if __name__ == "__main__":
    main()
