"""Tables taken in: what is added, changed, refused and flagged, and what the questions then answer."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from palabre.reading.bulk import (
    LAYOUTS,
    BulkError,
    Wanted,
    Who,
    agreements,
    alike,
    by_month,
    by_source,
    count,
    entities,
    keeping,
    layout_of,
    listed,
    opening,
    regions,
    take,
)
from palabre.reading.bulk.layout import COLUMNS

UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,"
    "side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,"
    "where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,"
    "country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,"
    "admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,"
    "tags,timestamp"
)
PAX = (
    "Con,Contp,PP,PPName,Reg,AgtId,Ver,Agt,Dat,Status,Lgt,N_characters,Agtp,Stage,StageSub,Part,ThrdPart,"
    "OthAgr,Loc1ISO,Loc2ISO,Loc1GWNO,Loc2GWNO,UcdpCon,UcdpAgr,PamAgr,CowWar,GCh,GChRhet,GRa,HrGen,Ce"
)


def sheet(path: Path, head: str, rows: list[dict[str, object]], delimiter: str = ",") -> Path:
    """Write made-up rows in a publisher's columns."""
    columns = head.split(",")
    with path.open("w", newline="", encoding="utf-8") as out:
        write = csv.writer(out, delimiter=delimiter)
        write.writerow(columns)
        write.writerows([[row.get(c, "") for c in columns] for row in rows])
    return path


def event(number: int, **other: object) -> dict[str, object]:
    """One made-up event."""
    base: dict[str, object] = {
        "id": number,
        "relid": f"MADE-{number}",
        "type_of_violence": 1,
        "conflict_name": "Nowhere: Territory",
        "side_a": "Government of Nowhere",
        "side_a_new_id": 11,
        "side_b": "Riders of the Dune",
        "side_b_new_id": 22,
        "source_office": "Made Agency",
        "source_headline": 'Clash, "short"',
        "where_coordinates": "Oasis town",
        "adm_1": "Dune region",
        "country": "Nowhere",
        "latitude": 17.5,
        "longitude": -1.5,
        "where_prec": 1,
        "date_prec": 1,
        "date_start": "2013-05-17 00:00:00.000",
        "date_end": "2013-05-18 00:00:00.000",
        "deaths_civilians": 1,
        "low": 2,
        "best": 3,
        "high": 5,
    }
    return base | other


def incident(number: int, **other: object) -> dict[str, object]:
    """One made-up event in ACLED's columns."""
    base: dict[str, object] = {
        "event_id_cnty": f"NWH{number}",
        "event_date": "17 May 2013",
        "time_precision": 1,
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "actor1": "Riders of the Dune",
        "actor2": "Military Forces of Nowhere",
        "country": "Nowhere",
        "admin1": "Dune",
        "location": "Oasis town",
        "latitude": 17.5,
        "longitude": -1.5,
        "geo_precision": 1,
        "source": "Made Radio",
        "fatalities": 4,
    }
    return base | other


def test_every_layout_fills_every_column_of_its_kind() -> None:
    for layout in LAYOUTS:
        assert tuple(layout.fields) == COLUMNS[layout.holds]
        assert layout_of(layout.id.upper()) is layout
    assert [x.id for x in LAYOUTS if x.barred] == ["acled"]


def test_a_dry_run_says_what_would_be_done_and_does_nothing(tmp_path: Path) -> None:
    file = sheet(tmp_path / "ged.csv", UCDP, [event(1), event(2, date_start="soon"), event(3, low=9)])
    plan = take(file, tmp_path, dry_run=True, known={"government of nowhere"})
    assert (plan.layout.id, plan.added, plan.changed, plan.same, plan.done) == ("ucdp-ged", 2, 0, 0, False)
    assert plan.refused == (("date_start is not a day, such as 2014-05-21", 1),)
    assert plan.left_out.rows == ((3, "ucdp:2", "date_start is not a day, such as 2014-05-21"),)
    assert plan.flagged == (("low, best and high are not in this order", 1),)
    assert plan.strangers == (("Riders of the Dune", 2),)
    assert not (tmp_path / "tables").exists()


