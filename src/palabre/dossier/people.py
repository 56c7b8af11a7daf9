"""People: actors with their memberships, sides and places of dossier.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from palabre.dossier.known import Known, refer
from palabre.dossier.log import Log
from palabre.dossier.shaping import line_of, lost
from palabre.dossier.tree import Node
from palabre.ledger import Actor, Place, belongs_to

if TYPE_CHECKING:
    from palabre.dossier.shapes import DossierFile

FILE = "dossier.yaml"


def actors_of(shape: DossierFile, root: Node, known: Known, log: Log) -> dict[str, Actor]:
    """Return the actors; unknown memberships and circles are reported and left out."""
    actors = {}
    if shape.freeze.precision == "unknown" and not lost(root, "freeze"):
        remedy = "write the last day that counts, for instance 2014-07-24"
        log.fault(FILE, line_of(root, ("freeze",)), "the freeze date is unknown", remedy)
    for one, a in shape.actors.items():
        ties = {}
        for key, ids in (("member_of", a.member_of), ("speaks_for", a.speaks_for)):
            line = line_of(root, ("actors", one, key))
            ties[key] = refer("actor", ids, known.actors, (FILE, line), log)
        if a.since and a.until and a.since.earliest > a.until.latest:
            line = line_of(root, ("actors", one, "until"))
            log.fault(FILE, line, f"'{one}' ends before it begins", "mend since or until")
        actors[one] = Actor(
            id=one,
            name=a.name,
            kind=a.kind,
            aliases=tuple(a.aliases),
            ids=dict(a.ids),
            since=a.since,
            until=a.until,
            note=a.note or "",
            **ties,
        )
    for circle in _circles(actors):
        said = " → ".join((*circle, circle[0]))
        line = line_of(root, ("actors", circle[-1], "member_of"))
        log.fault(
            FILE, line, f"membership goes round in a circle: {said}", "take one of these memberships out"
        )
    return actors


def _circles(actors: Mapping[str, Actor]) -> list[tuple[str, ...]]:
    """Return each circle of membership once, from its alphabetically first member."""
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in actors:
        trail: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            one, depth = waiting.pop()
            del trail[depth:]
            if one in trail:
                circle = trail[trail.index(one) :]
                first = circle.index(min(circle))
                found.add((*circle[first:], *circle[:first]))
                continue
            if one in done or one not in actors:
                continue
            trail.append(one)
            waiting += [(up, depth + 1) for up in (*actors[one].member_of, *actors[one].speaks_for)]
        done.add(start)
    return sorted(found)


def sides_of(
    shape: DossierFile, root: Node, actors: Mapping[str, Actor], known: Known, log: Log
) -> dict[str, tuple[str, ...]]:
    """Return who stands on which side; an actor that stands on two is pointed out."""
    sides = {}
    for side, members in shape.sides.items():
        sides[side] = refer("actor", members, known.actors, (FILE, line_of(root, ("sides", side))), log)
    for one in actors:
        own = belongs_to(one, actors)
        on = [side for side, members in sides.items() if not own.isdisjoint(members)]
        if len(on) > 1:
            what = f"'{one}' stands on more than one side: {', '.join(on)}"
            remedy = f"'{on[0]}' is what counts; mend sides or the membership"
            log.trap(FILE, line_of(root, ("actors", one)), what, remedy)
    return sides


def places_of(shape: DossierFile) -> dict[str, Place]:
    """Return the places."""
    return {
        one: Place(one, p.name, tuple(p.aliases), dict(p.ids), p.note or "")
        for one, p in shape.places.items()
    }
