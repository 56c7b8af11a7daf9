"""Piles: the documents of a folder and its folders, with a word about everything that is left alone."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from palabre.dossier.files import os_words
from palabre.sources.formats import ENDINGS
from palabre.terms import Problem

NO_FILE = "it is no file but a pipe, a socket or a device", "save what it gives as a file"


@dataclass
class Pile:
    """What a folder holds.

    Parameters
    ----------
    files : list of Path
        What is read, in the order of the names.
    left : list of str
        What is of another kind, and links to folders.
    failed : list of Problem
        What cannot be read, and why.
    """

    files: list[Path] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)


def pile_of(path: Path, own: Path) -> Pile:
    """Return what is to be read of a file or a folder.

    Hidden files and what lies in the dossier itself are passed over.

    Parameters
    ----------
    path : Path
    own : Path
        The dossier's folder.
    """
    pile = Pile()
    if not path.is_dir():
        _sort(path, pile, every=True)
        return pile

    def refused(fault: OSError) -> None:
        pile.failed.append(Problem(str(fault.filename), None, *os_words(fault)))

    home = own.resolve()
    for folder, folders, names in os.walk(path, onerror=refused):
        here = Path(folder)
        inside = [name for name in folders if not name.startswith(".") and (here / name).resolve() != home]
        links = [name for name in inside if (here / name).is_symlink()]
        pile.left += [f"{here / name} (a link to a folder)" for name in links]
        folders[:] = [name for name in inside if name not in links]
        if home == here.resolve() or home in here.resolve().parents:
            folders[:] = []
            continue
        for name in names:
            if not name.startswith("."):
                _sort(here / name, pile)
    pile.files.sort()
    pile.left.sort()
    return pile


def _sort(path: Path, pile: Pile, *, every: bool = False) -> None:
    """Put a file where it belongs; with `every` whatever its ending is."""
    try:
        if path.is_symlink() and not path.exists():
            what = "it is a link to what is not there"
            pile.failed.append(Problem(str(path), None, what, "mend the link, or take it away"))
        elif not path.is_file():
            pile.failed.append(Problem(str(path), None, *NO_FILE))
        elif every or path.suffix.lower() in ENDINGS:
            pile.files.append(path)
        else:
            pile.left.append(str(path))
    except OSError as fault:
        pile.failed.append(Problem(str(path), None, *os_words(fault)))
