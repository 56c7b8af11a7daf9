"""Actors and places: who speaks and is spoken about, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from palabre.terms import Day

ActorKind = Literal["state", "armed group", "organisation", "person", "outlet", "coalition"]


@dataclass(frozen=True)
class Actor:
    """A state, an armed group, an organisation, a person, an outlet or a coalition.

    Parameters
    ----------
    id, name : str
    kind : str
    aliases : tuple of str
    member_of, speaks_for : tuple of str
        Actor ids.
    ids : mapping
        Ids in public registers, for instance ``{"ucdp": "..."}``.
    since, until : Day or None
        When the actor exists under this name.
    """

    id: str
    name: str
    kind: ActorKind = "organisation"
    aliases: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict, hash=False)
    since: Day | None = None
    until: Day | None = None
    note: str = ""


@dataclass(frozen=True)
class Place:
    """A named place."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict, hash=False)
    note: str = ""
