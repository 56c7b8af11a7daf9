"""Fitting: whether a claim that a person wants to write can stand in its dossier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palabre.dossier.heading import Heading
from palabre.sources import Folded, Found, Passage, find
from palabre.terms import Faults, Problem

NEEDED = ("says", "speaker", "about", "kind", "passage")


def fits(file: str, claim: Mapping[str, Any], folded: Folded, heading: Heading, taken: set[str]) -> None:
    """Refuse a claim that the dossier could not hold.

    Parameters
    ----------
    file : str
        The document's file, for the faults.
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
    faults = [
        Problem(file, None, f"the claim has no {key}", "give it one: edit the draft")
        for key in NEEDED
        if not claim.get(key)
    ]
    for key in ("speaker", "reported_by", "about"):
        ids = claim.get(key) or ()
        for one in (ids,) if isinstance(ids, str) else ids:
            if one not in heading.actors and not (key == "speaker" and one == heading.desk):
                faults.append(Problem(file, None, f"unknown actor '{one}'", "name an actor of dossier.yaml"))
    if claim.get("place") and claim["place"] not in heading.places:
        what = f"unknown place '{claim['place']}'"
        faults.append(Problem(file, None, what, "name a place of dossier.yaml"))
    if claim.get("id") in taken:
        what = f"the claim id '{claim['id']}' is used already"
        faults.append(Problem(file, None, what, "give it another id"))
    passage = claim.get("passage")
    words = passage["words"] if isinstance(passage, Mapping) else passage
    if words and not isinstance(find(folded, Passage(words)), Found):
        what = f"the passage '{words}' does not stand exactly once in the text"
        faults.append(Problem(file, None, what, "copy words that occur once"))
    if faults:
        raise Faults(faults)