def test_taking_in_again_touches_only_what_changed(tmp_path: Path) -> None:
    one = sheet(tmp_path / "one.csv", UCDP, [event(1), event(2), event(3)])
    two = sheet(tmp_path / "two.csv", UCDP, [event(4), event(2, best=4), event(1)])
    assert take(one, tmp_path).added == 3
    again = take(one, tmp_path)
    assert (again.added, again.changed, again.same, again.gone) == (0, 0, 3, 0)
    plan = take(two, tmp_path)
    assert (plan.added, plan.changed, plan.same, plan.gone) == (1, 1, 1, 1)
    assert plan.changes.rows == (("ucdp:2", "best", 3, 4),)
    with opening.connection() as con:
        kept = str(tmp_path / "tables" / "ucdp-ged.parquet")
        brought = dict(
            con.execute("select id, split_part(file, ' ', 1) from read_parquet(?)", [kept]).fetchall()
        )
    assert brought == {"ucdp:1": "one.csv", "ucdp:2": "two.csv", "ucdp:3": "one.csv", "ucdp:4": "two.csv"}
    log = (tmp_path / "tables" / "ucdp-ged.log.jsonl").read_text().splitlines()
    assert [json.loads(line)["added"] for line in log] == [3, 0, 1]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"id": ""}, "it has no id"),
        ({"latitude": "north"}, "latitude is not a number of degrees up to 90"),
        ({"longitude": 200}, "longitude is not a number of degrees up to 180"),
        ({"best": "many"}, "best is not a whole number from 0"),
        ({"low": -1}, "low is not a whole number from 0"),
        ({"high": "5.5"}, "high is not a whole number from 0"),
        ({"high": "0x10"}, "high is not a whole number from 0"),
        ({"high": "1e3"}, "high is not a whole number from 0"),
        ({"high": "1_000"}, "high is not a whole number from 0"),
        ({"date_end": "2013-02-30"}, "date_end is not a day, such as 2014-05-21"),
        ({"id": 1}, "a row above has the same id"),
    ],
)
def test_a_row_is_left_out_with_its_reason(tmp_path: Path, row: dict[str, object], why: str) -> None:
    plan = take(sheet(tmp_path / "ged.csv", UCDP, [event(1), event(2, **row), event(3)]), tmp_path)
    assert (plan.added, plan.refused) == (2, ((why, 1),))
    assert plan.left_out.rows[0][::2] == (3, why)


def test_disordered_numbers_are_flagged_and_kept(tmp_path: Path) -> None:
    take(sheet(tmp_path / "ged.csv", UCDP, [event(1, low=9, best=3, high=5)]), tmp_path)
    found = listed(tmp_path).records()
    assert found[0]["low"] == 9 and found[0]["flags"] == ["low, best and high are not in this order"]


def test_what_cannot_be_read_is_listed_and_the_rest_taken_in(tmp_path: Path) -> None:
    file = sheet(tmp_path / "ged.csv", UCDP, [event(1), event(2)])
    with file.open("ab") as out:
        out.write(b"too,few\r\n")
        before = UCDP.split(",").index("conflict_name")
        out.write(b"3" + b"," * before + b"caf\xe9" + b"," * (UCDP.count(",") - before) + b"\r\n")
    plan = take(file, tmp_path)
    assert plan.added == 2
    assert dict(plan.refused) == {"it cannot be read": 2}
    assert [row for row, _, _ in plan.left_out.rows] == [4, 5]


def test_a_new_order_of_columns_or_one_more_changes_no_row(tmp_path: Path) -> None:
    rows = [event(1), event(2)]
    take(sheet(tmp_path / "one.csv", UCDP, rows), tmp_path)
    turned = ",".join([*reversed(UCDP.split(",")), "remark"])
    plan = take(sheet(tmp_path / "two.csv", turned, [row | {"remark": "new"} for row in rows]), tmp_path)
    assert (plan.added, plan.changed, plan.same) == (0, 0, 2)


