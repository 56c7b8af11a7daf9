"""Loading: a folder read in one pass, every fault found, and a dossier when there is none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.dossier import asking, documents, people, texts
from palabre.dossier.dossier import Dossier
from palabre.dossier.feasible import check_states
from palabre.dossier.files import Source, folder_fault, os_words, read_source, read_tree, yaml_names
from palabre.dossier.known import Known, keys_of, written_claims, written_questions
from palabre.dossier.log import Log
from palabre.dossier.models import Model, model_of
from palabre.dossier.shaping import line_of, shape
from palabre.dossier.traps import set_traps
from palabre.dossier.tree import Entries, Node, Word
from palabre.ledger import Claim
from palabre.terms import Day, Faults, Problem

if TYPE_CHECKING:
    from palabre.ledger import Question


def open(path: str | Path) -> Dossier:
    """Open a dossier.

    Raises
    ------
    Faults
        With every fault of the whole folder, found in one pass.
    """
    dossier, log = load(Path(path))
    if dossier is None:
        raise Faults(log.of("fault"))
    return dossier


def check(path: str | Path) -> tuple[Problem, ...]:
    """Return every fault and every trap of a dossier, sorted by file and line."""
    return load(Path(path))[1].problems


def load(path: Path) -> tuple[Dossier | None, Log]:
    """Read a folder; the dossier is None when there is a fault."""
    log = Log()
    if folder_fault(path, log):
        return None, log
    return _Loading(path, log).run(), log


class _Loading:
    """One pass over one folder."""

    def __init__(self, path: Path, log: Log) -> None:
        self.path, self.log = path, log
        self.sources: dict[str, Source] = {}
        self.trees: dict[str, Node] = {}
        self.known = Known()
        self.lines: dict[tuple[str, str], tuple[str, int]] = {}

    def run(self) -> Dossier | None:
        from palabre.dossier.shapes import DossierFile

        log, known = self.log, self.known
        pages, models = self._read()
        root = self.trees.get(people.FILE)
        head = shape(DossierFile, root, people.FILE, log) if root is not None else None
        actors, sides = {}, {}
        if head is not None and root is not None:
            known.desk = head.desk
            actors = people.actors_of(head, root, known, log)
            sides = people.sides_of(head, root, actors, known, log)
            self._remember(people.FILE, root, "actor", [(one, ("actors", one)) for one in actors])
        freeze = head.freeze if head else Day.read("unknown")
        found = [self._document(one, freeze) for one in pages]
        claims = self._claims([page for page in found if page is not None], freeze)
        questions = self._questions()
        built = [m for name in models if (m := self._model(name)) is not None]
        if head is not None:
            set_traps(claims, questions, built, self.lines, log)
        if head is None or log.of("fault"):
            return None
        files = {name: source.sha256 for name, source in sorted(self.sources.items())}
        print_ = sha256("\n".join(f"{name} {sha}" for name, sha in files.items()).encode()).hexdigest()
        return Dossier(
            path=self.path,
            title=head.title,
            question=head.question,
            freeze=freeze,
            desk=head.desk,
            actors=actors,
            sides=sides,
            places=people.places_of(head),
            documents=tuple(documents.document_of(p, freeze, known, log) for p in found if p is not None),
            claims=claims,
            questions=questions,
            models={Path(m.file).stem: m.conflict for m in built},
            lines=self.lines,
            files=files,
            fingerprint=print_,
            traps=log.of("trap"),
        )

    def _read(self) -> tuple[list[str], list[str]]:
        """Read every file, and note the ids written in them."""
        pages = list(yaml_names(self.path, "documents", self.log))
        models = list(yaml_names(self.path, "models", self.log))
        names = [people.FILE, *pages, *models]
        if (self.path / asking.FILE).exists():
            names.append(asking.FILE)
        for name in names:
            source = read_source(self.path, name, self.log)
            if source is None:
                continue
            self.sources[name] = source
            tree = read_tree(source, self.log)
            if tree is not None:
                self.trees[name] = tree
        root = self.trees.get(people.FILE)
        self.known.actors = keys_of(root, "actors") if root is not None else None
        self.known.places = keys_of(root, "places") if root is not None else None
        for name in pages:
            if name in self.sources:
                self.known.claims |= written_claims(self.trees.get(name), self.sources[name].text)
        if asking.FILE in names:
            tree = self.trees.get(asking.FILE)
            self.known.questions = None if tree is None else written_questions(tree)
        return pages, models

    def _remember(self, file: str, root: Node, kind: str, places: list[tuple[str, tuple[str | int, ...]]]) -> None:
        for one, loc in places:
            self.lines["", f"{kind}: {one}"] = (file, line_of(root, loc))

    def _document(self, name: str, freeze: Day) -> documents.Page | None:
        from palabre.dossier.shapes import DocumentFile

        root = self.trees.get(name)
        shaped = shape(DocumentFile, root, name, self.log) if root is not None else None
        if shaped is None or root is None:
            return None
        one = Path(name).stem
        try:
            source = texts.read_text(self.path, one, shaped, root, self.log)
        except OSError as fault:
            self.log.fault(name, None, *os_words(fault))
            source = None
        if source is not None and shaped.text == "included":
            self.sources[source.name] = source
        text, folded = texts.verify(source, shaped, name, root, self.log)
        page = documents.Page(one, shaped, root, text, folded)
        documents.document_of(page, freeze, self.known, self.log)
        self.lines["", f"document: {one}"] = (name, 1)
        return page

    def _claims(self, pages: list[documents.Page], freeze: Day) -> dict[str, Claim]:
        claims: dict[str, Claim] = {}
        seen: dict[str, list[tuple[str, int]]] = {}
        for page in pages:
            for claim, line in documents.claims_of(page, freeze, self.known, self.log):
                claims.setdefault(claim.id, claim)
                seen.setdefault(claim.id, []).append((page.file, line))
                self.lines.setdefault(("", f"claim: {claim.id}"), (page.file, line))
        documents.unique(seen, self.log)
        return claims

    def _questions(self) -> dict[str, Question]:
        root = self.trees.get(asking.FILE)
        if root is None:
            return {}
        found = asking.questions_of(root, self.known, self.log)
        self._remember(asking.FILE, root, "question", [(one, (one,)) for one in found])
        for one, question in found.items():
            places = [(f"{one}.{a.id}", (one, "answers", a.id)) for a in question.answers]
            self._remember(asking.FILE, root, "answer", places)
        return found

    def _model(self, name: str) -> Model | None:
        root = self.trees.get(name)
        model = model_of(name, root, self.known, self.log) if root is not None else None
        if model is not None:
            for line_id, line in model.lines.items():
                self.lines[Path(name).stem, line_id] = (name, line)
        return model


__all__ = ["Entries", "Word", "check", "load", "open"]
