"""Formats: one reader for each kind of file, chosen by what the bytes are rather than by the name alone."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from palabre.sources.opening import CannotOpen, Opened

Reader = Callable[[bytes], Opened]
# The module here that reads each kind, and the endings that mean it.
READERS = {
    "plain": (".txt", ".text", ""),
    "markdown": (".md", ".markdown", ".mdown"),
    "page": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "word": (".docx",),
}
ENDINGS = tuple(ending for endings in READERS.values() for ending in endings if ending)
# What begins with these bytes is something else, whatever its name says.
_OTHERS = {
    b"{\\rtf": ("an RTF file", "save it as .docx or as plain text"),
    b"\x89PNG": ("a picture", "run text recognition over it and save the words as text"),
    b"\xff\xd8\xff": ("a picture", "run text recognition over it and save the words as text"),
    b"II*\x00": ("a picture", "run text recognition over it and save the words as text"),
    b"MM\x00*": ("a picture", "run text recognition over it and save the words as text"),
    b"GIF8": ("a picture", "run text recognition over it and save the words as text"),
    b"\x1f\x8b": ("a packed file", "unpack it first"),
    b"7z\xbc\xaf": ("a packed file", "unpack it first"),
    b"Rar!": ("a packed file", "unpack it first"),
}


def reader_of(data: bytes, ending: str) -> Reader:
    """Return what reads these bytes; `ending` decides only between kinds of text.

    Raises
    ------
    CannotOpen
        When the bytes are of a kind that is not read.
    """
    kind = _kind(data, ending)
    reader: Reader = import_module(f"palabre.sources.formats.{kind}").read
    return reader


def _kind(data: bytes, ending: str) -> str:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "word"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked()
        raise CannotOpen("this is a file of an old Office program", "save it as .docx or as plain text")
    for mark, (what, remedy) in _OTHERS.items():
        if data.startswith(mark):
            raise CannotOpen(f"this is {what}", remedy)
    if head[:15].lower().startswith((b"<!doctype html", b"<html")):
        return "page"
    return next((one for one in ("markdown", "page") if ending in READERS[one]), "plain")


def locked() -> CannotOpen:
    """Return what is said of a file that asks for a password."""
    return CannotOpen("the file is locked with a password", "save a copy without the password, and read that")


def damaged(kind: str, why: object) -> CannotOpen:
    """Return what is said of a file that its reader cannot make out."""
    words = " ".join(str(why).split())[:120]
    said = f" ({words.rstrip('.')})" if words else ""
    return CannotOpen(
        f"the {kind} file is damaged or not what its name says{said}", "open it and save it anew"
    )


def missing(library: str, kind: str) -> CannotOpen:
    """Return what is said where the library for a kind of file is not installed."""
    return CannotOpen(
        f"{kind} files are read with {library}, which is not installed",
        "install it with: pip install 'palabre[reading]'",
    )
