"""How well amounts, dates, places, cautions, denials and kinds are found in passages written by us.

Run with ``python benchmarks/reading/facts.py [FILE]``; FILE holds passages with what a careful reader finds
in them (`tests/reading/facts` has them). It prints recall and precision for each, and every passage read
otherwise.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from palabre.reading.amounts import FoundAmount, amounts
from palabre.reading.days import days
from palabre.reading.hedges import denial, hedge
from palabre.reading.kinds import kind_of
from palabre.reading.parsing import MODELS, parse
from palabre.reading.places import places
from palabre.terms import Day

PASSAGES = Path(__file__).parents[2] / "tests" / "reading" / "facts"
WRITTEN = Day.read("2014-07-23")
OF_AMOUNTS = ("range", "unit", "subject")


@dataclass
class Score:
    """How many were expected, found and right, by what is measured."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    passages: int = 0

    def recall(self, what: str) -> float:
        """Return the share of the expected that is found and right."""
        return self.right[what] / self.expected[what] if self.expected[what] else 1.0

    def precision(self, what: str) -> float:
        """Return the share of the found that is right."""
        return self.right[what] / self.found[what] if self.found[what] else 1.0

    def count(self, what: str, expected: Counter[Any], found: Counter[Any]) -> None:
        """Count one kind of fact of one passage."""
        self.expected[what] += expected.total()
        self.found[what] += found.total()
        self.right[what] += (expected & found).total()


@lru_cache(maxsize=4096)
def _doc(text: str, language: str) -> Any:
    if language in MODELS and language != "en":
        try:
            return parse(text, language)
        except RuntimeError:  # French is an option: without its model the figures alone are read
            return parse(text)
    return parse(text)


def score(passages: list[dict[str, Any]]) -> Score:
    """Return how passages are read against what is expected of them."""
    done = Score(passages=len(passages))
    for passage in passages:
        text, language = passage["text"], passage.get("language", "en")
        written = Day.read(passage["written"]) if "written" in passage else WRITTEN
        _amounts(done, passage, amounts(_doc(text, language), language))
        found_days = [d.day.edtf if d.day else "?" for d in days(text, written, language)]
        _list(done, passage, "days", [str(d) for d in passage.get("days", [])], found_days)
        towns = places(text, passage.get("dossier_places", {}), passage.get("country"))
        if language == "en":
            _list(
                done, passage, "places", passage.get("places", []), ["?" if p.open else p.name for p in towns]
            )
        for what, found in (("hedge", bool(hedge(text))), ("denial", denial(text))):
            if what in passage:
                _list(done, passage, what, [passage[what] in (True, "yes")], [found])
            elif what == "denial":
                _list(done, passage, what, [False], [found])
        if "kind" in passage:
            unit = next((f.amount.unit for f in amounts(_doc(text, language), language)), "")
            _list(done, passage, "kind", [passage["kind"]], [kind_of(text, unit)])
    return done


def _list(done: Score, passage: dict[str, Any], what: str, expected: list[Any], found: list[Any]) -> None:
    done.count(what, Counter(expected), Counter(found))
    if Counter(expected) != Counter(found):
        done.wrong.append(f"{what}: {passage['text']}\n    expected {expected}, found {found}")


def _amounts(done: Score, passage: dict[str, Any], found: tuple[FoundAmount, ...]) -> None:
    """Count amounts: those with the right range, of these the unit, of these the subject."""
    expected = [expected_of(one) for one in passage.get("amounts", [])]
    left = list(found)
    for low, best, high, unit, subject in expected:
        done.expected.update(("range", "unit", "subject", "amounts"))
        same = [f for f in left if (f.amount.low, f.amount.best, f.amount.high) == (low, best, high)]
        same.sort(key=lambda f: f.amount.unit != unit)
        if not same:
            continue
        left.remove(same[0])
        done.right["range"] += 1
        right_unit = same[0].amount.unit == unit
        right_subject = not subject or _bare(same[0].subject) == _bare(subject)
        done.right["unit"] += right_unit
        done.right["subject"] += right_subject
        done.right["amounts"] += right_unit and right_subject
    done.found.update({what: len(found) for what in (*OF_AMOUNTS, "amounts")})
    if passage.get("amounts", []) or found:
        got = [_said(f) for f in found]
        want = [(*e[:4], _bare(e[4])) for e in expected]
        if sorted(map(str, want)) != sorted(map(str, got)) and not passage.get("language"):
            done.wrong.append(f"amounts: {passage['text']}\n    expected {want}\n    found    {got}")


def _said(found: FoundAmount) -> tuple[float | None, float | None, float | None, str, str]:
    amount = found.amount
    return amount.low, amount.best, amount.high, amount.unit, _bare(found.subject)


def _bare(words: str) -> str:
    words = words.lower()
    return words.removeprefix("the ").removeprefix("a ").removeprefix("its ")


def expected_of(said: str) -> tuple[float | None, float | None, float | None, str, str]:
    """Return low, best, high, unit and subject of an amount as it is written: `200..300 | men | front`."""
    figure, unit, subject = (part.strip() for part in said.split("|"))
    low, _, high = figure.partition("..") if ".." in figure else ("", "", "")
    best = "" if ".." in figure else figure
    return *(float(v) if v else None for v in (low, best, high)), unit, subject  # type: ignore[return-value]


def read(file: Path) -> list[dict[str, Any]]:
    """Return the passages of a file."""
    from ruamel.yaml import YAML

    passages: list[dict[str, Any]] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return passages


def shown(name: str, done: Score) -> str:
    """Return scores as a table."""
    lines = [
        f"{name}: {done.passages} passages",
        f"{'':10}{'expected':>9}{'found':>7}{'recall':>8}{'precision':>11}",
    ]
    for what in ("range", "unit", "subject", "amounts", "days", "places", "hedge", "denial", "kind"):
        lines.append(
            f"{what:10}{done.expected[what]:9}{done.found[what]:7}{done.recall(what):8.3f}{done.precision(what):11.3f}"
        )
    return "\n".join(lines)


def printed(
    files: Sequence[Path],
    scored: Callable[[list[dict[str, Any]]], Score],
    table: Callable[[str, Score], str],
) -> None:
    """Print the scores of files of passages, and every passage read otherwise."""
    for file in files:
        done = scored(read(file))
        print(table(file.stem, done))
        print("\n".join(done.wrong), end="\n\n")


def main() -> None:
    """Print the scores of a file of passages, or of ours."""
    printed([Path(name) for name in sys.argv[1:]] or sorted(PASSAGES.glob("*.yaml")), score, shown)


if __name__ == "__main__":
    main()
