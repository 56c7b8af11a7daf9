"""Terms: a condition as alternatives, each a set of options taken or left; what other formats can carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TypeAlias

from palabre.conflict import Condition, Conflict, ConflictError, Rule
from palabre.conflict.conditions import All, Any_, Linked, Not, Taken

Term: TypeAlias = frozenset[tuple[str, bool]]

MOST_TERMS = 4_096
NOTHING: Term = frozenset()


def terms(condition: Condition, wanted: bool = True) -> tuple[Term, ...]:
    """Return the alternatives under which a condition holds, or (not `wanted`) fails.

    Examples
    --------
    >>> from palabre.conflict import parse
    >>> [sorted(term) for term in terms(parse("a if b"))]
    [[('a', True)], [('b', False)]]
    """
    match condition:
        case Taken(option):
            return (frozenset(((option, wanted),)),)
        case Not(part):
            return terms(part, not wanted)
        case All(parts) | Any_(parts):
            each = [terms(part, wanted) for part in parts]
            return _both(each) if isinstance(condition, All) == wanted else _either(each)
        case Linked(connective, left, right):
            return terms(_unlinked(connective, left, right), wanted)


def _unlinked(connective: str, left: Condition, right: Condition) -> Condition:
    match connective:
        case "if":
            return Any_((left, Not(right)))
        case "only if":
            return Any_((Not(left), right))
        case "unless":
            return Any_((left, right))
    return Any_((All((left, right)), All((Not(left), Not(right)))))


def _either(each: Iterable[tuple[Term, ...]]) -> tuple[Term, ...]:
    return _shortest({term for some in each for term in some})


def _both(each: Iterable[tuple[Term, ...]]) -> tuple[Term, ...]:
    found: tuple[Term, ...] = (NOTHING,)
    for some in each:
        joined = {a | b for a in found for b in some}
        found = _shortest({t for t in joined if len({o for o, _ in t}) == len(t)})
    return found


def _shortest(found: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms that no shorter one includes, the shortest first."""
    kept: list[Term] = []
    for term in sorted(found, key=lambda t: (len(t), sorted(t))):
        if not any(less <= term for less in kept):
            kept.append(term)
        if len(kept) > MOST_TERMS:
            raise ConflictError("a condition has too many alternatives to be written out", "split it up")
    return tuple(kept)


def forbidden(rules: Sequence[Rule]) -> tuple[Term, ...]:
    """Return what rules forbid, as terms of which none may hold."""
    found: list[tuple[Term, ...]] = []
    for rule in rules:
        if rule.kind == "never":
            found.append(terms(rule.parts[0]))
            continue
        found.append(_both(terms(part, False) for part in rule.parts))
        if rule.kind == "exactly one":
            found += [_both((terms(a), terms(b))) for a, b in combinations(rule.parts, 2)]
    return _either(found)


def outside(patterns: Sequence[str], options: Sequence[str]) -> tuple[Term, ...]:
    """Return the combinations that no pattern covers, as terms.

    Examples
    --------
    >>> [sorted(term) for term in outside(["YN", "NY"], ["a", "b"])]
    [[('a', True), ('b', True)], [('a', False), ('b', False)]]
    """
    found: list[Term] = []

    def look(at: int, left: Sequence[str], term: Term) -> None:
        if not left:
            found.append(term)
        elif any(not p[at:].strip("-") for p in left):
            return
        else:
            for letter, taken in (("Y", True), ("N", False)):
                fits = [p for p in left if p[at] in (letter, "-")]
                look(at + 1, fits, term | {(options[at], taken)})

    look(0, list(patterns), NOTHING)
    return tuple(found)


def letters(term: Term, options: Sequence[str]) -> str:
    """Return a term as a pattern.

    Examples
    --------
    >>> letters(frozenset({("a", True), ("c", False)}), ["a", "b", "c"])
    'Y-N'
    """
    said = dict(term)
    return "".join("-" if o not in said else "Y" if said[o] else "N" for o in options)


def renamed(condition: Condition, names: dict[str, str], top: bool = True) -> Condition:
    """Return a condition over other names, in a form that can be read again: links at the top only."""
    match condition:
        case Taken(option):
            return Taken(names[option])
        case Not(part):
            return Not(renamed(part, names, False))
        case All(parts):
            return All(tuple(renamed(p, names, False) for p in parts))
        case Any_(parts):
            return Any_(tuple(renamed(p, names, False) for p in parts))
        case Linked(connective, left, right):
            if not top:
                return renamed(_unlinked(connective, left, right), names, False)
            return Linked(connective, renamed(left, names, False), renamed(right, names, False))


def dm_names(conflict: Conflict) -> dict[str, str]:
    """Return what to call each decision maker: its name, or its id where names repeat."""
    names = {d.id: d.name or d.id for d in conflict.decision_makers}
    if len(set(names.values())) < len(names):
        return {d: d for d in names}
    return names
