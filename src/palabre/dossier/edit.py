"""Edits: a value changed in a file with the fewest changed lines, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from palabre.dossier.dossier import Dossier
from palabre.dossier.files import Source, os_words, read_source, read_tree
from palabre.dossier.log import Log
from palabre.dossier.splices import CannotEdit, Splice, Value, apply, setting
from palabre.dossier.tree import Node, plain
from palabre.terms import Faults, Problem, write_whole


@dataclass(frozen=True)
class Edited:
    """A file that was changed: the lines that are new or different, and its new fingerprint."""

    file: str
    lines: tuple[int, ...]
    sha256: str

    def __str__(self) -> str:
        lines = f"line{'s' if len(self.lines) != 1 else ''} {', '.join(map(str, self.lines))}"
        return f"{self.file}: {lines if self.lines else 'nothing'} changed"


def set_value(
    dossier: Dossier | str | Path, file: str, keys: str | Sequence[str | int], value: Value
) -> Edited:
    """Give one key of a dossier's file another value, and touch nothing else.

    Comments, indentation, line ends and the final newline stay as they were. The file is replaced at once or
    not at all.

    Parameters
    ----------
    dossier : Dossier or path
        With an opened dossier, a file that has changed since is refused.
    file : str
        Name within the dossier, for instance ``questions.yaml``.
    keys : str or sequence
        The keys that lead to the value: ``past-agreements.working``, or a sequence where a key holds a dot
        or an item of a list is meant. A missing last key is added.
    value : text, number, bool, list or mapping

    Raises
    ------
    Faults
        When the file cannot be read or written, has changed, or has no such place.
    """
    path = tuple(keys.split(".")) if isinstance(keys, str) else tuple(keys)
    root = dossier.path if isinstance(dossier, Dossier) else Path(dossier)
    expected = dossier.files.get(file) if isinstance(dossier, Dossier) else None
    source, tree = read(root, file, expected)
    try:
        splice = setting(source.text, tree, path, value)
    except CannotEdit as fault:
        raise Faults([Problem(file, None, fault.what, fault.remedy)]) from None
    wanted = plain(tree)
    _put(wanted, path, _as_words(value))
    return write(root, source, [splice], wanted)


def read(root: Path, file: str, expected: str | None = None) -> tuple[Source, Node]:
    """Read a file for editing; refuse one that is not what it was when the dossier was opened."""
    log = Log()
    if Path(file).is_absolute() or ".." in Path(file).parts:
        raise Faults([Problem(file, None, "the file lies outside the dossier", "name a file within it")])
    source = read_source(root, file, log)
    tree = None if source is None else read_tree(source, log)
    if source is None or tree is None or log.of("fault"):
        raise Faults(log.of("fault"))
    if expected is not None and source.sha256 != expected:
        raise Faults([changed(file)])
    return source, tree


def changed(file: str) -> Problem:
    """Return the refusal to overwrite somebody else's change."""
    what = "the file has changed since it was read, and nothing was written"
    return Problem(file, None, what, "read it again, and repeat the edit")


def write(root: Path, source: Source, splices: Sequence[Splice], wanted: Any = None) -> Edited:
    """Make the splices and replace the file, after checking that it now says what is wanted."""
    new = apply(source.text, splices)
    log = Log()
    tree = read_tree(Source(source.name, b"", new), log)
    if tree is None or log.of("fault") or (wanted is not None and plain(tree) != wanted):
        what = "the change would spoil the file, and nothing was written"
        raise Faults([Problem(source.name, None, what, "make it by hand")])
    mark = b"\xef\xbb\xbf" if source.data.startswith(b"\xef\xbb\xbf") else b""
    data = mark + new.encode("utf-8")
    if data != source.data:
        replace(root / source.name, data, expected=source.sha256, name=source.name)
    return Edited(source.name, _new_lines(source.text, new), sha256(data).hexdigest())


def replace(path: Path, data: bytes, *, expected: str | None, name: str) -> None:
    """Replace a file at once: all of it or nothing; refuse when it is not what was read."""

    def unchanged() -> None:
        if expected is not None and path.exists() and sha256(path.read_bytes()).hexdigest() != expected:
            raise Faults([changed(name)])

    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, data, unless=unchanged)
    except OSError as fault:
        raise Faults([Problem(name, None, *os_words(fault))]) from None


def _new_lines(old: str, new: str) -> tuple[int, ...]:
    from difflib import SequenceMatcher

    a, b = old.splitlines(), new.splitlines()
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return tuple(line + 1 for tag, _, _, start, end in blocks if tag != "equal" for line in range(start, end))


def _as_words(value: Value) -> Any:
    if isinstance(value, dict):
        return {key: _as_words(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_words(inner) for inner in value]
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _put(data: Any, path: Sequence[str | int], value: Any) -> None:
    for part in path[:-1]:
        data = data[part]
    data[path[-1]] = value
