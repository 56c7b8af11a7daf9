"""JSON Schemas for editors: they take what the reader takes and refuse what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from palabre.dossier import schema

PROJECT = Path(__file__).resolve().parents[2]
KINDS = {
    "dossier.yaml": "dossier",
    "questions.yaml": "questions",
    "documents": "document",
    "models": "model",
}


def load(path: Path) -> Any:
    """As an editor reads it: numbers and truth values become such, as in YAML 1.2."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    content = yaml.load(path)
    return json.loads(json.dumps(content, default=str))


def kind_of(path: Path) -> str:
    return KINDS.get(path.name) or KINDS[path.parent.name]


def test_schemas_are_schemas():
    assert sorted(schema()) == ["document", "dossier", "model", "questions"]
    for one in schema().values():
        Draft202012Validator.check_schema(one)


def test_the_blank_dossier_fits(dossier):
    for path in dossier.rglob("*.yaml"):
        Draft202012Validator(schema()[kind_of(path)]).validate(load(path))


def test_the_worked_example_fits():
    example = PROJECT / "examples" / "mali-2014"
    if not example.is_dir():
        pytest.skip("the worked example is not in this checkout")
    for path in example.rglob("*.yaml"):
        Draft202012Validator(schema()[kind_of(path)]).validate(load(path))


def test_what_some_see_otherwise_fits(dossier):
    model = dossier / "models" / "bridge.yaml"
    content = load(model)
    content["seen_by"] = {
        "council": {
            "hides": {"raid": ["front-strength"]},
            "prefers": {"front": [{"sign": {"assume": "so"}}]},
            "never": [{"sign": ["truce-kept"]}],
            "cannot_undo": ["withdraw"],
            "cannot_retake": {"sign": {"assume": "so"}},
        }
    }
    Draft202012Validator(schema()["model"]).validate(content)


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("dossier", ["titel"], "x"),
        ("dossier", ["actors", "front", "kind"], "armed grup"),
        ("dossier", ["palabre"], 2),
        ("document", ["text"], "hidden"),
        ("document", ["claims", 0, "passage"], {"words": "a", "span": [1]}),
        ("document", ["claims", 0, "amount"], {"lowest": 3}),
        ("questions", ["last-truce", "answers"], ["kept"]),
        ("model", ["decision_makers", "front", "prefers", 0], {"a": ["c"], "b": ["c"]}),
        ("model", ["decision_makers", "front", "prefers", 0], {"a": "a plain text"}),
        ("model", ["decision_makers", "front", "prefers", 0], {"a": {"asume": "x"}}),
        ("model", ["never"], "sign and raid"),
        ("model", ["seen_by"], {"council": {"hides": ["raid"]}}),
        ("model", ["seen_by"], {"council": {"hide": {"raid": ["c"]}}}),
    ],
)
def test_mistakes_do_not_fit(dossier, kind, path, value):
    file = next(p for p in dossier.rglob("*.yaml") if kind_of(p) == kind)
    content = load(file)
    home = content
    for part in path[:-1]:
        home = home[part]
    home[path[-1]] = value
    assert list(Draft202012Validator(schema()[kind]).iter_errors(content))
