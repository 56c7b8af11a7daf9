"""palabre: which peace deals would hold, and under whose version of the facts.

Examples
--------
>>> import palabre
>>> sorted(palabre.__all__)
['__version__', 'analyse', 'open', 'report', 'sweep']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from palabre._version import __version__ as __version__

if TYPE_CHECKING:
    from palabre.dossier import open as open
    from palabre.report import report as report
    from palabre.stability import analyse as analyse
    from palabre.versions import sweep as sweep

__all__ = ["__version__", "analyse", "open", "report", "sweep"]

_ROOMS = {"open": "dossier", "analyse": "stability", "sweep": "versions", "report": "report"}


def __getattr__(name: str) -> Any:
    # numpy and the rest are imported by the first call that needs them, so that importing stays light.
    if name not in _ROOMS:
        raise AttributeError(f"module 'palabre' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"palabre.{_ROOMS[name]}"), name)