def test_numbers_of_any_size_are_added_up(tmp_path: Path) -> None:
    most = 2**63 - 1
    rows = [event(k, low=1, best=most, high="3.0") for k in (1, 2)]
    assert take(sheet(tmp_path / "ged.csv", UCDP, rows), tmp_path).added == 2
    assert by_source(tmp_path).rows[0][2:6] == (2, 2, 2 * most, 6)


def test_a_name_with_signs_of_a_pattern_is_only_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "d[1]*"
    folder.mkdir()
    sheet(folder / "ged1.csv", UCDP, [event(1)])
    for number, name in ((2, "ged[1].csv"), (3, "ged*.csv"), (4, "g?d1.csv")):
        plan = take(sheet(folder / name, UCDP, [event(number)]), folder)
        assert (plan.file, plan.added) == (name, 1)
    assert [r["id"] for r in listed(folder).records()] == ["ucdp:2", "ucdp:3", "ucdp:4"]


def test_a_region_is_one_by_whole_words(tmp_path: Path) -> None:
    regions = ("Aleppo", "Al", "Al Hasakah", "Kidal region")
    take(sheet(tmp_path / "ged.csv", UCDP, [event(k, adm_1=one) for k, one in enumerate(regions)]), tmp_path)
    found = {one: len(listed(tmp_path, Wanted(region=one)).rows) for one in ("al", "KIDAL", "%", "_l", "Kid")}
    assert found == {"al": 2, "KIDAL": 1, "%": 0, "_l": 0, "Kid": 0}


def test_other_delimiters_and_a_byte_order_mark(tmp_path: Path) -> None:
    file = sheet(tmp_path / "ged.csv", UCDP, [event(1)], delimiter=";")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert take(file, tmp_path).added == 1


def test_acled_is_kept_apart_and_its_days_read(tmp_path: Path) -> None:
    rows = [incident(1), incident(2, event_date="2013-06-02"), incident(3, event_date="someday")]
    plan = take(sheet(tmp_path / "acled.csv", ACLED, rows), tmp_path)
    assert (plan.layout.id, plan.added) == ("acled", 2)
    assert (tmp_path / "tables" / "barred" / ".gitignore").read_text() == "*\n"
    assert [r["began"] for r in listed(tmp_path).records()] == [date(2013, 5, 17), date(2013, 6, 2)]
    assert listed(tmp_path, Wanted(barred=False)).rows == ()
    assert by_source(tmp_path).rows == (("acled", "Made Radio", 2, None, 8, None, 0),)


def test_agreements_from_a_sheet_and_from_a_workbook(tmp_path: Path) -> None:
    import openpyxl

    rows: list[dict[str, object]] = [
        {
            "AgtId": 7,
            "Agt": "Made accord",
            "Dat": "2013-06-18",
            "PP": 5,
            "PPName": "Made talks",
            "Con": "Nowhere",
        },
        {"AgtId": 8, "Agt": "Made truce", "Dat": "23/05/2014", "Part": "A; B", "GCh": 0, "HrGen": 2, "Ce": 1},
        {"AgtId": 9, "Agt": "", "Dat": "2014-01-01"},
    ]
    plan = take(sheet(tmp_path / "pax.csv", PAX, rows), tmp_path)
    assert (plan.layout.id, plan.added, plan.refused) == ("pa-x", 2, (("it has no title (Agt)", 1),))
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(PAX.split(","))
    page.append([date(2013, 6, 18) if c == "Dat" else rows[0].get(c) for c in PAX.split(",")])
    page.append([rows[1].get(c) for c in PAX.split(",")])
    book.save(tmp_path / "pax.xlsx")
    again = take(tmp_path / "pax.xlsx", tmp_path)
    assert (again.added, again.same) == (0, 2)
    with opening.connection() as con:
        kept = str(tmp_path / "tables" / "pa-x.parquet")
        found = con.execute("select id, signed, topics from read_parquet(?) order by id", [kept]).fetchall()
    assert found == [("pa-x:7", date(2013, 6, 18), []), ("pa-x:8", date(2014, 5, 23), ["Ce", "HrGen"])]


