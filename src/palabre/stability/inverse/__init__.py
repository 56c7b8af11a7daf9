"""Inverse: what it would take for a state or a settlement to hold, or to fail."""

from palabre.stability.inverse.margin import Margins as Margins
from palabre.stability.inverse.margin import margins as margins
from palabre.stability.inverse.pattern import Atom as Atom
from palabre.stability.inverse.pattern import Need as Need
from palabre.stability.inverse.pattern import Pattern as Pattern
from palabre.stability.inverse.pattern import pattern as pattern
from palabre.stability.inverse.remedy import Amendment as Amendment
from palabre.stability.inverse.remedy import Over as Over
from palabre.stability.inverse.remedy import Remedy as Remedy
from palabre.stability.inverse.take import break_stable as break_stable
from palabre.stability.inverse.take import make_stable as make_stable
