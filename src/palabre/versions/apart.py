"""Apart: versions judged one at a time, where preferences are relations and not orders of the states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import ConflictError, Space
from palabre.stability import Analysis
from palabre.versions.version import apply, with_structure

if TYPE_CHECKING:
    from palabre.versions.runner import Runner

Bools: TypeAlias = NDArray[np.bool_]
Found: TypeAlias = tuple[dict[tuple[str, str], tuple[bool, Bools]], dict[str, bool]]


@dataclass(eq=False)
class Apart:
    """Judges versions one at a time, and remembers them and the states that they share."""

    runner: Runner
    _seen: dict[tuple[int, ...], Found] = field(default_factory=dict)
    _spaces: dict[tuple[int, ...], Space | None] = field(default_factory=dict)

    def run(
        self, rows: NDArray[np.integer], progress: Callable[[int, int], None] | None
    ) -> tuple[dict[tuple[str, str], Bools], dict[tuple[str, str], Bools], dict[str, Bools]]:
        """Return what `Verdicts` holds: which settlements hold, who leaves, and whether any state fits."""
        runner, total = self.runner, len(rows)
        holds = {key: np.zeros(total, bool) for key in runner.keys}
        leaves = {key: np.zeros((len(runner.conflict.decision_makers), total), bool) for key in runner.keys}
        fits = {s.name: np.zeros(total, bool) for s in runner.conflict.settlements}
        for k, row in enumerate(rows.tolist()):
            verdicts, fit = self._version(tuple(row))
            for key, (held, gone) in verdicts.items():
                holds[key][k], leaves[key][:, k] = held, gone
            for name, some in fit.items():
                fits[name][k] = some
            if progress is not None:
                progress(k + 1, total)
        return holds, leaves, fits

    def _version(self, row: tuple[int, ...]) -> Found:
        if row not in self._seen:
            self._seen[row] = self._judged(row)
        return self._seen[row]

    def _judged(self, row: tuple[int, ...]) -> Found:
        runner = self.runner
        space = self._space(row)
        if space is None:
            return {}, {}
        conflict = replace(apply(runner.conflict, runner.choices, row, runner.questions), now=None)
        analysis = Analysis(conflict, space, runner.concepts, unknown=runner.unknown)
        fits = {s.name: space.where(s.condition) for s in conflict.settlements}
        masks = self._masks(analysis)
        verdicts = {(name, c): _nearest(~masks[c][:, fits[name]]) for name, c in runner.keys}
        return verdicts, {name: bool(fit.any()) for name, fit in fits.items()}

    def _masks(self, analysis: Analysis) -> Mapping[str, Bools]:
        dms: Sequence[str] = analysis.space.decision_makers
        return {c: np.stack([analysis.mask(c, d) for d in dms]) for c in self.runner.concepts}

    def _space(self, row: tuple[int, ...]) -> Space | None:
        """Return the states of a version; None where its rules leave none."""
        key = tuple(row[k] for k in self.runner.structural)
        if key not in self._spaces:
            plain = replace(self.runner.conflict, now=None)
            try:
                self._spaces[key] = with_structure(plain, self.runner.setting(row)).space
            except ConflictError as fault:
                if fault.what != "no state is feasible":
                    raise
                self._spaces[key] = None
        return self._spaces[key]


def _nearest(gone: Bools) -> tuple[bool, Bools]:
    """Return whether some state holds, and who leaves those that the fewest leave."""
    if not gone.shape[1]:
        return False, np.zeros(len(gone), bool)
    number = gone.sum(axis=0)
    leaving = gone[:, number == number.min()].any(axis=1)
    return bool((number == 0).any()), np.asarray(leaving)
