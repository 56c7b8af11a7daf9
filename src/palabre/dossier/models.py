"""Models: a file of models/ as a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.dossier.known import Known, keys_of, refer
from palabre.dossier.lines import Reader
from palabre.dossier.log import Log
from palabre.dossier.shaping import shape
from palabre.dossier.tree import Entries, Items, Node, Word

if TYPE_CHECKING:
    from palabre.conflict import Conflict, DecisionMaker, NamedState, OneWay, Option, Rule, Settlement, Statement
    from palabre.dossier.shapes import DecisionMakerShape, ModelFile


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
    from palabre.dossier.shapes import ModelFile

    before = len(log.problems)
    if isinstance(root, Entries):
        _one_shape(root)
    options = _written_options(root)
    shaped = shape(ModelFile, root, file, log)
    if shaped is None:
        return None
    reader = Reader(file, root, set(options), known, log)
    blocks: dict[str, tuple[str, ...]] = {}
    makers = _decision_makers(shaped, reader)
    conflict = Conflict(
        title=shaped.asks,
        decision_makers=makers,
        rules=_rules(shaped, reader, blocks),
        one_way=_one_way(shaped, reader),
        states=_states(shaped, reader),
        moves=_moves(shaped, reader),
        now=_now(shaped, reader),
        settlements=_settlements(shaped, reader),
    )
    if any(p.kind == "fault" and p.file == file for p in log.problems[:]) and len(log.problems) > before:
        return None
    sections = {key: reader.at(key) for key in ("decision_makers", "never", "now", "states", "moves")}
    return Model(file, conflict, reader.lines, blocks, sections)


def _one_shape(root: Entries) -> None:
    """Bring the two ways of writing rules and one-way options to one."""
    for at, (key, value) in enumerate(root.pairs):
        if key.text in ("never", "exactly_one", "at_least_one") and isinstance(value, Entries):
            singles: list[Node] = [Entries([pair], pair[0].line) for pair in value.pairs]
            root.pairs[at] = (key, Items(singles, value.line))
        if key.text in ("cannot_undo", "cannot_retake") and isinstance(value, Items):
            pairs: list[tuple[Word, Node]] = []
            for item in value.items:
                if isinstance(item, Word):
                    pairs.append((item, Word("", item.line)))
                elif isinstance(item, Entries):
                    pairs += item.pairs
            root.pairs[at] = (key, Entries(pairs, value.line))


def _written_options(root: Node) -> list[str]:
    makers = root.get("decision_makers") if isinstance(root, Entries) else None
    if not isinstance(makers, Entries):
        return []
    return [option for _, maker in makers.pairs for option in sorted(keys_of(maker, "options"))]


def _decision_makers(shaped: ModelFile, reader: Reader) -> tuple[DecisionMaker, ...]:
    from palabre.conflict import DecisionMaker

    makers = []
    owners: dict[str, str] = {}
    if not shaped.decision_makers and isinstance(reader.root, Entries) and not reader.root.lost & {"decision_makers"}:
        reader.log.fault(reader.file, reader.at("decision_makers"), "the model has no decision makers", "add one")
    for one, maker in shaped.decision_makers.items():
        here = ("decision_makers", one)
        refer("actor", maker.actors, reader.known.actors, reader.file, reader.at(*here, "actors"), reader.log)
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


def _options(one: str, maker: DecisionMakerShape, owners: dict[str, str], reader: Reader) -> tuple[Option, ...]:
    from palabre.conflict import ConditionError, Option, parse

    found = []
    where = reader.at("decision_makers", one, "options")
    node = reader.root.get("decision_makers") if isinstance(reader.root, Entries) else None
    written = keys_of(node, one) if isinstance(node, Entries) else set()
    if not maker.options and not _lost(reader.root, "decision_makers", one, "options"):
        line = where if "options" in written else reader.at("decision_makers", one)
        remedy = "give it an option, or leave it out: who can do nothing decides nothing"
        reader.log.fault(reader.file, line, f"the decision maker '{one}' has no options", remedy)
    for option, o in maker.options.items():
        loc = ("decision_makers", one, "options", option)
        line = reader.at(*loc)
        try:
            plain = str(parse(option)) == option and " " not in option
        except ConditionError:
            plain = False
        if not plain:
            remedy = "begin with a letter; letters, digits, - and _ may follow, but not and, or, if, ..."
            reader.log.fault(reader.file, line, f"'{option}' cannot be the id of an option", remedy)
        if option in owners:
            what = f"the option '{option}' belongs to '{owners[option]}' already"
            reader.log.fault(reader.file, line, what, "give one of the two another id")
            continue
        owners[option] = one
        reader.name(f"option: {option}", line)
        basis = reader.basis(o, loc, reasons=False, why=option)
        found.append(Option(option, o.name, one, basis))
    return tuple(found)


def _lost(root: Node, *path: str) -> bool:
    """Whether something at this place was written but could not be used."""
    node: Node | None = root
    for part in path:
        if not isinstance(node, Entries):
            return False
        if part in node.lost:
            return True
        node = node.get(part)
    return isinstance(node, Entries) and bool(node.lost)


def _preference(one: str, maker: DecisionMakerShape, shaped: ModelFile, reader: Reader) -> "Preference":
    from palabre.conflict import Ranking, Statement, Statements

    line = reader.at("decision_makers", one)
    here = ("decision_makers", one, "prefers")
    if maker.ranking is not None:
        if maker.prefers is not None:
            what = f"'{one}' has both prefers and ranking"
            reader.log.fault(reader.file, line, what, "keep one of them")
        return _ranking(one, maker.ranking, shaped, reader)
    if maker.prefers is None and not _lost(reader.root, *here[:2], "prefers"):
        what = f"'{one}' has no preference"
        reader.log.fault(reader.file, line, what, "add prefers: with a line for what matters most to it")
    statements: list[Statement] = []
    for at, entry in enumerate(maker.prefers or ()):
        for text, shape in entry.items():
            where = reader.at(*here, at)
            basis = reader.basis(shape, (*here, at, text), reasons=True, why=text)
            condition = reader.condition(text, where)
            name = reader.name(f"{one}: {' '.join(text.split())}", where)
            if condition is not None:
                statements.append(Statement(name, condition, basis))
    _ = Ranking
    return Statements(tuple(statements))


def _ranking(one: str, tiers: list[list[str]], shaped: ModelFile, reader: Reader) -> "Preference":
    from palabre.conflict import Ranking

    seen: set[str] = set()
    for at, tier in enumerate(tiers):
        line = reader.at("decision_makers", one, "ranking", at)
        if shaped.states is not None:
            refer("state", tier, shaped.states, reader.file, line, reader.log)
        for label in tier:
            if label in seen:
                what = f"the ranking of '{one}' names '{label}' twice"
                reader.log.fault(reader.file, line, what, "keep its right place")
            seen.add(label)
    missing = [label for label in shaped.states or () if label not in seen]
    if missing:
        what = f"the ranking of '{one}' leaves out {', '.join(missing[:5])}{' and more' if missing[5:] else ''}"
        line = reader.at("decision_makers", one, "ranking")
        reader.log.fault(reader.file, line, what, "rank every state; [a, b] makes two equally good")
    return Ranking(tuple(tuple(tier) for tier in tiers))


def _rules(shaped: ModelFile, reader: Reader, blocks: dict[str, tuple[str, ...]]) -> tuple[Rule, ...]:
    from palabre.conflict import Rule

    rules = []
    for key in ("never", "exactly_one", "at_least_one"):
        kind = key.replace("_", " ")
        for at, entry in enumerate(getattr(shaped, key)):
            for text, shape in entry.items():
                line = reader.at(key, at, text)
                said = " ".join(text.split())
                if kind == "never":
                    condition = reader.condition(text, line)
                    parts = None if condition is None else (condition,)
                else:
                    parts = reader.parts(text, line)
                name = reader.name(f"{kind}: {said}", line)
                basis = reader.basis(shape, (key, at, text), reasons=False, why=said)
                if not (basis.cites or basis.assume or basis.definition):
                    what = f"the rule '{said}' gives no reason"
                    reader.log.fault(reader.file, line, what, f"write '{said}: why it cannot be'")
                makers = shaped.decision_makers
                blocks[name] = refer("decision maker", shape.blocks, makers, reader.file, line, reader.log)
                if parts is not None:
                    rules.append(Rule(name, kind, parts, basis))  # type: ignore[arg-type]
    return tuple(rules)


def _one_way(shaped: ModelFile, reader: Reader) -> tuple[OneWay, ...]:
    from palabre.conflict import OneWay

    found = []
    for key, allowed in (("cannot_undo", "N>Y"), ("cannot_retake", "Y>N")):
        for option, shape in getattr(shaped, key).items():
            line = reader.at(key, option)
            name = reader.name(f"{key.replace('_', ' ')}: {option}", line)
            basis = reader.basis(shape, (key, option), reasons=False, why=option)
            if refer("option", [option], reader.options, reader.file, line, reader.log):
                found.append(OneWay(name, option, allowed, basis))  # type: ignore[arg-type]
    return tuple(found)


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
            found.append(NamedState(label, pattern))
            continue
        taken = refer("option", words, reader.options, reader.file, line, reader.log)
        found.append(NamedState(label, "".join("Y" if option in taken else "N" for option in order)))
    return tuple(found)


def _moves(shaped: ModelFile, reader: Reader) -> Mapping[str, Mapping[str, tuple[str, ...]]] | None:
    if shaped.moves is None:
        return None
    log, file = reader.log, reader.file
    if shaped.states is None:
        log.fault(file, reader.at("moves"), "moves are listed, but no states", "list the states by hand too")
        return None
    refer("decision maker", shaped.moves, shaped.decision_makers, file, reader.at("moves"), log)
    for maker, arcs in shaped.moves.items():
        refer("state", arcs, shaped.states, file, reader.at("moves", maker), log)
        for label, targets in arcs.items():
            refer("state", targets, shaped.states, file, reader.at("moves", maker, label), log)
    return {m: {a: tuple(b) for a, b in arcs.items()} for m, arcs in shaped.moves.items()}


def _now(shaped: ModelFile, reader: Reader) -> frozenset[str] | str | None:
    if shaped.now is None:
        return None
    if shaped.states is not None and len(shaped.now) == 1 and shaped.now[0] in shaped.states:
        return shaped.now[0]
    known = reader.options | set(shaped.states or ())
    return frozenset(refer("option", shaped.now, known, reader.file, reader.at("now"), reader.log))


def _settlements(shaped: ModelFile, reader: Reader) -> tuple[Settlement, ...]:
    from palabre.conflict import Settlement

    found = []
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
