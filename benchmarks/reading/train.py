"""Learn weights from a corpus: `python -m benchmarks.reading.train CORPUS WEIGHTS`.

First which edges of what is said are right, then how right a candidate is: half for its cue with the better
part of its words, half for exactly its words. Candidates get their edges from weights learned on the other
half of the articles, so that they are no surer than on articles not seen. Reads the train part only.
PolNeAR names no licence for its data, so weights learned from it stay with whoever learned them; texts of
your own that lie in its layout serve as well.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate, Tokens
from palabre.reading.candidates import candidates
from palabre.reading.choices import QUESTIONS, choices, chosen
from palabre.reading.marks import Marks, marks_of
from palabre.reading.parsing import parse
from palabre.reading.proposals import closely
from palabre.reading.weighing import Weights

from .logistic import Example, Question, judged, preferred
from .polnear import Article, Places, articles

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Lesson:
    """An article taken apart: its candidates, and the cues and contents annotated in it, as tokens."""

    doc: Doc
    marks: Marks
    found: list[Candidate]
    annotated: list[tuple[Tokens, Tokens]]

    @staticmethod
    def of(article: Article, doc: Doc) -> Lesson:
        """Take an article apart."""
        marks = marks_of(doc)
        annotated = [(_tokens(doc, gold.cue), _tokens(doc, gold.content)) for gold in article.gold]
        return Lesson(doc, marks, candidates(doc, marks, every=True), annotated)

    def words(self, places: Tokens) -> Tokens:
        """Return tokens without white space."""
        return frozenset(i for i in places if not self.doc[i].is_space)


def _tokens(doc: Doc, places: Places) -> Tokens:
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in places)
    return frozenset(token.i for span in spans if span is not None for token in span if not token.is_space)


def questions(lesson: Lesson) -> list[Question]:
    """Return what is asked about the edges of the candidates that are right, with the right answers."""
    found = []
    for candidate in lesson.found:
        contents = [
            content
            for cue, content in lesson.annotated
            if candidate.head in cue and content & candidate.content
        ]
        if not contents or any(note.startswith("also=") for note in candidate.notes):
            continue
        content = max(contents, key=lambda one: len(one & candidate.content))
        for question in QUESTIONS:
            answers = choices(question, candidate, lesson.marks)
            if question == "parts":
                right = [lesson.words(said) == content for said, _ in answers]
            else:
                edge = max if question == "end" else min
                right = [edge(said) == edge(content) for said, _ in answers]
            if len(answers) > 1 and any(right):
                found.append(([looked for _, looked in answers], right))
    return found


def examples(lesson: Lesson, edges: Mapping[str, float]) -> list[Example]:
    """Return the features of every candidate, and how right it is."""
    found = [chosen(candidate, lesson.marks, edges) for candidate in lesson.found]
    looked = closely(lesson.doc, found, lesson.marks)
    return [(names, _right(lesson, one)) for names, one in zip(looked, found, strict=True)]


def _right(lesson: Lesson, candidate: Candidate) -> float:
    said = lesson.words(candidate.content)
    exactly = any(said == content for _, content in lesson.annotated)
    cued = any(candidate.head in cue for cue, _ in lesson.annotated)
    mostly = any(
        2 * len(content & candidate.content) >= max(len(content), len(candidate.content))
        for _, content in lesson.annotated
    )
    return 0.5 * exactly + 0.5 * (cued and mostly)


def learn(lessons: Sequence[Lesson], least: float) -> tuple[Weights, int]:
    """Return the weights, and from how many candidates they were learned."""
    halves = (lessons[::2], lessons[1::2])
    asked = [[question for lesson in half for question in questions(lesson)] for half in halves]
    found: list[Example] = []
    for half, others in zip(halves, reversed(asked), strict=True):
        edges = preferred(others)
        found += [example for lesson in half for example in examples(lesson, edges)]
    return Weights(judged(found), least, preferred([*asked[0], *asked[1]])), len(found)


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.train", description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("weights", type=Path, help="the file to write; keep it to yourself")
    parser.add_argument("--most", type=int, help="learn from so many articles only")
    parser.add_argument("--least", type=float, default=0.3, help="the sureness below which nothing is kept")
    given = parser.parse_args()
    read = islice(articles(given.corpus, "train"), given.most)
    weights, count = learn([Lesson.of(article, parse(article.text)) for article in read], given.least)
    weights.save(given.weights)
    print(
        f"{count} candidates, {len(weights.weights)} weights and {len(weights.edges)} of edges, "
        f"written to {given.weights}"
    )


if __name__ == "__main__":
    main()
