"""Outcome: what becomes of one state when each acts by its own game."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from palabre.stability.words import listed, mid

if TYPE_CHECKING:
    from palabre.stability.concepts import Bools
    from palabre.stability.hypergame import Hypergame

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "steady": "everybody sees it, and everybody sees it as an equilibrium",
        "unsteady": "everybody sees it and nobody leaves it, though not everybody sees it as an equilibrium",
        "stealthy": "somebody does not see it, and nobody who sees it leaves it",
        "illusory": "somebody sees it as an equilibrium, yet another leaves it",
        "left": "somebody leaves it, and nobody sees it as an equilibrium",
        "unseen": "nobody sees it: only the analyst's model has it",
    }
)


@dataclass(frozen=True)
class Outcome:
    """What becomes of a state.

    Parameters
    ----------
    state : str
    names : mapping {decision maker: name}
    seen_by, hidden_from : tuple of str
        Whose games have the state, and whose do not.
    leaves : tuple of str
        Those who see it and leave it, each in its own game.
    equilibrium_for : tuple of str
        In whose games it is an equilibrium.
    wrong : tuple of (decision maker, decision maker)
        The first expects the second to leave, who stays; or to stay, who leaves.
    would_leave : tuple of str
        Those who do not see it, and would leave what they do see of it.
    true : bool or None
        Whether it is an equilibrium of the conflict as the analyst sees it; None without such a model.
    """

    state: str
    names: Mapping[str, str]
    seen_by: tuple[str, ...]
    hidden_from: tuple[str, ...]
    leaves: tuple[str, ...]
    equilibrium_for: tuple[str, ...]
    wrong: tuple[tuple[str, str], ...]
    would_leave: tuple[str, ...] = ()
    true: bool | None = None

    @property
    def equilibrium(self) -> bool:
        """Whether nobody leaves it: an equilibrium of the hypergame."""
        return bool(self.seen_by) and not self.leaves

    @property
    def kind(self) -> str:
        """One of ``KINDS``."""
        if not self.seen_by:
            return "unseen"
        if self.leaves:
            return "illusory" if self.equilibrium_for else "left"
        if self.hidden_from:
            return "stealthy"
        return "steady" if len(self.equilibrium_for) == len(self.seen_by) else "unsteady"

    @property
    def sentence(self) -> str:
        """The outcome in plain words."""
        if not self.seen_by:
            return "Nobody sees it: only the analyst's model has it."
        told = [self._seen_words()]
        if self.leaves:
            told.append(f"{self._who(self.leaves)} {_verb(self.leaves, 'leaves', 'leave')} it")
        elif self.kind != "steady":
            told.append("yet nobody leaves")
        said = (", but " if self.leaves and self.equilibrium_for else ", ").join(told)
        more = [f"{self._who([by])} expects {self._who(whom)} to {act}" for by, act, whom in self._expected()]
        if self.would_leave:
            sees = _verb(self.would_leave, "it does", "they do")
            more.append(f"{self._who(self.would_leave)} would leave what {sees} see of it")
        if self.true is False and self.equilibrium:
            more.append("as the analyst sees it, it would not last")
        if self.true and not self.equilibrium:
            more.append("as the analyst sees it, it would last")
        return "; ".join([said[:1].upper() + said[1:], *more]) + "."

    def _seen_words(self) -> str:
        other = [dm for dm in self.seen_by if dm not in (*self.equilibrium_for, *self.leaves)]
        hidden = f"{self._who(self.hidden_from)} {_verb(self.hidden_from, 'does', 'do')} not see it"
        if not self.equilibrium_for:
            as_one = "nobody sees it as an equilibrium"
        elif self.kind == "steady":
            return "everybody sees it as an equilibrium"
        else:
            held = self.equilibrium_for
            as_one = f"{self._who(held)} {_verb(held, 'sees', 'see')} it as an equilibrium"
            if other:
                as_one += f", {self._who(other)} {_verb(other, 'does', 'do')} not"
        return f"{hidden}, {as_one}" if self.hidden_from else as_one

    def _expected(self) -> list[tuple[str, str, list[str]]]:
        """Return who wrongly expects whom to leave or to stay."""
        found: dict[tuple[str, str], list[str]] = {}
        for by, dm in self.wrong:
            found.setdefault((by, "stay" if dm in self.leaves else "leave"), []).append(dm)
        return [(by, act, whom) for (by, act), whom in found.items()]

    def _who(self, dms: Iterable[str]) -> str:
        return listed([mid(self.names.get(dm, dm)) for dm in dms])

    def as_json(self) -> dict[str, Any]:
        """Return everything but the names, with the kind and the sentence."""
        return {
            "state": self.state,
            "kind": self.kind,
            "hidden from": list(self.hidden_from),
            "an equilibrium to": list(self.equilibrium_for),
            "leaves": list(self.leaves),
            "would leave": list(self.would_leave),
            "wrong": [list(pair) for pair in self.wrong],
            "true": self.true,
            "sentence": self.sentence,
        }


def _verb(who: tuple[str, ...] | list[str], one: str, many: str) -> str:
    return one if len(who) == 1 else many


def outcomes(hyper: Hypergame, concept: str) -> tuple[Outcome, ...]:
    """Return what becomes of every state: who sees it, who leaves it, and who is surprised."""
    dms = hyper.decision_makers
    sees = {dm: hyper.sees(dm) for dm in dms}
    equilibrium = {dm: hyper.mask(concept, dm) for dm in dms}
    believed = {
        (by, dm): hyper.mask(concept, by, dm)
        for by in dms
        for dm in hyper.game(by).space.decision_makers
        if dm in hyper.games
    }
    blind = {dm: _would_leave(hyper, concept, dm) for dm in dms}
    truth = hyper.true_mask(concept)
    names = {dm: hyper.name(dm) for dm in dms}
    found = []
    for u, label in enumerate(hyper.states):
        seen_by = tuple(dm for dm in dms if sees[dm][u])
        wrong = tuple(
            (by, dm)
            for by, dm in believed
            if by != dm and sees[by][u] and sees[dm][u] and believed[by, dm][u] != believed[dm, dm][u]
        )
        found.append(
            Outcome(
                state=label,
                names=names,
                seen_by=seen_by,
                hidden_from=tuple(dm for dm in dms if not sees[dm][u]),
                leaves=tuple(dm for dm in seen_by if not believed[dm, dm][u]),
                equilibrium_for=tuple(dm for dm in dms if equilibrium[dm][u]),
                wrong=wrong,
                would_leave=tuple(dm for dm in dms if blind[dm][u]),
                true=None if truth is None else bool(truth[u]),
            )
        )
    return tuple(found)


def _would_leave(hyper: Hypergame, concept: str, dm: str) -> Bools:
    """Return, state by state, whether one who does not see it would leave what it does see of it."""
    seen_as = hyper.universe.seen_as(hyper.knows(dm))
    leaves = hyper.sees(dm) & ~hyper.mask(concept, dm, dm)
    return np.asarray(~hyper.sees(dm) & (seen_as >= 0) & leaves[np.maximum(seen_as, 0)])
