"""Sights of a model: what some decision makers see otherwise, for a hypergame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.dossier.known import refer
from palabre.dossier.lines import Reader
from palabre.dossier.preferring import statements
from palabre.dossier.shaping import Loc, lost

if TYPE_CHECKING:
    from palabre.conflict import OneWay, Rule, Sight, Unseen
    from palabre.conflict.model import Direction
    from palabre.dossier.model_shapes import BasisShape, ModelFile, SightShape
    from palabre.terms import Basis

KEY = "seen_by"


def sights(shaped: ModelFile, reader: Reader) -> tuple[Sight, ...]:
    """Return what some decision makers see otherwise; every line of it cites claims or assumes."""
    from palabre.conflict import Sight, Statements

    found = []
    makers = shaped.decision_makers
    for dm, shape in shaped.seen_by.items():
        loc = (KEY, dm)
        reader.lines[f"{KEY}: {dm}"] = reader.at(*loc)
        refer("decision maker", [dm], makers, (reader.file, reader.at(*loc)), reader.log)
        told = (shape.hides, shape.prefers, shape.never, shape.cannot_undo, shape.cannot_retake)
        if not any(told) and not lost(reader.root, *loc):
            what = f"'{dm}' sees everything as the model has it"
            remedy = "say what it hides:, prefers: or never: in its eyes, or leave it out"
            reader.log.fault(reader.file, reader.at(*loc), what, remedy)
        prefers = {}
        for other, lines in shape.prefers.items():
            here = (*loc, "prefers", other)
            refer("decision maker", [other], makers, (reader.file, reader.at(*here)), reader.log)
            for at, entry in enumerate(lines):
                for text, why in entry.items():
                    _refuse_versions(why, (*here, at, text), reader)
            prefers[other] = Statements(statements(lines, here, f"{dm} on {other}", reader))
        rules, ways = _rules(dm, shape, loc, reader), _ways(dm, shape, loc, reader)
        found.append(Sight(dm, _hides(dm, shape, loc, reader), prefers, rules, ways))
    return tuple(found)


def _hides(dm: str, shape: SightShape, loc: Loc, reader: Reader) -> tuple[Unseen, ...]:
    from palabre.conflict import Unseen, unseen_line

    found = []
    for option, why in shape.hides.items():
        here = (*loc, "hides", option)
        reader.name(unseen_line(dm, option), reader.at(*here))
        basis = _basis(why, here, option, reader, reasons=True)
        if refer("option", [option], reader.options, (reader.file, reader.at(*here)), reader.log):
            found.append(Unseen(option, basis))
    return tuple(found)


def _rules(dm: str, shape: SightShape, loc: Loc, reader: Reader) -> tuple[Rule, ...]:
    from palabre.conflict import Rule

    found = []
    for at, entry in enumerate(shape.never):
        for text, why in entry.items():
            here = (*loc, "never", at, text)
            said = " ".join(text.split())
            condition = reader.condition(text, reader.at(*here))
            name = reader.name(f"{dm} sees: never: {said}", reader.at(*here))
            basis = _basis(why, here, said, reader)
            if not (basis.cites or basis.assume or basis.definition):
                what = f"the rule '{said}' gives no reason"
                remedy = f"write '{said}: [claim ids]' or '{said}: {{assume: why}}'"
                reader.log.fault(reader.file, reader.at(*here), what, remedy)
            if condition is not None:
                found.append(Rule(name, "never", (condition,), basis))
    return tuple(found)


def _ways(dm: str, shape: SightShape, loc: Loc, reader: Reader) -> tuple[OneWay, ...]:
    from palabre.conflict import OneWay

    found = []
    ways: dict[str, Direction] = {"cannot_undo": "N>Y", "cannot_retake": "Y>N"}
    for key, allowed in ways.items():
        for option, why in getattr(shape, key).items():
            here = (*loc, key, option)
            line = reader.at(*here)
            name = reader.name(f"{dm} sees: {key.replace('_', ' ')}: {option}", line)
            basis = _basis(why, here, option, reader)
            if refer("option", [option], reader.options, (reader.file, line), reader.log):
                found.append(OneWay(name, option, allowed, basis))
    return tuple(found)


def _basis(shape: BasisShape, loc: Loc, why: str, reader: Reader, *, reasons: bool = False) -> Basis:
    _refuse_versions(shape, loc, reader)
    return reader.basis(shape, loc, why=why, reasons=reasons)


def _refuse_versions(shape: BasisShape, loc: Loc, reader: Reader) -> None:
    """Refuse what belongs to versions: a hypergame is worked out for one model at a time."""
    for key in ("given", "vary"):
        if getattr(shape, key):
            what = f"'{key}' stands with what somebody sees, which is the same in every version"
            reader.log.fault(reader.file, reader.at(*loc, key), what, f"leave '{key}' out")
