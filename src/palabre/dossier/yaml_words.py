"""What the YAML reader complains about, in words an analyst can act on."""

from __future__ import annotations

import re
from contextlib import suppress
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
        "the line is indented further than the line above allows",
        "begin it under the first letter of the line it belongs with, or put the text in quotation marks",
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
    if found := _quotation(said, here, text) or _second_colon(said, here, text) or _lost_space(fault, text):
        return found
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


def _quotation(said: str, mark: Any, text: str) -> tuple[int, str, str] | None:
    """Explain text that follows a quotation mark which closes more, or less, than was meant."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    last: Any = None
    with suppress(YAMLError):  # the tokens before the fault are what is looked for
        for token in YAML(typ="safe", pure=True).scan(text):
            if mark is None or token.start_mark.index >= mark.index:
                break
            last = token
    style = getattr(last, "style", None)
    if mark is None or style not in ("'", '"') or last.end_mark.line != mark.line:
        return None
    if text[last.end_mark.index : mark.index].strip():
        return None
    first = last.start_mark.line + 1
    if last.end_mark.line >= first:
        what = (
            f"the quotation mark opened here is closed in line {mark.line + 1} only, where other text follows"
        )
        return first, what, f"close it ({style}) where the text ends"
    twice = "''" if style == "'" else '\\"'
    what = f"text follows the quotation mark ({style}) that closes a text"
    remedy = f"write {twice} for a quotation mark inside the text, or close it at the end"
    return first, what, remedy + (", or put a comma between the parts" if "flow" in said else "")


def _second_colon(said: str, mark: Any, text: str) -> tuple[int, str, str] | None:
    """Explain a text that holds ': ' and is not in quotation marks."""
    in_brackets = "but got ':'" in said
    in_lines = "mapping values are not allowed" in said
    if mark is None or not (in_brackets or in_lines or "<block end>" in said):
        return None
    lines = text.splitlines()
    line, before = int(mark.line) + 1, lines[mark.line][: mark.column] if mark.line < len(lines) else ""
    quoted = "put a text that holds ': ' in quotation marks"
    if in_brackets and re.search(r":\s", re.split(r"[\[{,]", before)[-1]):
        what = "a second ': ' stands within one part of the brackets"
        return line, what, f"{quoted}, or a comma between the parts"
    if not in_brackets and (bracket := re.match(r"[^:]*\w\s+([\[{])[^:]*:", before)):
        return (
            line,
            f"the colon before '{bracket[1]}' seems to be missing",
            f"write ': ' before '{bracket[1]}'",
        )
    if in_lines and re.search(r":\s", before):
        return line, "a second ': ' stands on the line", quoted
    return None


def _lost_space(fault: Any, text: str) -> tuple[int, str, str] | None:
    """Explain '-word' or 'key:word' in the line of a fault, where it began, or in the line before."""
    lines = text.splitlines()
    marked = [m.line for m in (fault.problem_mark, fault.context_mark) if m is not None]
    for at in [*marked, *(line - 1 for line in marked[:1])]:
        line = lines[at] if 0 <= at < len(lines) else ""
        if re.match(r"\s*-[^\s\-\d]", line):
            return at + 1, "there is no space after the dash", "write '- ' and then the text"
        if re.match(r"\s*(- )?[^\W\d][\w-]*:[^\s:/]", line):
            return at + 1, "there is no space after the colon", "write ': ' between the key and its value"
    return None


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
