"""Report: the briefing, one self-contained HTML file, print-ready.

The room shares its name with the function that `palabre.report` stands for; so that this name means the
function whether or not the room was imported before, the room itself can be called.
"""

import sys
from types import ModuleType
from typing import Any

from palabre.report.briefing import Report as Report
from palabre.report.briefing import report as report


class _Room(ModuleType):
    def __call__(self, *args: Any, **named: Any) -> Report:
        return report(*args, **named)


sys.modules[__name__].__class__ = _Room
