"""Runner: verdicts for many versions at once, exactly as if each were analysed on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import Conflict, Ranking
from palabre.stability.concepts import concept_of
from palabre.versions.choice import Choice, Questions, by_id
from palabre.versions.field import Bools, Field, Ints, field_of
from palabre.versions.version import Rows, Setting, counting, setting

Key: TypeAlias = tuple[str, str]
Progress: TypeAlias = Callable[[int, int], None]
CELLS = 1 << 22
FIELDS = 64


@dataclass(frozen=True, eq=False)
class Verdicts:
    """What came out, version by version; keys are (settlement, concept).

    Parameters
    ----------
    holds : mapping of key to bool array [versions]
    leaves : mapping of key to bool array [decision makers, versions]
        Who would leave the states that fit the settlement and come nearest to holding: those that the
        fewest decision makers would leave.
    fits : mapping of settlement to bool array [versions]
        Whether any feasible state fits.
    """

    holds: Mapping[Key, Bools]
    leaves: Mapping[Key, Bools]
    fits: Mapping[str, Bools]


def different(rows: NDArray[np.integer], sizes: Sequence[int]) -> tuple[Ints, Ints]:
    """Return where each different row first stands, and for each row which of them it is.

    `sizes` bounds the values of each column.

    Examples
    --------
    >>> first, which = different(np.array([[1, 0], [0, 1], [1, 0]]), (2, 2))
    >>> first.tolist(), which.tolist()
    ([1, 0], [1, 0, 1])
    """
    if prod(max(1, size) for size in sizes) >= 1 << 62:
        _, first, which = np.unique(rows, axis=0, return_index=True, return_inverse=True)
        return first, which.reshape(-1)
    code = np.zeros(len(rows), np.int64)
    for k, size in enumerate(sizes):
        code = code * size + rows[:, k]
    _, first, which = np.unique(code, return_index=True, return_inverse=True)
    return first, which


class Runner:
    """Judges versions of one model, and remembers what versions have in common."""

    def __init__(
        self,
        conflict: Conflict,
        choices: Sequence[Choice],
        questions: Questions,
        concepts: Sequence[str],
    ) -> None:
        self.conflict, self.choices = conflict, tuple(choices)
        self.questions = by_id(questions)
        self.concepts = tuple(concept_of(c).id for c in concepts)
        self.keys: tuple[Key, ...] = tuple((s.name, c) for s in conflict.settlements for c in self.concepts)
        self._sizes = [len(c.values) for c in self.choices]
        self._own = [
            [k for k, c in enumerate(self.choices) if d.id in c.touches] for d in conflict.decision_makers
        ]
        self._structural = [k for k, c in enumerate(self.choices) if c.structural]
        self._fields: dict[tuple[int, ...], Field | None] = {}

    def setting(self, version: Sequence[int]) -> Setting:
        """Return a version by name."""
        return setting(self.choices, [int(v) for v in version], self.questions)

    def field(self, version: Sequence[int]) -> Field | None:
        """Return the states and moves of a version; None where no state is feasible in it."""
        key = tuple(int(version[k]) for k in self._structural)
        if key not in self._fields:
            while len(self._fields) >= FIELDS:
                del self._fields[next(iter(self._fields))]
            self._fields[key] = field_of(self.conflict, self.setting(version))
        return self._fields[key]

    def empty(self, count: int) -> Verdicts:
        """Return room for the verdicts of so many versions."""
        makers = len(self.conflict.decision_makers)
        return Verdicts(
            {key: np.zeros(count, bool) for key in self.keys},
            {key: np.zeros((makers, count), bool) for key in self.keys},
            {s.name: np.zeros(count, bool) for s in self.conflict.settlements},
        )

    def run(self, rows: Rows, progress: Progress | None = None) -> Verdicts:
        """Return the verdicts of these versions."""
        found, total, done = self.empty(len(rows)), len(rows), 0
        first, which = different(rows[:, self._structural], [self._sizes[k] for k in self._structural])
        for k in range(len(first)):
            here = np.flatnonzero(which == k)
            field = self.field(rows[here[0]])
            if field is not None:
                for name, fit in field.fits.items():
                    found.fits[name][here] = fit.any()
                for part in self._judge(field, rows, here):
                    for key in self.keys:
                        found.holds[key][part.versions] = part.holds[key][part.which]
                        found.leaves[key][:, part.versions] = part.leaves[key][:, part.which]
                    done += len(part.versions)
                    if progress is not None:
                        progress(done, total)
            else:
                done += len(here)
                if progress is not None:
                    progress(done, total)
        return found

    def _judge(self, field: Field, rows: Rows, here: Ints) -> Iterator[_Part]:
        """Judge versions that share states and moves, every different set of preferences once."""
        classes = np.stack([self._classes(field, dm, rows[here]) for dm in range(len(self._own))], axis=1)
        sizes = [p.ranks.shape[1] for p in field.preferences]
        first, which = different(classes, sizes)
        step = max(1, CELLS // (len(sizes) * max(1, len(field.space))))
        for begin in range(0, len(first), step):
            inside = np.flatnonzero((which >= begin) & (which < begin + step))
            holds, leaves = judged(field, classes[first[begin : begin + step]], self.keys)
            yield _Part(here[inside], which[inside] - begin, holds, leaves)

    def _classes(self, field: Field, dm: int, rows: Rows) -> Ints:
        """Return which preference a decision maker has in each version."""
        own = self._own[dm]
        preference = self.conflict.decision_makers[dm].preference
        if isinstance(preference, Ranking):
            return np.zeros(len(rows), np.intp)
        first, which = different(rows[:, own], [self._sizes[k] for k in own])
        orders = [counting(preference.lines, self.setting(rows[f])) for f in first]
        return field.preferences[dm].add(orders)[which]


@dataclass(frozen=True, eq=False)
class _Part:
    versions: Ints
    which: Ints
    holds: Mapping[Key, Bools]
    leaves: Mapping[Key, Bools]


def judged(field: Field, rows: Ints, keys: Sequence[Key]) -> tuple[dict[Key, Bools], dict[Key, Bools]]:
    """Return which settlements hold, and who leaves where they nearly do, for rows of preferences."""
    holds: dict[Key, Bools] = {}
    leaves: dict[Key, Bools] = {}
    by_concept = {concept: field.leaves(concept, rows) for concept in dict.fromkeys(c for _, c in keys)}
    for settlement, concept in keys:
        gone = by_concept[concept][:, field.local[settlement]]
        if not gone.shape[1]:
            holds[settlement, concept] = np.zeros(len(rows), bool)
            leaves[settlement, concept] = np.zeros((len(gone), len(rows)), bool)
            continue
        number = gone.sum(axis=0, dtype=np.int8)
        fewest = number.min(axis=0)
        holds[settlement, concept] = fewest == 0
        leaves[settlement, concept] = (gone & (number == fewest)).any(axis=1)
    return holds, leaves
