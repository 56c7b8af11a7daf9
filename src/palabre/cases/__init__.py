"""Cases: published conflicts with published results, as data."""

from palabre.cases.case import Case as Case
from palabre.cases.case import Difference as Difference
from palabre.cases.case import Published as Published
from palabre.cases.case import Variant as Variant
from palabre.cases.graphs import from_graph as from_graph
from palabre.cases.graphs import graphml_text as graphml_text
from palabre.cases.graphs import read_graphml as read_graphml
from palabre.cases.graphs import to_graph as to_graph
from palabre.cases.graphs import write_graphml as write_graphml
from palabre.cases.sheets import csv_text as csv_text
from palabre.cases.sheets import states_table as states_table
from palabre.cases.shelf import load as load
from palabre.cases.shelf import names as names
from palabre.cases.shelf import read as read
from palabre.cases.shelf import read_conflict as read_conflict
from palabre.cases.shelf import read_gmcr as read_gmcr
from palabre.cases.shelf import read_variant as read_variant
from palabre.cases.writing_case import case_text as case_text
from palabre.cases.writing_case import write_case as write_case
from palabre.cases.writing_gmcr import gmcr_text as gmcr_text
from palabre.cases.writing_gmcr import left_out as left_out
from palabre.cases.writing_gmcr import write_gmcr as write_gmcr
