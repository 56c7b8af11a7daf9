"""Behaviour: by which concepts a stay that was observed can be explained, decision maker by decision maker.

An observed stay does not say what somebody wants; it says which ways of reasoning fit, given the preferences
of the model. Behavioural analysis: Wang and others, IEEE Transactions on Systems, Man, and Cybernetics:
Systems 49 (2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from palabre.stability.catalogue import kind_of, kinds_for_one, open_to
from palabre.stability.words import listed, mid, name_of, state_words
from palabre.terms import Table, Tabled

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis


@dataclass(frozen=True)
class Behaviour(Tabled):
    """Which concepts explain a stay.

    Parameters
    ----------
    state : str
    concepts : tuple of str
        Those tried.
    explain : tuple of (decision maker, concepts)
        For each, the concepts under which it would stay.
    sentences : tuple of str
        One for each decision maker, and one for all of them together.
    """

    state: str
    concepts: tuple[str, ...]
    explain: tuple[tuple[str, tuple[str, ...]], ...]
    sentences: tuple[str, ...]

    @property
    def all_alike(self) -> tuple[str, ...]:
        """The concepts that explain the stay of everybody."""
        return tuple(c for c in self.concepts if all(c in found for _, found in self.explain))

    def table(self) -> Table:
        """Return one row a decision maker: yes or no for each concept."""
        rows = [(dm, *(c in found for c in self.concepts)) for dm, found in self.explain]
        return Table.of(["decision maker", *self.concepts], rows)


def behaviour(analysis: Analysis, state: str, concepts: str | Sequence[str] | None = None) -> Behaviour:
    """Return which concepts explain that everybody stays at a state: by default of all the model is open to.

    Examples
    --------
    >>> from palabre import cases
    >>> from palabre.stability import analyse
    >>> cuba = analyse(cases.load("cuban_1962").conflict())
    >>> for sentence in behaviour(cuba, "6", ("nash", "seq")).sentences:
    ...     print(sentence)
    That US would stay at '6' is explained by SEQ, not by Nash.
    That USSR would stay at '6' is explained by every concept tried; it has no move to anything better.
    That all would stay is explained by SEQ, not by Nash.
    """
    space, model = analysis.space, analysis.conflict
    asked = open_to(model, space) if concepts is None else kinds_for_one(concepts)
    at = space.index(state)
    explain = tuple((dm, tuple(c for c in asked if analysis.mask(c, dm)[at])) for dm in space.decision_makers)
    said = []
    for who, (dm, found) in enumerate(explain):
        head = f"That {mid(name_of(model, who))} would stay at {state_words(space, at)} is explained by"
        still = "; it has no move to anything better" if analysis.mask("nash", dm)[at] else ""
        said.append(f"{head} {_which(asked, found)}{still}.")
    result = Behaviour(space.label(at), asked, explain, ())
    together = _which(asked, result.all_alike)
    if not result.all_alike and all(found for _, found in explain):
        together += ", but each has a concept of its own that does"
    return Behaviour(
        result.state, asked, explain, (*said, f"That all would stay is explained by {together}.")
    )


def _which(asked: tuple[str, ...], found: tuple[str, ...]) -> str:
    if not found:
        return "none of the concepts tried"
    if found == asked:
        return "every concept tried"
    left = [kind_of(c).name for c in asked if c not in found]
    return f"{listed([kind_of(c).name for c in found])}, not by {listed(left, 'or')}"
