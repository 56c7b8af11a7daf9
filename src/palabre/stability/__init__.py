"""Stability: which states hold, for whom, and why."""

from palabre.stability.analysis import Analysis as Analysis
from palabre.stability.analysis import analyse as analyse
from palabre.stability.concepts import CONCEPTS as CONCEPTS
from palabre.stability.concepts import Concept as Concept
from palabre.stability.concepts import judge as judge
from palabre.stability.concepts import stable_for as stable_for
from palabre.stability.inverse import Margins as Margins
from palabre.stability.inverse import Pattern as Pattern
from palabre.stability.inverse import Remedy as Remedy
from palabre.stability.inverse import break_stable as break_stable
from palabre.stability.inverse import make_stable as make_stable
from palabre.stability.inverse import margins as margins
from palabre.stability.inverse import pattern as pattern
from palabre.stability.paths import Step as Step
from palabre.stability.paths import improvement_path as improvement_path
from palabre.stability.verdict import Reply as Reply
from palabre.stability.verdict import Verdict as Verdict
from palabre.stability.walks import Walk as Walk
from palabre.stability.walks import walks as walks
