"""FollowTheMoney: JSON lines, one entity a line, as Aleph and OpenSanctions write them."""

from __future__ import annotations

from palabre.reading.bulk.layout import Layout


def first(*properties: str) -> str:
    """Return the expression of the first value of the first of these properties that has any."""
    tries = ", ".join(f"line->>'$.properties.{p}[0]'" for p in properties)
    return f"coalesce({tries})"


# Entities that say how others are bound to each other; they have no name of their own.
LINKS = (
    "Associate",
    "ContractAward",
    "CourtCaseParty",
    "Debt",
    "Directorship",
    "Documentation",
    "EconomicActivity",
    "Employment",
    "Family",
    "Identification",
    "Interest",
    "Interval",
    "Membership",
    "Mention",
    "Occupancy",
    "Ownership",
    "Passport",
    "Payment",
    "ProjectParticipant",
    "Representation",
    "Sanction",
    "Similar",
    "Succession",
    "TaxRoll",
    "UnknownLink",
)

FTM = Layout(
    id="ftm",
    name="FollowTheMoney entities",
    holds="entities",
    form="lines",
    marks=("id", "schema", "properties"),
    uses=(),
    fields={
        "id": "'ftm:' || (line->>'$.id')",
        "schema": "line->>'$.schema'",
        "name": f"coalesce({first('name', 'title')}, line->>'$.caption')",
        "names": "list_concat(coalesce(try_cast(line->'$.properties.name' as varchar[]), []), "
        "coalesce(try_cast(line->'$.properties.alias' as varchar[]), []))",
        "countries": "coalesce(try_cast(line->'$.properties.country' as varchar[]), [])",
        "began": f"try_cast({first('startDate', 'date', 'incorporationDate')} as date)",
        "ended": f"try_cast({first('endDate', 'dissolutionDate')} as date)",
        "summary": first("summary", "description", "notes"),
        "properties": "cast(line->'$.properties' as varchar)",
    },
    refused=(
        ("coalesce(line->>'$.id', '') = ''", "it has no id"),
        ("coalesce(line->>'$.schema', '') = ''", "it has no schema"),
        (
            "coalesce(json_type(line, '$.properties'), '') <> 'OBJECT' or len(list_filter("
            "json_extract(line, '$.properties.*'), lambda x: json_type(x) <> 'ARRAY')) > 0",
            "its properties are not an object of lists",
        ),
    ),
    flagged=(
        (f"name is null and schema not in {LINKS!r}", "it has no name"),
        ("ended < began", "it ends before it begins"),
    ),
    terms="the terms of whoever published the entities",
)
