"""Traps: what is allowed, yet is seldom meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from palabre.dossier.log import Log
from palabre.dossier.models import Model
from palabre.ledger import Claim, Question


def set_traps(
    claims: Mapping[str, Claim],
    questions: Mapping[str, Question],
    models: Sequence[Model],
    lines: Mapping[tuple[str, str], tuple[str, int]],
    log: Log,
) -> None:
    """Point out every trap of a dossier."""
