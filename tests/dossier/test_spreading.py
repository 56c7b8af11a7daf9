"""Reading elsewhere: the same dossier byte for byte, whoever reads the files."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from palabre.dossier import Wishes, read
from palabre.dossier.spreading import reader_on
from palabre.reading import Hands

pytestmark = [pytest.mark.xdist_group("ray"), pytest.mark.usefixtures("plainly")]


def files_of(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file() and "attached" not in p.parts  # what stays on this machine is no part of it
    }


def test_ray_reads_the_same_as_this_machine(blank: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for k in range(6):
        (folder / f"n{k}.txt").write_text(f"The hill front had {100 + k} fighters on day {k}.")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 no more")
    made, said = [], []
    for on in ("", "ray"):
        home = Path(shutil.copytree(blank, tmp_path / f"home{on}"))
        found = read(home, folder, Wishes(on=on, workers=1), say=said.append)
        assert (found.read, [Path(p.file).name for p in found.failed]) == (6, ["bad.pdf"])
        made.append(files_of(home))
    assert made[0] == made[1]
    assert said == [
        "Starting ray on this machine, at 127.0.0.1 alone.",
        "The documents and the actors' names go to workers of ray on this machine.",
    ]


def test_places_of_this_machine() -> None:
    for place in ("", "here", "cores"):
        assert isinstance(reader_on(place).__self__, Hands)
    with pytest.raises(ValueError, match="place"):
        reader_on("moon")
