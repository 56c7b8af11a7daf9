"""Preferring: what a decision maker prefers, in whichever of the four ways it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from palabre.dossier.known import refer
from palabre.dossier.lines import Reader
from palabre.dossier.shaping import Loc, lost

if TYPE_CHECKING:
    from palabre.conflict import DecisionMaker, Mark, Pair, Pairwise, Preference, Ranking, Statement, Weights
    from palabre.dossier.model_shapes import (
        DecisionMakerShape,
        ModelFile,
        PairShape,
        ReasonShape,
        StepShape,
        TieShape,
    )

MAKERS = "decision_makers"
WAYS = ("prefers", "ranking", "weights", "pairs")


def preference(one: str, maker: DecisionMakerShape, shaped: ModelFile, reader: Reader) -> Preference:
    """Return what a decision maker prefers; report where it is said in two ways, or not at all."""
    from palabre.conflict import Statements

    said = [way for way in WAYS if getattr(maker, way) is not None]
    if len(said) > 1:
        what = f"'{one}' has both {said[0]} and {said[1]}"
        reader.log.fault(reader.file, reader.at(MAKERS, one, said[1]), what, "keep one of them")
    if maker.not_compared is not None and maker.pairs is None:
        what = f"'{one}' says what is not compared, and has no pairs"
        where = reader.at(MAKERS, one, "not_compared")
        reader.log.fault(reader.file, where, what, "leave it out, or compare states under 'pairs'")
    if maker.ranking is not None:
        return _ranking(one, maker.ranking, shaped, reader)
    if maker.weights is not None:
        return _weights(one, maker, reader)
    if maker.pairs is not None:
        return _pairs(one, maker, shaped, reader)
    if maker.prefers is None:
        if not any(lost(reader.root, MAKERS, one, way) for way in WAYS):
            remedy = "add prefers: with a line for what matters most to it"
            reader.log.fault(reader.file, reader.at(MAKERS, one), f"'{one}' has no preference", remedy)
        return Statements()
    return Statements(statements(maker.prefers, (MAKERS, one, "prefers"), one, reader))


def check_marks(dm: DecisionMaker, shaped: ModelFile, reader: Reader) -> None:
    """Report degrees, thresholds, marks and attitudes that cannot be right."""
    from palabre.conflict import ConflictError
    from palabre.conflict.likings import check_preference

    where = (reader.file, reader.at(MAKERS, dm.id, "attitudes"))
    refer("decision maker", [j for j, _ in dm.attitudes], shaped.decision_makers, where, reader.log)
    try:
        check_preference(dm, [*shaped.decision_makers, *(j for j, _ in dm.attitudes)])
    except ConflictError as fault:
        key = "threshold" if "threshold" in fault.what else ""
        written = next((w for w in WAYS if getattr(shaped.decision_makers[dm.id], w) is not None), "prefers")
        if key and getattr(shaped.decision_makers[dm.id], key) is None:
            key = written
        reader.log.fault(reader.file, reader.at(MAKERS, dm.id, key or written), fault.what, fault.remedy)


def _mark(shape: ReasonShape | StepShape | PairShape) -> Mark:
    from palabre.conflict import Mark

    unknown = shape.unknown if isinstance(shape.unknown, bool) else False
    return Mark(unknown, shape.strong, 1.0 if shape.degree is None else shape.degree)


def statements(
    lines: Sequence[Mapping[str, ReasonShape] | TieShape], here: Loc, prefix: str, reader: Reader
) -> tuple[Statement, ...]:
    """Return preference lines, the weightiest first; each is called by its condition after the prefix."""
    from palabre.conflict import Statement

    found: list[Statement] = []
    for tier, loc, entry in _lines(lines, here):
        for text, why in entry.items():
            line = reader.at(*loc)
            said = " ".join(text.split())
            basis = reader.basis(why, (*loc, text), why=said, reasons=True)
            condition = reader.condition(text, line)
            name = reader.name(f"{prefix}: {said}", line)
            if condition is not None:
                found.append(Statement(name, condition, basis, tier, _mark(why)))
    return tuple(found)


def _lines(
    lines: Sequence[Mapping[str, ReasonShape] | TieShape], here: Loc
) -> Iterator[tuple[str, Loc, Mapping[str, ReasonShape]]]:
    """Yield each line with its place in the file, and what those that weigh the same have in common."""
    for at, entry in enumerate(lines):
        if isinstance(entry, Mapping):
            yield "", (*here, at), entry
        else:
            for k, line in enumerate(entry.equal):
                yield str(at), (*here, at, "equal", k), line


def _weights(one: str, maker: DecisionMakerShape, reader: Reader) -> Weights:
    from palabre.conflict import Weight, Weights

    found = []
    for option, shape in (maker.weights or {}).items():
        loc = (MAKERS, one, "weights", option)
        line = reader.at(*loc)
        if reader.options is not None:
            refer("option", [option], reader.options, (reader.file, line), reader.log)
        basis = reader.basis(shape, loc, why=option, reasons=True)
        found.append(Weight(reader.name(f"{one}: weight of {option}", line), option, shape.weight, basis))
    return Weights(tuple(found))


def _pairs(one: str, maker: DecisionMakerShape, shaped: ModelFile, reader: Reader) -> Pairwise:
    from palabre.conflict import Pairwise

    reader.lines[f"pairs: {one}"] = reader.at(MAKERS, one, "pairs")
    found: list[Pair] = []
    for at, shape in enumerate(maker.pairs or ()):
        where = (reader.file, reader.at(MAKERS, one, "pairs", at))
        named = [*shape.prefers, *shape.to, *shape.equal, *shape.unknown]
        if shaped.states is not None:
            refer("state", named, shaped.states, where, reader.log)
        ways = sum(map(bool, (shape.prefers or shape.to, shape.equal, shape.unknown)))
        if ways != 1 or bool(shape.prefers) != bool(shape.to):
            what = f"item {at + 1} of 'pairs' of '{one}' does not compare states in one way"
            remedy = "write 'prefers: a' with 'to: b', or 'equal: [a, b]', or 'unknown: [a, b]'"
            reader.log.fault(*where, what, remedy)
        found += _compared(shape)
    return Pairwise(tuple(found), maker.not_compared or "unknown")


def _compared(shape: PairShape) -> Iterator[Pair]:
    from palabre.conflict import Mark, Pair

    for better in shape.prefers:
        for worse in shape.to:
            yield Pair(better, worse, mark=_mark(shape))
    for a, b in combinations(shape.equal, 2):
        yield Pair(a, b, equal=True)
    for a, b in combinations(shape.unknown, 2):
        yield Pair(a, b, mark=Mark(unknown=True))


def _ranking(
    one: str, written: Sequence[Sequence[str] | StepShape], shaped: ModelFile, reader: Reader
) -> Ranking:
    from palabre.conflict import Mark, Ranking

    seen: set[str] = set()
    tiers: list[tuple[str, ...]] = []
    steps: dict[int, Mark] = {}
    whole = reader.at(MAKERS, one, "ranking")
    reader.lines[f"ranking: {one}"] = whole
    for at, tier in enumerate(written):
        where = (reader.file, reader.at(MAKERS, one, "ranking", at))
        if not isinstance(tier, Sequence):
            if not tiers or len(tiers) in steps or at == len(written) - 1:
                what = f"item {at + 1} of the ranking of '{one}' does not stand between two tiers"
                reader.log.fault(*where, what, "put it between the two states or lists that it speaks of")
            steps[len(tiers)] = _mark(tier)
            continue
        if shaped.states is not None:
            refer("state", tier, shaped.states, where, reader.log)
        for label in tier:
            if label in seen:
                what = f"the ranking of '{one}' names '{label}' twice"
                reader.log.fault(*where, what, "keep it in its right place")
            seen.add(label)
        tiers.append(tuple(tier))
    missing = [label for label in shaped.states or () if label not in seen]
    if missing:
        what = (
            f"the ranking of '{one}' leaves out {', '.join(missing[:5])}{' and more' if missing[5:] else ''}"
        )
        reader.log.fault(reader.file, whole, what, "rank every state; [a, b] makes two equally good")
    marks = tuple(steps.get(k, Mark()) for k in range(1, len(tiers)))
    return Ranking(tuple(tiers), marks if steps else ())
