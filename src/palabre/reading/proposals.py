"""Proposals: the candidates of a text with how sure the reader is of each, by rules or by learned weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.reading.candidate import Candidate
from palabre.reading.candidates import candidates
from palabre.reading.choices import chosen
from palabre.reading.features import features
from palabre.reading.marks import Marks
from palabre.reading.surroundings import surroundings
from palabre.reading.weighing import Weights

if TYPE_CHECKING:
    from spacy.tokens import Doc

HOPELESS = 0.1


def proposals(doc: Doc, marks: Marks, weights: Weights) -> tuple[list[Candidate], list[float]]:
    """Return the candidates and their surenesses.

    Weights set by hand judge what the rules propose. Learned ones, which know of edges, judge every word that
    could be a cue, choose the edges first, and look at the words around.
    """
    if not weights.edges:
        found = candidates(doc, marks)
        return found, [weights.sureness(looked) for looked in features(doc, found, marks)]
    every = candidates(doc, marks, every=True)
    # Most words say nothing, which shows without a look at edges and the words around.
    likely = [
        one
        for one, looked in zip(every, features(doc, every, marks), strict=True)
        if weights.sureness(looked) >= HOPELESS
    ]
    found = [chosen(one, marks, weights.edges) for one in likely]
    return found, [weights.sureness(looked) for looked in closely(doc, found, marks)]


def closely(doc: Doc, found: list[Candidate], marks: Marks) -> list[list[str]]:
    """Return all features of every candidate, those of the words around it among them."""
    looked = features(doc, found, marks)
    return [names + surroundings(doc, one, marks) for names, one in zip(looked, found, strict=True)]
