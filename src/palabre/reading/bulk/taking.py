"""Taking a table in: what would be added, changed, left out and why; and then, if wished, doing so.

Rows are known by the publisher's id. A row that is already there and the same is not touched, so that it
keeps the name of the file that first brought it. Nothing is dropped because a newer file lacks it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from palabre.reading.bulk.keeping import KEPT, note, place_of, stamp, write
from palabre.reading.bulk.layout import COLUMNS, Layout
from palabre.reading.bulk.layouts import lacking, layout_of, recognised
from palabre.reading.bulk.opening import (
    BulkError,
    Opened,
    connection,
    named,
    opened,
    plainly,
    quoted,
    reached,
)
from palabre.reading.bulk.pax import ABOUT, TOPICS
from palabre.reading.bulk.plan import Plan
from palabre.reading.bulk.planning import planned

if TYPE_CHECKING:
    import duckdb


def take(
    file: str | Path,
    folder: str | Path,
    layout: str = "",
    *,
    known: Collection[str] = (),
    freeze: date | None = None,
    dry_run: bool = False,
) -> Plan:
    """Take a publisher's table into a dossier.

    Parameters
    ----------
    file : path
        CSV, a workbook (the first sheet), or JSON lines.
    folder : path
        The dossier's folder.
    layout : str
        Of ``ucdp-ged``, ``acled``, ``pa-x``, ``ftm``; empty: as the columns show.
    known : collection of str
        Names and ids of actors that the dossier knows, in small letters.
    freeze : date, optional
        The dossier's last day: rows from after it are taken in and counted.
    dry_run : bool
        Only say what would be done.

    Raises
    ------
    BulkError
        When the file is not such a table, or when the kept table changed while this ran.
    """
    file, folder = Path(file), Path(folder)
    with TemporaryDirectory(prefix="palabre-") as aside, connection() as con:
        source = opened(file, Path(aside))
        chosen = layout_of(layout) if layout else _shown(source, file.name)
        _fits(chosen, source, file)
        kept = place_of(folder, chosen)
        before = stamp(kept)
        with file.open("rb") as read:
            sha256 = hashlib.file_digest(read, "sha256").hexdigest()
        _load(con, chosen, source, f"{file.name} {sha256[:12]}")
        _beside(con, chosen, kept)
        plan = planned(con, chosen, (file.name, sha256), known, freeze)
        if dry_run:
            return plan
        if plan.added or plan.changed:
            write(con, chosen, kept, before)
        plan = replace(plan, done=True)
        note(folder, plan)
        return plan


def _shown(source: Opened, name: str) -> Layout:
    return layout_of("ftm") if source.form == "lines" else recognised(source.columns, source.form, name)


def _fits(layout: Layout, source: Opened, file: Path) -> None:
    if layout.form != source.form:
        wanted = "JSON lines (.jsonl)" if layout.form == "lines" else "CSV or a workbook"
        raise BulkError(
            f"the file {file.name} is not {wanted}, and {layout.name} is", "name another table or file"
        )
    missing = [c for c in layout.marks if layout.form == "sheet" and c not in source.columns]
    if missing:
        raise BulkError(
            f"the file {file.name} lacks {lacking(missing)} of {layout.name}", "name another table or file"
        )


def _load(con: duckdb.DuckDBPyConnection, layout: Layout, source: Opened, brought: str) -> None:
    """Make the table `incoming`: our columns, the row's number and digest, why it is refused, its flags."""
    import duckdb

    if layout.form == "lines":
        rows = (
            f"select row_number() over () as row, line as words, md5(line) as digest from {source.relation}"
        )
        rows = f"select row, digest, try_cast(words as json) as line from ({rows}) where trim(words) <> ''"
        unreadable = "when line is null then 'it is not JSON' "
    else:
        taken = ", ".join(named(c) for c in source.columns)
        absent = "".join(
            f", cast(null as varchar) as {named(c)}" for c in layout.uses if c not in source.columns
        )
        # Of what is used alone, in our order: another order of columns, or one more, changes no row.
        used = [f"coalesce({named(c)}, '')" for c in layout.uses if c in source.columns]
        if TOPICS in layout.fields.values():
            used.append(f"array_to_string({_topics(source)}, ' ')")
        rows = f"select row_number() over () + 1 as row, {taken}{absent}, "
        rows += f"md5(concat_ws(chr(31), {', '.join(used)})) as digest from {source.relation}"
        unreadable = ""
    fields = {**layout.fields}
    for column, expression in layout.fields.items():
        if expression == TOPICS:
            fields[column] = _topics(source)
    made = ", ".join(f"{fields[c]} as {named(c)}" for c in COLUMNS[layout.holds])
    cases = "".join(f"when {test} then {quoted(why)} " for test, why in layout.refused)
    ours = ", ".join(map(named, COLUMNS[layout.holds]))
    flags = _told(layout.flagged)
    doubts = f"[{_told(layout.doubtful)}]" if layout.doubtful else "cast([] as varchar[])"
    try:
        con.execute(
            f"create temp table shaped as with raw as ({rows})"
            f"select row, digest, case {unreadable}{cases}end as why, {doubts} as doubts, {made} from raw"
        )
        con.execute(
            "create temp table twice as select id, min(row) as first from shaped where why is null "
            "group by id having count(*) > 1"
        )
        con.execute(
            f"create temp view incoming as select row, digest, case when why is null and row > first "
            f"then 'a row above has the same id' else why end as why, {ours}, "
            f"list_filter(list_concat([{flags}], doubts), lambda x: x is not null) as flags, "
            f"{quoted(brought)} as file "
            "from shaped left join twice using (id)"
        )
    except duckdb.Error as fault:
        raise BulkError("the file cannot be read", plainly(str(fault))) from None


def _told(tests: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"case when {test} then {quoted(why)} end" for test, why in tests)


def _topics(source: Opened) -> str:
    tests = ", ".join(
        f"case when try_cast({named(c)} as double) > 0 then {quoted(c)} end"
        for c in source.columns
        if c not in ABOUT
    )
    return f"list_sort(list_filter([{tests}], lambda x: x is not null))" if tests else "cast([] as varchar[])"


def _beside(con: duckdb.DuckDBPyConnection, layout: Layout, kept: Path) -> None:
    """Make the view `kept`, and the table `state` of each good row's id and what becomes of it."""
    if kept.exists():
        con.execute(f"create temp view kept as select * from read_parquet({reached(kept)})")
    else:
        columns = ", ".join(named(c) for c in (*COLUMNS[layout.holds], *KEPT))
        con.execute(f"create temp view kept as select {columns} from incoming where false")
    con.execute(
        "create temp table state as select i.id, case when k.id is null then 'added' "
        "when k.digest <> i.digest then 'changed' else 'same' end as becomes "
        "from incoming i left join kept k using (id) where i.why is null"
    )
