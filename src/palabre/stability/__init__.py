"""Stability: which states hold, for whom, and why."""

from palabre.stability.analysis import Analysis as Analysis
from palabre.stability.analysis import analyse as analyse
from palabre.stability.coalition_verdict import CoalitionVerdict as CoalitionVerdict
from palabre.stability.coalitions import COALITION_CONCEPTS as COALITION_CONCEPTS
from palabre.stability.coalitions import Coalitions as Coalitions
from palabre.stability.concepts import CONCEPTS as CONCEPTS
from palabre.stability.concepts import Concept as Concept
from palabre.stability.concepts import judge as judge
from palabre.stability.concepts import stable_for as stable_for
from palabre.stability.jumps import Jump as Jump
from palabre.stability.paths import Step as Step
from palabre.stability.paths import improvement_path as improvement_path
from palabre.stability.verdict import Reply as Reply
from palabre.stability.verdict import Verdict as Verdict
from palabre.stability.walks import Walk as Walk
from palabre.stability.walks import walks as walks
