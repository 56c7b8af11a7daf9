"""Keeping: where a dossier's tables lie, and how one is replaced by its next state at once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.reading.bulk.layout import COLUMNS, Layout
from palabre.reading.bulk.opening import BulkError, named, quoted
from palabre.reading.bulk.plan import Plan

if TYPE_CHECKING:
    import duckdb

Stamp = tuple[int, int] | None
KEPT = ("digest", "flags", "file")
ORDER = {"events": "began, id", "agreements": "signed, id", "entities": "id"}


def place_of(folder: Path, layout: Layout) -> Path:
    """Return where a table is kept in a dossier: barred ones in a folder of their own that git ignores."""
    return folder / "tables" / ("barred" if layout.barred else "") / f"{layout.id}.parquet"


def stamp(kept: Path) -> Stamp:
    """Return what shows whether a kept table is still as it was."""
    if not kept.exists():
        return None
    found = kept.stat()
    return found.st_mtime_ns, found.st_size


def write(con: duckdb.DuckDBPyConnection, layout: Layout, kept: Path, before: Stamp) -> None:
    """Replace a kept table at once; refused where it is no longer as it was `before`."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    if layout.barred:
        (kept.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    columns = ", ".join(named(c) for c in (*COLUMNS[layout.holds], *KEPT))
    made = kept.with_suffix(".new")
    try:
        con.execute(
            f"copy (select {columns} from incoming semi join (from state where becomes <> 'same') using (id) "
            f"where why is null union all select {columns} from kept "
            f"anti join (from state where becomes = 'changed') using (id) order by {ORDER[layout.holds]}) "
            f"to {quoted(str(made))} (format parquet, compression zstd)"
        )
        if stamp(kept) != before:
            raise BulkError(f"the file {kept.name} changed while the file was read", "run it again")
        made.replace(kept)
    finally:
        made.unlink(missing_ok=True)


def note(folder: Path, plan: Plan) -> None:
    """Add a line to the log of what was taken in: one line an import, so that two logs merge."""
    line = plan.as_json()
    short = {
        k: line[k] for k in ("table", "file", "sha256", "added", "changed", "same", "refused", "flagged")
    }
    short = {"when": datetime.now(UTC).isoformat(timespec="seconds"), **short}
    log = place_of(folder, plan.layout).with_suffix(".log.jsonl")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as out:
        out.write(json.dumps(short, ensure_ascii=False) + "\n")
