"""Chart: a picture that keeps its data and its description."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

from palabre.terms import Table

_ID = re.compile(r'\bid="([^"]+)"')
_ROLES = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')


@dataclass(frozen=True)
class Chart:
    """A finished chart. Made by the functions of this room.

    Parameters
    ----------
    name : str
        Short and unique in a report; the ids inside the picture begin with it.
    says : str
        What the picture shows, for a reader who cannot see it.
    data : Table
        What was drawn.
    """

    name: str
    says: str
    data: Table
    _spec: str = field(repr=False, default="{}")

    def spec(self) -> dict[str, Any]:
        """Return the Vega-Lite specification."""
        return dict(json.loads(self._spec))

    def table(self) -> Table:
        """Return what was drawn, as rows."""
        return self.data

    def svg(self) -> str:
        """Return the picture: SVG that needs no script, no font and no network, the same every time."""
        return self._svg

    @cached_property
    def _svg(self) -> str:
        import vl_convert

        return _tidy(vl_convert.vegalite_to_svg(self.spec()), self.name, self.says)

    def _repr_html_(self) -> str:
        return self.svg()


def _tidy(svg: str, name: str, says: str) -> str:
    """Give ids new names, so that pictures can share a page, and say what the picture shows."""
    for number, found in enumerate(dict.fromkeys(_ID.findall(svg)), start=1):
        new = f"{name}-{number}"
        svg = svg.replace(f'id="{found}"', f'id="{new}"').replace(f"url(#{found})", f"url(#{new})")
    svg = _ROLES.sub("", svg)
    label = escape(says, quote=True)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1).replace(
        ' xmlns:xlink="http://www.w3.org/1999/xlink"', "", 1
    )
