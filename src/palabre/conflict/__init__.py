"""Conflict: the strategic model."""

from palabre.conflict.conditions import Condition as Condition
from palabre.conflict.conditions import ConditionError as ConditionError
from palabre.conflict.conditions import parse as parse
from palabre.conflict.errors import ConflictError as ConflictError
from palabre.conflict.errors import TooMany as TooMany
from palabre.conflict.graph import graph_of as graph_of
from palabre.conflict.model import Conflict as Conflict
from palabre.conflict.model import DecisionMaker as DecisionMaker
from palabre.conflict.model import JointMove as JointMove
from palabre.conflict.model import NamedState as NamedState
from palabre.conflict.model import OneWay as OneWay
from palabre.conflict.model import Option as Option
from palabre.conflict.model import Preference as Preference
from palabre.conflict.model import Ranking as Ranking
from palabre.conflict.model import Rule as Rule
from palabre.conflict.model import Settlement as Settlement
from palabre.conflict.model import Statement as Statement
from palabre.conflict.model import Statements as Statements
from palabre.conflict.moves import Arcs as Arcs
from palabre.conflict.moves import Groups as Groups
from palabre.conflict.moves import Moves as Moves
from palabre.conflict.preference import scores as scores
from palabre.conflict.space import Space as Space
from palabre.conflict.space import space_of as space_of
