"""Feasible: whether a model's states can be listed, whatever the answers, and today's among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING

from palabre.dossier.log import Log
from palabre.dossier.models import Model
from palabre.ledger import Question

if TYPE_CHECKING:
    from palabre.conflict import Conflict

MOST_TRIED = 64


def check_states(model: Model, questions: Mapping[str, Question], log: Log) -> bool:
    """Report why a model's states cannot be listed; return whether they can.

    Rules, options and one-way options may be given an answer, so each combination of such answers is tried,
    the working one first, up to 64 of them.
    """
    from palabre.conflict import ConflictError, Pairwise, Ranking
    from palabre.conflict.relations import check_labels
    from palabre.versions.version import Setting, with_structure

    conflict = model.conflict
    for answers in islice(_answers(conflict, questions), MOST_TRIED):
        said = ", ".join(f"'{q}' is '{a}'" for q, a in answers.items())
        when = f" where {said}" if said else ""
        try:
            now = with_structure(conflict, Setting(answers, {}))
            space = replace(now, now=None).space
        except ConflictError as fault:
            key = (
                "states" if conflict.states is not None else "never" if conflict.rules else "decision_makers"
            )
            key = "moves" if "move" in fault.what else key
            key = "decision_makers" if "limit" in fault.what or "too many" in fault.what else key
            log.fault(model.file, model.sections.get(key), f"{fault.what}{when}", fault.remedy)
            return False
        try:
            _ = now.space
        except ConflictError as fault:
            log.fault(model.file, model.sections.get("now"), f"{fault.what}{when}", fault.remedy)
            return False
        for maker in now.decision_makers:
            if isinstance(maker.preference, Ranking | Pairwise):
                try:
                    check_labels(maker.preference, space)
                except ConflictError as fault:
                    key = "ranking" if isinstance(maker.preference, Ranking) else "pairs"
                    line = model.lines.get(f"{key}: {maker.id}")
                    log.fault(model.file, line, f"{fault.what}{when}", fault.remedy)
                    return False
    return True


def check_sights(model: Model, questions: Mapping[str, Question], log: Log) -> None:
    """Report where nothing is left of the states in somebody's eyes, on the working answers."""
    from palabre.conflict import ConflictError, as_seen_by
    from palabre.versions.version import Setting, with_structure

    if not model.conflict.seen_by:
        return
    now = with_structure(model.conflict, Setting(next(_answers(model.conflict, questions)), {}))
    for sight in now.seen_by:
        try:
            _ = as_seen_by(now, sight.dm).space
        except ConflictError as fault:
            line = model.lines.get(f"seen_by: {sight.dm}")
            log.fault(model.file, line, f"{fault.what} as '{sight.dm}' sees it", fault.remedy)


def _answers(conflict: Conflict, questions: Mapping[str, Question]) -> Iterator[dict[str, str]]:
    """Yield the combinations of answers that states or moves may depend on, the working ones first."""
    parts = (conflict.options, conflict.rules, conflict.one_way, conflict.joint)
    bases = [line.basis for part in parts for line in part]
    asked = list(dict.fromkeys(q for basis in bases for q, _ in basis.given if q in questions))
    ways = []
    for one in asked:
        question = questions[one]
        ids = [a.id for a in question.answers]
        first = question.settled or question.working
        ways.append([first] if question.settled else sorted(ids, key=lambda a, f=first: a != f))  # type: ignore[misc]
    for combination in product(*ways):
        yield dict(zip(asked, combination, strict=True))
