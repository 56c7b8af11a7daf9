"""JSON Schemas of a dossier's files, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

FILES = {
    "dossier": "dossier.yaml",
    "document": "documents/*.yaml",
    "questions": "questions.yaml",
    "model": "models/*.yaml",
}


def schema() -> dict[str, dict[str, Any]]:
    """Return one JSON Schema for each kind of file, by the names ``dossier document questions model``.

    Examples
    --------
    >>> sorted(schema()["questions"]["$defs"])
    ['AnswerShape', 'QuestionShape']
    """
    from pydantic import TypeAdapter

    from palabre.dossier.model_shapes import ModelFile
    from palabre.dossier.shapes import DocumentFile, DossierFile, QuestionShape

    kinds: dict[str, Any] = {
        "dossier": DossierFile,
        "document": DocumentFile,
        "questions": dict[str, QuestionShape],
        "model": ModelFile,
    }
    found = {}
    for name, kind in kinds.items():
        made = TypeAdapter(kind).json_schema(by_alias=True)
        made.pop("title", None)
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"palabre: {FILES[name]}"}
        found[name] = {**head, **made}
    return found
