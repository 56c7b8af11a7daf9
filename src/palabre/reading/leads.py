"""Leads: what begins a sentence to say whose view the rest is: `Per the ministry,`, `In Musa's words,`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.trees import trimmed

if TYPE_CHECKING:
    from spacy.tokens import Span

_VIEW = r"(?:words|view|opinion|eyes|account|telling|version|estimation|reckoning)"
_NAME = r"(?P<who>(?!which|whom|it\b)[^,;:]{2,80}?)"
_LEAD = re.compile(
    rf"(?:per|in the {_VIEW} of|by the (?:account|reckoning|admission) of) {_NAME}, "
    rf"|(?:in|by) {_NAME.replace('who', 'owner')}(?:'s?) (?:own )?(?:{_VIEW}|admission), "
    rf"|as {_NAME.replace('who', 'teller')} (?:put|puts|has put|tells|told|sees|saw) it, ",
    re.IGNORECASE,
)


def leads(sentence: Span) -> Iterator[Candidate]:
    """Yield the rest of a sentence as what is said by whom its lead names."""
    doc = sentence.doc
    found = _LEAD.match(sentence.text)
    if found is None:
        return
    group = next(name for name in ("who", "owner", "teller") if found[name])
    who = _tokens(sentence, *found.span(group))
    first = doc[min(who)]
    # `per capita` names nobody
    if not (first.text[0].isupper() or first.pos_ in ("DET", "PRON")):
        return
    lead = _tokens(sentence, 0, found.end())
    content = set(range(max(lead) + 1, sentence.end))
    if any(doc[i].pos_ in ("VERB", "AUX") for i in content):
        cue = {i for i in lead - who if doc[i].is_alpha}
        yield Candidate(
            min(cue),
            frozenset(cue),
            frozenset(who),
            frozenset(trimmed(content, doc)),
            "according",
            "pobj",
        )


def _tokens(sentence: Span, start: int, end: int) -> set[int]:
    first = sentence.start_char
    return {t.i for t in sentence if first + start <= t.idx < first + end and not t.is_space}
