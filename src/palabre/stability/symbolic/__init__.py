"""Symbolic: stability past enumeration, on sets of states written as decision diagrams."""

from palabre.stability.symbolic.explored import Symbolic as Symbolic
from palabre.stability.symbolic.exploring import explore as explore
