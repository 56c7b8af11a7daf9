"""Words: states, moves and reasons as a mediator would say them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from palabre.conflict import Conflict, DecisionMaker, Space, Statement, Statements, Weights
from palabre.conflict.conditions import Taken
from palabre.conflict.structures import tiers_of
from palabre.stability.paths import Hops


def state_words(space: Space, state: int) -> str:
    """Return what to call a state in a sentence."""
    label = space.label(state)
    if space.given_labels is None and space.codes[state] == 0:
        return "the state with nothing taken"
    return f"'{label}'"


def name_of(conflict: Conflict, dm: int) -> str:
    """Return the name of a mover: of a decision maker, or of those who make a joint move."""
    return listed([d.name or d.id for d in _moving(conflict, dm)])


def _moving(conflict: Conflict, mover: int) -> tuple[DecisionMaker, ...]:
    """Return who moves: the places are those of `Space.movers`."""
    dms = conflict.decision_makers
    if mover < len(dms):
        return (dms[mover],)
    return tuple(d for d in dms if d.id in conflict.joint[mover - len(dms)].dms)


def mid(name: str) -> str:
    """Return a name as it stands within a sentence.

    Examples
    --------
    >>> mid("The northern coordination")
    'the northern coordination'
    """
    return f"the {name[4:]}" if name.startswith("The ") else name


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return f" {joint} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def change_words(conflict: Conflict, space: Space, dm: int, before: int, after: int) -> str:
    """Return a move as the options taken and dropped, or by its target where options do not tell."""
    differ = int((space.codes[before] ^ space.codes[after]) & space.cares[before] & space.cares[after])
    own = {o.id: o.name or o.id for d in _moving(conflict, dm) for o in d.options}
    changed = [(k, o) for k, o in enumerate(space.options) if differ >> k & 1]
    if not changed or any(o not in own for _, o in changed):
        return f"moving to {state_words(space, after)}"
    code = int(space.codes[after])
    taken = [f"'{own[o]}'" for k, o in changed if code >> k & 1]
    dropped = [f"'{own[o]}'" for k, o in changed if not code >> k & 1]
    parts = [f"taking {listed(taken)}"] if taken else []
    return " and ".join([*parts, f"dropping {listed(dropped)}"] if dropped else parts)


def deciding_line(conflict: Conflict, space: Space, dm: int, one: int, other: int) -> Statement | None:
    """Return the first statement in which two states differ: the one that ranks them.

    Of statements that weigh the same, more hold in one of the two states than in the other; then it is the
    first that holds only there.
    """
    preference = conflict.decision_makers[dm].preference
    if isinstance(preference, Statements):
        for tier in tiers_of(preference.lines):
            held = [(k, *space.holds_at(preference.lines[k].condition, (one, other))) for k in tier]
            ahead = sum(a for _, a, _ in held) - sum(b for _, _, b in held)
            if ahead:
                return preference.lines[next(k for k, a, b in held if (a, b) == (ahead > 0, ahead < 0))]
    return None


def better_words(conflict: Conflict, space: Space, dm: int, there: int, here: int) -> str:
    """Return why a decision maker prefers one state to another, as a relative clause."""
    line = deciding_line(conflict, space, dm, there, here)
    why = f" because '{line.condition}' holds there" if line else _sums(conflict, space, dm, there, here)
    return f"which is preferred{why}"


def worse_words(conflict: Conflict, space: Space, dm: int, there: int, here: int, *, tie: bool) -> str:
    """Return why a decision maker does not prefer one state to another, as a relative clause."""
    line = None if tie else deciding_line(conflict, space, dm, here, there)
    off = "no better off" if tie else "worse off"
    why = f" because '{line.condition}' no longer holds" if line else ""
    if not line and not tie:
        why = _sums(conflict, space, dm, there, here)
    return f"which leaves {mid(name_of(conflict, dm))} {off} than before{why}"


def _sums(conflict: Conflict, space: Space, dm: int, there: int, here: int) -> str:
    """Return what the weights of the options taken add up to; nothing where there are none."""
    preference = conflict.decision_makers[dm].preference
    if not isinstance(preference, Weights):
        return ""
    sums = [Fraction(0), Fraction(0)]
    for line in preference.lines:
        for k, taken in enumerate(space.holds_at(Taken(line.option), (there, here))):
            sums[k] += Fraction(str(line.weight)) if taken else 0
    after, before = (f"{float(x):g}" for x in sums)
    return f" because its weights add up to {after} there, and to {before} before"


def hops_words(conflict: Conflict, space: Space, start: int, hops: Hops, verb: str) -> str:
    """Return a sequence of moves: who by doing what, then who."""
    told: list[str] = []
    at = start
    for k, t in hops:
        does = f"{verb} by" if not told else "by"
        told.append(f"{mid(name_of(conflict, k))} {does} {change_words(conflict, space, k, at, t)}")
        at = t
    return ", then ".join(told)
