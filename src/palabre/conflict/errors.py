"""ConflictError: a model that cannot be analysed, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ConflictError(ValueError):
    """What is wrong with a model, and what to do about it.

    Examples
    --------
    >>> print(ConflictError("no state is feasible", "loosen one of the rules"))
    no state is feasible; loosen one of the rules
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}; {remedy}")

    def __reduce__(self) -> tuple[type[ConflictError], tuple[str, str]]:
        """Travel between processes as what was said."""
        return type(self), (self.what, self.remedy)


class TooMany(ConflictError):
    """The states of a model are too many to be listed."""


def unknown(kind: str, name: object, known: Iterable[str]) -> ConflictError:
    """Return the error for a name that is not there, with the nearest one that is.

    Examples
    --------
    >>> print(unknown("option", "sing", ["sign", "fight"]))
    there is no option 'sing'; did you mean 'sign'?
    """
    names = list(known)
    near = get_close_matches(str(name), names, n=1)
    shown = ", ".join(f"'{n}'" for n in names[:12]) + (", …" if len(names) > 12 else "")
    remedy = f"did you mean '{near[0]}'?" if near else f"there are {shown or 'none'}"
    return ConflictError(f"there is no {kind} '{name}'", remedy)
