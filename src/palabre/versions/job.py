"""Job: what a worker has to know to judge versions of a model, and nothing more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre._version import __version__
from palabre.conflict import Conflict, DecisionMaker, Statements, Weights
from palabre.ledger import Answer, Question
from palabre.stability import Reading
from palabre.terms import Basis
from palabre.versions.choice import Choice, Questions, by_id, lines_of
from palabre.versions.runner import Runner, Verdicts
from palabre.versions.version import Rows

Packed: TypeAlias = NDArray[np.uint8]


@dataclass(frozen=True)
class Job:
    """A model and what is asked of it, stripped of everything that changes no verdict.

    Ids and conditions stay. Names, titles, notes, sources, and what questions and assumptions say in words
    are left behind, so they reach no other machine and no folder of kept chunks.
    """

    conflict: Conflict
    choices: tuple[Choice, ...]
    questions: tuple[Question, ...]
    concepts: tuple[str, ...]
    unknown: Reading | None = None

    @classmethod
    def of(
        cls,
        conflict: Conflict,
        choices: Sequence[Choice],
        questions: Questions,
        concepts: Sequence[str],
        unknown: Reading | None = None,
    ) -> Job:
        """Return the job of a model.

        Examples
        --------
        >>> from palabre.conflict import Option, parse
        >>> dm = DecisionMaker("a", "The party of A", (Option("sign", "Sign it", "a"),), Statements())
        >>> job = Job.of(Conflict("A secret", (dm,)), (), (), ("nash",))
        >>> job.conflict.title, job.conflict.decision_makers[0].name
        ('', 'a')
        """
        used = {question for line in lines_of(conflict) for question, _ in line.basis.given}
        asked = tuple(
            Question(q.id, "", tuple(Answer(a.id, "", ()) for a in q.answers), "", q.settled)
            for q in by_id(questions).values()
            if q.id in used
        )
        plain = tuple(replace(c, label=c.id, working=0, asks="", says=()) for c in choices)
        return cls(bare(conflict), plain, asked, tuple(concepts), unknown)

    def runner(self) -> Runner:
        """Return what judges its versions."""
        return Runner(self.conflict, self.choices, self.questions, self.concepts, self.unknown)

    @cached_property
    def fingerprints(self) -> dict[str, str]:
        """What the verdicts depend on, as one fingerprint a part."""
        model = _hash([_plain(self.conflict), [_plain(c) for c in self.choices]])
        questions = _hash([_plain(q) for q in self.questions])
        parts = {"model": model, "questions": questions, "concepts": ",".join(self.concepts)}
        if self.unknown is not None:
            parts["unknown"] = self.unknown
        return {"palabre": __version__, **parts}

    @property
    def key(self) -> str:
        """All fingerprints in one."""
        return _hash(self.fingerprints)


def bare(conflict: Conflict) -> Conflict:
    """Return a conflict without its words: the same states, moves and preferences in every version."""
    return replace(
        conflict,
        title="",
        now=None,
        decision_makers=tuple(_bare_maker(d) for d in conflict.decision_makers),
        rules=tuple(replace(r, basis=_bare(r.basis)) for r in conflict.rules),
        one_way=tuple(replace(w, basis=_bare(w.basis)) for w in conflict.one_way),
        joint=tuple(replace(j, basis=_bare(j.basis)) for j in conflict.joint),
        settlements=tuple(replace(s, note="", preferred=False) for s in conflict.settlements),
        # Versions are of one model: who sees what is asked apart from them.
        seen_by=(),
    )


def _bare_maker(dm: DecisionMaker) -> DecisionMaker:
    options = tuple(replace(o, name=o.id, basis=_bare(o.basis)) for o in dm.options)
    preference = dm.preference
    if isinstance(preference, Statements):
        preference = Statements(tuple(replace(x, basis=_bare(x.basis)) for x in preference.lines))
    if isinstance(preference, Weights):
        preference = Weights(tuple(replace(x, basis=_bare(x.basis)) for x in preference.lines))
    return replace(dm, name=dm.id, options=options, preference=preference, actors=())


def _bare(basis: Basis) -> Basis:
    return Basis(given=basis.given)


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as lists and words, the same in every process."""
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, f.name)) for f in fields(value) if f.compare)]
    if isinstance(value, Mapping):
        return sorted([_plain(k), _plain(v)] for k, v in value.items())
    if isinstance(value, frozenset):
        return sorted(_plain(v) for v in value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def pack(verdicts: Verdicts) -> Packed:
    """Return verdicts as bits: one row for each key, decision maker and settlement, one bit a version."""
    rows = [*verdicts.holds.values(), *verdicts.fits.values()]
    return np.packbits(np.concatenate([np.stack(rows), *verdicts.leaves.values()]), axis=1)


def unpack(bits: Packed, into: Verdicts, versions: NDArray[np.intp]) -> None:
    """Write packed verdicts to where their versions stand."""
    plain = np.unpackbits(bits, axis=1, count=len(versions)).astype(bool)
    row = 0
    for mask in (*into.holds.values(), *into.fits.values()):
        mask[versions] = plain[row]
        row += 1
    for leaves in into.leaves.values():
        leaves[:, versions] = plain[row : row + len(leaves)]
        row += len(leaves)


_latest: dict[str, Runner] = {}


def judge(key: str, job: Callable[[], Job], rows: Rows) -> Packed:
    """Judge a chunk of versions in a worker, which remembers the job it was last given.

    Parameters
    ----------
    key : str
        The key of the job.
    job : callable
        Fetches the job; called only where the worker does not have it yet.
    rows : int16 array [versions, choices]
    """
    if key not in _latest:
        _latest.clear()
        _latest[key] = job().runner()
    return pack(_latest[key].run(rows))
