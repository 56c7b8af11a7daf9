"""Versions: which settlements hold, in which versions of what is disputed or assumed."""

from palabre.versions.change import Change as Change
from palabre.versions.change import Search as Search
from palabre.versions.choice import Choice as Choice
from palabre.versions.choice import choices_of as choices_of
from palabre.versions.deciding import Tree as Tree
from palabre.versions.influence import Influence as Influence
from palabre.versions.pivot import Pivots as Pivots
from palabre.versions.places import Cores as Cores
from palabre.versions.places import Done as Done
from palabre.versions.places import Place as Place
from palabre.versions.places import PlaceError as PlaceError
from palabre.versions.reach import Move as Move
from palabre.versions.reach import Way as Way
from palabre.versions.run import sweep as sweep
from palabre.versions.share import Share as Share
from palabre.versions.sweep import Sweep as Sweep
from palabre.versions.version import apply as apply
from palabre.versions.version import working_version as working_version
from palabre.versions.walks import Walker as Walker
from palabre.versions.walks import Walks as Walks
