"""Apposed: a speaker named with an apposition right before the verb, whom a parser takes for what is said."""

from __future__ import annotations

import re

from palabre.reading.draft import Span

_PERSON = r"[A-Z][\w'-]+(?: (?:[A-Z][\w'-]+|ag|al|bin|ben|de|el|ould|von|van))+"
_ROLE = r"(?:the|a|an|its|their|his|her) [\w' -]{3,60}"
_SPEAKER_LAST = re.compile(rf", (?:{_ROLE}, (?P<name>{_PERSON})|(?P<other>{_PERSON}), {_ROLE})$")
SHORTEST_SAID = 12


def before_cue(text: str, content: tuple[Span, ...], cue: Span) -> tuple[tuple[Span, ...], Span, Span] | None:
    """Return what is said, who says it, and their name, where the parser took the speaker for what is said.

    As in `..., the foreign minister, Leila Haddad, said` and `..., Musa Keita, a trader, said`.

    Examples
    --------
    >>> text = "The bridge is held, Musa Keita, a trader, said."
    >>> [said], who, name = before_cue(text, (Span(0, 40),), Span(42, 46))
    >>> [text[one.start : one.end] for one in (said, who, name)]
    ['The bridge is held', 'Musa Keita, a trader', 'Musa Keita']
    """
    last = content[-1]
    if not last.end <= cue.start <= last.end + 3 or text[last.end : cue.start].strip(" ,"):
        return None
    found = _SPEAKER_LAST.search(text, last.start, last.end)
    if found is None or found.start() - last.start < SHORTEST_SAID:
        return None
    first = found.start() + len(found[0]) - len(found[0].lstrip(", "))
    name = "name" if found["name"] else "other"
    said = (*content[:-1], Span(last.start, found.start()))
    return said, Span(first, last.end), Span(found.start(name), found.end(name))