def test_entities_from_json_lines(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "schema": "Organization", "properties": {"name": ["Made Front"], "alias": ["MF"]}},
        {"id": "b", "schema": "Event", "properties": {"startDate": ["2013-05"], "summary": ["Made"]}},
        {"id": "c", "schema": "Person", "properties": {"name": "not a list"}},
        {"schema": "Person", "properties": {}},
    ]
    file = tmp_path / "made.jsonl"
    file.write_text("\n".join([*map(json.dumps, lines), "{broken", ""]), encoding="utf-8")
    plan = take(file, tmp_path)
    assert (plan.layout.id, plan.added) == ("ftm", 2)
    assert [why for _, _, why in plan.left_out.rows] == [
        "its properties are not an object of lists",
        "it has no id",
        "it is not JSON",
    ]
    assert plan.flagged == (("it has no name", 1),)


def test_a_bond_between_entities_needs_no_name(tmp_path: Path) -> None:
    made = {"payer": ["a"], "beneficiary": ["b"], "date": ["2013-01-03"]}
    lines = [
        {"id": "p", "schema": "Payment", "properties": made},
        {"id": "a", "schema": "Company", "properties": {"name": ["Made Salt"], "country": ["ml"]}},
        {"id": "b", "schema": "Company", "properties": {"country": ["ne"]}},
    ]
    file = tmp_path / "made.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert take(file, tmp_path).flagged == (("it has no name", 1),)
    assert [r["id"] for r in entities(tmp_path).records()] == ["ftm:a", "ftm:b", "ftm:p"]
    assert [r["id"] for r in entities(tmp_path, Wanted((Who("x", ("made salt",)),))).records()] == ["ftm:a"]
    assert [r["id"] for r in entities(tmp_path, Wanted(region="NE")).records()] == ["ftm:b"]
    until = Wanted(until=date(2012, 12, 31))
    assert [r["id"] for r in entities(tmp_path, until).records()] == ["ftm:a", "ftm:b"]  # without a day


def test_a_day_that_can_be_read_in_two_ways_is_flagged(tmp_path: Path) -> None:
    days = ("03/06/2014", "13/06/2014", "04/04/2014", "2014-06-03", "3 June 2014")
    rows = [incident(k, event_date=day) for k, day in enumerate(days)]
    plan = take(sheet(tmp_path / "acled.csv", ACLED, rows), tmp_path)
    why = "event_date could be read month first; it was read day first"
    assert (plan.added, plan.flagged) == (5, ((why, 1),))
    flagged = {r["id"]: r["flags"] for r in listed(tmp_path).records() if r["flags"]}
    assert flagged == {"acled:NWH0": [why]}


def test_both_halves_of_a_name_mean_the_actor(tmp_path: Path) -> None:
    sides = ("RD: Riders of the Dune", "RD", "Riders of the Dune", "RDX: Riders of the Dune East", "Other")
    rows = [incident(k, actor1=side, actor2="Guards (2013-2020)") for k, side in enumerate(sides)]
    plan = take(sheet(tmp_path / "acled.csv", ACLED, rows), tmp_path, known={"rd"})
    assert "RD: Riders of the Dune" not in dict(plan.strangers)
    for names, events in ((("rd",), 2), (("riders of the dune",), 2), (("RD", "Riders of the Dune"), 3)):
        found = by_month(tmp_path, Wanted((Who("riders", names),)))
        assert [r["events"] for r in found.records()] == [events]
    wanted = Wanted((Who("riders", ("Riders of the Dune",)), Who("guards", ("Guards",))))
    assert alike(tmp_path, wanted).rows == (("Guards (2013-2020)", 5), ("RDX: Riders of the Dune East", 1))


