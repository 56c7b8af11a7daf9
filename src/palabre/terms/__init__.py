"""Small words every room uses: basis, problem, table, dates, amounts."""

from palabre.terms.amount import Amount as Amount
from palabre.terms.basis import Basis as Basis
from palabre.terms.day import Day as Day
from palabre.terms.day import DayError as DayError
from palabre.terms.problem import Faults as Faults
from palabre.terms.problem import Problem as Problem
from palabre.terms.table import Table as Table
from palabre.terms.table import Tabled as Tabled
from palabre.terms.writing import write_whole as write_whole
