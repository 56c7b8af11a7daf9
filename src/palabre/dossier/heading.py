"""Heading: what reading needs of a dossier: its actors with their names, its places, its freeze date."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import get_args

from palabre.dossier import people
from palabre.dossier.edit import read, set_value
from palabre.dossier.files import folder_fault
from palabre.dossier.known import Known, keys_of
from palabre.dossier.log import Log, suggest
from palabre.dossier.shaping import shape
from palabre.dossier.splices import Value
from palabre.ledger import Actor, ActorKind, Place
from palabre.terms import Day, Faults, Problem


@dataclass(frozen=True)
class Heading:
    """dossier.yaml, read alone: a corpus of documents need not be opened for it."""

    path: Path
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    freeze: Day
    desk: str

    @classmethod
    def of(cls, path: Path) -> Heading:
        """Read dossier.yaml.

        Raises
        ------
        Faults
            When it cannot be read.
        """
        from palabre.dossier.shapes import DossierFile

        log = Log()
        if folder_fault(path, log):
            raise Faults(log.of("fault"))
        _, tree = read(path, people.FILE)
        known = Known(actors=keys_of(tree, "actors"))
        head = shape(DossierFile, tree, people.FILE, log)
        actors = people.actors_of(head, tree, known, log) if head is not None else {}
        if head is None or log.of("fault"):
            raise Faults(log.of("fault"))
        return cls(path, actors, people.places_of(head), head.freeze, head.desk)

    @cached_property
    def names(self) -> dict[str, str]:
        """Every name and alias of an actor, with its id; a name that two actors share is left out."""
        found: dict[str, str] = {}
        shared: set[str] = set()
        for one in self.actors.values():
            for name in (one.name, *one.aliases, _bare(one.name)):
                if found.setdefault(name, one.id) != one.id:
                    shared.add(name)
        return {name: one for name, one in found.items() if name not in shared}

    def actor_named(self, name: str) -> str | None:
        """Return the actor with this id, name or alias, whatever its capitals; None where there is none."""
        if name in self.actors:
            return name
        wanted = _bare(" ".join(name.split())).lower()
        return next((one for said, one in self.names.items() if _bare(said).lower() == wanted), None)

    def perhaps_named(self, name: str) -> str | None:
        """Return the one actor whose names hold these words: `the government` of `Government of Mali`.

        It is a guess for a person to confirm; several who could be meant are none.
        """
        words = _bare(" ".join(name.split())).lower()
        found = {one for said, one in self.names.items() if words and f" {words} " in f" {said.lower()} "}
        return found.pop() if len(found) == 1 else None

    def with_actor(self, name: str, kind: str, speaks_for: Sequence[str] = ()) -> tuple[Heading, str]:
        """Write a new actor into dossier.yaml; return the heading as it is then, and the actor's id.

        `speaks_for` has the ids of those for whom it speaks.

        Raises
        ------
        Faults
            When there is no such kind of actor, or the file cannot be written.
        """
        kinds = get_args(ActorKind)
        if kind not in kinds:
            raise Faults(
                [Problem(people.FILE, None, f"unknown kind of actor '{kind}'", suggest(kind, kinds))]
            )
        more: dict[str, Value] = {"speaks_for": list(speaks_for)} if speaks_for else {}
        return self._with("actors", name, {"name": name, "kind": kind, **more})

    def place_named(self, name: str) -> str | None:
        """Return the place with this id, name or alias, whatever its capitals; None where there is none."""
        wanted = " ".join(name.split()).lower()
        for one, place in self.places.items():
            if wanted in (one.lower(), *(said.lower() for said in (place.name, *place.aliases))):
                return one
        return None

    def with_place(self, name: str) -> tuple[Heading, str]:
        """Write a new place into dossier.yaml; return the heading as it is then, and the place's id."""
        return self._with("places", name, {"name": name})

    def _with(self, key: str, name: str, entry: Mapping[str, Value]) -> tuple[Heading, str]:
        one = free_id(name, {*self.actors, *self.places, self.desk})
        if getattr(self, key):
            set_value(self.path, people.FILE, [key, one], entry)
        else:
            set_value(self.path, people.FILE, [key], {one: entry})
        return Heading.of(self.path), one


def _bare(name: str) -> str:
    return re.sub(r"(?i)^the\s+", "", name)


def free_id(words: str, taken: set[str], longest: int = 40) -> str:
    """Return an id made of words, numbered where it is taken.

    Examples
    --------
    >>> free_id("The Valley Herald", set()), free_id("Der Spiegel (Köln)", {"der-spiegel-koln"})
    ('valley-herald', 'der-spiegel-koln-2')
    """
    plain = unicodedata.normalize("NFKD", _bare(words)).encode("ascii", "ignore").decode().lower()
    parts = [part for part in re.split(r"[^a-z0-9]+", plain) if part]
    one = ""
    for part in parts:
        if one and len(one) + len(part) >= longest:
            break
        one = f"{one}-{part}" if one else part[:longest]
    one = one or "unnamed"
    if one not in taken:
        return one
    return next(f"{one}-{k}" for k in range(2, len(taken) + 3) if f"{one}-{k}" not in taken)
