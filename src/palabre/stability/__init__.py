"""Stability: which states hold, for whom, and why."""

from palabre.stability.analysis import Analysis as Analysis
from palabre.stability.analysis import analyse as analyse
from palabre.stability.catalogue import kind_of as kind_of
from palabre.stability.catalogue import open_to as open_to
from palabre.stability.concepts import CONCEPTS as CONCEPTS
from palabre.stability.concepts import Concept as Concept
from palabre.stability.concepts import judge as judge
from palabre.stability.concepts import stable_for as stable_for
from palabre.stability.evolution import Evolution as Evolution
from palabre.stability.evolution import Reach as Reach
from palabre.stability.evolution import evolution as evolution
from palabre.stability.mixed import against as against
from palabre.stability.mixed import profiles as profiles
from palabre.stability.paths import Step as Step
from palabre.stability.paths import improvement_path as improvement_path
from palabre.stability.routes import all_paths as all_paths
from palabre.stability.verdict import Reply as Reply
from palabre.stability.verdict import Verdict as Verdict
from palabre.stability.walks import Walk as Walk
from palabre.stability.walks import walks as walks
