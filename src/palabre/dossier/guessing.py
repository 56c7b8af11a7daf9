"""Guessing: which kind of actor a name sounds like; only ever proposed."""

from __future__ import annotations

import re
from typing import cast

from palabre.ledger import ActorKind

_KINDS: tuple[tuple[ActorKind, str], ...] = (
    (
        "armed group",
        r"militias?|rebels?|insurgents?|guerrillas?|brigades?|fighters|armed \w+|milice|rebelles",
    ),
    (
        "outlet",
        r"news|newspaper|times|post|herald|gazette|tribune|radio|télévision|television|tv|journal|press|presse"
        r"|agency|agence|wire|daily|weekly",
    ),
    ("coalition", r"coalition|coordination|alliance|platform|plateforme|league"),
    ("armed group", r"front|movement|mouvement|liberation|libération|jihad|ansar|jama'?at?"),
    ("state", r"government|gouvernement|republic|république|kingdom|royaume|state of|état|junta|junte"),
    (
        "organisation",
        r"army|armée|forces?|troops|police|gendarmerie|guards?|garde|battalion|ministry|ministère|council|conseil"
        r"|committee|comité|commission|party|parti|union|association|organi[sz]ation|organisation|watch|court|bank"
        r"|mission|office|company|group|groupe|foundation|institute|university|church|assembly|parliament|senate"
        r"|delegation|délégation|team|department|bureau|nations|international|amnesty|society|ngo|un",
    ),
)
_TITLE = (
    r"(?:mr|mrs|ms|mme|m|dr|gen|general|général|col|colonel|major|capt|captain|capitaine|lt|lieutenant|sgt|sheikh"
    r"|cheikh|imam|president|minister|ambassador|king|prince|emir)\.?\s"
)
_ROLE = (
    r"(?:(?:the|an?|le|la|une?)\s+|l')?(?:[\w-]+\s+){0,2}(?:mayor|minister|spokes\w+|president|leader|chief|commander"
    r"|governor|ambassador|envoy|general|colonel|imam|maire|ministre|porte-parole|chef|gouverneur|président)"
    r"(?:\s+(?:of|for|de|du|des)\b.*)?"
)


def kind_of_name(name: str) -> ActorKind:
    """Return which kind of actor a name sounds like.

    Examples
    --------
    >>> kind_of_name("The army"), kind_of_name("Human Rights Watch"), kind_of_name("Colonel Souleymane Maiga")
    ('organisation', 'organisation', 'person')
    >>> kind_of_name("Movement for the Hills"), kind_of_name("Sahel Post"), kind_of_name("Bilal Ag Acherif")
    ('armed group', 'outlet', 'person')
    >>> kind_of_name("Diop"), kind_of_name("the mayor of Gao"), kind_of_name("HCUA")
    ('person', 'person', 'armed group')
    """
    from palabre.reading.actors import starters

    said = " ".join(name.split())
    bare = re.sub(r"(?i)^the\s+", "", said).lower()
    for entry in starters().values():
        if bare in (known.lower() for known in entry.names):
            return cast("ActorKind", entry.kind)
    if re.match(_TITLE, said, re.IGNORECASE) or re.fullmatch(_ROLE, said, re.IGNORECASE):
        return "person"
    for kind, words in _KINDS:
        if re.search(rf"(?<!\w)(?:{words})(?!\w)", said, re.IGNORECASE):
            return kind
    parts = said.split()
    named = bool(parts) and not said.lower().startswith("the ") and not said.isupper()
    return "person" if named else "organisation"
