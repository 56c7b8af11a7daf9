"""UCDP GED: the Georeferenced Event Dataset of the Uppsala Conflict Data Program, one row an event."""

from __future__ import annotations

from palabre.reading.bulk.layout import Layout, counts, dated, day, day_or_month, number, somewhere, text

DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low")

UCDP_GED = Layout(
    id="ucdp-ged",
    name="UCDP Georeferenced Event Dataset",
    holds="events",
    form="sheet",
    marks=("relid", "type_of_violence", "date_start", "best", "low", "high"),
    uses=(
        "id",
        "type_of_violence",
        "conflict_name",
        "side_a",
        "side_a_new_id",
        "side_b",
        "side_b_new_id",
        "source_article",
        "source_office",
        "source_headline",
        "source_original",
        "where_prec",
        "where_coordinates",
        "where_description",
        "adm_1",
        "latitude",
        "longitude",
        "country",
        "date_prec",
        "date_start",
        "date_end",
        *DEATHS,
    ),
    fields={
        "id": f"'ucdp:' || {text('id')}",
        "began": day("date_start"),
        "ended": day("date_end"),
        "day_precision": number("date_prec"),
        "type": f"case {text('type_of_violence')} when '1' then 'state-based conflict' "
        "when '2' then 'non-state conflict' when '3' then 'one-sided violence' end",
        "side_a": text("side_a"),
        "side_b": text("side_b"),
        "side_a_id": f"'ucdp:' || {text('side_a_new_id')}",
        "side_b_id": f"'ucdp:' || {text('side_b_new_id')}",
        "conflict": text("conflict_name"),
        "place": text("where_coordinates"),
        "region": text("adm_1"),
        "country": text("country"),
        "latitude": f"try_cast({text('latitude')} as double)",
        "longitude": f"try_cast({text('longitude')} as double)",
        "place_precision": number("where_prec"),
        "low": number("low"),
        "best": number("best"),
        "high": number("high"),
        "civilians": number("deaths_civilians"),
        "reported_by": f"coalesce({text('source_office')}, {text('source_original')})",
        "headline": f"coalesce({text('source_headline')}, {text('source_article')})",
        "note": text("where_description"),
    },
    refused=(
        (f"{text('id')} is null", "it has no id"),
        dated("date_start"),
        dated("date_end"),
        *somewhere("latitude", "longitude"),
        *counts(*DEATHS),
    ),
    flagged=(
        ("low > best or best > high or low > high", "low, best and high are not in this order"),
        ("ended < began", "it ends before it begins"),
        ("type is null", "the type of violence is not 1, 2 or 3"),
    ),
    doubtful=day_or_month("date_start", "date_end"),
    terms="CC BY 4.0: name the Uppsala Conflict Data Program as the source",
)
