"""Kept: a folder with the chunks of a sweep that are done, so that it can be taken up again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from palabre.terms import Faults, Problem, write_whole
from palabre.versions.job import Packed

SAID = {
    "palabre": "palabre has another version",
    "model": "the model is another one",
    "questions": "the questions or their settled answers are others",
    "concepts": "the concepts are others",
    "versions": "the versions are others",
    "chunk": "the chunks have another size",
}


class Kept:
    """The folder. It holds verdicts as bits and fingerprints, no word of the model.

    Parameters
    ----------
    folder : path
        Made where it is missing.
    prints : mapping
        Fingerprints of what the verdicts depend on, part by part.

    Raises
    ------
    Faults
        When the folder keeps another sweep, or is something else altogether; nothing in it is touched.
    """

    def __init__(self, folder: str | Path, prints: Mapping[str, str]) -> None:
        self.folder = Path(folder)
        self.title = self.folder / "sweep.json"
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.title.exists():
            self._compare(prints)
        elif any(self.folder.iterdir()):
            self._refuse(self.folder, "the folder is not empty, and keeps no sweep", "name a new folder")
        else:
            write_whole(self.title, json.dumps(dict(prints), indent=2) + "\n")

    def _compare(self, prints: Mapping[str, str]) -> None:
        try:
            known = json.loads(self.title.read_text(encoding="utf-8"))
        except ValueError:
            known = None
        if not isinstance(known, dict):
            self._refuse(self.title, "the file cannot be read", "name a new folder")
        others = [SAID[part] for part in prints if known.get(part) != prints[part]]
        if others:
            what = f"the folder keeps another sweep: {'; '.join(others)}"
            self._refuse(self.title, what, "name a new folder, or ask what was asked before")

    @staticmethod
    def _refuse(path: Path, what: str, remedy: str) -> None:
        raise Faults([Problem(str(path), None, what, remedy)])

    def _file(self, chunk: int) -> Path:
        return self.folder / f"chunk-{chunk:07}.npz"

    def add(self, chunk: int, verdicts: Packed) -> None:
        """Keep a chunk; its file is there whole or not at all."""
        out = BytesIO()
        np.savez(out, verdicts=verdicts)
        write_whole(self._file(chunk), out.getvalue())

    def found(self, count: int) -> Iterator[tuple[int, Packed]]:
        """Yield the chunks that are kept, of so many."""
        for chunk in range(count):
            if self._file(chunk).exists():
                yield chunk, self._read(self._file(chunk))

    def _read(self, path: Path) -> Packed:
        try:
            with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as held:
                bits: Packed = held["verdicts"]
        except (ValueError, KeyError, EOFError, BadZipFile):
            what = "the file of a chunk is damaged"
            raise Faults([Problem(str(path), None, what, "delete it; it will be made again")]) from None
        return bits
