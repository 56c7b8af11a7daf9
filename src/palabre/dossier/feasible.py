"""Feasible: whether a model's states can be listed at all, and today's state among them."""

from __future__ import annotations

from collections.abc import Mapping

from palabre.dossier.log import Log
from palabre.dossier.models import Model
from palabre.ledger import Question


def check_states(model: Model, questions: Mapping[str, Question], log: Log) -> None:
    """Report why a model's states cannot be listed."""