def test_agreements_and_countries_can_be_asked(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"AgtId": 7, "Agt": "Accord", "Dat": "2013-06-18", "Con": "Nowhere", "Part": "Riders; Guards"},
        {"AgtId": 8, "Agt": "Truce", "Dat": "2014-05-23", "Con": "Nowhere/Elsewhere", "Part": "Riders East"},
    ]
    take(sheet(tmp_path / "pax.csv", PAX, rows), tmp_path)
    ask = {"guards": ["pa-x:7"], "riders": ["pa-x:7", "pa-x:8"], "rider": []}
    for name, ids in ask.items():
        assert [r["id"] for r in agreements(tmp_path, Wanted((Who(name, (name,)),))).records()] == ids
    assert [r["id"] for r in agreements(tmp_path, Wanted(region="elsewhere")).records()] == ["pa-x:8"]
    assert [r["id"] for r in agreements(tmp_path, Wanted(since=date(2014, 1, 1))).records()] == ["pa-x:8"]
    assert (count(tmp_path, "agreements"), count(tmp_path, "events")) == (2, 0)
    assert regions(tmp_path) == ("Nowhere", "Nowhere/Elsewhere")
    with pytest.raises(BulkError, match=r"no table of events has been taken in \(there are 2 agreements\)"):
        by_month(tmp_path)


def test_rows_from_after_the_freeze_are_counted(tmp_path: Path) -> None:
    file = sheet(
        tmp_path / "ged.csv", UCDP, [event(1), event(2, date_start="2024-01-01", date_end="2024-01-01")]
    )
    assert take(file, tmp_path, freeze=date(2014, 7, 24)).later == 1
    assert take(file, tmp_path).later == 0


def test_changes_of_a_barred_table_stay_on_this_machine(tmp_path: Path) -> None:
    take(sheet(tmp_path / "one.csv", ACLED, [incident(1)]), tmp_path)
    plan = take(sheet(tmp_path / "two.csv", ACLED, [incident(1, fatalities=9)]), tmp_path)
    assert len(plan.strangers) == 2 and plan.as_json()["strangers"] == {}
    assert plan.changes.rows == (("acled:NWH1", "best", 4, 9),)
    assert plan.as_json()["changes"] == [
        {"id": "acled:NWH1", "column": "best", "was": "barred", "becomes": "barred"}
    ]


def random_events(count: int) -> list[dict[str, object]]:
    rng = Random(7)
    rows = []
    for k in range(count):
        low = rng.randrange(5)
        day = date(2012 + rng.randrange(3), 1 + rng.randrange(12), 1 + rng.randrange(28))
        sides = rng.choices(["Riders", "Guards", "Town watch", ""], k=2)
        numbers = (
            {"low": low, "best": low + 1, "high": low + 2}
            if rng.random() < 0.9
            else dict.fromkeys(("low", "best", "high"), "")
        )
        place = {
            "latitude": rng.uniform(10, 20),
            "longitude": rng.uniform(-5, 5),
            "adm_1": f"R{rng.randrange(3)}",
        }
        rows.append(
            event(k, side_a=sides[0], side_b=sides[1], date_start=day, date_end=day, **numbers, **place)
        )
    return rows


def test_questions_answer_what_a_plain_count_gives(tmp_path: Path) -> None:
    rows = random_events(500)
    take(sheet(tmp_path / "ged.csv", UCDP, rows), tmp_path)
    events: Counter[tuple[str, str]] = Counter()
    best: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for who in {row["side_a"], row["side_b"]} - {""}:
            key = (str(who), str(row["date_start"])[:7])
            events[key] += 1
            best[key] += int(str(row["best"] or 0))
    found = by_month(tmp_path).records()
    assert {(r["actor"], r["month"]): r["events"] for r in found} == events
    assert {(r["actor"], r["month"]): r["best"] or 0 for r in found} == {k: best[k] for k in events}
    box = (12.0, -2.0, 17.0, 3.0)
    inside = [
        r for r in rows if 12 <= float(str(r["latitude"])) <= 17 and -2 <= float(str(r["longitude"])) <= 3
    ]
    assert len(listed(tmp_path, Wanted(box=box)).rows) == len(inside) > 20
    assert len(listed(tmp_path, Wanted(region="r1")).rows) == sum(r["adm_1"] == "R1" for r in rows)
    since = Wanted(since=date(2013, 1, 1), until=date(2013, 12, 31))
    assert len(listed(tmp_path, since).rows) == sum(str(r["date_start"])[:4] == "2013" for r in rows)
    who = Wanted(who=(Who("riders", ("RIDERS",)), Who("number 22", (), ("ucdp:22",))))
    asked = {r["actor"]: r["events"] for r in by_source_and_actor(tmp_path, who)}
    assert asked["riders"] == sum("Riders" in (r["side_a"], r["side_b"]) for r in rows)
    with_riders_first = sum(r["side_b"] != "Riders" for r in rows)
    assert asked["number 22"] == with_riders_first


