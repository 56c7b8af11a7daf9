"""Run: all versions of a model, or a sample of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import numpy as np

from palabre.conflict import Conflict, ConflictError, model_wanted
from palabre.conflict.errors import unknown as unknown_name
from palabre.ledger import Question
from palabre.stability import READINGS, Reading, analyse
from palabre.versions import version as versions
from palabre.versions.choice import Questions, by_id, choices_of
from palabre.versions.places import Place, Say
from palabre.versions.runner import Progress, Runner
from palabre.versions.spread import CHUNK, Spread, spread
from palabre.versions.sweep import Sweep


class HasModel(Protocol):
    """What a sweep needs of a dossier."""

    @property
    def questions(self) -> Mapping[str, Question]:
        """The questions by id."""

    def model(self, name: str | None = None) -> Conflict:
        """Return a model."""


def sweep(
    subject: Conflict | HasModel,
    questions: Questions | None = None,
    *,
    model: str | None = None,
    concepts: str | Sequence[str] = ("nash", "seq"),
    limit: int = 65_536,
    sample: int = 4096,
    seed: int = 2014,
    progress: Progress | None = None,
    unknown: Reading | None = None,
    on: str | Place = "here",
    keep: str | Path | None = None,
    chunk: int = CHUNK,
    say: Say | None = None,
) -> Sweep:
    """Run all versions of a model, and say in which of them each settlement holds.

    Parameters
    ----------
    subject : Conflict or Dossier
    questions : mapping or iterable of Question
        Needed with a conflict whose lines are given answers; a dossier brings its own.
    model : str or None
        Which of the dossier's models; None takes the only one.
    concepts : str or sequence of str
        One solution concept or several.
    limit : int
        Run every version up to so many; above, a sample.
    sample, seed : int
        How many versions to draw, without repetition, the working version among them; and with which seed.
    progress : callable (done, total) or None
    unknown : "a", "b", "c", "d" or None
        How unknown preferences are read; needed where there are some. Where a preference is no order of the
        states, versions are judged one at a time.
    on : str or Place
        Where the versions are judged: "here", "cores" (every core of this machine), "ray" (started on this
        machine, or as this program is connected to it) or "ray://HOST:PORT". The result is the same.
    keep : path or None
        A folder for the chunks that are done. The same sweep with the same folder goes on from there.
    chunk : int
        How many versions a chunk has, where there are chunks: on another place than here, or with `keep`.
    say : callable (text) or None
        Told what ray does before it does it.

    Raises
    ------
    ConflictError
        When the working version cannot be analysed, a line is given what is not there, or a number is too
        small.
    PlaceError
        When ray is missing or does not answer, or workers die again and again.
    Faults
        When `keep` holds another sweep.

    Examples
    --------
    >>> from palabre.conflict import DecisionMaker, Option, Settlement, Statement, Statements, parse
    >>> from palabre.ledger import Answer
    >>> from palabre.terms import Basis
    >>> answers = Answer("yes", "it is", ()), Answer("no", "it is not", ())
    >>> trust = Question("trust", "Is the other side trusted?", answers, "no")
    >>> given = Basis(cites=("c",), given=(("trust", ("no",)),))
    >>> likes = (Statement("a: not sign", parse("not sign"), given), Statement("a: sign", parse("sign")))
    >>> dm = DecisionMaker("a", "A", (Option("sign", "Sign", "a"),), Statements(likes))
    >>> deal = Settlement("a deal", parse("sign"))
    >>> result = sweep(Conflict("small", (dm,), settlements=(deal,)), [trust])
    >>> result.sentence("a deal", "nash")
    "Under Nash, 'a deal' holds in 1 of 2 versions, but not in the working version."
    """
    concepts = (concepts,) if isinstance(concepts, str) else tuple(concepts)
    _refuse_numbers(limit=(limit, 1), sample=(sample, 1), seed=(seed, 0))
    if unknown is not None and unknown not in READINGS:
        raise unknown_name("reading of what is unknown", unknown, READINGS)
    if isinstance(subject, Conflict):
        conflict, asked = subject, by_id(questions or ())
    else:
        if not hasattr(subject, "questions"):
            model_wanted(subject)
        conflict = subject.model(model)
        asked = by_id(subject.questions if questions is None else questions)
    if chunk < 1:
        raise ConflictError(f"a chunk of {chunk} versions holds none", "give chunk=1 or more")
    if not conflict.settlements:
        raise ConflictError("the model has no settlement to try", "name at least one under 'settlements'")
    choices = choices_of(conflict, asked)
    desk = versions.desk(choices)
    # What is wrong with the working version is a fault of the model, and shows before anything is run.
    analyse(versions.apply(conflict, choices, desk, asked), concepts, unknown=unknown)
    population = versions.count(choices)
    exhaustive = population <= max(limit, sample)
    if exhaustive:
        rows = versions.every(choices)
        working = int(np.flatnonzero((rows == np.array(desk, np.int16)).all(axis=1))[0])
    else:
        rows, working = versions.sample(choices, sample, seed, first=desk), 0
    runner = Runner(conflict, choices, asked, concepts, unknown)
    if on == "here" and keep is None:
        found, retried = runner.run(rows, progress), 0
    else:
        found, retried = spread(runner, rows, Spread(on, keep, chunk, say), progress)
    rows.setflags(write=False)
    for mask in (*found.holds.values(), *found.leaves.values(), *found.fits.values()):
        mask.setflags(write=False)
    return Sweep(
        conflict,
        asked,
        choices,
        runner.concepts,
        rows,
        population,
        None if exhaustive else seed,
        working,
        MappingProxyType(found.holds),
        MappingProxyType(found.leaves),
        MappingProxyType(found.fits),
        runner,
        retried,
    )


def _refuse_numbers(**numbers: tuple[int, int]) -> None:
    """Refuse a number below the least it can be."""
    for name, (number, least) in numbers.items():
        if number < least:
            raise ConflictError(f"{name} is {number}", f"let it be at least {least}")
