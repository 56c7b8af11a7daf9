"""Sweep: all versions of a model (or a sample of them), and in which of them each settlement holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from palabre.conflict import Conflict
from palabre.conflict.errors import unknown
from palabre.ledger import Question
from palabre.stability import Analysis, analyse
from palabre.stability.concepts import concept_of
from palabre.terms import Table, Tabled
from palabre.versions.choice import Choice
from palabre.versions.field import Bools
from palabre.versions.runner import Key, Runner
from palabre.versions.share import Share
from palabre.versions.version import Rows, apply

if TYPE_CHECKING:
    from collections.abc import Callable

    from palabre.versions.deciding import Tree
    from palabre.versions.influence import Influence
    from palabre.versions.pivot import Pivots
    from palabre.versions.reach import Way
    from palabre.versions.walks import Walks

T = TypeVar("T")


@dataclass(frozen=True, eq=False, repr=False)
class Sweep(Tabled):
    """Which settlements hold in which versions. Made by `sweep`; nothing in it can be changed.

    A settlement holds in a version where some state that fits it is an equilibrium there.

    Parameters
    ----------
    conflict : Conflict
        The model as written, with everything left open still in it.
    questions : mapping of id to Question
    choices : tuple of Choice
        What every version settles, in the order of the columns of `versions`.
    concepts : tuple of str
    versions : int16 array [versions, choices]
        For each version run the place of each choice's value. All versions in order, the last choice changing
        fastest; or a sample, of which the first is the working version.
    population : int
        How many versions there are.
    seed : int or None
        What the sample was drawn with; None where all versions were run.
    working : int
        The row of the working version.
    holds : mapping of (settlement, concept) to bool array [versions]
    leaves : mapping of (settlement, concept) to bool array [decision makers, versions]
        Who would leave the fitting states that come nearest to holding (those the fewest would leave).
    fits : mapping of settlement to bool array [versions]
        Whether any feasible state fits the settlement.
    retried : int
        How many chunks of versions were run again, because the worker that judged them died.
    """

    conflict: Conflict
    questions: Mapping[str, Question]
    choices: tuple[Choice, ...]
    concepts: tuple[str, ...]
    versions: Rows
    population: int
    seed: int | None
    working: int
    holds: Mapping[Key, Bools]
    leaves: Mapping[Key, Bools]
    fits: Mapping[str, Bools]
    runner: Runner = field(repr=False)
    retried: int = 0
    _memo: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        names = ", ".join(concept_of(c).name for c in self.concepts)
        return f"<Sweep of '{self.conflict.title}': {self.extent} under {names}>"

    def __len__(self) -> int:
        return len(self.versions)

    @property
    def exhaustive(self) -> bool:
        """Whether every version was run."""
        return len(self) == self.population

    @property
    def extent(self) -> str:
        """Return how many versions were run, in words."""
        if self.exhaustive:
            return "the one version" if len(self) == 1 else f"all {len(self):,} versions"
        return f"a sample of {len(self):,} of {self.population:,} versions, drawn with seed {self.seed}"

    @property
    def settlements(self) -> tuple[str, ...]:
        """The names of the settlements."""
        return tuple(s.name for s in self.conflict.settlements)

    def key(self, settlement: str, concept: str) -> Key:
        """Return the key of a settlement under a concept; refuse what was not run."""
        if settlement not in self.settlements:
            raise unknown("settlement", settlement, self.settlements)
        name = concept_of(concept).id
        if name not in self.concepts:
            raise unknown("solution concept among those run", concept, self.concepts)
        return settlement, name

    def share(self, settlement: str, concept: str) -> Share:
        """Return in how many versions a settlement holds, with the error where they are a sample."""
        return self.share_of(self.holds[self.key(settlement, concept)])

    def share_of(self, mask: Bools) -> Share:
        """Return the share of versions run that a mask picks."""
        return Share.of(int(mask.sum()), len(self), self.population)

    def verdict(self, settlement: str, concept: str) -> bool:
        """Whether a settlement holds in the working version."""
        return bool(self.holds[self.key(settlement, concept)][self.working])

    def version(self, row: int | None = None) -> Conflict:
        """Return the conflict as it is in one version; without a row, in the working version."""
        values = self.versions[self.working if row is None else row].tolist()
        return apply(self.conflict, self.choices, values, self.questions)

    @cached_property
    def analysis(self) -> Analysis:
        """The analysis of the working version."""
        return analyse(self.version(), self.concepts, unknown=self.runner.unknown)

    def note(self, settlement: str) -> str:
        """Return what there is to say of the states that fit a settlement; usually nothing."""
        fit = self.fits[settlement]
        if not fit.any():
            return "no feasible state fits"
        return "" if fit.all() else f"no feasible state fits in {self.share_of(~fit)}"

    def sentence(self, settlement: str, concept: str) -> str:
        """Return the verdict in one sentence."""
        key = self.key(settlement, concept)
        share = self.share(*key)
        words = f"Under {concept_of(concept).name}, '{settlement}' holds in {share}"
        if note := self.note(settlement):
            words += f": {note}"
        if share.total > 1 and share.count:
            words += f", {'and' if self.verdict(*key) else 'but not'} in the working version"
        return words + "."

    def influence(self, settlement: str, concept: str) -> tuple[Influence, ...]:
        """Return for each choice in how many versions changing it alone flips the verdict, the most first."""
        from palabre.versions.influence import influence_of

        return self._once(influence_of, self.key(settlement, concept))

    def deciding(self, settlement: str, concept: str) -> Tree:
        """Return a small decision tree over the choices that decide whether a settlement holds."""
        from palabre.versions.deciding import tree_of

        return self._once(tree_of, self.key(settlement, concept))

    def pivots(self, settlement: str, concept: str) -> Pivots:
        """Return the smallest changes that turn the working version's verdict."""
        from palabre.versions.pivot import pivots_of

        return self._once(pivots_of, self.key(settlement, concept))

    def walks(self, settlement: str, concept: str) -> Walks:
        """Return who would leave the settlement where it fails, and the story of the working version."""
        from palabre.versions.walks import walks_of

        return self._once(walks_of, self.key(settlement, concept))

    def way_there(self, settlement: str, concept: str) -> Way:
        """Return how the settlement can be reached from today's state in the working version."""
        from palabre.versions.reach import way_of

        return self._once(way_of, self.key(settlement, concept))

    def _once(self, make: Callable[[Sweep, str, str], T], key: Key) -> T:
        if (make, key) not in self._memo:
            self._memo[make, key] = make(self, *key)
        return cast(T, self._memo[make, key])

    def table(self) -> Table:
        """Return one row for each settlement and concept."""
        columns = ["settlement", "concept", "count", "total", "error", "error_kind", "working", "note"]
        rows = []
        for settlement, concept in self.runner.keys:
            share = self.share(settlement, concept)
            working = self.verdict(settlement, concept)
            numbers = (share.count, share.total, share.error, share.error_kind)
            rows.append((settlement, concept, *numbers, working, self.note(settlement)))
        return Table.of(columns, rows)

    def versions_table(self, settlement: str | None = None) -> Table:
        """Return one row for each version run: the value of each choice, and which settlements hold.

        With a settlement named, its columns alone.
        """
        keys = [self.key(settlement, c) for c in self.concepts] if settlement else self.runner.keys
        verdicts_of = [f"holds ({c})" if settlement else f"{name} ({c})" for name, c in keys]
        columns = ["version", *(c.id for c in self.choices), *verdicts_of]
        values = [[c.values[v] for v in self.versions[:, k]] for k, c in enumerate(self.choices)]
        verdicts = [self.holds[key].tolist() for key in keys]
        return Table.of(columns, zip(range(1, len(self) + 1), *values, *verdicts, strict=True))

    def as_json(self) -> dict[str, Any]:
        """Return everything but the pivots and the ways there as plain values, ready for JSON."""
        return {
            "title": self.conflict.title,
            **({"unknown": self.runner.unknown} if self.runner.unknown else {}),
            "versions": {
                "run": len(self),
                "all": self.population,
                "exhaustive": self.exhaustive,
                "seed": self.seed,
                "working": [c.values[v] for c, v in self._working_values()],
            },
            "choices": [
                {"id": c.id, "kind": c.kind, "asks": c.asks, "values": list(c.values), "says": list(c.says)}
                for c in self.choices
            ],
            "settlements": [
                {
                    **record,
                    "influence": [i.as_json() for i in self.influence(*key)],
                    "rules": list(self.deciding(*key).rules()),
                    "leaves": self._leaving(key),
                }
                for key, record in zip(self.runner.keys, self.records(), strict=True)
            ],
        }

    def _working_values(self) -> list[tuple[Choice, int]]:
        return list(zip(self.choices, self.versions[self.working].tolist(), strict=True))

    def _leaving(self, key: Key) -> dict[str, int]:
        dms = self.conflict.decision_makers
        return {d.id: int(n) for d, n in zip(dms, self.leaves[key].sum(axis=1), strict=True)}

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()
