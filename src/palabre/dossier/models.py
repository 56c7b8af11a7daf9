"""Models: a file of models/ as a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.dossier.joint import joint_moves
from palabre.dossier.known import Known, keys_of, refer
from palabre.dossier.lines import Reader
from palabre.dossier.log import Log
from palabre.dossier.makers import decision_makers
from palabre.dossier.rules import one_way, rules
from palabre.dossier.shaping import lost, shape
from palabre.dossier.sights import KEY as SEEN_BY
from palabre.dossier.sights import sights
from palabre.dossier.tree import Entries, Items, Node, Word

if TYPE_CHECKING:
    from palabre.conflict import Conflict, NamedState, Settlement
    from palabre.dossier.model_shapes import ModelFile


@dataclass(frozen=True)
class Model:
    """A conflict, where each of its lines stands, and which moves its rules are meant to block."""

    file: str
    conflict: Conflict
    lines: Mapping[str, int]
    blocks: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, int]


def model_of(file: str, root: Node, known: Known, log: Log) -> Model | None:
    """Return the conflict of a model file, or None when it is too broken to run."""
    from palabre.conflict import Conflict
    from palabre.dossier.model_shapes import ModelFile

    before = len(log.of("fault"))
    if isinstance(root, Entries):
        _one_way_of_writing(root)
        seen_by = root.get(SEEN_BY)
        for _, sight in seen_by.pairs if isinstance(seen_by, Entries) else ():
            if isinstance(sight, Entries):
                _one_way_of_writing(sight)
    options = _written_options(root)
    shaped = shape(ModelFile, root, file, log)
    if shaped is None:
        return None
    reader = Reader(file, root, options, known, log)
    blocks: dict[str, tuple[str, ...]] = {}
    conflict = Conflict(
        title=shaped.asks,
        decision_makers=decision_makers(shaped, reader),
        rules=rules(shaped, reader, blocks),
        one_way=one_way(shaped, reader),
        states=_states(shaped, reader),
        moves=_moves(shaped, reader),
        now=_now(shaped, reader),
        settlements=_settlements(shaped, reader),
        joint=joint_moves(shaped, reader),
        seen_by=sights(shaped, reader),
    )
    if len(log.of("fault")) > before:
        return None
    sections = {key: reader.at(key) for key in ("decision_makers", "never", "now", "states", "moves")}
    return Model(file, conflict, reader.lines, blocks, sections)


def _one_way_of_writing(root: Entries) -> None:
    """Bring rules to lists of single lines, and one-way options to a mapping, however they are written."""
    for at, (key, value) in enumerate(root.pairs):
        if key.text in ("never", "exactly_one", "at_least_one") and isinstance(value, Entries):
            singles: list[Node] = [Entries([pair], pair[0].line) for pair in value.pairs]
            root.pairs[at] = (key, Items(singles, value.line))
        if key.text in ("cannot_undo", "cannot_retake", "hides") and isinstance(value, Items):
            pairs: list[tuple[Word, Node]] = []
            for item in value.items:
                if isinstance(item, Word):
                    pairs.append((item, Word("", item.line)))
                elif isinstance(item, Entries):
                    pairs += item.pairs
            root.pairs[at] = (key, Entries(pairs, value.line))


def _written_options(root: Node) -> set[str] | None:
    """Return the ids of all options; None where somebody's cannot be read."""
    makers = root.get("decision_makers") if isinstance(root, Entries) else None
    if not isinstance(makers, Entries):
        return None
    found: set[str] = set()
    for _, maker in makers.pairs:
        options = keys_of(maker, "options")
        if not options or not isinstance(maker, Entries):
            return None  # a decision maker without options is a fault of its own
        found |= options
    return found


def _states(shaped: ModelFile, reader: Reader) -> tuple[NamedState, ...] | None:
    from palabre.conflict import NamedState

    if shaped.states is None:
        return None
    order = [option for maker in shaped.decision_makers.values() for option in maker.options]
    found = []
    for label, words in shaped.states.items():
        line = reader.at("states", label)
        pattern = words[0] if len(words) == 1 else ""
        if pattern and set(pattern) <= set("YN-") and pattern not in order:
            if len(pattern) != len(order):
                what = f"the state '{label}' has {len(pattern)} letters for {len(order)} options"
                reader.log.fault(reader.file, line, what, "write one of Y, N and - for each option")
        else:
            taken = refer("option", words, reader.options, (reader.file, line), reader.log)
            pattern = "".join("Y" if option in taken else "N" for option in order)
        found.append(NamedState(label, pattern))
    return tuple(found)


def _moves(shaped: ModelFile, reader: Reader) -> Mapping[str, Mapping[str, tuple[str, ...]]] | None:
    if shaped.moves is None:
        return None
    log, file = reader.log, reader.file
    if shaped.states is None:
        if lost(reader.root, "states"):
            return None
        log.fault(file, reader.at("moves"), "moves are listed, but no states", "list the states by hand too")
        return None
    makers = shaped.decision_makers
    for maker, arcs in shaped.moves.items():
        refer("decision maker", [maker], makers, (file, reader.at("moves", maker)), log)
        for label, targets in arcs.items():
            where = (file, reader.at("moves", maker, label))
            refer("state", [label, *targets], shaped.states, where, log)
    return {m: {a: tuple(b) for a, b in arcs.items()} for m, arcs in shaped.moves.items()}


def _now(shaped: ModelFile, reader: Reader) -> frozenset[str] | str | None:
    if shaped.now is None:
        return None
    if shaped.states is not None and len(shaped.now) == 1 and shaped.now[0] in shaped.states:
        return shaped.now[0]
    where = (reader.file, reader.at("now"))
    return frozenset(refer("option", shaped.now, reader.options, where, reader.log))


def _settlements(shaped: ModelFile, reader: Reader) -> tuple[Settlement, ...]:
    from palabre.conflict import Settlement

    found = []
    if not shaped.settlements and not lost(reader.root, "settlements"):
        remedy = "name the deals in question under 'settlements', for instance 'peace: sign and not raid'"
        reader.log.trap(
            reader.file, reader.at("settlements"), "the model has no settlements to look for", remedy
        )
    for name, s in shaped.settlements.items():
        line = reader.at("settlements", name)
        reader.lines[f"settlement: {name}"] = line
        condition = reader.condition(s.is_, line)
        if condition is not None:
            found.append(Settlement(name, condition, s.note or "", s.preferred))
    preferred = [s.name for s in found if s.preferred]
    if len(preferred) > 1:
        what = f"{len(preferred)} settlements are marked preferred: {', '.join(preferred)}"
        reader.log.fault(reader.file, reader.at("settlements", preferred[1]), what, "mark one")
    return tuple(found)
