"""What the YAML reader complains about, in words an analyst can act on."""

from __future__ import annotations

import re
from typing import Any

_NO_COLON = (
    "a line has no ': ' and belongs to nothing above it",
    "write 'key: value', or indent the line under what it continues",
)
_KNOWN: tuple[tuple[str, bool, str, str], ...] = (
    # (pattern in the reader's words, whether the line meant is where the thing began, what, remedy)
    (r"'\\t'|tab", False, "a tab stands where the file is indented", "use spaces"),
    (
        r"quoted scalar.*(end of stream|document separator)",
        True,
        "a quotation mark is opened here and never closed",
        "close it, or double it inside the text",
    ),
    (
        r"unknown escape character|escape sequence",
        False,
        "a backslash in double quotation marks begins something unknown",
        "use single quotation marks around the text",
    ),
    (
        r"mapping values are not allowed",
        False,
        "a second ': ' stands on the line, or the line is indented too far",
        "put text that contains ': ' in quotation marks, or mend the indentation",
    ),
    (
        r"(flow sequence|flow mapping).*(expected|got|found)",
        True,
        "a list or mapping in brackets is opened here and not closed, or lacks a comma",
        "close the bracket, and put a comma between its parts",
    ),
    (r"could not find expected ':'|simple key", True, *_NO_COLON),
    (
        r"block (mapping|collection).*expected <block end>|unindent|indentation",
        False,
        "the indentation does not fit the lines above",
        "indent the parts of one list or mapping by the same number of spaces",
    ),
    (
        r"cannot start any token",
        False,
        "a word begins with a character that has a meaning in YAML",
        "put it in quotation marks",
    ),
    (r"undefined alias|alias", False, "a word begins with * or &", "put it in quotation marks"),
)


def explain(fault: Any, text: str) -> tuple[int | None, str, str]:
    """Return the line, what is wrong and what to do."""
    said = " ".join(str(part) for part in (fault.context, fault.problem) if part)
    here, began = fault.problem_mark, fault.context_mark
    if "mapping values are not allowed" in said and (line := _bare_line_before(here, text)):
        return line, *_NO_COLON
    for pattern, at_beginning, what, remedy in _KNOWN:
        if re.search(pattern, said, re.DOTALL):
            mark = began if at_beginning and began is not None else here
            return _line(mark, text), what, remedy
    return (
        _line(here or began, text),
        f"this is not YAML: {said}",
        "mend the line, or put its text in quotation marks",
    )


def _bare_line_before(mark: Any, text: str) -> int | None:
    """Return the line before a mark when it can be no entry: the reader takes it for the start of a text."""
    lines = text.splitlines()[: mark.line]
    while lines and not lines[-1].strip():
        lines.pop()
    bare = bool(lines) and ":" not in lines[-1] and not lines[-1].lstrip().startswith(("-", "#"))
    return len(lines) if bare else None


def _line(mark: Any, text: str) -> int | None:
    if mark is None:
        return None
    # A mark past the end of the file means its last line that holds anything.
    return min(int(mark.line) + 1, len(text.rstrip().splitlines()) or 1)
