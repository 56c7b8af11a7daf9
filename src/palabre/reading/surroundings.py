"""Surroundings: what stands in and around a candidate, word by word; looked at only with learned weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.cues import lemma
from palabre.reading.features import head_of, size_of
from palabre.reading.marks import Marks
from palabre.reading.trees import runs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LOOSE = frozenset({"punct", "aux", "auxpass", "advmod", "neg", "cc"})


def surroundings(doc: Doc, candidate: Candidate, marks: Marks) -> list[str]:
    """Return the features of a candidate's words and of those beside them."""
    head = doc[candidate.head]
    word, frame = lemma(head.lemma_), candidate.frame
    return [
        *_of_cue(doc, candidate, head, word, frame),
        *_of_content(doc, candidate, word, frame, marks),
        *_of_source(doc, candidate, word, frame),
    ]


def _of_cue(doc: Doc, candidate: Candidate, head: Token, word: str, frame: str) -> list[str]:
    cue = sorted(candidate.cue)
    text = " ".join(doc[i].lower_ for i in cue)
    hanging = "+".join(sorted({t.dep_ for t in head.children} - _LOOSE))
    denied = any(doc[i].dep_ == "neg" for i in cue)
    return [
        f"cue={text}",
        f"cue,frame={text},{frame}",
        f"cue denied={denied},{frame}",
        f"cue size={len(cue)},{frame}",
        f"cue end={head.tag_},{word[-3:]}",
        f"cue above={lemma(head.head.lemma_)},{head.dep_},{frame}",
        f"cue hangs={head.dep_},{head.head.pos_},{frame},{candidate.role}",
        f"cue others={'+'.join(doc[i].lower_ for i in cue if i != head.i)},{frame}",
        f"hanging={hanging},{frame}",
        f"hanging,word={hanging},{word}",
    ]


def _of_content(doc: Doc, candidate: Candidate, word: str, frame: str, marks: Marks) -> list[str]:
    content = candidate.content
    first, last = min(content), max(content)
    top = head_of(doc, content)
    before, after = doc[max(first - 1, 0)], doc[min(last + 1, len(doc) - 1)]
    side = "after" if first > candidate.head else "before" if last < candidate.head else "around"
    gap = first - max(candidate.cue) - 1 if side == "after" else min(candidate.cue) - last - 1
    inside = sum(i in marks.of for i in content)
    quoted = "none" if not inside else "all" if inside == len(content) else "some"
    parts = min(len(runs(content, doc)), 4)
    sentence = doc[candidate.head].sent
    share = int(5 * len(content) / max(1, len(sentence)))
    commas = min(3, sum(doc[i].text == "," for i in content))
    return [
        f"side={side},{frame}",
        f"parts={parts},{frame}",
        f"quoted={quoted},{frame}",
        f"quoted,parts={quoted},{parts}",
        f"gap={side},{size_of(max(0, gap))},{frame}",
        f"share={share},{frame}",
        f"to the end={last + 2 >= sentence.end},{frame}",
        f"commas={commas},{frame}",
        f"after={after.lower_}",
        f"after,frame={after.tag_},{frame}",
        f"after hangs={after.dep_},{after.head.i in content},{after.head.i in candidate.cue}",
        f"before={before.lower_}",
        f"first,frame={doc[first].lower_},{frame}",
        f"first,word={doc[first].lower_},{word}",
        f"first tag={doc[first].tag_},{frame}",
        f"last={doc[last].tag_},{after.tag_}",
        f"top={top.dep_},{frame},{top.head.i == candidate.head}",
        f"top tag={top.tag_},{top.dep_},{frame}",
        f"top tag,word={top.tag_},{word}",
        f"top,word={lemma(top.lemma_)},{word}",
    ]


def _of_source(doc: Doc, candidate: Candidate, word: str, frame: str) -> list[str]:
    if not candidate.source:
        return [f"no source={word},{frame}"]
    top = head_of(doc, candidate.source)
    return [
        f"source,word={lemma(top.lemma_)},{word}",
        f"source tag={top.tag_},{candidate.role},{frame}",
        f"source size={size_of(len(candidate.source))},{candidate.role}",
        f"source far={size_of(abs(top.i - candidate.head))},{candidate.role}",
    ]
