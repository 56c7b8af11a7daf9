"""Joint moves of a model: what several decision makers do only together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.dossier.known import refer
from palabre.dossier.lines import Reader
from palabre.dossier.shaping import lost

if TYPE_CHECKING:
    from palabre.conflict import JointMove
    from palabre.dossier.model_shapes import JointShape, ModelFile

KEY = "jointly"


def joint_moves(shaped: ModelFile, reader: Reader) -> tuple[JointMove, ...]:
    """Return the joint moves; a line of the model named ``jointly: ID`` stands for each."""
    from palabre.conflict import JointMove

    found = []
    for one, shape in shaped.jointly.items():
        line = reader.at(KEY, one)
        reader.name(f"{KEY}: {one}", line)
        by = refer(
            "decision maker",
            shape.by,
            shaped.decision_makers,
            (reader.file, reader.at(KEY, one, "by")),
            reader.log,
        )
        takes, leaves = _changed(one, shape, shaped, reader)
        when = None
        if shape.when is not None:
            when = reader.condition(shape.when, reader.at(KEY, one, "when"))
        basis = reader.basis(shape, (KEY, one), why=one)
        if len(set(shape.by)) < 2 and not lost(reader.root, KEY, one, "by"):
            what = f"the joint move '{one}' is made by fewer than two"
            remedy = "name all who must agree under by:, or make it an option of the one who can do it"
            reader.log.fault(reader.file, reader.at(KEY, one, "by"), what, remedy)
        found.append(JointMove(one, tuple(dict.fromkeys(by)), takes, leaves, when, basis))
    return tuple(found)


def _changed(
    one: str, shape: JointShape, shaped: ModelFile, reader: Reader
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a joint move takes and leaves: options of those who make it."""
    owner = {option: dm for dm, maker in shaped.decision_makers.items() for option in maker.options}
    lists: list[tuple[str, ...]] = []
    for key, options in (("takes", shape.takes), ("leaves", shape.leaves)):
        where = (reader.file, reader.at(KEY, one, key))
        named = tuple(dict.fromkeys(refer("option", options, reader.options, where, reader.log)))
        for option in named:
            if option in owner and owner[option] not in shape.by:
                what = f"the joint move '{one}' changes '{option}', which is up to '{owner[option]}'"
                remedy = f"add '{owner[option]}' to by:, or leave '{option}' out"
                reader.log.fault(*where, what, remedy)
            if lists and option in lists[0]:
                what = f"the joint move '{one}' both takes and leaves '{option}'"
                reader.log.fault(*where, what, "keep one of the two")
        lists.append(named)
    if not shape.takes and not shape.leaves and not lost(reader.root, KEY, one):
        what = f"the joint move '{one}' changes nothing"
        reader.log.fault(reader.file, reader.at(KEY, one), what, "say which options it takes: or leaves:")
    return lists[0], lists[1]
