"""Wanted: a model, where something else was handed over."""

from __future__ import annotations

from palabre.conflict.errors import ConflictError
from palabre.conflict.model import Conflict


def model_wanted(subject: object) -> None:
    """Refuse anything but a model, and say how to come by the model in it.

    Raises
    ------
    ConflictError
        Where `subject` is not a Conflict.

    Examples
    --------
    >>> model_wanted(Conflict("small", ()))
    >>> model_wanted(3)
    Traceback (most recent call last):
    palabre.conflict.errors.ConflictError: this wants a model (Conflict), and was given int; hand over a model
    """
    if isinstance(subject, Conflict):
        return
    remedy = "hand over a model"
    if isinstance(subject, str):
        remedy = "take one from a published case, cases.load(NAME).conflict(), or a dossier, "
        remedy += "palabre.open(FOLDER).model()"
    elif callable(getattr(subject, "model", None)):
        remedy = "take the dossier's model: dossier.model(), or dossier.model(NAME) where it has several"
    elif callable(getattr(subject, "conflict", None)):
        remedy = "take the model of the case: case.conflict()"
    elif isinstance(getattr(subject, "conflict", None), Conflict):
        remedy = "take its model: .conflict"
    given = type(subject).__name__
    raise ConflictError(f"this wants a model (Conflict), and was given {given}", remedy)
