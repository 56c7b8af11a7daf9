"""Forces: who says how many fighters or soldiers there are, one estimate a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.charts.chart import Chart
from palabre.charts.lettering import wrap
from palabre.charts.marks import GREY, INK, PALE, PLAIN, SMALL, WIDTH, Sheet, lines_of
from palabre.charts.naming import short_name
from palabre.charts.scale import figure, ticks
from palabre.terms import Amount

if TYPE_CHECKING:
    from palabre.dossier import Dossier
    from palabre.ledger import Claim

SUBJECT, LABELS, VALUES, LEADING = 74.0, 250.0, 130.0, 12.5
PEOPLE = (
    "fighters",
    "soldiers",
    "troops",
    "combatants",
    "men",
    "personnel",
    "people",
    "peacekeepers",
    "police",
)


@dataclass(frozen=True)
class _Row:
    subject: str
    said: tuple[str, ...]
    amount: Amount
    height: float


def forces(dossier: Dossier) -> Chart | None:
    """Draw every estimate of armed strength: from the lowest to the highest value, with a dot at the best.

    Return None where no claim about a force has a figure.
    """
    from palabre.picture import forces as estimates

    table = estimates(dossier.claims.values(), dossier.actors)
    claims = [dossier.claims[row["claim"]] for row in table.records()]
    if not claims:
        return None
    panels: dict[str, list[_Row]] = {}
    for claim in claims:
        panels.setdefault(_measure(claim), []).append(_row(claim, dossier))
    height = sum(34 + sum(row.height for row in rows) for rows in panels.values()) + 14 * (len(panels) - 1)
    sheet = Sheet(height)
    top = 0.0
    for unit, rows in panels.items():
        top = _panel(sheet, unit, rows, top) + 14
    subjects = len({c.about[0] for c in claims})
    says = f"{len(claims)} estimates of strength, of {subjects} forces, each with its speaker and date"
    return sheet.chart("forces", says, table)


def _measure(claim: Claim) -> str:
    """Estimates that count persons share a scale, whatever the source calls them."""
    unit = claim.amount.unit if claim.amount else ""
    return "persons under arms" if unit.lower() in (*PEOPLE, "") else unit


def _row(claim: Claim, dossier: Dossier) -> _Row:
    assert claim.amount is not None
    subject = short_name(claim.about[0], dossier.actors)
    when = f", {claim.as_of}".replace(" ", "\u00a0").replace(",\u00a0", ", ") if claim.as_of else ""
    speaker = short_name(claim.speaker, dossier.actors)
    alleged = "alleged by " if claim.alleged or claim.kind == "abuse" else ""
    said = wrap(f"{alleged}{speaker}{when}", LABELS - SUBJECT - 16, SMALL, lines=3)
    return _Row(
        subject,
        said,
        claim.amount,
        LEADING * max(len(said), len(wrap(subject, SUBJECT - 4, PLAIN, lines=3, bold=True))) + 7,
    )


def _panel(sheet: Sheet, unit: str, rows: list[_Row], top: float) -> float:
    highest = max(v for r in rows for v in (r.amount.low, r.amount.best, r.amount.high) if v is not None)
    marks = ticks(highest, 4)
    left, right = LABELS + 6, WIDTH - VALUES
    bottom = top + 20 + sum(r.height for r in rows)

    def at(value: float) -> float:
        return left + (right - left) * max(0.0, value) / marks[-1]

    sheet.texts([{"x": left, "y": top + 7, "text": unit}], size=SMALL, color=GREY)
    sheet.rules(
        [{"x": at(t), "x2": at(t), "y": top + 16, "y2": bottom} for t in marks], color=PALE, width=0.8
    )
    numbers = [{"x": at(t), "y": bottom + 9, "text": figure(t)} for t in marks]
    sheet.texts(numbers, size=SMALL, align="center", color=GREY)
    y, before = top + 18, ""
    bold, said, values, spans, ends, dots, lines = [], [], [], [], [], [], []
    for row in rows:
        middle = y + row.height / 2
        if row.subject != before:
            bold += lines_of(wrap(row.subject, SUBJECT - 4, PLAIN, lines=3, bold=True), 0, middle, LEADING)
            if before:
                lines.append({"x": 0.0, "x2": float(WIDTH), "y": y, "y2": y})
        said += lines_of(row.said, SUBJECT + 4, middle, LEADING)
        given = [v for v in (row.amount.low, row.amount.best, row.amount.high) if v is not None]
        low, high = at(min(given)), at(max(given))
        if high - low > 1:
            spans.append({"x": low, "x2": high, "y": middle, "y2": middle})
            ends += [{"x": x, "x2": x, "y": middle - 5, "y2": middle + 5} for x in (low, high)]
        if row.amount.best is not None or high - low <= 1:
            x = at(row.amount.best if row.amount.best is not None else given[0])
            dots.append({"x": x, "y": middle})
        values += lines_of(wrap(str(row.amount), VALUES - 12, SMALL, lines=2), right + 10, middle, LEADING)
        y, before = y + row.height, row.subject
    sheet.rules(lines, color=PALE, width=0.8)
    sheet.rules(spans, width=2.5)
    sheet.rules(ends, width=1.5)
    sheet.points(dots, size=55, fill=INK)
    sheet.texts(bold, bold=True)
    sheet.texts(said, size=SMALL)
    sheet.texts(values, size=SMALL)
    return bottom + 16
