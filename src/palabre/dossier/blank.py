"""Blank: a commented dossier to write over, which already checks and runs."""

from __future__ import annotations

import datetime
from pathlib import Path

from palabre.dossier.edit import replace
from palabre.dossier.files import os_words
from palabre.dossier.mending import mend
from palabre.terms import Faults, Problem

FILES = ("dossier.yaml", "documents/herald-report.yaml", "questions.yaml", "models/bridge.yaml")
TEXT = """\
Guards stay at the bridge

The river council said on Friday that it wants the raids on the bridge to end before spring. "We kept last
year's truce to the last day," a council member told this paper.

Amina, who speaks for the hill front, sees it otherwise. "They broke it within a week," she said. "There are
between 200 and 300 of us under arms, and we will sign once the guards on the bridge have left."
"""
IGNORE = "# Copies of withheld texts stay on this machine.\nattached/\n"


def new(path: str | Path, *, empty: bool = False) -> Path:
    """Make a commented, blank dossier and return its folder.

    Parameters
    ----------
    path : path of the folder
    empty : bool
        Without the example: only dossier.yaml, with its comments and today as the freeze date.

    Raises
    ------
    Faults
        When the folder is there already and holds anything, or cannot be made.
    """
    from importlib.resources import files

    root = Path(path)
    try:
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            what = f"{'something' if root.is_dir() else 'a file of this name'} is here already"
            raise Faults([Problem(str(root), None, what, "name a new or an empty folder")])
        root.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Faults([Problem(str(root), None, *os_words(fault))]) from None
    blank = files("palabre.dossier") / "blank"
    if empty:
        head = blank.joinpath("empty.yaml").read_text("utf-8")
        head = head.replace("FREEZE    ", datetime.date.today().isoformat())
        for name, data in (("dossier.yaml", head.encode()), (".gitignore", IGNORE.encode())):
            replace(root / name, data, expected=None, name=name)
        for folder in ("documents", "models"):
            (root / folder).mkdir(exist_ok=True)
        return root
    written = {name: blank.joinpath(*name.split("/")).read_bytes() for name in FILES}
    written["documents/herald-report.txt"] = TEXT.encode()
    written[".gitignore"] = IGNORE.encode()
    for name, data in written.items():
        replace(root / name, data, expected=None, name=name)
    mend(root)
    return root
