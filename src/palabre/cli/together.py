"""Which options of `palabre analyse` can be asked for together, so that none is passed over in silence."""

from __future__ import annotations

from collections.abc import Mapping

import typer

ALONE = ("--make", "--break", "--needs", "--jumps", "--why", "--mixed", "--seen-by")
PAIRS = (("--make", "--break"),)
PAIRS_IN_JSON = (("--jumps", "--mixed"), ("--jumps", "--why"), ("--mixed", "--why"))
ONLY_IN_WORDS = ("--make", "--break", "--needs")


def refuse_together(asked: Mapping[str, object], *, json: bool) -> None:
    """Refuse, as wrong usage, two options of which one would go unheard, and one that goes with another.

    Parameters
    ----------
    asked : mapping {option: whatever it was given}
        What was not asked for is empty or false.
    json : bool
        Whether the findings are printed as JSON, which has room for more of them at once.
    """
    given = [option for option in ALONE if asked[option]]
    pairs = (*PAIRS, *PAIRS_IN_JSON) if json else PAIRS
    for k, one in enumerate(given):
        for other in given[k + 1 :]:
            if (one, other) not in pairs:
                raise typer.BadParameter(
                    f"ask for {one} and for {other} one after the other", param_hint=other
                )
    if asked["--show"] and asked["--seen-by"]:
        raise typer.BadParameter("ask for --show and for --seen-by one after the other", param_hint="--show")
    if asked["--show"] and json:
        for one in ONLY_IN_WORDS:
            if asked[one]:
                said = f"with --json, ask for {one} and for --show one after the other"
                raise typer.BadParameter(said, param_hint="--show")
    if asked["--from"] and not asked["--show"]:
        raise typer.BadParameter("this is where ways and stays start: add --show ways", param_hint="--from")
