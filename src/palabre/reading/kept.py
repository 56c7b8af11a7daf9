"""Kept: the drafts of a document in a file of their own, each with what a person decided about it.

The file is JSON lines: the first line says what was read, each other line is one draft.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from palabre.reading.draft import Draft, Span
from palabre.sources import fold
from palabre.terms import Amount, Day, DayError, Faults, Problem

What: TypeAlias = Literal["accepted", "edited", "rejected"]
VERSION = 1


@dataclass(frozen=True)
class Decision:
    """What a person decided: accepted as proposed, edited first, or rejected.

    Parameters
    ----------
    what : str
    claim : str
        Id of the claim that was written; empty for a rejected draft.
    became : mapping
        The claim as it was written, so that what was changed can be told from what was proposed.
    asks : bool
        Whether the claim raises a question that nobody has answered with yes or no yet.
    """

    what: What
    claim: str = ""
    became: Mapping[str, Any] = field(default_factory=dict)
    asks: bool = False


@dataclass(frozen=True)
class Entry:
    """A draft and what was decided about it; None while nothing is."""

    draft: Draft
    decision: Decision | None = None


@dataclass(frozen=True)
class DraftsFile:
    """All drafts of a document.

    Parameters
    ----------
    document : str
    text_sha256 : str
        The text that was read.
    reader : str
        What made the drafts.
    entries : tuple of Entry
    """

    document: str
    text_sha256: str
    reader: str
    entries: tuple[Entry, ...]

    @property
    def waiting(self) -> tuple[Draft, ...]:
        """The drafts about which nothing is decided, the surest first."""
        open_ones = [e.draft for e in self.entries if e.decision is None]
        return tuple(sorted(open_ones, key=lambda d: (-d.sureness, d.passage.start)))

    def decided(self, draft: str, decision: Decision | None) -> DraftsFile:
        """Return the same with another decision about one draft."""
        entries = (replace(e, decision=decision) if e.draft.id == draft else e for e in self.entries)
        return replace(self, entries=tuple(entries))


def carried(new: Iterable[Draft], old: DraftsFile | None) -> tuple[Entry, ...]:
    """Return new drafts with the old decisions; a decided draft that is not made again is kept.

    A draft is the same where its id is, or where its words and its speaker are (the text before it changed).
    """
    entries = {d.id: Entry(d) for d in new}
    by_words: dict[tuple[str, str, str | None], list[str]] = {}
    for one in entries.values():
        by_words.setdefault(_words(one.draft), []).append(one.draft.id)
    for was in old.entries if old else ():
        if was.decision is None:
            continue
        same = [was.draft.id] if was.draft.id in entries else by_words.get(_words(was.draft), [])
        free = next((one for one in same if entries[one].decision is None), None)
        entries[free or was.draft.id] = replace(entries[free], decision=was.decision) if free else was
    return tuple(sorted(entries.values(), key=lambda e: (e.draft.passage.start, e.draft.passage.end)))


def _words(draft: Draft) -> tuple[str, str, str | None]:
    return fold(draft.quote).text.lower(), draft.named, draft.speaker


def written_drafts(file: DraftsFile) -> str:
    """Return a drafts file as text."""
    head = {
        "palabre drafts": VERSION,
        "document": file.document,
        "text_sha256": file.text_sha256,
        "reader": file.reader,
    }
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (head, *map(_line, file.entries)))


def _line(entry: Entry) -> dict[str, Any]:
    draft = entry.draft
    amount = asdict(draft.amount) if draft.amount else {}
    line: dict[str, Any] = {
        "id": draft.id,
        "says": draft.says,
        "speaker": draft.speaker,
        "named": draft.named,
        "reported_by": draft.reported_by,
        "about": list(draft.about),
        "kind": draft.kind,
        "amount": {k: v for k, v in amount.items() if v not in (None, "")},
        "as_of": draft.as_of.edtf if draft.as_of else None,
        "place": draft.place,
        "hedge": draft.hedge,
        "how": draft.how,
        "denial": draft.denial,
        "whom": draft.whom,
        "span": [draft.passage.start, draft.passage.end],
        "quote": draft.quote,
        "sureness": round(draft.sureness, 3),
    }
    line = {k: v for k, v in line.items() if v not in (None, "", [], {}, False)}
    if entry.decision is not None:
        line["decision"] = entry.decision.what
        if entry.decision.claim:
            line["claim"] = entry.decision.claim
        if entry.decision.became:
            line["became"] = dict(entry.decision.became)
        if entry.decision.asks:
            line["asks"] = True
    return line


def load_drafts(path: Path, name: str) -> DraftsFile | None:
    """Return the drafts of a file, or None where there is none.

    Raises
    ------
    Faults
        When a line cannot be read: which, and what to do.
    """
    if not path.exists():
        return None
    remedy = "mend the line, or delete the file and read the document again (decisions in it are lost then)"
    faults, entries = [], []
    head: dict[str, Any] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"), 1):
        try:
            found = json.loads(line)
            if number == 1:
                head = {key: str(found[key]) for key in ("document", "text_sha256", "reader")}
            else:
                entries.append(_entry(found, head.get("document", "")))
        except (ValueError, KeyError, TypeError, DayError) as fault:
            what = f"the line is no draft ({type(fault).__name__}: {' '.join(str(fault).split())[:80]})"
            faults.append(Problem(name, number, what, remedy))
    if not head and not faults:
        faults.append(Problem(name, None, "the file is empty", remedy))
    if faults:
        raise Faults(faults)
    return DraftsFile(entries=tuple(entries), **head)


def _entry(line: Mapping[str, Any], document: str) -> Entry:
    start, end = line["span"]
    amount = line.get("amount")
    draft = Draft(
        id=str(line["id"]),
        document=document,
        passage=Span(int(start), int(end)),
        quote=str(line["quote"]),
        says=str(line["says"]),
        speaker=line.get("speaker"),
        named=line.get("named", ""),
        reported_by=line.get("reported_by"),
        about=tuple(line.get("about", ())),
        kind=line.get("kind"),
        amount=Amount(**amount) if amount else None,
        as_of=Day.read(line["as_of"]) if line.get("as_of") else None,
        place=line.get("place"),
        hedge=line.get("hedge", ""),
        how=line["how"],
        denial=bool(line.get("denial")),
        sureness=float(line.get("sureness", 0)),
        whom=line.get("whom", ""),
    )
    what = line.get("decision")
    if what not in (None, "accepted", "edited", "rejected"):
        raise ValueError(f"unknown decision '{what}'")
    decision = _decision(what, line) if what else None
    return Entry(draft, decision)


def _decision(what: What, line: Mapping[str, Any]) -> Decision:
    return Decision(what, line.get("claim", ""), line.get("became", {}), bool(line.get("asks")))
