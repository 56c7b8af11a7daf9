"""Order: which options stand near each other in a decision diagram.

F. A. Aloul, I. L. Markov and K. A. Sakallah, "FORCE: a fast and easy-to-implement variable-ordering
heuristic", Great Lakes Symposium on VLSI (2003): every option moves to the middle of the lines that name it,
again and again, until the lines span no less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ROUNDS = 60
PATIENCE = 6


def ordered(options: Sequence[str], lines: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """Return the options so that those which stand in one line are near each other.

    Parameters
    ----------
    options : sequence of str
    lines : iterable of sets of options
        What is named together: by a statement, by a rule.

    Examples
    --------
    >>> ordered(("a", "b", "c", "d"), [frozenset("ad"), frozenset("bd")])
    ('a', 'd', 'b', 'c')
    """
    together = [line for line in lines if len(line) > 1]
    beside = {o: [k for k, line in enumerate(together) if o in line] for o in options}
    best = now = tuple(options)
    least, stale = _span(best, together), 0
    for _ in range(ROUNDS):
        place = {o: k for k, o in enumerate(now)}
        middle = [sum(place[o] for o in line) / len(line) for line in together]
        drawn = {o: sum(middle[k] for k in beside[o]) / len(beside[o]) for o in options if beside[o]}
        now = tuple(sorted(options, key=lambda o: (drawn.get(o, place[o]), place[o])))
        span = _span(now, together)
        best, least, stale = (now, span, 0) if span < least else (best, least, stale + 1)
        if stale == PATIENCE:
            break
    return best


def _span(order: Sequence[str], together: Sequence[frozenset[str]]) -> int:
    place = {o: k for k, o in enumerate(order)}
    return sum(max(place[o] for o in line) - min(place[o] for o in line) for line in together)
