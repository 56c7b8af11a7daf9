"""Lettering: how wide words are in print, so that nothing is clipped or overlaps on any machine.

The widths are those of Arial and of the free fonts made to its measure (Liberation Sans, Arimo); a letter
that is not listed counts as wide as an ``m``, so that a guess errs to the safe side.
"""

from __future__ import annotations

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

_WIDTHS: dict[str, int] = {
    letter: width
    for width, letters in (
        (191, "'"),
        (222, "ijl‘’"),
        (278, " !,./:;I[\\]ft|\u00a0·"),
        (334, "()-`r“”{}"),
        (389, '"*'),
        (500, "Jcksvxyzçćč^"),
        (556, "#$0123456789?L_abdeghnopqu–éèêëáàâäãåíìîïñóòôöõúùûü"),
        (584, "+<=>~"),
        (611, "FTZ"),
        (667, "&ABEKPSVXYÀÁÂÄÈÉÊË"),
        (722, "CDHNRUwÇÑ"),
        (778, "GOQÓÖ"),
    )
    for letter in letters
}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line is, in the unit of `size`.

    Examples
    --------
    >>> round(width("12,000", 10), 1)
    30.6
    """
    plain = sum(_WIDTHS.get(letter, 944) for letter in text) * size / 1000
    return plain * 1.08 if bold else plain


def wrap(text: str, room: float, size: float, *, lines: int = 99, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that fit; what is left over is cut with an ellipsis.

    Examples
    --------
    >>> wrap("autonomy without guarantee", 60, 10)
    ('autonomy', 'without', 'guarantee')
    >>> wrap("autonomy without guarantee", 60, 10, lines=2)
    ('autonomy', 'without …')
    """
    done: list[str] = []
    line = ""
    for word in _pieces(text, room, size, bold):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size, bold=bold) > room:
            done.append(line)
            line = word
        else:
            line = longer
    done.append(line)
    if len(done) <= lines:
        return tuple(done)
    last = done[lines - 1]
    while last and width(f"{last} …", size, bold=bold) > room:
        last = last[:-1].rstrip()
    return (*done[: lines - 1], f"{last} …" if last else "…")


def _pieces(text: str, room: float, size: float, bold: bool) -> list[str]:
    """Words; one that is too long for a line by itself is split."""
    pieces: list[str] = []
    for word in [w for w in text.replace("\n", " ").split(" ") if w] or [
        ""
    ]:  # a no-break space does not part
        rest = word
        while width(rest, size, bold=bold) > room and len(rest) > 1:
            keep = max(
                1, next((k for k in range(len(rest), 0, -1) if width(rest[:k], size, bold=bold) <= room), 1)
            )
            pieces.append(rest[:keep])
            rest = rest[keep:]
        pieces.append(rest)
    return pieces
