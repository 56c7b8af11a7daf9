"""Small words every room uses: basis, problem, table, dates, amounts."""

from palabre.terms.basis import Basis as Basis
from palabre.terms.problem import Faults as Faults
from palabre.terms.problem import Problem as Problem
from palabre.terms.table import Table as Table
