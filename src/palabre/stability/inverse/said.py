"""Said: needs in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.stability.words import mid, name_of, state_words

if TYPE_CHECKING:
    from palabre.stability.analysis import Analysis
    from palabre.stability.inverse.pattern import Alternative, Need

SHOWN = 6


def need_words(analysis: Analysis, at: int, need: Need) -> str:
    """Return what keeps a decision maker from one move, in one sentence."""
    space = analysis.space
    me = mid(name_of(analysis.conflict, need.dm))
    start = f"To stay at {state_words(space, at)} rather than move to {state_words(space, need.move)}, "
    single = [next(iter(a)).state for a in need.alternatives if len(a) == 1]
    if len(single) > 1 and len(single) == len(need.alternatives):
        ends = [state_words(space, s) for s in sorted(single)]
        one_of = few(ends, "and")
        return f"{start}{me} must not prefer all of these to {state_words(space, at)}: {one_of}."
    told = [_alternative(analysis, a) for a in need.alternatives[:SHOWN]]
    more = len(need.alternatives) - len(told)
    rest = f"; or one of {more:,} other ways" if more else ""
    return f"{start}{'; or '.join(told)}{rest}."


def few(words: list[str], link: str) -> str:
    """Return the first few words as a list, with the number of those left out.

    Examples
    --------
    >>> few(["'a'", "'b'", "'c'"], "or")
    "'a', 'b' or 'c'"
    """
    shown = words[:SHOWN]
    if len(words) > len(shown):
        shown = [*shown, f"{len(words) - len(shown):,} more"]
    return f" {link} ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _alternative(analysis: Analysis, alternative: Alternative) -> str:
    """Return comparisons that must all be so: the movers' wishes first, then what is not preferred."""
    space, model = analysis.space, analysis.conflict
    parts = []
    for atom in sorted((a for a in alternative if a.strict), key=lambda a: (a.dm, a.than, a.state)):
        who = mid(name_of(model, atom.dm))
        parts.append(f"{who} must prefer {state_words(space, atom.state)} to {state_words(space, atom.than)}")
    rest = sorted(a for a in alternative if not a.strict)
    if rest:
        ends = few([state_words(space, a.state) for a in rest], "or")
        who = mid(name_of(model, rest[0].dm))
        parts.append(f"{who} must not prefer {ends} to {state_words(space, rest[0].than)}")
    return ", and ".join(parts)
