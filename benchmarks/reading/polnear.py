"""The PolNeAR corpus (Newell, Margolin and Ruths 2018) as it stands in its public repository.

Articles as plain text, attributions in brat's stand-off format. The corpus names no licence for its data:
nothing of it is kept here, nor anything learned from it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from palabre.reading.parsing import with_breaks
from palabre.sources import fold

Places = tuple[tuple[int, int], ...]
PARTS = ("train", "dev")


@dataclass(frozen=True)
class Gold:
    """An attribution as annotated: characters of the folded text."""

    source: Places
    cue: Places
    content: Places


@dataclass(frozen=True)
class Article:
    """An article with its attributions by its first annotator."""

    name: str
    text: str
    gold: tuple[Gold, ...]


def articles(corpus: Path, part: str) -> Iterator[Article]:
    """Yield the articles of a part, ``train`` or ``dev``; the test part stays untouched."""
    if part not in PARTS:
        raise SystemExit(f"The parts are {' and '.join(PARTS)}; the test part is not to be looked at.")
    folder = corpus / "data" / part
    if not (folder / "text").is_dir():
        raise SystemExit(
            f"{folder / 'text'} is no folder: give the location of a copy of networkdynamics/PolNeAR."
        )
    for path in sorted((folder / "text").glob("*.txt")):
        annotated = sorted((folder / "attributions").glob(f"{path.stem}_????.ann"))
        if annotated:
            folded = fold(path.read_bytes().decode("utf-8"))
            yield Article(path.stem, with_breaks(folded), _gold(annotated[0], folded.offsets))


def _gold(path: Path, offsets: tuple[int, ...]) -> tuple[Gold, ...]:
    texts: dict[str, list[tuple[int, int]]] = {}
    events: list[list[str]] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        fields = line.split("\t")
        if line.startswith("T") and len(fields) >= 2:
            spans = fields[1].split(" ", 1)[1].split(";")
            texts[fields[0]] = [_span(span, offsets) for span in spans]
        elif line.startswith("E") and len(fields) >= 2:
            events.append(fields[1].split())
    found = []
    for event in events:
        roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for role in event:
            name, text = role.split(":")
            roles[name.rstrip("0123456789")] += texts.get(text, [])
        if roles["Cue"] and roles["Content"]:
            found.append(Gold(*(tuple(sorted(roles[role])) for role in ("Source", "Cue", "Content"))))
    return tuple(found)


def _span(words: str, offsets: tuple[int, ...]) -> tuple[int, int]:
    start, end = words.split()
    return bisect_left(offsets, int(start)), bisect_left(offsets, int(end))
