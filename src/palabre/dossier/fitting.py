"""Fitting: whether a claim that a person wants to write can stand in its dossier.

What a check of the whole dossier would fault is refused, by the same rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palabre.dossier.accepting import as_shaped, ordered
from palabre.dossier.cataloguing import Card
from palabre.dossier.heading import Heading
from palabre.dossier.known import Known
from palabre.dossier.log import Log
from palabre.sources import Folded
from palabre.terms import Faults, Problem

NEEDED = ("says", "speaker", "about", "kind", "passage")


def fits(card: Card, claim: Mapping[str, Any], folded: Folded, heading: Heading, taken: set[str]) -> None:
    """Refuse a claim that the dossier could not hold.

    Parameters
    ----------
    card : Card
        The document.
    claim : mapping
        The claim's keys as a dossier's file has them.
    folded : Folded
        The document's text.
    taken : set of str
        The claim ids that are used already.

    Raises
    ------
    Faults
        With everything that is wrong.
    """
    file = f"documents/{card.id}.yaml"
    faults = [
        Problem(file, None, f"the claim has no {key}", "give it one: edit the draft")
        for key in NEEDED
        if not claim.get(key)
    ]
    if claim.get("id") in taken:
        what = f"the claim id '{claim['id']}' is used already"
        faults.append(Problem(file, None, what, "give it another id"))
    faults = faults or _faults(file, card, claim, folded, heading)
    if faults:
        raise Faults(faults)


def _faults(
    file: str, card: Card, claim: Mapping[str, Any], folded: Folded, heading: Heading
) -> list[Problem]:
    """Return what a check would say of a file that holds this claim alone."""
    from palabre.dossier.documents import Page, claims_of

    log = Log()
    text = "withheld" if card.withheld else "included"
    shaped, tree = as_shaped(file, ordered(claim), log, text)
    if shaped is not None and tree is not None:
        known = Known(
            actors=set(heading.actors), places=set(heading.places), desk=heading.desk, freeze=heading.freeze
        )
        claims_of(Page(card.id, shaped, tree, None, folded), known, log)
    return [Problem(file, None, p.what, p.remedy) for p in log.of("fault")]
