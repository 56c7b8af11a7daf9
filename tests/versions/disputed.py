"""Random conflicts with something left open: questions, given and assumed lines, moved lines, structure."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import invent
from palabre.conflict import Conflict, Option, Settlement, Statement, Statements
from palabre.ledger import Answer, Question
from palabre.terms import Basis


def questions(rng: Random) -> tuple[Question, ...]:
    made = []
    for k in range(rng.randint(0, 3)):
        ids = [f"a{j}" for j in range(rng.choice((1, 2, 2, 2, 3)))]
        settled = rng.choice(ids) if rng.random() < 0.2 else ""
        answers = tuple(Answer(a, f"says {a}", ()) for a in ids)
        made.append(Question(f"q{k}", f"Which q{k}?", answers, rng.choice(ids), settled))
    return tuple(made)


def basis(rng: Random, asked: tuple[Question, ...], vary: tuple[Any, ...], often: float) -> Basis:
    given = []
    for question in asked:
        if rng.random() < often / 2:
            ids = [a.id for a in question.answers]
            given.append((question.id, tuple(rng.sample(ids, rng.randint(1, max(1, len(ids) - 1))))))
    assume = "so we think" if rng.random() < often else ""
    return Basis(("c",), assume, given=tuple(given), vary=rng.choice(vary))


def model(seed: int, kind: str | None = None) -> tuple[Conflict, tuple[Question, ...]]:
    """Return a conflict with questions; at most some hundreds of versions."""
    rng = Random(seed)
    plain = invent.conflict(seed, kind, most=4)
    asked = questions(rng)
    names = [o.id for o in plain.options]
    dms = []
    for dm in plain.decision_makers:
        preference = dm.preference
        if isinstance(preference, Statements) or rng.random() < 0.7:
            lines = []
            for k in range(rng.randint(1, 5)):
                condition = invent.condition(rng, names)
                lines.append(
                    Statement(f"{dm.id}: {k}", condition, basis(rng, asked, ("drop", "move", "never"), 0.35))
                )
            preference = Statements(tuple(lines))
        options: tuple[Option, ...] = tuple(
            replace(o, basis=basis(rng, asked, ("drop", "never"), 0.1)) for o in dm.options
        )
        dms.append(replace(dm, preference=preference, options=options))
    loose = any(not isinstance(d.preference, Statements) for d in dms)
    often = 0.0 if loose else 0.3  # a rule that is dropped adds states, which a ranking would not know
    made = replace(
        plain,
        decision_makers=tuple(dms),
        rules=tuple(replace(r, basis=basis(rng, asked, ("drop", "never"), often)) for r in plain.rules),
        one_way=tuple(replace(w, basis=basis(rng, asked, ("drop",), 0.2)) for w in plain.one_way),
        settlements=tuple(
            Settlement(f"deal {k}", invent.condition(rng, names)) for k in range(rng.randint(1, 3))
        ),
    )
    return made, asked
