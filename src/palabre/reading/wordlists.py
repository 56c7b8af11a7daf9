"""Word lists: words written one behind the other, as a set or in their order."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """Return the words of a list, without order.

    Examples
    --------
    >>> sorted(words("two one"))
    ['one', 'two']
    """
    return frozenset(listed.split())


def ordered(listed: str) -> tuple[str, ...]:
    """Return the words of a list in their order.

    Examples
    --------
    >>> ordered("january february")
    ('january', 'february')
    """
    return tuple(listed.split())
