r"""Turns: who speaks in an interview, from its labels, its paragraphs or its question marks alone.

A question is told by its mark, by the "you" of whoever asks, and in a text whose line ends were lost by the
answer that starts right behind the mark ("Why?We had to."). The sentences before the mark belong to the
question as far back as "you" is said and "we" is not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from palabre.reading.draft import Span
from palabre.reading.questions import Asking, asking
from palabre.reading.rows import in_row

_GLUED = re.compile(r"\?[\"')\]]*(?=[A-Z\u00c0-\u00dd])")
# "Mr Diop (GoM)" says for whom a speaker speaks.
_LABEL = re.compile(
    r"(?:(?<=\n)|^)\s*([A-Z\u00c0-\u00dd][\w.'\- ]{0,40}?(?:\s*\([^()\n:]{1,60}\))?)\s*:\s+(?=\S)"
)
_TITLE = (
    r"(?:M|Mr|Mrs|Ms|Dr|Mme|Gen|General|Col|Colonel|Maj|Major|Capt|Captain|Lt|Prof|Amb|Ambassador|Minister|President"
    r"|Sheikh)"
)
_NAME = r"[A-Z\u00c0-\u00dd][\w.'\- ]{0,40}?"
_FOR = r"\([^()\n:]{1,60}\)"
# Also where the line ends between speakers were lost.
_SPEAKER = re.compile(
    r"(?:(?<=[.?!\"')\]] )|(?<=\n)|^)\s*"
    rf"({_TITLE}\.? {_NAME}(?:\s*{_FOR})?|{_NAME}{_FOR})\s*:\s+(?=\S)"
)
_INLINE = re.compile(r"(?:(?<=[.?!\n] )|(?<=\n)|^)(Q|A|R|Question|Answer|Réponse)\s*[:.]\s+(?=\S)")
_END = re.compile(
    r"[.!?\u2026][\"')\]]*(?:\s+(?=[\"'(\[\d]?[A-Z\u00c0-\u00dd])|(?=[A-Z\u00c0-\u00dd][a-z']|\s*$))"
)
_SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Capt|Lt|St|Prof|Rev|Sen|Gov|vs|No)|\b[A-HJ-Z])\.$")
_ASKERS = frozenset({"q", "question", "interviewer", "reporter", "journalist", "journaliste"})
_ANSWERERS = frozenset({"a", "answer", "r", "réponse"})
MOST_BACK = 3


@dataclass(frozen=True)
class Turn:
    """A question with its answer.

    Parameters
    ----------
    question : Span or None
    answer : Span
    label : str
        Who answers, where the text says it.
    sureness : float
        Only orders.
    start : int or None
        Where its label begins; None without one.
    """

    question: Span | None
    answer: Span
    label: str = ""
    sureness: float = 0.9
    start: int | None = None

    @property
    def whole(self) -> Span:
        """From its label or its question to the end of its answer."""
        first = (self.question or self.answer).start
        return Span(first if self.start is None else self.start, self.answer.end)


def turns(text: str, *, told: bool = False, language: str = "en") -> tuple[Turn, ...]:
    """Return the turns of an interview; empty where the text is none.

    Parameters
    ----------
    text : str
        Folded text; a line feed ends a paragraph.
    told : bool
        Whether the text is known to be an interview: then every question counts.
    language : str
        Whose words tell a question from an answer.

    Examples
    --------
    >>> text = "You left the talks. Why?We had no choice. Will you return?Nobody asked us."
    >>> [text[t.question.start : t.question.end] for t in turns(text)]
    ['You left the talks. Why?', 'Will you return?']
    >>> [text[t.answer.start : t.answer.end] for t in turns(text)]
    ['We had no choice.', 'Nobody asked us.']
    """
    return _labelled(text) or _asked(text, told, asking(language))


# -- labels --------------------------------------------------------------------------------------------------


def _labelled(text: str) -> tuple[Turn, ...]:
    marks = list(_LABEL.finditer(text))
    # The name of a column before each row of a table is no speaker.
    marks = [mark for mark in marks if not in_row(text, mark.start(1))]
    inline = list(_INLINE.finditer(text))
    if len(inline) > len(marks) or len(inline) >= 4:
        marks = inline
    counts = Counter(mark[1] for mark in marks)
    repeated = {label for label, count in counts.items() if count >= 2}
    questions = {label for label in counts if label.lower() in _ASKERS | _ANSWERERS}
    if not (questions and len(counts) >= 2) and not (len(repeated) >= 2):
        return _spoken(text)
    spoken = {mark[1] for mark in _SPEAKER.finditer(text)}
    marks = [mark for mark in marks if mark[1] in repeated | questions | spoken]
    pieces = [
        (mark[1], mark.start(1), Span(mark.end(), mark.end() + len(text[mark.end() : end].rstrip())))
        for mark, end in zip(marks, [*(m.start() for m in marks[1:]), len(text)], strict=True)
    ]
    pieces = [piece for piece in pieces if piece[2].end > piece[2].start]
    askers = _askers(text, [(label, span) for label, _, span in pieces])
    found: list[Turn] = []
    question: Span | None = None
    begins: int | None = None
    for label, start, span in pieces:
        if label in askers:
            question, begins = span, start
        else:
            name = "" if label.lower() in _ANSWERERS else label
            found.append(Turn(question, span, name, 0.97, start if begins is None else begins))
            question, begins = None, None
    return tuple(found)


def _spoken(text: str) -> tuple[Turn, ...]:
    """Return the turns of minutes, where each speaker is named before what they say."""
    found = []
    marks = list(_SPEAKER.finditer(text))
    for n, mark in enumerate(marks):
        following = marks[n + 1].start() if n + 1 < len(marks) else len(text)
        paragraph = text.find("\n", mark.end(), following)
        stop = following if paragraph < 0 else paragraph
        answer = Span(mark.end(), mark.end() + len(text[mark.end() : stop].rstrip()))
        found.append(Turn(None, answer, mark[1], 0.95, mark.start(1)))
    return tuple(found)


def _askers(text: str, pieces: list[tuple[str, Span]]) -> set[str]:
    asking: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for label, span in pieces:
        total[label] += 1
        asking[label] += text[span.start : span.end].rstrip("\"')] ").endswith("?")
    named = {label for label in total if label.lower() in _ASKERS}
    if named:
        return named
    most = max(total, key=lambda label: asking[label] / total[label])
    return {most} if asking[most] * 2 >= total[most] else set()


# -- question marks ------------------------------------------------------------------------------------------


def _asked(text: str, told: bool, asking: Asking) -> tuple[Turn, ...]:
    sentences = cut(text)
    glued = {m.end() for m in _GLUED.finditer(text)}
    asks = [_is_question(text, sentences, place, glued, told, asking) for place in range(len(sentences))]
    marks = [place for place, asked in enumerate(asks) if asked]
    alone = [place for place in marks if _own_paragraph(text, sentences, place)]
    certain = sum(sentences[place].end in glued for place in marks)
    addressed = sum(bool(asking.you.search(_said(text, sentences[place]))) for place in alone)
    if not (certain >= 2 or (len(alone) >= 3 and addressed >= 2) or (told and marks)):
        return ()
    starts = [_first(text, sentences, place, asks, glued, asking) for place in marks]
    found: list[Turn] = []
    for n, place in enumerate(marks):
        last = n + 1 < len(marks)
        if (
            last
            and marks[n + 1] == place + 1
            and starts[n + 1] <= place + 1
            and sentences[place].end not in glued
        ):
            starts[n + 1] = starts[n]  # two questions in a row are one turn
            continue
        stop = starts[n + 1] if last else len(sentences)
        if place + 1 >= stop:
            continue
        question = Span(sentences[starts[n]].start, sentences[place].end)
        answer = Span(sentences[place + 1].start, sentences[stop - 1].end)
        sureness = 0.93 if question.end in glued or place in alone else 0.8
        found.append(Turn(question, answer, "", sureness))
    return tuple(found)


def _said(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _is_question(  # noqa: PLR0917
    text: str, sentences: list[Span], place: int, glued: set[int], told: bool, asking: Asking
) -> bool:
    words = _said(text, sentences[place])
    if not words.rstrip("\"')] ").endswith("?") or place + 1 >= len(sentences):
        return False
    if sentences[place].end in glued or _own_paragraph(text, sentences, place):
        return True
    near = [words] + ([_said(text, sentences[place - 1])] if place else [])
    return told and any(asking.you.search(one) and not asking.we.search(one) for one in near)


def _own_paragraph(text: str, sentences: list[Span], place: int) -> bool:
    """Whether a paragraph ends with the question and none of it is an answer."""
    if "\n" not in text[sentences[place].end : sentences[place].end + 2]:
        return False
    start = text.rfind("\n", 0, sentences[place].start) + 1
    return sentences[place].end - start < 600 and text[start] not in "\"'"


def _first(  # noqa: PLR0917
    text: str, sentences: list[Span], place: int, asks: list[bool], glued: set[int], asking: Asking
) -> int:
    """Return the sentence with which the question begins."""
    if _own_paragraph(text, sentences, place):
        start = text.rfind("\n", 0, sentences[place].start) + 1
        return next(n for n in range(place, -1, -1) if sentences[n].start <= start or n == 0)
    first = place
    for back in range(place - 1, max(-1, place - 1 - MOST_BACK), -1):
        words = _said(text, sentences[back])
        if asking.we.search(words) or (asks[back] and sentences[back].end in glued):
            break
        if "\n" in text[sentences[back].end : sentences[back + 1].start]:
            break
        if asking.you.search(words) or (asks[back] and asking.begins.search(words)):
            first = back
    return first


def cut(text: str) -> list[Span]:
    """Cut a text into sentences, also where the space between two was lost.

    Examples
    --------
    >>> text = 'Why is that?We met Gen. Ali. "Yes." No'
    >>> [text[s.start : s.end] for s in cut(text)]
    ['Why is that?', 'We met Gen. Ali.', '"Yes."', 'No']
    """
    found: list[Span] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for end in _END.finditer(text, start, paragraph.end()):
            if _SHORT.search(text[max(start, end.start() - 6) : end.start() + 1]):
                continue
            stop = end.start() + len(end[0].rstrip())
            found.append(Span(start, stop))
            start = end.end()
        if text[start : paragraph.end()].strip():
            found.append(Span(start, start + len(text[start : paragraph.end()].rstrip())))
    return [span for span in found if span.end > span.start]
