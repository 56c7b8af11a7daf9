"""Texts: a document's words, beside it or attached, held against its fingerprints."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.dossier.files import LARGEST_TEXT, read_source
from palabre.dossier.log import Log
from palabre.dossier.passages import MEND
from palabre.dossier.shaping import line_of
from palabre.dossier.tree import Node
from palabre.sources import Folded, fold

if TYPE_CHECKING:
    from palabre.dossier.files import Source
    from palabre.dossier.shapes import DocumentFile


def text_name(document: str, *, withheld: bool) -> str:
    """Return where a document's text lies within the dossier."""
    return f"attached/{document}.txt" if withheld else f"documents/{document}.txt"


def original_name(original: str, *, withheld: bool) -> str:
    """Return where the bytes lie that a document's text was made of."""
    return f"{'attached' if withheld else 'documents'}/{Path(original).name}"


def check_original(root: Path, shape: DocumentFile, file: str, tree: Node, log: Log) -> None:
    """Hold a document's original, where one is named, against its fingerprint."""
    if not shape.original or not shape.sha256:
        return
    line = line_of(tree, ("original",))
    name = original_name(shape.original, withheld=shape.text == "withheld")
    if Path(shape.original).name != shape.original:
        what = f"'{shape.original}' is no file's name"
        log.fault(file, line, what, "write the name alone: the file lies beside the text")
    elif not (root / name).is_file():
        if shape.text != "withheld":
            what = f"the original {name} is missing, so the text cannot be held against it"
            log.trap(file, line, what, "put it back, or take the line out with sha256")
    elif sha256((root / name).read_bytes()).hexdigest() != shape.sha256:
        what = f"{name} is not the file the fingerprint was taken of"
        log.fault(file, line, what, "restore it, or read the document again")


def read_text(root: Path, document: str, shape: DocumentFile, tree: Node, log: Log) -> Source | None:
    """Return a document's text as it lies in the folder, or None while it is not held."""
    file = f"documents/{document}.yaml"
    withheld = shape.text == "withheld"
    name = text_name(document, withheld=withheld)
    line = line_of(tree, ("text",))
    if withheld and (root / text_name(document, withheld=False)).exists():
        what = f"the text is withheld, yet documents/{document}.txt lies in the folder"
        log.fault(file, line, what, f"move it to attached/{document}.txt, which stays on this machine")
    if not (root / name).exists():
        if not withheld:
            remedy = f"put the text at {name}, or write 'text: withheld'"
            log.fault(file, line, f"the text {name} is missing", remedy)
        return None
    return read_source(root, name, log, largest=LARGEST_TEXT)


def verify(
    source: Source | None, shape: DocumentFile, file: str, tree: Node, log: Log
) -> tuple[str | None, Folded | None]:
    """Return the text and its folded form when they fit the fingerprints; report when they do not."""
    withheld = shape.text == "withheld"
    if not (shape.sha256 or shape.text_sha256):
        so = "no copy can be verified" if withheld else "a change would go unseen"
        note = log.fault if withheld else log.trap
        what = f"no fingerprint is written, so {so}"
        note(file, line_of(tree, ("sha256",)), what, f"let palabre write it: {MEND}")
    if source is None:
        return None, None
    folded = fold(source.text)
    if not folded.text:
        log.fault(source.name, None, "the document is empty", "put its text there, or remove the document")
        return None, None
    if "\x00" in source.text:
        line = source.text.count("\n", 0, source.text.index("\x00")) + 1
        log.fault(
            source.name, line, "the file holds a NUL character, so it is not plain text", "save it as text"
        )
        return None, None
    if shape.text_sha256:
        same = folded.sha256 == shape.text_sha256
    else:
        # The fingerprint of an original says nothing about the text that was made of it.
        same = not shape.sha256 or bool(shape.original) or sha256(source.data).hexdigest() == shape.sha256
    if not same:
        written = shape.text_sha256 or shape.sha256 or ""
        found = folded.sha256 if shape.text_sha256 else sha256(source.data).hexdigest()
        what = f"the text is not the one the fingerprint was taken of: {found[:12]}… is not {written[:12]}…"
        key = "text_sha256" if shape.text_sha256 else "sha256"
        if withheld:
            remedy = f"remove {source.name}, and attach the right copy"
        else:
            remedy = f"restore {source.name}, or take the line out of {file} and run {MEND}"
        log.fault(file, line_of(tree, (key,)), what, remedy)
        return None, None
    own = not withheld and not shape.original and bool(shape.sha256 and shape.text_sha256)
    if own and sha256(source.data).hexdigest() != shape.sha256:
        # Line ends or quotation marks alone may have changed, as where a file is copied between systems.
        what = f"the bytes of {source.name} are not those that sha256 was taken of, though its words are"
        log.trap(file, line_of(tree, ("sha256",)), what, f"take the line out of {file} and run {MEND}")
    return source.text, folded
