"""Decision makers of a model: their options and what they prefer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from palabre.dossier.known import refer
from palabre.dossier.lines import Reader
from palabre.dossier.shaping import Loc, lost

if TYPE_CHECKING:
    from palabre.conflict import DecisionMaker, Option, Preference, Ranking, Statement
    from palabre.dossier.model_shapes import DecisionMakerShape, ModelFile, ReasonShape

MAKERS = "decision_makers"


def decision_makers(shaped: ModelFile, reader: Reader) -> tuple[DecisionMaker, ...]:
    """Return the decision makers in the order in which they are written."""
    from palabre.conflict import DecisionMaker

    makers = []
    owners: dict[str, str] = {}
    if not shaped.decision_makers and not lost(reader.root, MAKERS):
        reader.log.fault(reader.file, reader.at(MAKERS), "the model has no decision makers", "add one")
    for one, maker in shaped.decision_makers.items():
        where = (reader.file, reader.at(MAKERS, one, "actors"))
        refer("actor", maker.actors, reader.known.actors, where, reader.log)
        makers.append(
            DecisionMaker(
                id=one,
                name=maker.name or one,
                options=_options(one, maker, owners, reader),
                preference=_preference(one, maker, shaped, reader),
                actors=tuple(maker.actors),
            )
        )
    return tuple(makers)


def _options(
    one: str, maker: DecisionMakerShape, owners: dict[str, str], reader: Reader
) -> tuple[Option, ...]:
    from palabre.conflict import Option

    found = []
    if not maker.options and not lost(reader.root, MAKERS, one, "options"):
        remedy = "give it an option, or leave it out: who can do nothing decides nothing"
        what = f"the decision maker '{one}' has no options"
        reader.log.fault(reader.file, reader.at(MAKERS, one, "options"), what, remedy)
    for option, shape in maker.options.items():
        loc = (MAKERS, one, "options", option)
        line = reader.at(*loc)
        if not _can_be_id(option):
            remedy = "begin with a letter; letters, digits, - and _ may follow; not, and, or, if are taken"
            reader.log.fault(reader.file, line, f"'{option}' cannot be the id of an option", remedy)
        if option in owners:
            what = f"the option '{option}' belongs to '{owners[option]}' already"
            reader.log.fault(reader.file, line, what, "give one of the two another id")
            continue
        owners[option] = one
        reader.name(f"option: {option}", line)
        found.append(Option(option, shape.name, one, reader.basis(shape, loc, why=option)))
    return tuple(found)


def _can_be_id(option: str) -> bool:
    from palabre.conflict import ConditionError, parse

    try:
        return str(parse(option)) == option and " " not in option and option != "nothing"
    except ConditionError:
        return False


def _preference(one: str, maker: DecisionMakerShape, shaped: ModelFile, reader: Reader) -> Preference:
    from palabre.conflict import Statements

    here = (MAKERS, one, "prefers")
    if maker.ranking is not None:
        if maker.prefers is not None:
            what = f"'{one}' has both prefers and ranking"
            reader.log.fault(reader.file, reader.at(MAKERS, one, "ranking"), what, "keep one of them")
        return _ranking(one, maker.ranking, shaped, reader)
    if maker.prefers is None and not lost(reader.root, *here):
        remedy = "add prefers: with a line for what matters most to it"
        reader.log.fault(reader.file, reader.at(MAKERS, one), f"'{one}' has no preference", remedy)
    return Statements(statements(maker.prefers or (), here, one, reader))


def statements(
    lines: Sequence[Mapping[str, ReasonShape]], here: Loc, prefix: str, reader: Reader
) -> tuple[Statement, ...]:
    """Return preference lines, the weightiest first; each is called by its condition after the prefix."""
    from palabre.conflict import Statement

    found: list[Statement] = []
    for at, entry in enumerate(lines):
        for text, why in entry.items():
            line = reader.at(*here, at)
            said = " ".join(text.split())
            basis = reader.basis(why, (*here, at, text), why=said, reasons=True)
            condition = reader.condition(text, line)
            name = reader.name(f"{prefix}: {said}", line)
            if condition is not None:
                found.append(Statement(name, condition, basis))
    return tuple(found)


def _ranking(one: str, tiers: Sequence[Sequence[str]], shaped: ModelFile, reader: Reader) -> Ranking:
    from palabre.conflict import Ranking

    seen: set[str] = set()
    whole = reader.at(MAKERS, one, "ranking")
    reader.lines[f"ranking: {one}"] = whole
    for at, tier in enumerate(tiers):
        where = (reader.file, reader.at(MAKERS, one, "ranking", at))
        if shaped.states is not None:
            refer("state", tier, shaped.states, where, reader.log)
        for label in tier:
            if label in seen:
                what = f"the ranking of '{one}' names '{label}' twice"
                reader.log.fault(*where, what, "keep it in its right place")
            seen.add(label)
    missing = [label for label in shaped.states or () if label not in seen]
    if missing:
        what = (
            f"the ranking of '{one}' leaves out {', '.join(missing[:5])}{' and more' if missing[5:] else ''}"
        )
        reader.log.fault(reader.file, whole, what, "rank every state; [a, b] makes two equally good")
    return Ranking(tuple(tuple(tier) for tier in tiers))
