"""Readings: what a user wishes of a reading, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from palabre.dossier.rereading import Moved
from palabre.terms import Problem

if TYPE_CHECKING:
    from palabre.reading.model import Endpoint
    from palabre.reading.weighing import Weights

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True)
class Wishes:
    """What the user says about what is read, and how it is to be read.

    Parameters
    ----------
    title, published, language, publisher, document : str
        What counts in place of what the file proposes; empty where it proposes itself.
    withheld : bool
        Whether the text stays on this machine.
    again : bool
        Whether files of a folder that were read before are read again.
    workers : int
        Processes; 0 takes one for each core.
    patience : float
        Seconds a file may take.
    on : str
        ``""`` for this machine, ``ray`` or ``ray://HOST:PORT``.
    endpoint : Endpoint or None
    weights : Weights or None
        Learned weights for reported speech. A file that was read with other weights is read again.
    """

    title: str = ""
    published: str = ""
    language: str = ""
    publisher: str = ""
    document: str = ""
    withheld: bool = False
    again: bool = False
    workers: int = 0
    patience: float = 300.0
    on: str = ""
    endpoint: Endpoint | None = None
    weights: Weights | None = None


class Unheard(Exception):
    """What the user says of a document that the dossier has already, and which would change nothing.

    Parameters
    ----------
    document : str
    flags : tuple of str
        As they are typed.
    """

    def __init__(self, document: str, flags: tuple[str, ...]) -> None:
        self.document, self.flags = document, flags
        super().__init__(f"{document}: {', '.join(flags)}")


@dataclass(frozen=True)
class Drafted:
    """One document that was read.

    Parameters
    ----------
    document, file : str
    state : "new", "changed" or "known"
    drafts, waiting : int
        How many drafts there are, and how many wait for a decision.
    proposed : tuple of (key, value, where from)
        What was proposed for a new document.
    moved : tuple of Moved
    dropped : int
    notes : tuple of str
    language, published, publisher : str
        As the document's file has them; empty where it does not know.
    replaced : (str, int)
        The reader whose waiting drafts another reader's have replaced, and how many.
    """

    document: str
    file: str
    state: str
    drafts: int
    waiting: int
    proposed: tuple[tuple[str, str, str], ...] = ()
    moved: tuple[Moved, ...] = ()
    dropped: int = 0
    notes: tuple[str, ...] = ()
    language: str = ""
    published: str = ""
    publisher: str = ""
    replaced: tuple[str, int] = ("", 0)


@dataclass
class Reading:
    """What came of reading.

    Parameters
    ----------
    documents : list of Drafted
        In the order in which they were read.
    failed : list of Problem
        All that is wrong with what could not be read, of `bad` files.
    read, drafts, before, dropped : int
        Documents read and their drafts; documents read before; suggestions dropped.
    left : list of str
        What is of another kind and was left alone.
    unheard : list of str
        Documents known before of which the user's words changed nothing.
    actors : list of str
        Actors that were made.
    """

    documents: list[Drafted] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    bad: int = 0
    read: int = 0
    drafts: int = 0
    before: int = 0
    left: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    moved: list[tuple[str, Moved]] = field(default_factory=list)
    dropped: int = 0
    actors: list[str] = field(default_factory=list)
