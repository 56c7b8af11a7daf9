"""Forces: how strong each side is said to be, by whom; disagreements stay side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from palabre.ledger import Actor, Claim
from palabre.terms import Table

COLUMNS = ("subject", "speaker", "low", "best", "high", "unit", "as_of", "claim", "hedge")


def forces(claims: Iterable[Claim], actors: Mapping[str, Actor]) -> Table:
    """Return the force estimates: one row a claim of kind ``force`` that has an amount.

    Rows of one subject stand together, in the order in which subjects are first named; names stand for ids
    where the actor is known.

    Examples
    --------
    >>> from palabre.sources import Passage
    >>> from palabre.terms import Amount
    >>> claim = Claim("c", "...", "s", "o", ("g",), "force", "d", Passage("..."), amount=Amount(1, None, 3))
    >>> forces([claim], {"g": Actor("g", "The group")}).records()[0]["subject"]
    'The group'
    """
    found = [(c, c.amount, c.about[0]) for c in claims if c.kind == "force" and c.amount and c.about]
    order = {subject: k for k, subject in reversed(list(enumerate(subject for _, _, subject in found)))}
    found.sort(key=lambda row: order[row[2]])

    def name(one: str) -> str:
        return actors[one].name if one in actors else one

    return Table.of(
        COLUMNS,
        (
            (
                name(subject),
                name(claim.speaker),
                amount.low,
                amount.best,
                amount.high,
                amount.unit,
                str(claim.as_of) if claim.as_of else "",
                claim.id,
                amount.hedge,
            )
            for claim, amount, subject in found
        ),
    )
