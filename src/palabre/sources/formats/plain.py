"""Plain text, in whatever encoding it was saved."""

from __future__ import annotations

import codecs

from palabre.sources.formats import missing
from palabre.sources.opening import CannotOpen, Opened

SAMPLE = 40_000
# Longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One bad byte in so many is a slip of the file; more of them mean another encoding.
SLIP = 500


def read(data: bytes) -> Opened:
    """Return the text of bytes."""
    text, notes = decoded(data)
    return Opened(text, "plain text", notes=notes)


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    r"""Return the text of bytes and a note where the encoding had to be found out.

    Examples
    --------
    >>> decoded("Tombouctou, défendue\n".encode("utf-16"))
    ('Tombouctou, défendue\n', ('decoded as utf-16',))
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as fault:
                what = f"the file begins as {encoding}, but byte {fault.start + 1} is not"
                raise CannotOpen(what, "save it as UTF-8") from None
            return text, () if encoding == "utf-8-sig" else (f"decoded as {encoding}",)
    if wide := _wide(data):
        return data.decode(wide), (f"decoded as {wide}, which the file does not say",)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as fault:
        if data.count(0) > len(data) // 4:
            raise CannotOpen(
                "the file holds NUL characters, so it is no plain text", "save it as text"
            ) from None
        return _guessed(data, fault.start)


def _wide(data: bytes) -> str:
    """Return the encoding of two bytes a character that a file without a mark is in, told by its NULs."""
    sample = data[:SAMPLE]
    if len(data) % 2 or len(sample) < 8 or 0 not in sample:
        return ""
    half = len(sample) // 2
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        if sample[first::2].count(0) > 0.8 * half and sample[1 - first :: 2].count(0) < 0.01 * half:
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    return ""


def _as_windows(fault: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as cp1252, as a page put together from two sources has them."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    return fault.object[fault.start : fault.end].decode("cp1252", "replace"), fault.end


codecs.register_error("palabre-cp1252", _as_windows)


def _guessed(data: bytes, first: int) -> tuple[str, tuple[str, ...]]:
    text = data.decode("utf-8", "replace")
    slips = text.count("\ufffd")
    true = sum(c > "\x7f" for c in text) - slips
    if true and (slips * SLIP < len(data) or true >= slips):
        said = f"{slips:,} byte{'s are' if slips > 1 else ' is'} not UTF-8, and read as cp1252"
        return data.decode("utf-8", "palabre-cp1252"), (said,)
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise missing("charset-normalizer", "Texts that are not UTF-8;") from None
    sample = data[max(0, first - SAMPLE // 2) : first + SAMPLE // 2]
    try:
        windows = data.decode("cp1252")
    except UnicodeDecodeError:
        windows = ""
    found = from_bytes(sample).best()
    # The commonest of old encodings is taken where it fits too: short texts give the guess little to go on.
    if windows and (found is None or _western(windows)):
        return windows, ("decoded as cp1252, which the file does not say",)
    if found is None:
        raise CannotOpen(
            f"byte {first + 1} (0x{data[first]:02x}) is not UTF-8, and no other encoding fits",
            "save it as UTF-8",
        )
    return data.decode(found.encoding, "replace"), (
        f"decoded as {found.encoding}, which the file does not say",
    )


def _western(text: str) -> bool:
    """Whether what is not ASCII looks like letters and signs of western Europe."""
    odd = [c for c in text[:SAMPLE] if c > "\x7f"]
    usual = "àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßÀÂÄÁÇÈÉÊËÎÏÑÓÔÖÙÛÜŒ«»‘’“”–—…€£°º§·\xa0´¿¡"
    letters = sum(c.isalpha() for c in text[:SAMPLE])
    return sum(c in usual for c in odd) > 0.9 * len(odd) and len(odd) < 0.25 * (letters + 1)
