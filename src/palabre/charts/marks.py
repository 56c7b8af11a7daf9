"""Marks: the few kinds of ink a chart is made of, placed to the pixel through Altair.

Every chart computes its own places, so that nothing depends on how a program lays out axes and labels. A
pixel is 1/96 inch; 640 pixels fill a page's width.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from palabre.charts.chart import Chart
from palabre.charts.lettering import FONT
from palabre.terms import Table

if TYPE_CHECKING:
    import altair

WIDTH = 640
INK, GREY, PALE = "#1a1a1a", "#6b6b6b", "#d4d4d4"
SMALL, PLAIN = 10.5, 11.5

Rows = Sequence[Mapping[str, Any]]


def _at(rows: Rows, width: float, height: float, *more: str) -> Any:
    import altair as alt

    keys = ("x", "y", *more)
    values = [{k: (round(v, 2) if isinstance(v, float) else v) for k, v in row.items()} for row in rows]
    across = alt.Scale(domain=[0, width], range=[0, width], nice=False, zero=False)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    channels: dict[str, Any] = {
        "x": alt.X("x:Q", scale=across, axis=None),
        "y": alt.Y("y:Q", scale=down, axis=None),
        "x2": alt.X2("x2:Q"),
        "y2": alt.Y2("y2:Q"),
    }
    return alt.Chart(alt.InlineData(values=values)), {k: channels[k] for k in keys}


class Sheet:
    """Collects marks, then becomes a `Chart`."""

    def __init__(self, height: float, width: float = WIDTH) -> None:
        self.width, self.height = width, height
        self._layers: list[altair.Chart] = []
        self._down = 0.0

    def shift(self, down: float) -> None:
        """Draw what follows further down."""
        self._down = down

    def _moved(self, rows: Rows) -> Rows:
        return [{k: v + self._down if k in ("y", "y2") else v for k, v in row.items()} for row in rows]

    def _add(self, layer: altair.Chart) -> None:
        self._layers.append(layer)

    def bars(self, rows: Rows, *, fill: str = INK, stroke: str | None = INK) -> None:
        """Draw boxes: rows with x, y, x2, y2."""
        if rows:
            base, at = _at(self._moved(rows), self.width, self.height, "x2", "y2")
            look = {"fill": fill, "stroke": stroke, "strokeWidth": 0.8} if stroke else {"fill": fill}
            self._add(base.mark_rect(**look).encode(**at))

    def rules(self, rows: Rows, *, color: str = INK, width: float = 1, dash: Sequence[int] = ()) -> None:
        """Draw straight lines: rows with x, y, x2, y2."""
        if rows:
            base, at = _at(self._moved(rows), self.width, self.height, "x2", "y2")
            look = {"color": color, "strokeWidth": width, **({"strokeDash": list(dash)} if dash else {})}
            self._add(base.mark_rule(**look).encode(**at))

    def curves(self, rows: Rows, *, color: str = INK, width: float = 1, dash: Sequence[int] = ()) -> None:
        """Draw lines through points: rows with x, y, line (which one) and step (in which order)."""
        import altair as alt

        if rows:
            base, at = _at(self._moved(rows), self.width, self.height)
            look = {"color": color, "strokeWidth": width, **({"strokeDash": list(dash)} if dash else {})}
            self._add(base.mark_line(**look).encode(**at, detail="line:N", order=alt.Order("step:Q")))

    def points(
        self,
        rows: Rows,
        *,
        shape: str = "circle",
        size: float = 60,
        fill: str = INK,
        stroke: str = INK,
        width: float = 1,
        dash: Sequence[int] = (),
    ) -> None:
        """Draw symbols: rows with x, y, and perhaps angle (degrees)."""
        import altair as alt

        if rows:
            base, at = _at(self._moved(rows), self.width, self.height)
            if "angle" in rows[0]:
                at["angle"] = alt.Angle("angle:Q", scale=None, legend=None)
            look: dict[str, Any] = {
                "shape": shape,
                "size": size,
                "fill": fill,
                "stroke": stroke,
                "opacity": 1,
            }
            if dash:
                look["strokeDash"] = list(dash)
            self._add(base.mark_point(strokeWidth=width, **look).encode(**at))

    def texts(
        self,
        rows: Rows,
        *,
        size: float = PLAIN,
        align: str = "left",
        bold: bool = False,
        color: str = INK,
        halo: float = 0,
    ) -> None:
        """Write lines, centred on y: rows with x, y, text."""
        rows = [row for row in rows if row["text"]]
        if rows:
            base, at = _at(self._moved(rows), self.width, self.height)
            look: dict[str, Any] = {"fontSize": size, "align": align, "baseline": "middle", "font": FONT}
            look["fontWeight"] = "bold" if bold else "normal"
            if halo:
                self._add(
                    base.mark_text(
                        stroke="white", strokeWidth=halo, strokeJoin="round", fill="white", **look
                    ).encode(**at, text="text:N")
                )
            self._add(base.mark_text(fill=color, **look).encode(**at, text="text:N"))

    def chart(self, name: str, says: str, data: Table) -> Chart:
        """Return the finished chart."""
        import altair as alt

        whole = (
            alt.layer(*self._layers)
            .properties(width=self.width, height=self.height, padding=0, background="white")
            .configure(
                font=FONT,
                autosize=alt.AutoSizeParams(type="none", contains="padding"),
                view=alt.ViewConfig(stroke="transparent"),
            )
        )
        return Chart(name, says, data, json.dumps(whole.to_dict(), sort_keys=True))


def lines_of(words: Sequence[str], x: float, y: float, leading: float) -> list[dict[str, Any]]:
    """Place wrapped lines so that the block is centred on y."""
    top = y - leading * (len(words) - 1) / 2
    return [{"x": x, "y": top + leading * k, "text": line} for k, line in enumerate(words)]
