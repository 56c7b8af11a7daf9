"""Basis: why a line of a model is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Vary = Literal["drop", "move", "never"]


@dataclass(frozen=True)
class Basis:
    """Why a line stands in a model: it cites claims, admits to be an assumption, or defines words.

    Parameters
    ----------
    cites : tuple of str
        Ids of the claims the line rests on.
    assume : str
        The assumption in the analyst's words; empty when the line does not assume.
    definition : str
        What makes the line true by the meaning of its words alone ("one offer at a time").
    given : tuple of (question, answers)
        The line counts only in versions where each question has one of these answers.
    vary : "drop", "move" or "never"
        For an assumed line: whether versions also drop it, drop it and move it by one place, or keep it.

    Examples
    --------
    >>> Basis(assume="the drought makes war costly").kind
    'assumes'
    >>> Basis(cites=("never-respected",), given=(("past-agreements", ("never-kept",)),)).kind
    'cites'
    """

    cites: tuple[str, ...] = ()
    assume: str = ""
    definition: str = ""
    given: tuple[tuple[str, tuple[str, ...]], ...] = ()
    vary: Vary = "drop"

    @property
    def kind(self) -> Literal["cites", "assumes", "defines"]:
        """The standing of the line: an assumption stays one even where it also cites."""
        if self.assume:
            return "assumes"
        return "cites" if self.cites else "defines"
