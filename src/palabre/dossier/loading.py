"""Loading: a folder read in one pass, every fault found, and a dossier when there is none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.dossier import people
from palabre.dossier.asking import FILE as QUESTIONS
from palabre.dossier.asking import questions_of
from palabre.dossier.documents import Page, claims_of, document_of, unique
from palabre.dossier.dossier import Dossier
from palabre.dossier.feasible import check_sights, check_states
from palabre.dossier.files import folder_fault, os_words
from palabre.dossier.folder import Folder
from palabre.dossier.log import Log
from palabre.dossier.model_traps import model_traps
from palabre.dossier.models import Model, model_of
from palabre.dossier.shaping import line_of, shape
from palabre.dossier.texts import check_original, read_text, verify
from palabre.dossier.traps import disputed, never_counting, uncited
from palabre.ledger import Claim
from palabre.terms import Faults, Problem

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
    return load(Path(path), originals=True)[1].problems


def load(path: Path, *, without_copy: str = "", originals: bool = False) -> tuple[Dossier | None, Log]:
    """Read a folder; the dossier is None when there is a fault.

    `without_copy` names a document whose attached copy is left aside; `originals` also holds the files that
    texts were made of against their fingerprints.
    """
    log = Log()
    if folder_fault(path, log):
        return None, log
    return _Loading(Folder(path, log, without_copy), log, originals).run(), log


class _Loading:
    """One pass over one folder."""

    def __init__(self, folder: Folder, log: Log, originals: bool) -> None:
        self.folder, self.log, self.originals = folder, log, originals
        self.known = folder.known()
        self.lines: dict[tuple[str, str], tuple[str, int]] = {}

    def run(self) -> Dossier | None:
        from palabre.dossier.shapes import DossierFile

        log, known = self.log, self.known
        root = self.folder.trees.get(people.FILE)
        head = shape(DossierFile, root, people.FILE, log) if root is not None else None
        actors, sides = {}, {}
        if head is not None and root is not None:
            known.desk, known.freeze = head.desk, head.freeze
            actors = people.actors_of(head, root, known, log)
            sides = people.sides_of(head, root, actors, known, log)
            for one in actors:
                self.lines["", f"actor: {one}"] = (people.FILE, line_of(root, ("actors", one)))
        pages = [page for name in self.folder.pages if (page := self._page(name)) is not None]
        documents = tuple(document_of(page, known, log) for page in pages)
        claims = self._claims(pages)
        questions = self._questions()
        models = [model for name in self.folder.models if (model := self._model(name)) is not None]
        self._deeper(claims, questions, models)
        if head is None or log.of("fault"):
            return None
        files = {name: source.sha256 for name, source in sorted(self.folder.sources.items())}
        return Dossier(
            path=self.folder.path,
            title=head.title,
            question=head.question,
            freeze=head.freeze,
            desk=head.desk,
            actors=actors,
            sides=sides,
            places=people.places_of(head),
            documents=documents,
            claims=claims,
            questions=questions,
            models={Path(m.file).stem: m.conflict for m in models},
            lines=self.lines,
            files=files,
            fingerprint=sha256(
                "\n".join(f"{name} {sha}" for name, sha in files.items()).encode()
            ).hexdigest(),
            traps=log.of("trap"),
        )

    def _page(self, name: str) -> Page | None:
        from palabre.dossier.shapes import DocumentFile

        root = self.folder.trees.get(name)
        shaped = shape(DocumentFile, root, name, self.log) if root is not None else None
        if shaped is None or root is None:
            return None
        one = Path(name).stem
        source = None
        if one != self.folder.without_copy:
            try:
                source = read_text(self.folder.path, one, shaped, root, self.log)
            except OSError as fault:
                self.log.fault(name, None, *os_words(fault))
        if self.originals:
            check_original(self.folder.path, shaped, name, root, self.log)
        if source is not None and shaped.text == "included":
            self.folder.sources[source.name] = source
        text, folded = verify(source, shaped, name, root, self.log)
        self.lines["", f"document: {one}"] = (name, root.line)
        return Page(one, shaped, root, text, folded)

    def _claims(self, pages: list[Page]) -> dict[str, Claim]:
        claims: dict[str, Claim] = {}
        seen: dict[str, list[tuple[str, int]]] = {}
        for page in pages:
            for claim, line in claims_of(page, self.known, self.log):
                claims.setdefault(claim.id, claim)
                seen.setdefault(claim.id, []).append((page.file, line))
                self.lines.setdefault(("", f"claim: {claim.id}"), (page.file, line))
        unique(seen, self.log)
        return claims

    def _questions(self) -> dict[str, Question]:
        root = self.folder.trees.get(QUESTIONS)
        if root is None:
            return {}
        found = questions_of(root, self.known, self.log)
        for one, question in found.items():
            self.lines["", f"question: {one}"] = (QUESTIONS, line_of(root, (one,)))
            for answer in question.answers:
                line = line_of(root, (one, "answers", answer.id))
                self.lines["", f"answer: {one}.{answer.id}"] = (QUESTIONS, line)
        return found

    def _model(self, name: str) -> Model | None:
        root = self.folder.trees.get(name)
        model = model_of(name, root, self.known, self.log) if root is not None else None
        if model is not None:
            for line_id, line in model.lines.items():
                self.lines[Path(name).stem, line_id] = (name, line)
        return model

    def _deeper(self, claims: dict[str, Claim], questions: dict[str, Question], models: list[Model]) -> None:
        """Look into models that can be read: their states, and the traps in them."""
        for model in models:
            if check_states(model, questions, self.log):
                check_sights(model, questions, self.log)
                model_traps(model, questions, self.log)
            disputed(questions, model, self.log)
            never_counting(questions, model, self.log)
        if not self.log.of("fault") and (models or questions):
            uncited(claims, questions, models, self.lines, self.log)
