"""Job: what is needed to read one file, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

from palabre.reading.draft import Attribution, Draft
from palabre.sources import CannotOpen, Opened, fold, open_bytes
from palabre.terms import Day, DayError

if TYPE_CHECKING:
    from palabre.reading.facts import Known
    from palabre.reading.model import Endpoint
    from palabre.reading.weighing import Weights


@dataclass(frozen=True)
class Settings:
    """What is the same for every file of one reading.

    Parameters
    ----------
    names : mapping of name to actor id
    endpoint : Endpoint or None
        The language model that is asked for drafts; None reads by rules.
    known : Known or None
        The dossier's places, and what its decisions taught.
    weights : Weights or None
        Learned weights for reported speech; None reads by those set by hand.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    endpoint: Endpoint | None = None
    known: Known | None = None
    weights: Weights | None = None


@dataclass(frozen=True)
class Job:
    """One file: the document's id, the file's name and bytes, and its date where that is known better."""

    document: str
    name: str
    data: bytes = field(repr=False)
    published: str = ""


@dataclass(frozen=True)
class Read:
    """What came of a file: its text and proposals, its drafts, and what a reader should know.

    Parameters
    ----------
    document : str
    sha256 : str
        Fingerprint of the file's bytes.
    opened : Opened
    drafts : tuple of Draft
    reader : str
        What made the drafts.
    dropped : int
        Suggestions of a language model that were dropped because their words are not in the text.
    """

    document: str
    sha256: str
    opened: Opened
    drafts: tuple[Draft, ...]
    reader: str = "plain"
    dropped: int = 0


@dataclass(frozen=True)
class Failed:
    """Why nothing came of a file, and what to do."""

    document: str
    what: str
    remedy: str


Outcome: TypeAlias = Read | Failed
Work: TypeAlias = Callable[[Job, Settings], Outcome]


def read_one(job: Job, settings: Settings) -> Outcome:
    """Open one file and make its drafts.

    Examples
    --------
    >>> found = read_one(Job("a", "a.txt", b"The front has 200 fighters."), Settings({"the front": "front"}))
    >>> [d.about for d in found.drafts]
    [('front',)]
    >>> read_one(Job("a", "a.txt", b""), Settings()).what
    'the file is empty'
    """
    from palabre.reading.drafts import PLAIN, drafts_of, tools_for

    try:
        opened = open_bytes(job.data, job.name)
        own = sha256(job.data).hexdigest()
        if settings.endpoint is not None:
            from palabre.reading.model import suggested

            text, rules = fold(opened.text), tools_for(opened.language, len(opened.text), settings.known)

            def said() -> Sequence[Attribution]:
                # Without a grammar nobody is known to speak, and a name beside the passage has to do.
                return () if rules is PLAIN else rules.attributions(rules.breaks(text), settings.names)

            drafts, dropped = suggested(text, job.document, settings.names, settings.endpoint, said)
            return Read(job.document, own, opened, drafts, f"model {settings.endpoint.model}", dropped)
        written = _day(job.published or opened.published)
        tools = tools_for(opened.language, len(opened.text), settings.known, settings.weights)
        drafts = drafts_of(fold(opened.text), job.document, settings.names, written=written, tools=tools)
        if settings.known is not None:
            sure = settings.known.learned.sureness
            drafts = tuple(replace(d, sureness=sure(d.quote, d.sureness)) for d in drafts)
    except CannotOpen as fault:
        return Failed(job.document, fault.what, fault.remedy)
    if tools is PLAIN:
        opened = replace(opened, notes=(*opened.notes, _why_plain(len(opened.text), opened.language)))
    return Read(job.document, own, opened, drafts, tools.name + weighed_by(settings.weights))


def weighed_by(weights: Weights | None) -> str:
    """Return what the name of a reader ends in where its weights were learned.

    Examples
    --------
    >>> from palabre.reading.weighing import Weights
    >>> weighed_by(None), weighed_by(Weights({"a": 1.0}))
    ('', ', weights 358aa570')
    """
    return f", weights {weights.mark}" if weights else ""


def _why_plain(length: int, language: str) -> str:
    """Say why a text was read without a language model."""
    from palabre.reading.drafts import nobody
    from palabre.reading.parsing import MOST_CHARACTERS

    if length > MOST_CHARACTERS:
        what = f"with {length:,} characters the text is longer than the {MOST_CHARACTERS:,} of which"
        return f"who speaks is left open: {what} whole sentences are taken apart; split it"
    return nobody(language)


def _day(phrase: str) -> Day | None:
    try:
        day = Day.read(phrase) if phrase else None
    except DayError:
        return None
    return None if day is None or day.precision == "unknown" else day
