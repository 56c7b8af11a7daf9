"""`palabre import` and `palabre events` as a person meets them."""

from __future__ import annotations

import json
from pathlib import Path

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


def test_import_says_what_it_did_and_events_answer(call, mali: Path, tmp_path: Path) -> None:
    ged, acled = tmp_path / "ged.csv", tmp_path / "acled.csv"
    ged.write_text(UCDP)
    acled.write_text(ACLED)
    code, out, err = call("import", mali, ged, "--dry-run")
    assert (code, err) == (0, "") and "Would take in ged.csv" in out and "1 added" in out
    assert not (mali / "tables").exists()
    assert call("import", mali, ged)[0] == 0
    code, out, _ = call("import", mali, acled)
    assert code == 1 and "1 added" in out and "1 left out: event_date is not a day" in out
    code, out, _ = call("events", mali, "--by", "source")
    assert code == 0 and "Made Radio" in out and "Made Agency" in out
    code, out, err = call("events", mali, "--by", "event", "--json", "--actor", "mnla")
    assert [row["id"] for row in json.loads(out)] == ["ucdp:1"]
    assert code == 0
    code, out, err = call("events", mali, "--by", "event", "--json", "--region", "kidal")
    assert [row["id"] for row in json.loads(out)] == ["ucdp:1"]
    assert "1 ACLED events may not be passed on" in err
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
