"""Version: one way to settle everything left open, as one number a choice; and what a model then is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from palabre.conflict import (
    Conflict,
    ConflictError,
    DecisionMaker,
    Pairwise,
    Preference,
    Ranking,
    Rule,
    Statement,
    Statements,
    Weight,
    Weights,
)
from palabre.conflict.absent import ranked_anew, without_options
from palabre.conflict.conditions import Taken
from palabre.conflict.structures import tiers_of
from palabre.terms import Basis
from palabre.versions.choice import DOWN, DROPPED, KEPT, UP, Choice, Questions, choices_of, decided
from palabre.versions.ties import Order, order_of, tiers_in

Rows: TypeAlias = NDArray[np.int16]


@dataclass(frozen=True)
class Setting:
    """A version by name: the answer to each question, and what becomes of each assumed line."""

    answers: Mapping[str, str]
    lines: Mapping[str, str]

    def fits(self, basis: Basis) -> bool:
        """Whether every answer the line is given is the answer of this version."""
        for question, _ in basis.given:
            if question not in self.answers:
                raise ConflictError(
                    f"a line is given an answer to '{question}', and no such question is at hand",
                    "hand in the questions with the model",
                )
        return all(self.answers[question] in allowed for question, allowed in basis.given)

    def counts(self, line: str, basis: Basis) -> bool:
        """Whether a line counts: it is not dropped, and the answers fit."""
        return self.lines.get(line, KEPT) != DROPPED and self.fits(basis)


def setting(choices: Sequence[Choice], version: Sequence[int], questions: Questions = ()) -> Setting:
    """Return a version by name; `questions` tells the answers of those that are settled."""
    answers = decided(questions)
    lines: dict[str, str] = {}
    for choice, value in zip(choices, version, strict=True):
        (answers if choice.kind == "question" else lines)[choice.id] = choice.values[value]
    return Setting(answers, lines)


def apply(
    conflict: Conflict, choices: Sequence[Choice], version: Sequence[int], questions: Questions = ()
) -> Conflict:
    """Return the conflict as it is in one version.

    A line that is dropped, or whose given answers are not those of the version, is left out. A line that is
    moved changes places with its neighbour among the lines that count. An option that is not there can never
    be taken.

    Parameters
    ----------
    conflict : Conflict
    choices : sequence of Choice
        As `choices_of` returns them.
    version : sequence of int
        For each choice the place of its value.
    questions : questions
        Needed where a line is given a settled question.

    Examples
    --------
    >>> from palabre.conflict import Option, parse
    >>> from palabre.versions.choice import choices_of
    >>> likes = [Statement(f"a: {c}", parse(c), Basis(assume="so we think")) for c in ("sign", "not fight")]
    >>> options = (Option("sign", "Sign", "a"), Option("fight", "Fight", "a"))
    >>> small = Conflict("small", (DecisionMaker("a", "A", options, Statements(tuple(likes))),))
    >>> changed = apply(small, choices_of(small), (1, 0))
    >>> [line.id for line in changed.decision_makers[0].preference.lines]
    ['a: not fight']
    """
    chosen = setting(choices, version, questions)
    changed = with_structure(conflict, chosen)
    dms = tuple(replace(d, preference=_preference(d, chosen)) for d in changed.decision_makers)
    return replace(changed, decision_makers=dms)


def counting(lines: Sequence[Statement] | Sequence[Weight], chosen: Setting) -> Order:
    """Return the places of the lines that count in a version, the weightiest first: see `ties`.

    A line that is moved out of those that weigh the same comes to stand right above or below them.
    """
    counts = [chosen.counts(line.id, line.basis) for line in lines]
    here = [k for k, counted in enumerate(counts) if counted]
    if not any(isinstance(line, Statement) and line.tier for line in lines):
        step = {UP: -1.5, DOWN: 1.5}
        moved = {k: p + step.get(chosen.lines.get(lines[k].id, KEPT), 0.0) for p, k in enumerate(here)}
        return tuple(sorted(here, key=moved.__getitem__))
    statements = [line for line in lines if isinstance(line, Statement)]
    left = [tuple(k for k in tier if k in here) for tier in tiers_of(statements)]
    places: dict[tuple[float, int], list[int]] = {}
    for p, tier in enumerate(tier for tier in left if tier):
        far = 0.5 if len(tier) > 1 else 1.5
        for k in tier:
            by = {UP: -far, DOWN: far}.get(chosen.lines.get(lines[k].id, KEPT), 0.0)
            places.setdefault((p + by, p), []).append(k)
    return order_of(places[at] for at in sorted(places))


def _preference(dm: DecisionMaker, chosen: Setting) -> Preference:
    if isinstance(dm.preference, Ranking | Pairwise):
        return dm.preference
    order = counting(dm.preference.lines, chosen)
    if isinstance(dm.preference, Weights):
        return Weights(tuple(dm.preference.lines[k] for k in order))
    lines, tiers = dm.preference.lines, tiers_in(order)
    if all(len(tier) == 1 for tier in tiers):
        return Statements(tuple(replace(x, tier="") if x.tier else x for x in (lines[k] for k in order)))
    made = [replace(lines[k], tier=str(t) if tier[1:] else "") for t, tier in enumerate(tiers) for k in tier]
    return Statements(tuple(made))


def with_structure(conflict: Conflict, chosen: Setting) -> Conflict:
    """Return the conflict with a version's options, rules, one-way options and joint moves; no other changes.

    Where everything counts, the conflict itself is returned.
    """
    rules, ways = conflict.rules, conflict.one_way
    if conflict.states is None:
        rules = tuple(r for r in rules if chosen.counts(r.id, r.basis))
    if conflict.moves is None:
        ways = tuple(w for w in ways if chosen.counts(w.id, w.basis))
    joint = tuple(j for j in conflict.joint if chosen.counts(f"jointly: {j.id}", j.basis))
    gone = [o.id for o in conflict.options if not chosen.counts(f"option: {o.id}", o.basis)]
    if not gone and (rules, ways, joint) == (conflict.rules, conflict.one_way, conflict.joint):
        return conflict
    absent = tuple(Rule(f"option: {o} is not there", "never", (Taken(o),)) for o in gone)
    changed = replace(conflict, rules=rules + absent, one_way=ways, joint=joint)
    if gone and conflict.states is not None:
        changed = without_options(changed, gone)
    return ranked_anew(changed)


def desk(choices: Sequence[Choice]) -> tuple[int, ...]:
    """Return the version the desk works with for now."""
    return tuple(c.working for c in choices)


def working_version(conflict: Conflict, questions: Questions = ()) -> Conflict:
    """Return the conflict as it is in the version the desk works with for now."""
    choices = choices_of(conflict, questions)
    return apply(conflict, choices, desk(choices), questions)


def count(choices: Sequence[Choice]) -> int:
    """Return how many versions there are."""
    return prod(len(c.values) for c in choices)


def every(choices: Sequence[Choice]) -> Rows:
    """Return all versions, one a row; the last choice changes fastest.

    Examples
    --------
    >>> every([Choice("q", "question", "q", ("a", "b"), 0)]).tolist()
    [[0], [1]]
    """
    sizes = [len(c.values) for c in choices]
    if not sizes:
        return np.zeros((1, 0), np.int16)
    return np.stack(np.unravel_index(np.arange(prod(sizes)), sizes), axis=1).astype(np.int16)


def sample(choices: Sequence[Choice], size: int, seed: int, first: Sequence[int]) -> Rows:
    """Return `size` different versions: `first`, and others drawn evenly from the rest.

    The same seed draws the same ones: they come from the raw stream of PCG64, which does not change from
    machine to machine, nor from one numpy to the next.
    """
    sizes = np.array([len(c.values) for c in choices])
    size = max(1, min(size, count(choices)))
    stream = np.random.PCG64(seed)
    drawn = np.array([first], np.int16)
    while len(drawn) < size:
        raw = stream.random_raw(max(64, size) * len(sizes)).reshape(-1, len(sizes))
        fresh = ((raw >> np.uint64(11)) * 2.0**-53 * sizes).astype(np.int16)
        drawn = np.concatenate([drawn, fresh])
        where = np.unique(drawn, axis=0, return_index=True)[1]
        drawn = drawn[np.sort(where)]
    return drawn[:size]
