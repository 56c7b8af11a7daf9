"""PA-X: the export of the PA-X Peace Agreements Database, one row an agreement.

Beside some thirty columns about the agreement there are more than two hundred on what it provides for, each a
degree from 0. The topics of an agreement are those above 0.
"""

from __future__ import annotations

from palabre.reading.bulk.layout import Layout, dated, day, day_or_month, text

ABOUT = (
    "Con",
    "Contp",
    "PP",
    "PPName",
    "Reg",
    "AgtId",
    "Ver",
    "Agt",
    "Dat",
    "Status",
    "Lgt",
    "N_characters",
    "Agtp",
    "Stage",
    "StageSub",
    "Part",
    "ThrdPart",
    "OthAgr",
    "Loc1ISO",
    "Loc2ISO",
    "Loc1GWNO",
    "Loc2GWNO",
    "UcdpCon",
    "UcdpAgr",
    "PamAgr",
    "CowWar",
)
TOPICS = "*topics*"
"""Stands for the list of all other columns above 0."""

PA_X = Layout(
    id="pa-x",
    name="PA-X Peace Agreements Database",
    holds="agreements",
    form="sheet",
    marks=("AgtId", "Agt", "Dat", "PPName"),
    uses=ABOUT,
    fields={
        "id": f"'pa-x:' || {text('AgtId')}",
        "signed": day("Dat"),
        "title": text("Agt"),
        "process": text("PPName"),
        "process_id": f"'pa-x-process:' || {text('PP')}",
        "country": text("Con"),
        "stage": text("Stage"),
        "stage_part": text("StageSub"),
        "nature": text("Agtp"),
        "status": text("Status"),
        "parties": text("Part"),
        "third_parties": text("ThrdPart"),
        "conflict_id": f"'ucdp-conflict:' || {text('UcdpCon')}",
        "topics": TOPICS,
    },
    refused=(
        (f"{text('AgtId')} is null", "it has no AgtId"),
        dated("Dat"),
        (f"{text('Agt')} is null", "it has no title (Agt)"),
    ),
    flagged=(("parties is null", "it names no parties"),),
    doubtful=day_or_month("Dat"),
    terms="PA-X's terms of use: cite Bell and Badanjak, Journal of Peace Research 56(3), 2019",
)
