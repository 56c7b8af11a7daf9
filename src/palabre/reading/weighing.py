"""Weighing: how sure the reader is of a candidate, and which candidates stand beside one another.

A linear model: each feature of a candidate has a weight, their sum through the logistic function is the
sureness. The weights shipped are set by hand, in halves, from what the words mean. The script
`benchmarks/reading/train.py` learns weights for the same features from an annotated corpus the user holds;
`Weights.load` reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from hashlib import sha256
from math import exp
from pathlib import Path

from palabre.reading.candidate import Candidate

FORMAT = "palabre reading weights 2"
BY_HAND: Mapping[str, float] = {
    "grade=sure": 2.5,
    "grade=likely": 1.0,
    "grade=open": -0.5,
    "grade=weak": -2.0,
    "grade=no": -3.5,
    "source=name": 0.5,
    "source=pronoun": 0.5,
    "source=noun": 0.0,
    "source=writer": -0.5,
    "source=thing": -1.0,
    "source=none": -1.0,
    "inside=True": -2.0,
    "short=True,clause": -1.0,
    "short=True,object": -0.5,
    "short=True,prep": -0.5,
    "linked=noun": -0.5,
    "linked=xcomp": -0.5,
    "linked=object": -1.0,
    "linked=pcomp": -0.5,
    "direct,clause": 1.5,
    "direct=True,quote": 1.0,
    "direct=True,clause": 0.5,
    "direct=True,object": 0.5,
    "frame=according": 1.5,
    "frame=noun-inf": -1.0,
    "linked=label": -2.5,
}


class NotWeights(ValueError):
    """A file that holds no weights of this reader."""


@dataclass(frozen=True)
class Weights:
    """Weights of features, and the least sureness of what is kept.

    Parameters
    ----------
    weights : mapping of feature to weight
    least : float
    edges : mapping of feature to weight
        Which edges of what is said are preferred; where it is empty, they stay where the rules put them.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: BY_HAND)
    least: float = 0.35
    edges: Mapping[str, float] = field(default_factory=dict)

    def sureness(self, features: Iterable[str]) -> float:
        """Return how sure the features make the reader, 0 to 1.

        Examples
        --------
        >>> Weights({"grade=sure": 2.0}).sureness(["grade=sure", "unknown"]) > 0.88
        True
        """
        total = sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    @staticmethod
    def load(path: Path) -> Weights:
        """Read weights from a file.

        Raises
        ------
        NotWeights
            Where the file is something else.
        """
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            if found["format"] != FORMAT:
                raise KeyError(f"its format is not {FORMAT!r}")
            weights, edges = (
                {str(name): float(value) for name, value in found[part].items()}
                for part in ("weights", "edges")
            )
            return Weights(weights, float(found["least"]), edges)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotWeights(f"{path}: not a file of weights ({error}).") from error

    @cached_property
    def mark(self) -> str:
        """Eight characters that tell these weights from others.

        Examples
        --------
        >>> Weights({"a": 1.0}).mark == Weights({"a": 1.0}).mark != Weights({"a": 2.0}).mark
        True
        """
        held = [self.least, sorted(self.weights.items()), sorted(self.edges.items())]
        return sha256(json.dumps(held).encode()).hexdigest()[:8]

    def save(self, path: Path) -> None:
        """Write the weights to a file."""
        parts = {
            part: {name: round(value, 4) for name, value in sorted(held.items()) if abs(value) > 1e-3}
            for part, held in (("weights", self.weights), ("edges", self.edges))
        }
        text = json.dumps({"format": FORMAT, "least": self.least, **parts}, ensure_ascii=False, indent=0)
        path.write_text(text + "\n", encoding="utf-8")


@cache
def by_hand() -> Weights:
    """Return the weights palabre ships."""
    return Weights()


def kept(found: list[Candidate], surenesses: list[float], least: float) -> list[int]:
    """Return the places of the candidates that are kept: sure enough, and none within another's words.

    The surest first; a cue belongs to one attribution only, and what somebody says is not taken apart again.
    """
    taken: list[int] = []
    words: dict[int, str] = {}
    for place in sorted(range(len(found)), key=lambda p: (-surenesses[p], found[p].head)):
        if surenesses[place] < least:
            break
        candidate = found[place]
        if any(i in words for i in candidate.cue):
            continue
        if any(words.get(i) == "cue" for i in candidate.content | candidate.source):
            continue
        for i in candidate.content | candidate.source:
            words.setdefault(i, "said" if i in candidate.content else "source")
        words |= dict.fromkeys(candidate.cue, "cue")
        taken.append(place)
    return sorted(taken, key=lambda p: found[p].head)
