"""A JSON file as text, value and lines: what `json` leaves out for a person who has to mend the file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, TypeAlias

from palabre.terms import Faults, Problem

KeyPath: TypeAlias = tuple[str | int, ...]

PICKLE = b"\x80"
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def read_json(path: Path) -> tuple[str, Any]:
    """Return the text of a JSON file and its value.

    Raises
    ------
    Faults
        When the file cannot be opened, is empty, is not UTF-8, is not JSON or gives a key twice.
    """
    text = _text(path)
    doubled = False

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal doubled
        value = dict(items)
        doubled = doubled or len(value) < len(items)
        return value

    try:
        value = json.loads(text, object_pairs_hook=pairs)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as fault:
        what = f"not JSON: {fault.msg[:1].lower()}{fault.msg[1:]} at column {fault.colno}"
        remedy = "look there for a comma, a bracket or a quotation mark that is missing or one too many"
        raise Faults([Problem(str(path), fault.lineno, what, remedy)]) from None
    except UnicodeEncodeError:
        what, remedy = (
            "half of a character stands alone (an escape \\ud800 to \\udfff)",
            "write the character",
        )
        raise Faults([Problem(str(path), None, what, remedy)]) from None
    except RecursionError:
        what, remedy = "lists are nested too deeply to be a conflict", "check that this is the right file"
        raise Faults([Problem(str(path), None, what, remedy)]) from None
    except ValueError as fault:
        what, remedy = f"a number cannot be read: {fault}", "write the number in a usual length"
        raise Faults([Problem(str(path), None, what, remedy)]) from None
    if doubled:
        raise Faults(_doubled(path, text))
    return text, value


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as fault:
        why = (fault.strerror or "unknown reason").lower()
        remedy = "check the path, and that you may read the file"
        raise Faults([Problem(str(path), None, f"the file cannot be opened: {why}", remedy)]) from None
    if raw.startswith(PICKLE):
        what = "not JSON: a Python pickle, as the first versions of GMCR+ saved, which could run any program"
        remedy = "open it in a later GMCR+ and save it again, or write the case as JSON"
        raise Faults([Problem(str(path), None, what, remedy)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        raise Faults([Problem(str(path), line, "the text is not UTF-8", "save the file as UTF-8")]) from None
    if not text.strip():
        remedy = "write a case, or give another file"
        raise Faults([Problem(str(path), None, "the file is empty", remedy)])
    return text


def places(text: str) -> list[tuple[KeyPath, int]]:
    r"""Return every key path of a JSON text with its line, in reading order.

    Examples
    --------
    >>> places('{"a": [1,\n 2]}')
    [(('a',), 1), (('a', 0), 1), (('a', 1), 2)]
    """
    found: list[tuple[KeyPath, int]] = []
    path: list[str | int] = []
    line, seen, before = 1, 0, ""
    for token in _TOKEN.finditer(text):
        line, seen = line + text.count("\n", seen, token.start()), token.start()
        word = token.group()
        inside_list = bool(path) and isinstance(path[-1], int)
        if word in "]}":
            path.pop()
        elif word == ",":
            if inside_list:
                path[-1] = int(path[-1]) + 1
        elif word != ":":
            is_key = not inside_list and before != ":" and bool(path)
            if is_key:
                path[-1] = json.loads(word)
            if is_key or inside_list:
                found.append((tuple(path), line))
            if word in "[{":
                path.append(0 if word == "[" else "")
        before = word
    return found


def _doubled(path: Path, text: str) -> list[Problem]:
    first: dict[KeyPath, int] = {}
    problems = []
    for key, line in places(text):
        if key in first and isinstance(key[-1], str):
            what = f"{in_words(key)} is given twice; the first is on line {first[key]}"
            problems.append(Problem(str(path), line, what, "keep one of the two"))
        first.setdefault(key, line)
    return problems


def in_words(path: KeyPath) -> str:
    """Return a key path for people.

    Examples
    --------
    >>> in_words(("preferences", "US", 2))
    'preferences › US › item 3'
    """
    return " › ".join(f"item {key + 1}" if isinstance(key, int) else key for key in path)
