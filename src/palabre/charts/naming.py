"""Naming: short forms of names for labels, and one letter for each decision maker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from palabre.conflict import DecisionMaker
from palabre.ledger import Actor

LONG = 28


def short_name(actor: str, actors: Mapping[str, Actor]) -> str:
    """Return an actor's acronym, its name, or where that is long its first alias; an unknown id as it is.

    Examples
    --------
    >>> actors = {"un": Actor("un", "the United Nations", aliases=("UN",)), "ann": Actor("ann", "Ann Smith")}
    >>> short_name("un", actors), short_name("ann", actors), short_name("bob", actors)
    ('UN', 'Ann Smith', 'bob')
    """
    if actor not in actors:
        return actor
    known = actors[actor]
    acronym = next((a for a in known.aliases if len(a) <= 8 and a.upper() == a and a.strip()), "")
    if acronym or len(known.name) <= LONG:
        return acronym or known.name
    return next((a for a in known.aliases if len(a) < len(known.name)), known.name)


def letters(decision_makers: Sequence[DecisionMaker]) -> dict[str, str]:
    """Return one letter for each decision maker: the first of its name that is still free.

    Examples
    --------
    >>> names = ("Bamako", "The northern coordination", "Neighbours")
    >>> letters([DecisionMaker(n.lower(), n, (), None) for n in names])
    {'bamako': 'B', 'the northern coordination': 'N', 'neighbours': 'E'}
    """
    taken: dict[str, str] = {}
    for number, dm in enumerate(decision_makers, start=1):
        words = [w for w in (dm.name or dm.id).split() if w.lower() not in ("the", "a", "an", "and", "of")]
        offered = [w[0] for w in words] + [c for w in words for c in w[1:]]
        free = (c.upper() for c in offered if c.isalpha() and len(c.upper()) == 1)
        used = set(taken.values())
        taken[dm.id] = next((c for c in free if c not in used), f"D{number}")
    return taken
