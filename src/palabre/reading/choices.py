"""Choices: the other edges that what is said may have, and which of them learned weights prefer.

Three questions are asked of a candidate, one after the other: is one of its parts no part of it, where does
it end, where does it begin? The answers to each stand in a log-linear model over the words that would be cut
off or taken in (Collins and Koo 2005, Discriminative reranking for natural language parsing, with the edges
of one candidate in the place of whole trees). Without learned weights nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import exp
from typing import Literal, TypeAlias

from palabre.reading.candidate import Candidate, Tokens
from palabre.reading.cues import lemma
from palabre.reading.cuts import ends_of, starts_of
from palabre.reading.features import size_of
from palabre.reading.marks import Marks
from palabre.reading.region import region
from palabre.reading.trees import runs

Question = Literal["parts", "end", "start"]
# What would be said, and what speaks for it; the first is the candidate as it stands.
Choice: TypeAlias = tuple[Tokens, list[str]]
# So many parts a quotation has that is broken by its cue and goes on; more are lists.
MOST_PARTS = 6
_STEPS_OF_SURENESS = 6


def choices(question: Question, candidate: Candidate, marks: Marks) -> list[Choice]:
    """Return the answers to a question, the candidate as it stands first."""
    return _ASKED[question](candidate, marks)


def chosen(candidate: Candidate, marks: Marks, weights: Mapping[str, float]) -> Candidate:
    """Return a candidate with the edges its weights prefer; a note says in steps how clearly they do."""
    sure = 1.0
    for ask in _ASKED.values():
        answers = ask(candidate, marks)
        if len(answers) < 2:
            continue
        totals = [sum(weights.get(name, 0.0) for name in looked) for _, looked in answers]
        best = max(range(len(totals)), key=totals.__getitem__)
        sure /= sum(exp(total - totals[best]) for total in totals)
        if best and answers[best][0]:
            candidate = replace(candidate, content=answers[best][0])
    return replace(candidate, notes=(*candidate.notes, f"edges={int(sure * _STEPS_OF_SURENESS)}"))


def _parts(candidate: Candidate, marks: Marks) -> list[Choice]:
    found = runs(candidate.content, marks.doc)
    frame, count = candidate.frame, len(found)
    answers: list[Choice] = [(candidate.content, [f"all parts={min(count, 4)},{frame}"])]
    if not 2 <= count <= MOST_PARTS:
        return answers
    for place, (first, last) in enumerate(found):
        looked = region("drop", first, last, candidate, marks)
        looked.append(f"drop,which={place},{count},{frame}")
        looked.append(f"drop,before={last < candidate.head},{frame},{size_of(last - first + 1)}")
        answers.append((candidate.content - frozenset(range(first, last + 1)), looked))
    return answers


def _end(candidate: Candidate, marks: Marks) -> list[Choice]:
    doc, frame = marks.doc, candidate.frame
    last = max(candidate.content)
    start = runs(candidate.content, doc)[-1][0]
    others = ends_of(candidate, marks)
    answers: list[Choice] = [(candidate.content, _as_it_stands("end", last, last + 1, candidate, marks))]
    for end in others:
        if end < last:
            looked = region("cut end", end + 1, last, candidate, marks)
            looked += [f"cut end,kept={size_of(end - start + 1)},{frame}", f"cut end,last={doc[end].tag_}"]
            answers.append((frozenset(i for i in candidate.content if i <= end), looked))
        else:
            looked = region("add end", last + 1, end, candidate, marks)
            looked.append(f"add end,all={end + 1 >= doc[last].sent.end - 1}")
            more = frozenset(range(last + 1, end + 1)) - candidate.cue - candidate.source
            answers.append((candidate.content | more, looked))
    return answers


def _start(candidate: Candidate, marks: Marks) -> list[Choice]:
    doc, frame = marks.doc, candidate.frame
    first = min(candidate.content)
    side = "after" if first > candidate.head else "before"
    answers: list[Choice] = [(candidate.content, _as_it_stands("start", first, first - 1, candidate, marks))]
    for start in starts_of(candidate, marks):
        if start > first:
            looked = region(f"cut start {side}", first, start - 1, candidate, marks)
            looked += [f"cut start,first={doc[start].lower_}", f"cut start,first={doc[start].dep_},{frame}"]
            answers.append((frozenset(i for i in candidate.content if i >= start), looked))
        else:
            looked = region(f"add start {side}", start, first - 1, candidate, marks)
            looked.append(f"add start,all={start == doc[first].sent.start}")
            more = frozenset(range(start, first)) - candidate.cue - candidate.source
            answers.append((candidate.content | more, looked))
    return answers


def _as_it_stands(name: str, edge: int, beside: int, candidate: Candidate, marks: Marks) -> list[str]:
    """Return what speaks for an edge as it stands."""
    doc, frame = marks.doc, candidate.frame
    token = doc[edge]
    after = doc[min(max(beside, 0), len(doc) - 1)]
    first, last = min(candidate.content), max(candidate.content)
    side = "after" if first > candidate.head else "before" if last < candidate.head else "around"
    looked = (
        "bias",
        f"frame={frame}",
        f"side={side},{frame}",
        f"tag={token.tag_}",
        f"word={token.lower_}",
        f"beside={after.lower_}",
        f"beside,frame={after.lower_},{frame}",
        f"beside hangs={after.dep_},{after.head.i in candidate.content}",
        f"size={size_of(len(candidate.content))},{frame}",
        f"cue={lemma(doc[candidate.head].lemma_)}",
        f"quoted={edge in marks.of},{frame}",
    )
    return [f"{name} stands,{one}" for one in looked]


_ASKED: dict[Question, Callable[[Candidate, Marks], list[Choice]]] = {
    "parts": _parts,
    "end": _end,
    "start": _start,
}
QUESTIONS: tuple[Question, ...] = tuple(_ASKED)
