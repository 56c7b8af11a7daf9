"""Attaching a holder's copy of a withheld document."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from palabre.dossier.cataloguing import card_of
from palabre.dossier.edit import replace
from palabre.dossier.files import LARGEST_TEXT, decode, os_words
from palabre.dossier.loading import load
from palabre.dossier.log import Log, suggest
from palabre.dossier.texts import text_name
from palabre.sources import Found, OtherText, compare, find, fold
from palabre.sources.attaching import Likeness
from palabre.terms import Faults, Problem


@dataclass(frozen=True)
class Attached:
    """A copy that was verified and is now kept with the dossier, on this machine only."""

    document: str
    path: Path
    likeness: Likeness
    passages: int

    def __str__(self) -> str:
        shown = "1 passage now shows" if self.passages == 1 else f"{self.passages} passages now show"
        said = f"Attached '{self.document}': {self.likeness}. {shown} the words quoted."
        return f"{said} The copy is kept at {self.path}, on this machine only."


def attach(dossier: str | Path, document: str, file: str | Path) -> Attached:
    """Verify a copy of a withheld document against its fingerprint and keep it with the dossier.

    Raises
    ------
    Faults
        When the dossier has faults, the document is unknown or not withheld, or the copy is another text.
    """
    root, path = Path(dossier), Path(file)
    # A wrong copy attached before must not stand in the way of the right one.
    opened, log = load(root, without_copy=document)
    if opened is None:
        raise Faults(log.of("fault"))
    known = {d.id: d for d in opened.documents}
    if document not in known:
        remedy = suggest(document, known)
        raise Faults([Problem(str(root), None, f"the dossier has no document '{document}'", remedy)])
    meant = known[document]
    if not meant.withheld:
        what = f"the text of '{document}' travels with the dossier already"
        raise Faults([Problem(f"documents/{document}.yaml", None, what, "there is nothing to attach")])
    data = _bytes(path)
    if card_of(root, document).original and sha256(data).hexdigest() == meant.sha256:
        what = "this is the very file, but the document's text was made of it"
        raise Faults([Problem(str(path), None, what, f"let it be read: palabre read {root} {path}")])
    copy_log = Log()
    if decode(data, str(path), copy_log) is None:
        raise Faults(copy_log.of("fault"))
    copy = compare(meant, data)
    if isinstance(copy, OtherText):
        raise Faults([_refusal(path, document, meant.sha256, meant.text_sha256, copy)])
    kept = root / text_name(document, withheld=True)
    replace(kept, data, expected=None, name=text_name(document, withheld=True))
    folded = fold(copy.text)
    own = [c for c in opened.claims.values() if c.document == document]
    shown = sum(isinstance(find(folded, c.passage), Found) for c in own)
    return Attached(document, kept, copy.likeness, shown)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST_TEXT:
            what = (
                f"the file has {size / 1e6:,.0f} MB, more than the {LARGEST_TEXT / 1e6:,.0f} MB that are read"
            )
            raise Faults([Problem(str(path), None, what, "attach the text alone")])
        return path.read_bytes()
    except OSError as fault:
        raise Faults([Problem(str(path), None, *os_words(fault))]) from None


def _refusal(path: Path, document: str, sha256: str, text_sha256: str, copy: OtherText) -> Problem:
    if text_sha256:
        wanted, has = f"words {text_sha256}", f"words {copy.text_sha256}"
    else:
        wanted, has = f"bytes {sha256}", f"bytes {copy.sha256}"
    what = f"this is not the text of '{document}': its fingerprint is {has}, and the dossier's is {wanted}"
    remedy = "attach the text as published, without cuts or notes, or ask the desk which text it used"
    return Problem(str(path), None, what, remedy)
