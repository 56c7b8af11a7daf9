"""Runner: verdicts for many versions at once, exactly as if each were analysed on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from palabre.conflict import Conflict, Pairwise, Ranking, Statements, unranked
from palabre.stability import Reading, batch, fast
from palabre.stability.concepts import concept_of
from palabre.stability.plan import plan_of
from palabre.versions.apart import Apart
from palabre.versions.choice import Choice, Questions, by_id, decided
from palabre.versions.different import different
from palabre.versions.field import Bools, Field, Ints, field_of
from palabre.versions.quick import ranked_source, source_of, tally_of
from palabre.versions.version import Rows, Setting, counting, setting
from palabre.versions.weights import places_of

Key: TypeAlias = tuple[str, str]
Progress: TypeAlias = Callable[[int, int], None]
CELLS = 1 << 22
FIELDS = 64
BATCH = 1 << 13


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


class Runner:
    """Judges versions of one model, and remembers what versions have in common."""

    def __init__(
        self,
        conflict: Conflict,
        choices: Sequence[Choice],
        questions: Questions,
        concepts: Sequence[str],
        unknown: Reading | None = None,
    ) -> None:
        self.unknown = unknown
        self._apart = Apart(self) if unranked(conflict) else None
        self.conflict, self.choices = conflict, tuple(choices)
        self.questions = by_id(questions)
        self.concepts = tuple(concept_of(c).id for c in concepts)
        self._kinds = sorted(set(self.concepts), key=lambda c: fast.BITS[c])
        self.keys: tuple[Key, ...] = tuple((s.name, c) for s in conflict.settlements for c in self.concepts)
        self._sizes = [len(c.values) for c in self.choices]
        self._own = [
            [k for k, c in enumerate(self.choices) if d.id in c.touches] for d in conflict.decision_makers
        ]
        self.structural = [k for k, c in enumerate(self.choices) if c.structural]
        self._fields: dict[tuple[int, ...], Field | None] = {}

    def setting(self, version: Sequence[int]) -> Setting:
        """Return a version by name."""
        return setting(self.choices, [int(v) for v in version], self.questions)

    def field(self, version: Sequence[int]) -> Field | None:
        """Return the states and moves of a version; None where no state is feasible in it."""
        key = tuple(int(version[k]) for k in self.structural)
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
        if self._apart is not None:
            return Verdicts(*self._apart.run(rows, progress))
        found, total, done = self.empty(len(rows)), len(rows), 0
        first, which = different(rows[:, self.structural], [self._sizes[k] for k in self.structural])
        for k in range(len(first)):
            here = np.flatnonzero(which == k)
            field = self.field(rows[here[0]])
            if field is not None:
                for name, fit in field.fits.items():
                    found.fits[name][here] = fit.any()
                for part in self._judge(field, rows, here):
                    # They ascend, so that as many as there are is all of them: a copy, not a search.
                    every = len(part.versions) == total
                    at = slice(None) if every else part.versions
                    for key in self.keys:
                        found.holds[key][at] = part.holds[key].take(part.which)
                        found.leaves[key][:, at] = part.leaves[key].take(part.which, axis=1)
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
        plan = plan_of(field.space)
        own = [self._source(field, dm, rows[here]) for dm in range(len(self._own))] if plan else [None]
        each = [o for o in own if o is not None]
        if plan is None or len(each) < len(own):
            yield from self._judge_plainly(field, rows, here)
            return
        sources = [source for source, _ in each]
        classes = np.stack([which for _, which in each], axis=1)
        first, which = different(classes, [len(s.values) for s in sources])
        for begin in range(0, len(first), BATCH):
            inside = np.flatnonzero((which >= begin) & (which < begin + BATCH))
            chosen = classes[first[begin : begin + BATCH]]
            found = tally_of(field, plan, sources, chosen, self._kinds)
            cells = [(k, self._kinds.index(c)) for k in range(len(field.fits)) for c in self.concepts]
            holds = {key: found.holds[cell] for key, cell in zip(self.keys, cells, strict=True)}
            leaves = {key: found.leaves[cell] for key, cell in zip(self.keys, cells, strict=True)}
            late = found.late[which[inside] - begin]
            done = inside[~late]
            yield _Part(here[done], which[done] - begin, holds, leaves)
            if late.any():
                yield from self._judge_plainly(field, rows, here[inside[late]])

    def _source(self, field: Field, dm: int, rows: Rows) -> tuple[batch.Source, Ints] | None:
        """Return a decision maker's preferences, and which of them it has in each version."""
        own, preference = self._own[dm], self.conflict.decision_makers[dm].preference
        if not isinstance(preference, Statements) or any(line.tier for line in preference.lines):
            which = self._classes(field, dm, rows)
            ranks = ranked_source(field, dm)
            return None if ranks is None else (ranks, which)
        first, which = different(rows[:, own], [self._sizes[k] for k in own])
        places = places_of(preference.lines, self.choices, rows[first], decided(self.questions))
        found = source_of(field, dm, places)
        return None if found is None else (found[0], found[1][which])

    def _judge_plainly(self, field: Field, rows: Rows, here: Ints) -> Iterator[_Part]:
        """Do the same in numpy."""
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
        if isinstance(preference, Ranking | Pairwise):
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
