"""Decision makers of a model: their options and what they prefer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.dossier.known import refer
from palabre.dossier.lines import Reader
from palabre.dossier.preferring import MAKERS, check_marks, preference
from palabre.dossier.shaping import lost

if TYPE_CHECKING:
    from palabre.conflict import DecisionMaker, Option
    from palabre.dossier.model_shapes import DecisionMakerShape, ModelFile


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
        made = DecisionMaker(
            id=one,
            name=maker.name or one,
            options=_options(one, maker, owners, reader),
            preference=preference(one, maker, shaped, reader),
            actors=tuple(maker.actors),
            threshold=maker.threshold,
            attitudes=tuple(maker.attitudes.items()),
        )
        check_marks(made, shaped, reader)
        makers.append(made)
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
