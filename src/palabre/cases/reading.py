"""Reading: a file on its way to a model; it gathers every fault, and what is left aside, in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from palabre.cases.jsonfile import KeyPath, in_words, places
from palabre.terms import Faults, Problem


@dataclass
class Reading:
    """What was found wrong, and what was left aside, while reading one file."""

    file: str
    text: str
    found: list[tuple[KeyPath, str, str]] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)

    def fault(self, path: KeyPath, what: str, remedy: str) -> None:
        """Note a fault once: variants share most of their keys."""
        if (path, what, remedy) not in self.found:
            self.found.append((path, what, remedy))

    def leave(self, what: str) -> None:
        """Note what the file says and the model does not carry."""
        if what not in self.left_aside:
            self.left_aside.append(what)

    def stop_at_faults(self) -> None:
        """Raise every fault noted, in reading order; do nothing when there is none."""
        if not self.found:
            return
        lines: dict[KeyPath, int] = {}
        for path, line in places(self.text):
            lines.setdefault(path, line)
        problems = []
        for path, what, remedy in self.found:
            known = next((path[:n] for n in range(len(path), 0, -1) if path[:n] in lines), ())
            said = f"{in_words(path)}: {what}" if path else what
            problems.append(Problem(self.file, lines.get(known), said, remedy))
        raise Faults(sorted(problems, key=lambda problem: problem.line or 0))

    def mapping(self, value: Any, path: KeyPath) -> dict[str, Any]:
        """Return the value if it is a mapping; else note a fault and return an empty one."""
        if isinstance(value, dict):
            return value
        self.fault(path, f"{kind(value)} stands where {{key: value}} is expected", "write it in braces")
        return {}

    def sequence(self, value: Any, path: KeyPath) -> list[Any]:
        """Return the value if it is a list; else note a fault and return an empty one."""
        if isinstance(value, list):
            return value
        self.fault(path, f"{kind(value)} stands where a list is expected", "write it in square brackets")
        return []

    def word(self, value: Any, path: KeyPath) -> str:
        """Return the value if it is a text that is not blank; else note a fault and return an empty one."""
        if isinstance(value, str) and value.strip():
            return value
        what = "an empty text" if isinstance(value, str) else kind(value)
        self.fault(path, f"{what} stands where a text is expected", "write a few words in quotation marks")
        return ""

    def words(self, value: Any, path: KeyPath) -> tuple[str, ...]:
        """Return a text or a list of texts as a tuple."""
        if isinstance(value, str):
            return (value,)
        return tuple(self.word(item, (*path, i)) for i, item in enumerate(self.sequence(value, path)))

    def known_keys(self, value: dict[str, Any], path: KeyPath, known: Iterable[str]) -> None:
        """Note keys nobody reads: a fault where the key looks like a slip of a known one."""
        for key in value:
            if key in known:
                continue
            near = get_close_matches(key, known, n=1, cutoff=0.75)
            if near:
                self.fault((*path, key), "unknown key", f"did you mean '{near[0]}'?")
            else:
                self.leave(f"{in_words((*path, key))}: a key palabre does not know, left aside")


@dataclass(frozen=True)
class View:
    """The keys of one variant: its own, else those of the case."""

    reading: Reading
    base: dict[str, Any]
    over: dict[str, Any]
    at: KeyPath

    def path(self, key: str) -> KeyPath:
        """Return where the key's value is written."""
        return (*self.at, key) if self.over.get(key) is not None else (key,)

    def get(self, key: str, absent: Any = None) -> Any:
        """Return the value, or `absent` where it is absent or null."""
        own = self.over.get(key)
        value = self.base.get(key) if own is None else own
        return absent if value is None else value


def kind(value: Any) -> str:
    """Return what a JSON value is, for people.

    Examples
    --------
    >>> kind(True), kind([1])
    ('true or false', 'a list')
    """
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true or false"
    names = {str: "a text", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "{key: value}")


def near(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return a remedy for an unknown name: the known one that looks like it, or another advice.

    Examples
    --------
    >>> near("Uniroil", ["MoE", "Uniroyal"], "list it")
    "did you mean 'Uniroyal'?"
    """
    found = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else otherwise
