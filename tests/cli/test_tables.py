"""`palabre import` and `palabre events` as a person meets them."""

from __future__ import annotations

import json
from pathlib import Path

from palabre.cli import say

HEAD = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,admin1,location,"
    "latitude,longitude,geo_precision,source,notes,fatalities\n"
)
ACLED = HEAD + (
    "MDE1,21 May 2014,1,Battles,Armed clash,MNLA: Movement,Military Forces,Mali,Kidal,Kidal,18.4,1.4,1,"
    "Made Radio,made up,3\n"
    "MDE2,then,1,Battles,Armed clash,MNLA,Military Forces,Mali,Kidal,Kidal,18.4,1.4,1,Made Radio,made up,1\n"
)
UCDP = (
    "id,relid,type_of_violence,side_a,side_b,source_office,adm_1,country,latitude,longitude,date_prec,"
    "date_start,date_end,best,low,high\n"
    "1,MADE-1,1,Government of Mali,MNLA,Made Agency,Kidal region,Mali,18.4,1.4,1,2014-05-21,"
    "2014-05-21,5,3,9\n"
)


def test_import_says_what_it_did_and_events_answer(call, mali: Path, tmp_path: Path, monkeypatch) -> None:
    ged, acled = tmp_path / "ged.csv", tmp_path / "acled.csv"
    ged.write_text(UCDP)
    acled.write_text(ACLED)
    code, out, err = call("import", mali, ged, "--dry-run")
    assert (code, err) == (0, "") and "Would take in ged.csv" in out and "1 added" in out
    assert not (mali / "tables").exists()
    assert call("import", mali, ged)[0] == 0
    code, out, _ = call("import", mali, acled)
    assert code == 1 and "1 added" in out and "1 left out: event_date is not a day" in out
    code, out, err = call("events", mali, "--by", "source")
    assert code == 0 and "Made Radio" not in out and "Made Agency" in out  # this is no terminal
    assert "1 ACLED event may not be passed on" in err
    monkeypatch.setattr(say, "on_terminal", lambda: True)
    code, out, err = call("events", mali, "--by", "source")
    assert (code, err) == (0, "") and "Made Radio" in out and "Made Agency" in out
    code, out, err = call("events", mali, "--actor", "MNLA")
    assert [line.split()[5] for line in out.splitlines() if "mnla" in line] == ["2"]
    code, out, err = call("events", mali, "--by", "event", "--json", "--actor", "mnla")
    assert [row["id"] for row in json.loads(out)] == ["ucdp:1"]
    assert code == 0
    code, out, err = call("events", mali, "--by", "event", "--json", "--region", "kidal")
    assert [row["id"] for row in json.loads(out)] == ["ucdp:1"]
    assert "1 ACLED event may not be passed on" in err
    written = tmp_path / "out.csv"
    assert call("events", mali, "--since", "2014-05", "--until", "2014-05", "-o", written)[0] == 0
    assert "Made" not in written.read_text() and "2014-05" in written.read_text()
    assert call("check", mali)[0] == 0
    assert "MADE" not in call("export", mali, "claims")[1]


def test_wrong_usage_and_faults_have_their_codes(call, mali: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("a,b\n1,2\n")
    code, _, err = call("import", mali, odd)
    assert code == 1 and "columns" in err and "Traceback" not in err
    assert call("import", mali, odd, "--as", "nothing")[0] == 1
    assert call("events", mali)[0] == 1
    assert call("events", mali, "--box", "1,2")[0] == 2
    assert call("events", mali, "--since", "someday")[0] == 2


LATE = UCDP + (
    "2,MADE-2,1,Army,MNLA,Made Agency,Kidal region,Mali,18.4,1.4,1,2024-05-21,2024-05-21,1,1,1\n"
    "3,MADE-3,1,Army,Militia (MNLA),Made Agency,Gao region,Mali,,,1,2014-05-22,2014-05-22,7,8,9\n"
)
PAX = "AgtId,Agt,Dat,PPName,Con,Part\n7,Made accord,2014-06-18,Made talks,Mali,GoM; MNLA\n"


def test_events_after_the_freeze_and_other_tables_are_told_of(call, mali: Path, tmp_path: Path) -> None:
    ged, pax, ftm = (tmp_path / name for name in ("ged.csv", "pax.csv", "ftm.jsonl"))
    ged.write_text(LATE)
    pax.write_text(PAX)
    made = {"owner": ["a"], "asset": ["b"]}
    ftm.write_text(json.dumps({"id": "o", "schema": "Ownership", "properties": made}))
    code, out, _ = call("import", mali, ged)
    assert code == 0 and "1 kept from after the dossier's freeze, 24 July 2014" in out
    assert (call("import", mali, pax)[0], call("import", mali, ftm)[0]) == (0, 0)
    code, out, err = call("events", mali)
    assert code == 0 and "2024" not in out
    assert "1 event from after the dossier's freeze, 24 July 2014: left out" in err
    assert "1 agreement besides: --by agreement" in err and "1 entity besides: --by entity" in err
    code, out, err = call("events", mali, "--until", "2025")
    assert code == 0 and "2024-05" in out and "freeze, 24 July 2014: among these" in err
    code, out, _ = call("events", mali, "--by", "agreement", "--actor", "mnla")
    assert code == 0 and "Made accord" in out and "GoM; MNLA" in out
    assert "owner a; asset b" in call("events", mali, "--by", "entity")[1]
    assert "Militia (MNLA) (1)" in call("events", mali, "--actor", "mnla")[2]


def test_events_one_by_one_fit_eighty_columns(call, mali: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ged = tmp_path / "ged.csv"
    ged.write_text(LATE)
    call("import", mali, ged)
    _, out, _ = call("events", mali, "--by", "event")
    for words in (
        "2014-05-21",
        "Government of Mali",
        "against",
        "Kidal region",
        "5 (3 to 9)",
        "ucdp:1 ",
        "ucdp:3 *",
    ):
        assert words in out
    assert max(map(len, out.splitlines())) <= 80


def test_what_no_row_can_fit_is_wrong_usage(call, mali: Path, tmp_path: Path) -> None:
    ged = tmp_path / "ged.csv"
    ged.write_text(UCDP)
    call("import", mali, ged)
    for words, said in (
        (("--actor", "mnl"), "mnla"),
        (("--actor", "Nobody at all"), "Nobody at all"),
        (("--region", "Kidl"), "Kidal region"),
        (("--since", "2014-06", "--until", "2013"), "before"),
        (("--by", "agreement", "--box", "1,2,3,4"), "place"),
    ):
        code, out, err = call("events", mali, *words)
        assert (code, out) == (2, "") and said in " ".join(err.split()), words
    assert call("events", mali, "--since", "2001", "--until", "2002") == (0, "No event fits.\n", "")
