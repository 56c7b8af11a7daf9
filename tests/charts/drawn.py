"""Reads a chart's SVG back: where its words stand, and whether they overlap or are cut off."""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from palabre.charts.lettering import width

SVG = "{http://www.w3.org/2000/svg}"
MOVE = re.compile(r"translate\(([-\d.]+),([-\d.]+)\)")


class Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


def words(svg: str) -> list[Word]:
    """Every written line as a box, without the white halo drawn under it."""
    found: list[Word] = []
    _walk(ElementTree.fromstring(svg), 0.0, 0.0, found)
    return found


def _walk(node: ElementTree.Element, x: float, y: float, found: list[Word]) -> None:
    if move := MOVE.match(node.get("transform", "")):
        x, y = x + float(move[1]), y + float(move[2])
    if node.tag == f"{SVG}text" and node.get("stroke") != "white":
        size = float(node.get("font-size", "0px")[:-2])
        room = width(node.text or "", size, bold=node.get("font-weight") == "bold")
        left = {"start": x, "middle": x - room / 2, "end": x - room}[node.get("text-anchor", "start")]
        found.append(Word(node.text or "", left, y - 0.72 * size, left + room, y + 0.2 * size))
    for inner in node:
        _walk(inner, x, y, found)


def cut_off(svg: str) -> list[Word]:
    root = ElementTree.fromstring(svg)
    wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
    return [w for w in words(svg) if w.left < -1 or w.top < -1 or w.right > wide + 1 or w.bottom > high + 1]


def overlapping(svg: str) -> list[tuple[str, str]]:
    return [
        (a.text, b.text)
        for a, b in combinations(words(svg), 2)
        if min(a.right, b.right) - max(a.left, b.left) > 1 and min(a.bottom, b.bottom) - max(a.top, b.top) > 1
    ]
