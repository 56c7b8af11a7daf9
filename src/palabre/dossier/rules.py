"""Rules of a model, and its one-way options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.dossier.known import refer
from palabre.dossier.lines import Reader

if TYPE_CHECKING:
    from palabre.conflict import Condition, OneWay, Rule
    from palabre.conflict.model import Direction, RuleKind
    from palabre.dossier.model_shapes import ModelFile


def rules(shaped: ModelFile, reader: Reader, blocks: dict[str, tuple[str, ...]]) -> tuple[Rule, ...]:
    """Return the feasibility rules; `blocks` gets the decision makers each is meant to block."""
    from palabre.conflict import Rule

    kinds: dict[RuleKind, str] = {
        "never": "never",
        "exactly one": "exactly_one",
        "at least one": "at_least_one",
    }
    found = []
    for kind, key in kinds.items():
        for at, entry in enumerate(getattr(shaped, key)):
            for text, why in entry.items():
                line = reader.at(key, at, text)
                said = " ".join(text.split())
                parts = _parts(kind, text, line, reader)
                name = reader.name(f"{kind}: {said}", line)
                basis = reader.basis(why, (key, at, text), why=said)
                if not (basis.cites or basis.assume or basis.definition):
                    what = f"the rule '{said}' gives no reason"
                    reader.log.fault(reader.file, line, what, f"write '{said}: why it cannot be otherwise'")
                makers = shaped.decision_makers
                blocks[name] = refer("decision maker", why.blocks, makers, (reader.file, line), reader.log)
                if parts is not None:
                    found.append(Rule(name, kind, parts, basis))
    return tuple(found)


def _parts(kind: RuleKind, text: str, line: int, reader: Reader) -> tuple[Condition, ...] | None:
    """Read the one condition that can never be, or those to be counted, separated by commas."""
    texts = [text] if kind == "never" else [part.strip() for part in text.split(",")]
    read = [reader.condition(part, line) for part in texts]
    kept = tuple(part for part in read if part is not None)
    return kept if len(kept) == len(texts) else None


def one_way(shaped: ModelFile, reader: Reader) -> tuple[OneWay, ...]:
    """Return the options that go one way only."""
    from palabre.conflict import OneWay

    found = []
    ways: dict[str, Direction] = {"cannot_undo": "N>Y", "cannot_retake": "Y>N"}
    for key, allowed in ways.items():
        for option, why in getattr(shaped, key).items():
            line = reader.at(key, option)
            name = reader.name(f"{key.replace('_', ' ')}: {option}", line)
            basis = reader.basis(why, (key, option), why=option)
            if refer("option", [option], reader.options, (reader.file, line), reader.log):
                found.append(OneWay(name, option, allowed, basis))
    return tuple(found)