def by_source_and_actor(folder: Path, who: Wanted) -> list[dict[str, object]]:
    total: Counter[str] = Counter()
    for row in by_month(folder, who).records():
        total[row["actor"]] += row["events"]
    return [{"actor": actor, "events": count} for actor, count in total.items()]


def test_what_is_no_table_is_refused_with_a_remedy(tmp_path: Path) -> None:
    strange = tmp_path / "strange.csv"
    for content, what in (
        (b"a,b\n1,2\n", "columns of strange.csv are those of no table"),
        (b"a,a\n1,2\n", "two columns 'a'"),
        (b"a,,c\n1,2,3\n", "column without a name"),
        (b"\xff\xfea\x00", "not in UTF-8"),
        (b"", "does not begin with the names"),
        (b"PK\x03\x04\0\0" * 10, "does not begin with the names"),
        (b"x" * 1_100_000, "no end of line"),
    ):
        strange.write_bytes(content)
        with pytest.raises(BulkError, match=what):
            take(strange, tmp_path)
    packed = tmp_path / "ged.zip"
    packed.write_bytes(b"PK")
    with pytest.raises(BulkError, match="packed"):
        take(packed, tmp_path)
    book = tmp_path / "book.xlsx"
    book.write_bytes(b"not a workbook")
    with pytest.raises(BulkError, match="workbook"):
        take(book, tmp_path)
    partial = sheet(
        tmp_path / "gedpart.csv", UCDP.replace(",best,", ",").replace(",date_start,", ","), [event(1)]
    )
    with pytest.raises(
        BulkError, match=r"gedpart.csv has most columns of UCDP .*lacks the columns date_start, best"
    ):
        take(partial, tmp_path)
    with pytest.raises(BulkError, match="lacks the columns event_id_cnty"):
        take(sheet(tmp_path / "ged.csv", UCDP, [event(1)]), tmp_path, "acled")
    with pytest.raises(BulkError, match="no table of events"):
        by_month(tmp_path)
    assert not (tmp_path / "tables").exists()


def test_a_table_that_changed_underneath_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(sheet(tmp_path / "one.csv", UCDP, [event(1)]), tmp_path)
    kept = tmp_path / "tables" / "ucdp-ged.parquet"
    before = kept.read_bytes()
    stamps = iter([(1, 1), (2, 2)])
    monkeypatch.setattr(keeping, "stamp", lambda _: next(stamps))
    monkeypatch.setattr("palabre.reading.bulk.taking.stamp", lambda _: next(stamps))
    with pytest.raises(BulkError, match="changed while"):
        take(sheet(tmp_path / "two.csv", UCDP, [event(2)]), tmp_path)
    assert kept.read_bytes() == before
    assert not list(kept.parent.glob("*.new"))


def test_names_with_quotes_are_only_names(tmp_path: Path) -> None:
    folder = tmp_path / "l'Aïr's"
    folder.mkdir()
    take(sheet(folder / "o'ne.csv", UCDP, [event(1, side_b="L'Front'; drop table x")]), folder)
    who = Wanted(who=(Who("it's", ("L'Front'; drop table x",)),))
    assert by_month(folder, who).rows[0][:3] == ("it's", "2013-05", 1)
