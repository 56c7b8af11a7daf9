"""The shelf: the published cases in the package, and any case or GMCR+ file of the user's own."""

from __future__ import annotations

from importlib.resources import as_file, files
from os import PathLike
from pathlib import Path

from palabre.cases.case import Case, Variant
from palabre.cases.casefile import read_case
from palabre.cases.gmcr import looks_like_gmcr, read_save
from palabre.cases.jsonfile import read_json
from palabre.cases.reading import Reading, kind, near
from palabre.conflict import Conflict
from palabre.terms import Faults, Problem


def names() -> tuple[str, ...]:
    """Return the names of the published cases in the package.

    Examples
    --------
    >>> names()[:4]
    ('chicken', 'cuban_1962', 'elmira', 'garrison')
    """
    data = files("palabre.cases") / "data"
    return tuple(sorted(f.name.removesuffix(".json") for f in data.iterdir() if f.name.endswith(".json")))


def load(path_or_name: str | PathLike[str]) -> Case:
    """Return a published case by name, or the case in a file.

    Raises
    ------
    Faults
        When there is no such case, or its file has faults; all of them at once.

    Examples
    --------
    >>> load("chicken").title
    'Chicken'
    """
    name = str(path_or_name)
    if name in names():
        with as_file(files("palabre.cases") / "data" / f"{name}.json") as path:
            return read(path)
    if not Path(name).exists() and Path(name).name == name and not Path(name).suffix:
        remedy = near(name, names(), f"give a file, or one of {', '.join(names())}")
        raise Faults([Problem(name, None, "no published case has this name", remedy)])
    return read(name)


def read(path: str | PathLike[str]) -> Case:
    """Read a case file, or a file that GMCR+ saved; its content decides, not its name.

    Raises
    ------
    Faults
        Every fault of the file, found in one pass.
    """
    file = Path(path)
    text, data = read_json(file)
    if not isinstance(data, dict):
        what = f"{kind(data)} stands where a case is expected"
        raise Faults([Problem(str(file), None, what, "write {…} with the keys of a case")])
    reading = Reading(str(file), text)
    if looks_like_gmcr(data):
        return read_save(reading, data, file.stem)
    if not {"dms", "options", "preferences", "variants"} & set(data):
        what = "neither a case file nor a file saved by GMCR+"
        remedy = "a case has the keys 'dms', 'options' and 'preferences'; GMCR+ writes 'decisionMakers'"
        raise Faults([Problem(str(file), None, what, remedy)])
    return read_case(reading, data, file.stem)


def read_variant(path: str | PathLike[str], variant: str | None = None) -> Variant:
    """Read one variant of a case file, or of a GMCR+ file: its conflict, and how its sanctions are read.

    Parameters
    ----------
    path : path
    variant : str, optional
        Which variant of the case; the first where it is left out.

    Raises
    ------
    Faults
        Every fault of the file, or that there is no such variant.
    """
    case = read(path)
    try:
        return case.variant(variant)
    except KeyError as fault:
        what, remedy = fault.args[0].split("; ", 1)
        raise Faults([Problem(str(path), None, what, remedy)]) from None


def read_conflict(path: str | PathLike[str], variant: str | None = None) -> Conflict:
    """Read the conflict in a case file or a GMCR+ file: see `read_variant`."""
    return read_variant(path, variant).conflict


def read_gmcr(path: str | PathLike[str]) -> Conflict:
    """Read a file that GMCR+ saved; states keep the numbers GMCR+ gives them, from 1.

    Raises
    ------
    Faults
        Every fault of the file, or that it is not such a file.
    """
    file = Path(path)
    text, data = read_json(file)
    if not looks_like_gmcr(data):
        what, remedy = "not a file saved by GMCR+", "such a file has a key 'decisionMakers'"
        raise Faults([Problem(str(file), None, what, remedy)])
    return read_save(Reading(str(file), text), data, file.stem).conflict()
