"""Blocks: what a report part is made of. Words and links only; how they look is the templates' business."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from palabre.charts.chart import Chart


@dataclass(frozen=True)
class Ref:
    """A link to where a sentence comes from, within the report: an anchor and the label shown."""

    anchor: str
    label: str


@dataclass(frozen=True)
class Sentence:
    """One sentence of the body, with the links it opens to.

    `lead` is set in bold before the text: a settlement, a question, a decision maker.
    """

    text: str
    refs: tuple[Ref, ...] = ()
    lead: str = ""

    @property
    def plain(self) -> str:
        """The sentence without its links."""
        return f"{self.lead} {self.text}" if self.lead else self.text


Sentences: TypeAlias = tuple[Sentence, ...]


@dataclass(frozen=True)
class Paragraph:
    """Sentences that run on; `kind` is ``text``, ``item`` or ``small``."""

    sentences: Sentences
    kind: str = "text"
    anchor: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a grid: sentences, or a plain figure that needs no link; `mark` is a class for its looks."""

    sentences: Sentences
    mark: str = ""
    plain: str = ""


@dataclass(frozen=True)
class Grid:
    """A table whose cells hold sentences; `widths` are percentages."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A chart with its caption, and perhaps a key: numbered short texts."""

    chart: Chart
    caption: Sentences
    key: tuple[tuple[str, str], ...] = ()


Block: TypeAlias = Paragraph | Grid | Figure


@dataclass(frozen=True)
class Part:
    """A part of the report.

    Parameters
    ----------
    id, heading : str
    blocks : tuple of blocks
    columns : int
        In how many columns the text is set; figures and grids always take the whole width.
    small : bool
        Set in the small print of the annex.
    """

    id: str
    heading: str
    blocks: tuple[Block, ...]
    columns: int = 1
    small: bool = False


def say(text: str, *refs: Ref | Iterable[Ref], lead: str = "") -> Sentence:
    """Return a sentence with its links, each once.

    Examples
    --------
    >>> say("It rains.", Ref("c1", "1"), [Ref("c1", "1"), Ref("c2", "2")]).refs
    (Ref(anchor='c1', label='1'), Ref(anchor='c2', label='2'))
    """
    flat = [r for ref in refs for r in ((ref,) if isinstance(ref, Ref) else ref)]
    return Sentence(text, tuple(dict.fromkeys(flat)), lead)
