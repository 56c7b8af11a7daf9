"""Outcome: what becomes of one state when each acts by its own game."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from palabre.stability.words import listed, mid

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
        said = ", ".join(told)
        more = [f"{self._who([by])} expects {self._who(whom)} to {act}" for by, act, whom in self._expected()]
        if self.true is False and self.equilibrium:
            more.append("as the analyst sees it, it would not last")
        if self.true and not self.equilibrium:
            more.append("as the analyst sees it, it would last")
        return "; ".join([said[:1].upper() + said[1:], *more]) + "."

    def _seen_words(self) -> str:
        other = [dm for dm in self.seen_by if dm not in self.equilibrium_for]
        hidden = f"{self._who(self.hidden_from)} {_verb(self.hidden_from, 'does', 'do')} not see it"
        if not self.equilibrium_for:
            as_one = "nobody sees it as an equilibrium"
        elif not other and not self.hidden_from:
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
            "wrong": [list(pair) for pair in self.wrong],
            "true": self.true,
            "sentence": self.sentence,
        }


def _verb(who: tuple[str, ...] | list[str], one: str, many: str) -> str:
    return one if len(who) == 1 else many
