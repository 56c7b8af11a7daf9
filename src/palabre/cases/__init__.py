"""Cases: published conflicts with published results, as data."""

from palabre.cases.case import Case as Case
from palabre.cases.case import Difference as Difference
from palabre.cases.case import Published as Published
from palabre.cases.case import Variant as Variant
from palabre.cases.shelf import load as load
from palabre.cases.shelf import names as names
from palabre.cases.shelf import read as read
from palabre.cases.shelf import read_conflict as read_conflict
from palabre.cases.shelf import read_gmcr as read_gmcr
