"""Folder: all files of a dossier in memory, and the ids written in them."""

from __future__ import annotations

from pathlib import Path

from palabre.dossier.asking import FILE as QUESTIONS
from palabre.dossier.files import Source, os_words, read_source, read_tree, yaml_names
from palabre.dossier.known import Known, keys_of, written_claims, written_questions
from palabre.dossier.log import Log, suggest
from palabre.dossier.people import FILE as HEAD
from palabre.dossier.tree import Node


class Folder:
    """The files of one dossier as they were read in one pass; `without_copy` leaves an attached copy out."""

    def __init__(self, path: Path, log: Log, without_copy: str = "") -> None:
        self.path, self.log, self.without_copy = path, log, without_copy
        self.sources: dict[str, Source] = {}
        self.trees: dict[str, Node] = {}
        self.pages = list(yaml_names(path, "documents", log))
        self.models = list(yaml_names(path, "models", log))
        self.asked = self._exists(QUESTIONS)
        for name in [HEAD, *self.pages, *self.models, *([QUESTIONS] if self.asked else [])]:
            self._read(name)
        self._unread()
        if not self.models and not any(p.file == "models" for p in log.problems):
            log.trap("models", None, "there is no model yet", "write models/NAME.yaml")

    def _unread(self) -> None:
        """Point out YAML files of the folder that a dossier does not have, and texts without a document."""
        read = {HEAD, QUESTIONS, *self.pages, *self.models}
        try:
            found = [p for p in (*self.path.glob("*.y*ml"), *self.path.glob("[!.]*/*.y*ml")) if p.is_file()]
            texts = [p for p in self.path.glob("documents/*.txt") if not p.with_suffix(".yaml").exists()]
        except OSError:
            return  # a part of the folder that may not be read is a fault already
        for path in sorted(found):
            name = path.relative_to(self.path).as_posix()
            if name not in read and not path.name.startswith("."):
                remedy = suggest(name, read, "rename it, or move it out")
                self.log.trap(name, None, "the file is not part of a dossier, and is not read", remedy)
        for path in sorted(texts):
            name = path.relative_to(self.path).as_posix()
            remedy = f"write {path.with_suffix('.yaml').name} beside it, or remove it"
            self.log.trap(name, None, "no document describes this text", remedy)

    def _exists(self, name: str) -> bool:
        try:
            return (self.path / name).exists()
        except OSError as fault:
            self.log.fault(name, None, *os_words(fault))
            return False

    def _read(self, name: str) -> None:
        source = read_source(self.path, name, self.log)
        if source is not None:
            self.sources[name] = source
            tree = read_tree(source, self.log)
            if tree is not None:
                self.trees[name] = tree

    def known(self) -> Known:
        """Return the ids written anywhere; what a file that cannot be read defines counts as known."""
        root = self.trees.get(HEAD)
        known = Known()
        known.actors = None if root is None else keys_of(root, "actors")
        known.places = None if root is None else keys_of(root, "places")
        known.claims = self._claims()
        if self.asked:
            known.questions = written_questions(self.trees.get(QUESTIONS))
        return known

    def _claims(self) -> set[str] | None:
        found: set[str] = set()
        for name in self.pages:
            own = (
                written_claims(self.trees.get(name), self.sources[name].text)
                if name in self.sources
                else None
            )
            if own is None:
                return None
            found |= own
        return found
