"""Opening: a publisher's file as rows of words, and what of it cannot be read at all."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MEMORY = "700MB"
MOST_REJECTS = 200_000
LONGEST_LINE = 16_000_000
LONGEST_HEAD = 1_000_000
DELIMITERS = ",;\t|"
ALONE = "\x01"


class BulkError(Exception):
    """A table that cannot be taken in or asked: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}; {remedy}")


@dataclass(frozen=True)
class Opened:
    """A file as DuckDB reads it.

    Parameters
    ----------
    form : "sheet" or "lines"
    columns : tuple of str
        The columns of a sheet, in order; none for lines.
    relation : str
        The expression to select from.
    """

    form: str
    columns: tuple[str, ...]
    relation: str


@contextmanager
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Open DuckDB in memory: it fetches no extension, and what does not fit goes to a passing folder."""
    try:
        import duckdb
    except ImportError:
        raise BulkError(
            "tables need DuckDB, which is not installed", "install it with: pip install 'palabre[reading]'"
        ) from None
    with TemporaryDirectory(prefix="palabre-") as aside:
        con = duckdb.connect()
        try:
            for name, value in (
                ("autoinstall_known_extensions", "false"),
                ("autoload_known_extensions", "false"),
                ("memory_limit", quoted(MEMORY)),
                ("temp_directory", quoted(aside)),
                ("enable_progress_bar", "false"),
                ("preserve_insertion_order", "true"),
            ):
                con.execute(f"set {name} = {value}")
            yield con
        finally:
            con.close()


def quoted(words: str) -> str:
    """Return words as an SQL string.

    Examples
    --------
    >>> quoted("l'Aïr")
    "'l''Aïr'"
    """
    return "'" + words.replace("'", "''") + "'"


def reached(file: Path) -> str:
    """Return a file for SQL to read: this one, whatever characters of a pattern its name has.

    Examples
    --------
    >>> reached(Path("ged[1].csv"))
    "'ged[[]1].csv'"
    """
    return quoted(re.sub(r"([*?\[])", r"[\1]", str(file)))


def named(column: str) -> str:
    """Return a column's name for SQL."""
    return '"' + column.replace('"', '""') + '"'


def plainly(fault: str) -> str:
    """Return the first line of what DuckDB says."""
    return fault.splitlines()[0] if fault else "it is not as tables are"


def opened(file: Path, aside: Path) -> Opened:
    """Return how to read a file.

    Parameters
    ----------
    file : Path
    aside : Path
        A folder for a workbook's rows, which are copied there.
    """
    end = file.suffix.lower()
    if end == ".zip":
        raise BulkError(f"the file {file.name} is a packed file", "unpack it and name the table in it")
    if end in (".xlsx", ".xlsm"):
        file = _unbooked(file, aside)
    if end in (".json", ".jsonl", ".ndjson"):
        return Opened("lines", (), _read(file, "{'line': 'VARCHAR'}", ALONE, head=False))
    head = _head(file)
    delimiter = max(DELIMITERS, key=head.count)
    columns = tuple(next(csv.reader(io.StringIO(head), delimiter=delimiter)))
    doubled = sorted({c for c in columns if columns.count(c) > 1})
    if doubled:
        raise BulkError(f"the file {file.name} has two columns '{doubled[0]}'", "rename or drop one of them")
    if not all(columns):
        raise BulkError(
            f"the file {file.name} has a column without a name", "name it or drop it in the first line"
        )
    shape = ", ".join(f"{quoted(c)}: 'VARCHAR'" for c in columns)
    return Opened("sheet", columns, _read(file, "{" + shape + "}", delimiter, head=True))


def _head(file: Path) -> str:
    with file.open("rb") as read:
        line = read.readline(LONGEST_HEAD + 1)
    if len(line) > LONGEST_HEAD:
        raise BulkError(
            f"the file {file.name} has no end of line where its columns' names should be", "save it as CSV"
        )
    try:
        words = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise BulkError(f"the file {file.name} is not in UTF-8", "save it as CSV in UTF-8") from None
    if "\0" in words or not words.strip():
        raise BulkError(
            f"the file {file.name} does not begin with the names of columns", "save it as CSV in UTF-8"
        )
    return words


def _read(file: Path, shape: str, delimiter: str, *, head: bool) -> str:
    around = ("''", "''") if delimiter == ALONE else ("'\"'", "'\"'")
    return (
        f"read_csv({reached(file)}, auto_detect = false, columns = {shape}, header = {head}, "
        f"delim = {quoted(delimiter)}, quote = {around[0]}, escape = {around[1]}, "
        f"max_line_size = {LONGEST_LINE}, store_rejects = true, rejects_limit = {MOST_REJECTS})"
    )


def _unbooked(file: Path, aside: Path) -> Path:
    """Copy the first sheet of a workbook as CSV."""
    from datetime import datetime
    from zipfile import BadZipFile

    try:
        import openpyxl
    except ImportError:
        raise BulkError(
            "workbooks need openpyxl, which is not installed",
            "install it with: pip install 'palabre[reading]', or save the sheet as CSV",
        ) from None
    made = aside / f"{file.stem}.csv"
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, openpyxl.utils.exceptions.InvalidFileException):
        raise BulkError(
            f"the file {file.name} is not a workbook that can be opened", "save the sheet as CSV"
        ) from None
    with made.open("w", newline="", encoding="utf-8") as out:
        write = csv.writer(out)
        for row in book.worksheets[0].iter_rows(values_only=True):
            if any(value is not None for value in row):
                write.writerow(v.date() if isinstance(v, datetime) else v for v in row)
    book.close()
    return made
