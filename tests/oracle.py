"""The definitions read literally, with sets: slow, and without a line in common with the engine.

States, moves, preferences and stability are all worked out here from the words of a model, so that agreement
of the two is evidence. Nothing in the package imports this.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import combinations, groupby, product
from typing import Any

from palabre.conflict import Conflict, Pairwise, Ranking, Statement, Weights
from palabre.conflict.conditions import All, Any_, Linked, Not, Taken

Options = frozenset[str]
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
COALITION_CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")


def true_in(condition: Any, taken: Options) -> bool:  # noqa: PLR0911
    """Whether a condition holds where exactly these options are taken."""
    match condition:
        case Taken(option):
            return option in taken
        case Not(part):
            return not true_in(part, taken)
        case All(parts):
            return all(true_in(p, taken) for p in parts)
        case Any_(parts):
            return any(true_in(p, taken) for p in parts)
        case Linked("if", a, b):
            return not (true_in(b, taken) and not true_in(a, taken))
        case Linked("only if", a, b):
            return not (true_in(a, taken) and not true_in(b, taken))
        case Linked("unless", a, b):
            return true_in(b, taken) or true_in(a, taken)
        case Linked("iff", a, b):
            return true_in(a, taken) == true_in(b, taken)
    raise TypeError(condition)


def tiers_of(lines: tuple[Statement, ...]) -> list[list[Statement]]:
    """Lines that weigh the same, together."""
    return [[x for _, x in some] for _, some in groupby(enumerate(lines), lambda x: x[1].tier or x[0])]


class Oracle:
    """One conflict; states are numbered in the order of the definitions, decision makers as in the model."""

    def __init__(self, conflict: Conflict, *, weak: bool = False) -> None:
        self.conflict = conflict
        self.weak = weak
        self.players = range(len(conflict.decision_makers))
        self.order = [o.id for o in conflict.options]
        self.own = [frozenset(o.id for o in d.options) for d in conflict.decision_makers]
        self.reach = lru_cache(None)(self._reach)
        self.end = lru_cache(None)(self._end)
        self.stable = lru_cache(None)(self._stable)
        self.brings = lru_cache(None)(self._brings)
        self.gains = lru_cache(None)(self._gains)
        self.chains = lru_cache(None)(self._chains)

    def _strings(self, pattern: str) -> Iterator[Options]:
        choices = [{"Y": [True], "N": [False], "-": [False, True]}[c] for c in pattern]
        for picks in product(*choices):
            yield frozenset(o for o, y in zip(self.order, picks, strict=True) if y)

    @cached_property
    def members(self) -> list[list[Options]]:
        """The option strings of each state, the one that takes fewest options first."""
        if self.conflict.states is not None:
            return [list(self._strings(s.pattern)) for s in self.conflict.states]
        every = sorted(
            self._strings("-" * len(self.order)),
            key=lambda taken: [o in taken for o in reversed(self.order)],
        )
        return [[taken] for taken in every if self._feasible(taken)]

    def _feasible(self, taken: Options) -> bool:
        for rule in self.conflict.rules:
            held = [true_in(part, taken) for part in rule.parts].count(True)
            if rule.kind == "never" and held:
                return False
            if rule.kind == "exactly one" and held != 1:
                return False
            if rule.kind == "at least one" and not held:
                return False
        return True

    @cached_property
    def labels(self) -> list[str]:
        if self.conflict.states is not None:
            return [s.label for s in self.conflict.states]
        return [", ".join(o for o in self.order if o in m[0]) or "nothing" for m in self.members]

    @cached_property
    def moves(self) -> list[list[set[int]]]:
        """R_i(s) as moves[i][s]."""
        states = range(len(self.members))
        dms = self.conflict.decision_makers
        if self.conflict.moves is not None:
            listed = [self.conflict.moves.get(d.id, {}) for d in dms]
            number = {label: s for s, label in enumerate(self.labels)}
            return [[{number[t] for t in by.get(self.labels[s], ())} - {s} for s in states] for by in listed]
        return [
            [
                {
                    t
                    for t in states
                    if t != s and any(self._legal(i, a, b) for a in self.members[s] for b in self.members[t])
                }
                for s in states
            ]
            for i in self.players
        ]

    def _legal(self, i: int, before: Options, after: Options) -> bool:
        if not (before ^ after) <= self.own[i]:
            return False
        for way in self.conflict.one_way:
            if way.allowed == "N>Y" and way.option in before - after:
                return False
            if way.allowed == "Y>N" and way.option in after - before:
                return False
        return True

    @cached_property
    def joint(self) -> list[tuple[frozenset[int], list[set[int]]]]:
        """The joint moves: who makes each together, and where it leads from each state."""
        states = range(len(self.members))
        ids = [d.id for d in self.conflict.decision_makers]
        made = []
        for move in self.conflict.joint:
            leads: list[set[int]] = []
            for s in states:
                after = {frozenset(a | set(move.takes)) - set(move.leaves) for a in self.members[s]}
                can = move.when is None or true_in(move.when, self.members[s][0])
                leads.append({t for t in states if can and t != s and after & set(self.members[t])})
            made.append((frozenset(map(ids.index, move.dms)), leads))
        return made

    @cached_property
    def acts(self) -> list[tuple[frozenset[int], list[set[int]]]]:
        """Whatever can be done at once: the moves of each decision maker, then each joint move.

        No act is followed by itself; a joint move is an act of its own, whoever moved before.
        """
        return [(frozenset({i}), self.moves[i]) for i in self.players] + self.joint

    @cached_property
    def value(self) -> list[list[Any]]:
        """What each state is worth to each decision maker: any two of one list can be compared."""
        values: list[list[Any]] = []
        for dm in self.conflict.decision_makers:
            if isinstance(dm.preference, Ranking):
                tier = {label: -k for k, labels in enumerate(dm.preference.tiers) for label in labels}
                values.append([tier[label] for label in self.labels])
            elif isinstance(dm.preference, Weights):
                weight = {w.option: Fraction(str(w.weight)) for w in dm.preference.lines}
                values.append([sum(weight.get(o, Fraction(0)) for o in m[0]) for m in self.members])
            elif isinstance(dm.preference, Pairwise):
                values.append([])
            else:
                tiers = tiers_of(dm.preference.lines)
                values.append(
                    [
                        [[true_in(x.condition, m[0]) for x in t].count(True) for t in tiers]
                        for m in self.members
                    ]
                )
        return values

    def prefers(self, i: int, q: int, s: int) -> bool:
        """Whether i prefers q to s."""
        return bool(self.value[i][q] > self.value[i][s])

    def improvements(self, i: int, s: int) -> set[int]:
        """R_i+(s)."""
        return {q for q in self.moves[i][s] if self.prefers(i, q, s)}

    def _reach(self, opponents_of: int, start: int, improving: bool | frozenset[int]) -> frozenset[int]:
        """R_H(start) or R_H+(start), H all but one: by search over pairs of state and last mover.

        `improving` may also name those who move only by improvements.
        """
        seen: set[tuple[int, int | None]] = set()
        waiting: list[tuple[int, int | None]] = [(start, None)]
        while waiting:
            state, last = waiting.pop()
            for j, (who, leads) in enumerate(self.acts):
                if opponents_of in who or j == last:
                    continue
                careful = [k for k in who if improving is True or (improving and k in improving)]
                for t in leads[state]:
                    if not all(self.prefers(k, t, state) for k in careful):
                        continue
                    if (t, j) not in seen:
                        seen.add((t, j))
                        waiting.append((t, j))
        return frozenset(t for t, _ in seen)

    def one_answer(self, i: int, start: int, improving: bool) -> set[int]:
        """What one opponent can reach by one move."""
        others = [j for j in self.players if j != i]
        each = [self.improvements(j, start) if improving else self.moves[j][start] for j in others]
        return set().union(*each)

    def deterred(self, i: int, s: int, s1: int, concept: str, single: bool = False) -> bool:
        """Whether i, at s, is held back from its improvement s1."""
        if concept == "nash":
            return False
        improving = concept in ("seq", "sseq")
        answers = self.one_answer(i, s1, improving) if single else self.reach(i, s1, improving)
        for s2 in answers:
            if self.prefers(i, s2, s):
                continue
            if concept not in ("smr", "sseq") or not any(self.prefers(i, s3, s) for s3 in self.moves[i][s2]):
                return True
        return False

    def _stable(self, i: int, s: int, concept: str, single: bool = False) -> bool:
        return all(self.deterred(i, s, s1, concept, single) for s1 in self.improvements(i, s))

    def verdicts(self, concept: str, single: bool = False) -> list[list[bool]]:
        """Stability as verdicts[i][s]."""
        states = range(len(self.members))
        return [[self.stable(i, s, concept, single) for s in states] for i in self.players]

    def at_once(self, i: int, s: int, s1: int) -> bool:
        """Whether others who would leave s under SEQ might do so with i, to where i is no better off."""

        def parts(j: int) -> list[Options]:
            return [self.members[t][0] & self.own[j] for t in self.improvements(j, s)]

        rest = [j for j in self.players if j != i and not self.stable(j, s, "seq")]
        number = {m[0]: k for k, m in enumerate(self.members)}
        for size in range(1, len(rest) + 1):
            for group in combinations(rest, size):
                for picks in product(*(parts(j) for j in group)):
                    taken = self.members[s1][0]
                    for j, pick in zip(group, picks, strict=True):
                        taken = (taken - self.own[j]) | pick
                    if taken in number and not self.prefers(i, number[taken], s):
                        return True
        return False

    def simultaneous(self) -> list[list[bool]]:
        """FH as verdicts[i][s]."""
        return [
            [
                self.stable(i, s, "seq")
                or all(
                    self.deterred(i, s, s1, "seq") or self.at_once(i, s, s1) for s1 in self.improvements(i, s)
                )
                for s in range(len(self.members))
            ]
            for i in self.players
        ]

    def _end(self, i: int, s: int, h: int) -> int:
        """G_h(i, s) for two players: where it ends when i may move first and h moves are left."""
        if h == 0:
            return s
        ends = [self.end(1 - i, t, h - 1) for t in self.moves[i][s]]
        better = [e for e in ends if self.prefers(i, e, s)]
        best = [e for e in better if not any(self.prefers(i, f, e) for f in better)]
        worst = [e for e in best if not any(self.prefers(1 - i, e, f) for f in best)]
        return worst[0] if worst else s

    def ahead(self, h: int) -> list[list[bool]]:
        """L_h as verdicts[i][s]."""
        return [[self.end(i, s, h) == s for s in range(len(self.members))] for i in self.players]

    def farsighted(self) -> list[list[bool]]:
        """NM: stable at every horizon of the cycle that the horizons fall into."""
        seen: list[list[list[int]]] = []
        while True:
            states = range(len(self.members))
            ends = [[self.end(i, s, len(seen)) for s in states] for i in self.players]
            if ends in seen:
                cycle = range(seen.index(ends), len(seen))
                stays = [self.ahead(h + 1) for h in cycle]
                return [[all(x[i][s] for x in stays) for s in states] for i in self.players]
            seen.append(ends)

    # Coalitions, after Inohara and Hipel (2008): H is a frozenset of decision makers.

    @cached_property
    def coalitions(self) -> list[frozenset[int]]:
        every = [frozenset(c) for k in self.players for c in combinations(self.players, k + 1)]
        return sorted(every, key=lambda h: (len(h), sorted(h)))

    def _brings(self, h: frozenset[int], start: int) -> frozenset[int]:
        """R_H(start): every state that members bring about, each act by members only, none after itself."""
        seen: set[tuple[int, int | None]] = set()
        waiting: list[tuple[int, int | None]] = [(start, None)]
        while waiting:
            state, last = waiting.pop()
            for j, (who, leads) in enumerate(self.acts):
                if who <= h and j != last:
                    fresh = {(t, j) for t in leads[state]} - seen
                    seen |= fresh
                    waiting += fresh
        return frozenset(t for t, _ in seen)

    def all_gain(self, h: frozenset[int], q: int, s: int) -> bool:
        """Whether the coalition is better off at q than at s."""
        if self.weak:
            no_worse = not any(self.prefers(i, s, q) for i in h)
            return no_worse and any(self.prefers(i, q, s) for i in h)
        return all(self.prefers(i, q, s) for i in h)

    def _gains(self, h: frozenset[int], s: int) -> frozenset[int]:
        """R_H+(s) as coalition improvements: what H brings about and gains by."""
        return frozenset(q for q in self.brings(h, s) if self.all_gain(h, q, s))

    def _chains(self, outside: frozenset[int], start: int) -> frozenset[int]:
        """Where chains of coalition improvements lead, of subsets of `outside`, none twice in a row."""
        subsets = [k for k in self.coalitions if k <= outside]
        seen: set[tuple[int, frozenset[int] | None]] = set()
        waiting: list[tuple[int, frozenset[int] | None]] = [(start, None)]
        while waiting:
            state, last = waiting.pop()
            for k in subsets:
                if k != last:
                    fresh = {(t, k) for t in self.gains(k, state)} - seen
                    seen |= fresh
                    waiting += fresh
        return frozenset(t for t, _ in seen)

    def coalition_deterred(self, h: frozenset[int], s: int, s1: int, concept: str) -> bool:
        """Whether coalition h, at s, is held back from its improvement s1."""
        outside = frozenset(self.players) - h
        if concept == "cnash":
            return False
        for s2 in self.chains(outside, s1) if concept == "cseq" else self.brings(outside, s1):
            if self.all_gain(h, s2, s):
                continue
            if concept != "csmr" or not any(self.all_gain(h, s3, s) for s3 in self.brings(h, s2)):
                return True
        return False

    def coalition_stable(self, h: frozenset[int], s: int, concept: str) -> bool:
        return all(self.coalition_deterred(h, s, s1, concept) for s1 in self.gains(h, s))

    def universal(self, concept: str) -> set[int]:
        """States stable for every coalition."""
        states = range(len(self.members))
        return {s for s in states if all(self.coalition_stable(h, s, concept) for h in self.coalitions)}

    def jumps(self, among: set[int]) -> set[tuple[int, int, frozenset[int]]]:
        """From one of these states to another, by the gain of two or more of whom no two or more would do."""
        several = [h for h in self.coalitions if len(h) > 1]
        every = {(s, q, h) for s in among for h in several for q in self.gains(h, s) & among if q != s}
        return {(s, q, h) for s, q, h in every if not any((s, q, k) in every for k in several if k < h)}


class Related(Oracle):
    """The same where preferences are relations: unknown, strong, fuzzy or in pairs, and with attitudes."""

    def __init__(self, conflict: Conflict, reading: str = "a") -> None:
        super().__init__(conflict)
        self.reading = reading
        self.said = lru_cache(None)(self._said)
        self.held = lru_cache(None)(self._held)

    def _said(self, i: int, q: int, s: int) -> tuple[str, bool, float]:  # noqa: PLR0911
        """What i says of q and s: q is ">", "<" or "~" s, or "?"; whether much; and to what degree."""
        likes = self.conflict.decision_makers[i].preference
        if isinstance(likes, Pairwise):
            a, b = self.labels[q], self.labels[s]
            for p in likes.pairs:
                if {p.one, p.other} == {a, b} and a != b:
                    sign = "~" if p.equal else "?" if p.mark.unknown else ">" if p.one == a else "<"
                    return sign, p.mark.strong, p.mark.degree
            return "?" if likes.rest == "unknown" and a != b else "~", False, 1.0
        x, y = self.value[i][q], self.value[i][s]
        if x == y:
            return "~", False, 1.0
        sign = ">" if x > y else "<"
        if isinstance(likes, Ranking) and likes.steps:
            between = likes.steps[min(-x, -y) : max(-x, -y)]
            if any(m.unknown for m in between):
                return "?", False, 1.0
            return sign, any(m.strong for m in between), max(m.degree for m in between)
        if isinstance(likes, Ranking | Weights):
            return sign, False, 1.0
        mark = tiers_of(likes.lines)[[a == b for a, b in zip(x, y, strict=True)].index(False)][0].mark
        return ("?" if mark.unknown else sign), mark.strong, mark.degree

    def certainty(self, i: int, q: int, s: int) -> float:
        """The relative certainty of q over s: how sure i is of q less how sure it is of s."""
        sign, _, degree = self.said(i, q, s)
        sure = {">": degree, "<": 1 - degree, "~": 0.5, "?": 0.5}[sign]
        return sure - (1 - sure)

    def better(self, i: int, q: int, s: int) -> bool:
        threshold = self.conflict.decision_makers[i].threshold
        if threshold is None:
            return self.said(i, q, s)[0] == ">"
        return self.certainty(i, q, s) >= threshold - 1e-9

    def unknown(self, i: int, q: int, s: int) -> bool:
        return self.said(i, q, s)[0] == "?"

    def much(self, i: int, q: int, s: int) -> bool:
        return self.better(i, q, s) and self.said(i, q, s)[1]

    def _attitude(self, i: int, j: int) -> str:
        dms = self.conflict.decision_makers
        for who, kind in dms[i].attitudes:
            if who == dms[j].id:
                return kind
        return "positive" if i == j else "indifferent"

    def welcome(self, i: int, q: int, s: int) -> bool:
        """Whether all that i wants to gain by q gain, and all that it wants to lose lose."""
        return self._welcome(i, q, s, ("yes",))

    def perhaps(self, i: int, q: int, s: int) -> bool:
        """Whether q may be welcome, or not: something is unknown."""
        return not self.welcome(i, q, s) and self._welcome(i, q, s, ("yes", "unknown"))

    def _welcome(self, i: int, q: int, s: int, enough: tuple[str, ...]) -> bool:
        for j in self.players:
            kind = self._attitude(i, j)
            if kind == "indifferent":
                continue
            if self.unknown(j, q, s):
                met = "unknown"
            else:
                met = (
                    "yes" if (self.better(j, q, s) if kind == "positive" else self.better(j, s, q)) else "no"
                )
            if met not in enough:
                return False
        return True

    def prefers(self, i: int, q: int, s: int) -> bool:
        """Whether others expect i to go from s to q."""
        return self.welcome(i, q, s) or self.perhaps(i, q, s)

    def leaves(self, i: int, q: int, s: int) -> bool:
        return self.welcome(i, q, s) or (self.reading in "ac" and self.perhaps(i, q, s))

    def bad(self, i: int, q: int, s: int, strong: bool) -> bool:
        """Whether ending at q is bad enough for i not to have left s."""
        if strong:
            return self.much(i, s, q)
        if self.welcome(i, q, s):
            return False
        return self.reading in "cd" or not self.perhaps(i, q, s)

    def _held(self, i: int, s: int, concept: str, strong: bool) -> bool:
        improving = concept in ("seq", "sseq")
        for s1 in self.moves[i][s]:
            if not self.leaves(i, s1, s):
                continue
            answers = self.reach(i, s1, improving) if concept != "nash" else ()
            deterred = [
                self.bad(i, s2, s, strong)
                and (
                    concept not in ("smr", "sseq")
                    or all(self.bad(i, s3, s, strong) for s3 in self.moves[i][s2])
                )
                for s2 in answers
            ]
            if not any(deterred):
                return False
        return True

    def related(self, concept: str) -> list[list[bool]]:
        """Stability as verdicts[i][s]; "strong-" or "weak-" may stand before the concept."""
        how, _, base = concept.rpartition("-")
        states = range(len(self.members))
        if how == "weak":
            both = zip(self.related(base), self.related(f"strong-{base}"), strict=True)
            return [[a and not b for a, b in zip(x, y, strict=True)] for x, y in both]
        return [[self.held(i, s, base, how == "strong") for s in states] for i in self.players]


State = frozenset[Options]


class HyperOracle:
    """One game for each decision maker; a state is the set of option strings that it stands for."""

    def __init__(self, games: dict[str, Conflict]) -> None:
        self.games = {dm: Oracle(game) for dm, game in games.items()}
        self.ids = {dm: [d.id for d in game.decision_makers] for dm, game in games.items()}
        self.sees = lru_cache(None)(self._sees)

    def state(self, by: str, s: int) -> State:
        return frozenset(self.games[by].members[s])

    def _sees(self, by: str) -> dict[State, int]:
        return {self.state(by, s): s for s in range(len(self.games[by].members))}

    @cached_property
    def states(self) -> set[State]:
        return {u for dm in self.games for u in self.sees(dm)}

    def stays(self, by: str, dm: str, u: State, concept: str) -> bool:
        """Whether dm would stay at u, in the game of `by`, who sees it."""
        oracle = self.games[by]
        return oracle.stable(self.ids[by].index(dm), self.sees(by)[u], concept)

    def leaves(self, u: State, concept: str) -> set[str]:
        return {dm for dm in self.games if u in self.sees(dm) and not self.stays(dm, dm, u, concept)}

    def equilibrium_for(self, u: State, concept: str) -> set[str]:
        return {
            by
            for by in self.games
            if u in self.sees(by) and all(self.stays(by, dm, u, concept) for dm in self.ids[by])
        }

    def kind(self, u: State, concept: str) -> str:
        seers = {dm for dm in self.games if u in self.sees(dm)}
        believers = self.equilibrium_for(u, concept)
        if self.leaves(u, concept):
            return "illusory" if believers else "left"
        if seers < set(self.games):
            return "stealthy"
        return "steady" if believers == seers else "unsteady"

    def wrong(self, u: State, concept: str) -> set[tuple[str, str]]:
        """Who expects whom to do what it does not."""
        return {
            (by, dm)
            for by in self.games
            for dm in self.ids[by]
            if dm != by and dm in self.games and u in self.sees(by) and u in self.sees(dm)
            if self.stays(by, dm, u, concept) != self.stays(dm, dm, u, concept)
        }

    def would_leave(self, u: State, concept: str) -> set[str]:
        """Those who do not see u, and would leave what is left of it without the options they never see."""
        found = set()
        least, most = min(u, key=len), max(u, key=len)
        for dm in self.games:
            known = frozenset().union(*(min(state, key=len) for state in self.sees(dm)))
            rest = sorted(most - least)
            subsets = [c for k in range(len(rest) + 1) for c in combinations(rest, k)]
            left = frozenset((least & known) | frozenset(c) for c in subsets)
            if u not in self.sees(dm) and left in self.sees(dm) and not self.stays(dm, dm, left, concept):
                found.add(dm)
        return found

    def moves(self, by: str, mover: str) -> set[tuple[State, State]]:
        if mover not in self.ids[by]:
            return set()
        leads = self.games[by].moves[self.ids[by].index(mover)]
        return {(self.state(by, s), self.state(by, t)) for s, to in enumerate(leads) for t in to}

    def surprises(self, *, improving: bool) -> set[tuple[str, str, State, State]]:
        found = set()
        for mover in self.games:
            me = self.ids[mover].index(mover)
            for dm in self.games:
                for a, b in self.moves(mover, mover) - self.moves(dm, mover):
                    here, there = self.sees(mover)[a], self.sees(mover)[b]
                    if improving and not self.games[mover].prefers(me, there, here):
                        continue
                    if a in self.sees(dm):
                        found.add((dm, mover, a, b))
        return found
