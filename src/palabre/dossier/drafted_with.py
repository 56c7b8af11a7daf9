"""Drafted with: whether a document's drafts were made with the weights that are wished now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.reading.job import weighed_by

if TYPE_CHECKING:
    from palabre.reading.weighing import Weights


def drafted_with(path: Path, weights: Weights | None) -> bool:
    """Whether the drafts of a file were made with these weights, or by a language model."""
    try:
        with path.open(encoding="utf-8") as lines:
            reader = str(json.loads(lines.readline())["reader"])
    except (OSError, ValueError, KeyError, TypeError):
        return weights is None  # what is wrong with the file is said where it is read
    wished = weighed_by(weights)
    return reader.startswith("model ") or (reader.endswith(wished) if wished else ", weights " not in reader)
