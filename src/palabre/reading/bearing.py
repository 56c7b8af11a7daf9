"""Bearing out: whether a text holds what a language model finds in it, in its own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from palabre.reading.draft import Attribution, Span
from palabre.reading.hedges import denial, hedge
from palabre.reading.plain import names_in
from palabre.reading.wordlists import words
from palabre.sources import fold

_WORD = re.compile(r"[^\W_]+(?:[.,'\u2019-][^\W_]+)*|%")
# Without these a sentence says the same.
_EMPTY = words("the a an that le la les l un une des")
# What turns a sentence round, wherever in it these words stand.
_TURNS = words(
    """not no never none nobody nothing neither nor without cannot hardly if unless except until false untrue
    refuse refuses refused reject rejects rejected deny denies denied dispute disputes disputed fail fails
    failed ne pas jamais aucun aucune sans si nie nient faux"""
)
_PRONOUNS = words("i we you he she it they who one je nous vous il elle ils elles on")


def around(passage: Span, sentences: Sequence[Span], more: int = 0) -> Span:
    """Return the whole sentences that a passage is part of, and so many more before and behind."""
    touched = [at for at, one in enumerate(sentences) if one.start < passage.end and passage.start < one.end]
    if not touched:
        return passage
    first, last = max(0, touched[0] - more), min(len(sentences) - 1, touched[-1] + more)
    return Span(min(passage.start, sentences[first].start), max(passage.end, sentences[last].end))


def fair(text: str, passage: Span, sentences: Sequence[Span]) -> Span:
    """Return a passage, or its whole sentences where it leaves out the words that turn them round.

    Examples
    --------
    >>> text = "The front denied that it burned the mill. It left."
    >>> fair(text, Span(22, 40), [Span(0, 41), Span(42, 50)])
    Span(start=0, end=41)
    """
    whole = around(passage, sentences)
    own, said = text[passage.start : passage.end], text[whole.start : whole.end]
    less = _turning(own) != _turning(said) or denial(own) != denial(said) or hedge(own) != hedge(said)
    return whole if less else passage


def borne_out(says: str, text: str, passage: Span, sentences: Sequence[Span]) -> bool:
    """Whether a sentence only repeats the passage's sentences: in their order, with no word left out between.

    Articles may come and go. It must share words with the passage, and a negation is never left out.

    Examples
    --------
    >>> text = "The riders attacked the guards, who never answered."
    >>> said = "Riders attacked guards, who never answered.", "Guards attacked.", "Riders attacked guards."
    >>> [borne_out(one, text, Span(0, 30), [Span(0, 51)]) for one in said]
    [True, False, False]
    """
    whole = around(passage, sentences)
    wanted = [word.lower() for word in _WORD.findall(says) if word.lower() not in _EMPTY]
    there = [m for m in _WORD.finditer(text, whole.start, whole.end) if m[0].lower() not in _EMPTY]
    said = [m[0].lower() for m in there]
    if not wanted or _turning(says) != _turning(text[whole.start : whole.end]):
        return False
    return any(
        said[at : at + len(wanted)] == wanted
        and there[at].start() < passage.end
        and passage.start < there[at + len(wanted) - 1].end()
        for at in range(len(said) - len(wanted) + 1)
    )


def speaker_of(
    name: object, text: str, near: Span, names: Mapping[str, str], voices: Sequence[Attribution]
) -> tuple[str, str | None]:
    """Return a speaker's name and actor, where the text bears them out; else nothing.

    Parameters
    ----------
    name : object
        Whom the model names.
    near : Span
        The passage's surroundings.
    voices : sequence of Attribution
        What the rules find somebody to say there. They are believed more than the model: whom they do not
        know to speak there stays out. Where the model names nobody, the turn of an interview still does.
    """
    named = [one for one in voices if one.speaker or one.named]
    said = fold(name).text if isinstance(name, str) else ""
    if not said:
        turns = {(one.named, one.speaker) for one in named if one.how == "turn"}
        return turns.pop() if len(turns) == 1 else ("", None)
    if said.lower() in _PRONOUNS:
        return "", None
    meant = {actor for _, actor in names_in(said, names)}
    if named:
        for one in named:
            same = one.speaker in meant if one.speaker and meant else _named_in(said, one.named)
            if same or _named_in(one.named, said):
                return one.named or said, one.speaker
        return "", None
    words = text[near.start : near.end]
    if not _named_in(said, words) and not meant & {actor for _, actor in names_in(words, names)}:
        return "", None
    return said, meant.pop() if len(meant) == 1 else None


def _named_in(name: str, words: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None


def _turning(said: str) -> list[str]:
    found = [word.lower().replace("\u2019", "'") for word in _WORD.findall(said)]
    return sorted("not" if w.endswith("n't") else w for w in found if w in _TURNS or w.endswith("n't"))
