"""ACLED: the export of the Armed Conflict Location and Event Data project, one row an event.

Its terms forbid passing rows on. They are kept apart, and no export of palabre holds them.
"""

from __future__ import annotations

from palabre.reading.bulk.layout import Layout, counts, dated, day, day_or_month, number, somewhere, text

ACLED = Layout(
    id="acled",
    name="ACLED events",
    holds="events",
    form="sheet",
    marks=("event_id_cnty", "event_date", "sub_event_type", "fatalities"),
    uses=(
        "event_id_cnty",
        "event_date",
        "time_precision",
        "event_type",
        "sub_event_type",
        "actor1",
        "actor2",
        "civilian_targeting",
        "country",
        "admin1",
        "location",
        "latitude",
        "longitude",
        "geo_precision",
        "source",
        "notes",
        "fatalities",
    ),
    fields={
        "id": f"'acled:' || {text('event_id_cnty')}",
        "began": day("event_date"),
        "ended": day("event_date"),
        "day_precision": number("time_precision"),
        "type": f"concat_ws(': ', {text('event_type')}, {text('sub_event_type')})",
        "side_a": text("actor1"),
        "side_b": text("actor2"),
        "side_a_id": "cast(null as varchar)",
        "side_b_id": "cast(null as varchar)",
        "conflict": "cast(null as varchar)",
        "place": text("location"),
        "region": text("admin1"),
        "country": text("country"),
        "latitude": f"try_cast({text('latitude')} as double)",
        "longitude": f"try_cast({text('longitude')} as double)",
        "place_precision": number("geo_precision"),
        "low": "cast(null as bigint)",
        "best": number("fatalities"),
        "high": "cast(null as bigint)",
        "civilians": f"case when {text('civilian_targeting')} is not null then {number('fatalities')} end",
        "reported_by": text("source"),
        "headline": "cast(null as varchar)",
        "note": text("notes"),
    },
    refused=(
        (f"{text('event_id_cnty')} is null", "it has no event_id_cnty"),
        dated("event_date"),
        *somewhere("latitude", "longitude"),
        *counts("fatalities"),
    ),
    flagged=(("side_a is null", "it names no first actor"),),
    terms="ACLED's terms of use: the rows may not be passed on, so they stay on this machine",
    barred=True,
    doubtful=day_or_month("event_date"),
)
