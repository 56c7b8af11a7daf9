"""Hypergame: each decision maker acts by the conflict as it sees it, and what comes of that.

A first-level hypergame is one game a decision maker (P. G. Bennett, "Toward a theory of hypergames", Omega 5
(1977); N. M. Fraser and K. W. Hipel, Conflict Analysis, 1984). Each game is judged on its own, by any
solution concept; a state is an equilibrium of the hypergame when nobody leaves it *in its own game*. Steady,
unsteady and stealthy equilibria are from Y. M. Aljefri, K. W. Hipel and L. Fang, "Modeling misperception of
options and preferences in the graph model for conflict resolution", IEEE SMC 2014. Its abstract was read; the
exact wording of the three kinds is not checked against print, and stands in `KINDS` as palabre takes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from palabre.conflict import Conflict, ConflictError, as_seen_by, model_wanted
from palabre.conflict.errors import unknown as unknown_name
from palabre.stability.analysis import Analysis, analyse
from palabre.stability.catalogue import kind_for_one, kinds_of
from palabre.stability.concepts import DEFAULT, Bools, Sanctions
from palabre.stability.outcome import Outcome, outcomes
from palabre.stability.relational import Reading
from palabre.stability.surprise import Surprise, surprises
from palabre.stability.universe import Universe, universe_of
from palabre.terms import Table, Tabled


@dataclass(frozen=True, eq=False, repr=False)
class Hypergame(Tabled):
    """One game for each decision maker, judged side by side. Made by `hypergame`.

    Parameters
    ----------
    games : mapping {decision maker: Conflict}
        The conflict as each sees it.
    truth : Conflict or None
        The conflict as the analyst sees it. Nobody acts by it; it is only compared.
    concepts : tuple of str
        What `table` and `as_json` show.
    """

    games: Mapping[str, Conflict]
    truth: Conflict | None = None
    concepts: tuple[str, ...] = DEFAULT
    sanctions: Sanctions = "sequences"
    unknown: Reading | None = None
    _analyses: dict[str, Analysis] = field(default_factory=dict)

    @property
    def decision_makers(self) -> tuple[str, ...]:
        """Whose games there are."""
        return tuple(self.games)

    def name(self, dm: str) -> str:
        """Return the name of a decision maker: as it calls itself, or as whoever knows it does."""
        first = [self.games[dm]] if dm in self.games else []
        for game in (*first, *self.games.values()):
            for d in game.decision_makers:
                if d.id == dm:
                    return d.name or dm
        return dm

    def game(self, dm: str) -> Analysis:
        """Return the analysis of the conflict as a decision maker sees it."""
        if dm not in self.games:
            raise unknown_name("decision maker", dm, self.games)
        if dm not in self._analyses:
            self._analyses[dm] = self._analysed(self.games[dm])
        return self._analyses[dm]

    @cached_property
    def true_game(self) -> Analysis | None:
        """The analysis of the conflict as the analyst sees it."""
        return self._analysed(self.truth) if self.truth else None

    def _analysed(self, game: Conflict) -> Analysis:
        return analyse(game, self.concepts, sanctions=self.sanctions, unknown=self.unknown)

    @cached_property
    def universe(self) -> Universe:
        """All states of all games, those of the analyst first."""
        first = [("the model", self.truth)] if self.truth else []
        return universe_of([*first, *((f"the game of '{dm}'", game) for dm, game in self.games.items())])

    @cached_property
    def _at(self) -> dict[str, Any]:
        ahead = 1 if self.truth else 0
        return {dm: self.universe.at(k + ahead) for k, dm in enumerate(self.games)}

    @property
    def states(self) -> tuple[str, ...]:
        """The labels of all states of all games."""
        return self.universe.labels

    def sees(self, dm: str) -> Bools:
        """Return, state by state, whether a decision maker's game has it."""
        if dm not in self.games:
            raise unknown_name("decision maker", dm, self.games)
        return np.asarray(self._at[dm] >= 0)

    def mask(self, concept: str, by: str, dm: str | None = None) -> Bools:
        """Return, state by state, whether it is stable for one (or for all) in the game of `by`."""
        return self._spread(self.game(by).mask(kind_for_one(concept).id, dm), self._at[by])

    def _spread(self, found: Bools, at: Any) -> Bools:
        return np.asarray((at >= 0) & found[np.maximum(at, 0)])

    def true_mask(self, concept: str) -> Bools | None:
        """Return, state by state, whether it is an equilibrium of the conflict as the analyst sees it."""
        if self.true_game is None:
            return None
        return self._spread(self.true_game.mask(kind_for_one(concept).id), self.universe.at(0))

    def knows(self, dm: str) -> frozenset[str]:
        """Return the options that a decision maker ever sees taken."""
        seen = np.flatnonzero(self.sees(dm)).tolist()
        return frozenset().union(*(self.universe.taken[u] for u in seen))

    def equilibria(self, concept: str) -> tuple[str, ...]:
        """Return the states that nobody leaves in its own game: whoever does not see a state does nothing."""
        stays = [~self.sees(dm) | self.mask(concept, dm, dm) for dm in self.games]
        seen = np.logical_or.reduce([self.sees(dm) for dm in self.games])
        held = np.logical_and.reduce([seen, *stays])
        return tuple(self.states[u] for u in np.flatnonzero(held).tolist())

    def outcomes(self, concept: str) -> tuple[Outcome, ...]:
        """Return what becomes of every state: who sees it, who leaves it, and who is surprised."""
        return outcomes(self, concept)

    def outcome(self, state: str, concept: str) -> Outcome:
        """Return what becomes of one state."""
        if state not in self.states:
            raise unknown_name("state", state, self.states)
        return self.outcomes(concept)[self.states.index(state)]

    def surprises(self, *, improving: bool = True) -> tuple[Surprise, ...]:
        """Return the moves of one that do not exist in the game of another, who sees where they start.

        With `improving` only those that the mover gains by, in its own game.
        """
        return surprises(self, improving=improving)

    def table(self) -> Table:
        """Return one row a state: who does not see it, and what becomes of it, by concept."""
        every = {c: self.outcomes(c) for c in self.concepts}
        columns = ["state", "hidden from"]
        for c in self.concepts:
            columns += [c, f"an equilibrium to ({c})", f"leaves ({c})"]
        rows = []
        for u, label in enumerate(self.states):
            row = [label, ", ".join(dm for dm in self.games if not self.sees(dm)[u])]
            for c in self.concepts:
                o = every[c][u]
                row += [o.kind, ", ".join(o.equilibrium_for), ", ".join(o.leaves)]
            rows.append(row)
        return Table.of(columns, rows)

    def as_json(self) -> dict[str, Any]:
        """Return who sees what, each one's equilibria, the hypergame's, and the surprises."""
        concepts, truth = self.concepts, self.true_game
        every = {c: [o for o in self.outcomes(c) if o.kind not in ("left", "unseen")] for c in concepts}
        return {
            "states": list(self.states),
            "hidden": {
                dm: [self.states[u] for u in np.flatnonzero(~self.sees(dm)).tolist()] for dm in self.games
            },
            "games": {dm: {c: list(self.game(dm).equilibria(c)) for c in concepts} for dm in self.games},
            "truth": truth and {c: list(truth.equilibria(c)) for c in concepts},
            "equilibria": {c: list(self.equilibria(c)) for c in concepts},
            "outcomes": {c: [o.as_json() for o in found] for c, found in every.items()},
            "surprises": [s.as_json() for s in self.surprises()],
        }

    def __repr__(self) -> str:
        return f"<Hypergame of {len(self.games)} decision makers: {len(self.states):,} states>"


