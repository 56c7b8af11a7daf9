"""Stability: which states hold, for whom, and why."""

from palabre.stability.analysis import Analysis as Analysis
from palabre.stability.analysis import analyse as analyse
from palabre.stability.concepts import CONCEPTS as CONCEPTS
from palabre.stability.concepts import Concept as Concept
from palabre.stability.concepts import judge as judge
from palabre.stability.concepts import stable_for as stable_for
