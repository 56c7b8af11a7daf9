"""The heading: who may be meant by words that name nobody for certain."""

from __future__ import annotations

from pathlib import Path

import palabre.dossier
from palabre.dossier.heading import Heading


def test_a_part_of_one_name_is_a_guess_and_of_several_none(tmp_path: Path) -> None:
    heading = Heading.of(palabre.dossier.new(tmp_path / "bridge", empty=True))
    for name in ("Government of the Valley", "Valley Guard", "Hill Guard"):
        heading, _ = heading.with_actor(name, "organisation")
    gov, valley = heading.actor_named("Government of the Valley"), heading.actor_named("Valley Guard")
    assert gov is not None
    assert valley is not None
    assert heading.perhaps_named("The government") == gov
    assert heading.perhaps_named("the guard") is None
    assert heading.perhaps_named("the valley guard") == valley
    assert heading.perhaps_named("") is None
