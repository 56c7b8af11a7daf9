"""Lines: the conditions and bases of a model's lines, each with its own place in the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from palabre.dossier.known import Known, refer
from palabre.dossier.log import Log, suggest
from palabre.dossier.shaping import Loc, line_of, lost
from palabre.dossier.tree import Node
from palabre.terms import Basis

if TYPE_CHECKING:
    from palabre.conflict import Condition
    from palabre.dossier.model_shapes import BasisShape


@dataclass
class Reader:
    """Reads the lines of one model file and remembers where each stands."""

    file: str
    root: Node
    options: set[str] | None
    known: Known
    log: Log
    lines: dict[str, int] = field(default_factory=dict)

    def at(self, *loc: str | int) -> int:
        """Return the line of a place in the file."""
        return line_of(self.root, loc)

    def name(self, wanted: str, line: int) -> str:
        """Return the id of a line of the model: as wanted, or numbered when that is taken."""
        one, count = wanted, 1
        while one in self.lines:
            count += 1
            one = f"{wanted} ({count})"
        self.lines[one] = line
        return one

    def condition(self, text: str, line: int) -> Condition | None:
        """Read a condition; report what is wrong with it."""
        from palabre.conflict import ConditionError, parse
        from palabre.conflict.conditions import names

        try:
            condition = parse(text)
        except ConditionError as fault:
            self.log.fault(self.file, line, f"{fault.what} in '{text}'", fault.remedy)
            return None
        known = names(condition) if self.options is None else self.options
        unknown = sorted(names(condition) - known)
        for one in unknown:
            self.log.fault(self.file, line, f"unknown option '{one}' in '{text}'", suggest(one, known))
        return None if unknown else condition

    def basis(self, shape: BasisShape, loc: Loc, *, why: str, reasons: bool = False) -> Basis:
        """Return the basis of the line `why`; `reasons` asks for claims or an assumption."""
        line = self.at(*loc)
        if reasons and not (shape.cites or shape.assume or lost(self.root, *loc)):
            said = f"'{why}' gives no reason"
            remedy = "write cites: [claim ids], or assume: and the assumption in your own words"
            if shape.definition:
                said = f"'{shape.definition}' does not say whether it cites or assumes, at '{why}'"
            if shape.definition in (self.known.claims or ()):
                remedy = f"write [{shape.definition}] in brackets to cite the claim"
            self.log.fault(self.file, line, said, remedy)
        if shape.vary and not shape.assume:
            what = f"vary stands where nothing is assumed, at '{why}'"
            self.log.fault(self.file, line, what, "leave vary out: only assumed lines are varied")
        return Basis(
            cites=refer("claim", shape.cites, self.known.claims, (self.file, line), self.log),
            assume=shape.assume or "",
            definition=shape.definition or "",
            given=self._given(shape, loc),
            vary=shape.vary or "drop",
        )

    def _given(self, shape: BasisShape, loc: Loc) -> tuple[tuple[str, tuple[str, ...]], ...]:
        questions = self.known.questions
        for question, answers in shape.given.items():
            where = (self.file, self.at(*loc, "given", question))
            if not answers:
                what = f"given names no answer to '{question}', so the line would never count"
                self.log.fault(*where, what, "name an answer, or leave given out")
            if questions is not None:
                refer("question", [question], questions, where, self.log)
                known = questions.get(question)
                for answer in answers:
                    if known is not None and answer not in known:
                        what = f"unknown answer '{answer}' to '{question}'"
                        self.log.fault(*where, what, suggest(answer, known))
        return tuple((question, tuple(answers)) for question, answers in shape.given.items())