def hypergame(
    conflict: Conflict | None = None,
    seen_by: Mapping[str, Conflict] | None = None,
    concepts: str | Sequence[str] = DEFAULT,
    *,
    sanctions: Sanctions = "sequences",
    unknown: Reading | None = None,
) -> Hypergame:
    """Return the hypergame in which each decision maker acts by the conflict as it sees it.

    Parameters
    ----------
    conflict : Conflict, optional
        The conflict as the analyst sees it; it may say in `seen_by` who sees it otherwise.
    seen_by : mapping {decision maker: Conflict}, optional
        Whole games of some, in place of what the conflict says of them. They may differ in anything: options,
        decision makers, rules, moves, preferences. Without a conflict, the games of all.
    concepts : sequence of str
        Any solution concepts for single decision makers.
    unknown : "a", "b", "c", "d" or None
        How unknown preferences are read, in every game.

    Raises
    ------
    ConflictError
        When a decision maker is not in its own game, or the games cannot be compared: see `universe_of`.

    Examples
    --------
    >>> from palabre.conflict import DecisionMaker, Option, Sight, Statement, Statements, parse
    >>> def side(me, *wishes):
    ...     lines = Statements(tuple(Statement(w, parse(w)) for w in wishes))
    ...     return DecisionMaker(me, me.title(), (Option(me, f"{me.title()} arms", me),), lines)
    >>> def armed(me, you):
    ...     return side(me, f"not {me} if not {you}", f"not {you}", me)
    >>> hostile = Statements((Statement("east", parse("east")),))
    >>> dms = armed("west", "east"), armed("east", "west")
    >>> race = Conflict("race", dms, seen_by=(Sight("west", prefers={"east": hostile}),))
    >>> both = hypergame(race, concepts="nash")
    >>> both.game("west").equilibria("nash"), both.equilibria("nash")
    (('west, east',), ('nothing', 'west, east'))
    >>> both.outcome("nothing", "nash").kind
    'unsteady'
    >>> print(both.outcome("nothing", "nash").sentence)
    East sees it as an equilibrium, West does not, yet nobody leaves; West expects East to leave.
    """
    asked = kinds_of(concepts)
    for concept in asked:
        kind_for_one(concept)
    own = dict(seen_by or {})
    games = {}
    if conflict is not None:
        model_wanted(conflict)
        for d in conflict.decision_makers:
            games[d.id] = own.pop(d.id) if d.id in own else as_seen_by(conflict, d.id)
        for dm in own:
            raise unknown_name("decision maker", dm, games)
    games |= own
    if not games:
        raise ConflictError("there is no game", "give the conflict, or the games as each sees them")
    for dm, game in games.items():
        if dm not in [d.id for d in game.decision_makers]:
            what = f"'{dm}' does not take part in the game as it sees it"
            raise ConflictError(what, "everybody is in its own game, whoever else is not")
    made = Hypergame(games, conflict, asked, sanctions, unknown)
    for dm in games:
        made.game(dm)
    made.universe  # noqa: B018 - games that cannot be compared show here, not at the first question
    return made
