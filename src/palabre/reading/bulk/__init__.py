"""Bulk: event and agreement tables of the field, kept as Parquet beside the dossier and asked with DuckDB."""

from palabre.reading.bulk.asking import agreements as agreements
from palabre.reading.bulk.asking import alike as alike
from palabre.reading.bulk.asking import barred_rows as barred_rows
from palabre.reading.bulk.asking import by_month as by_month
from palabre.reading.bulk.asking import by_source as by_source
from palabre.reading.bulk.asking import count as count
from palabre.reading.bulk.asking import entities as entities
from palabre.reading.bulk.asking import listed as listed
from palabre.reading.bulk.asking import regions as regions
from palabre.reading.bulk.layout import Layout as Layout
from palabre.reading.bulk.layouts import LAYOUTS as LAYOUTS
from palabre.reading.bulk.layouts import layout_of as layout_of
from palabre.reading.bulk.opening import BulkError as BulkError
from palabre.reading.bulk.plan import Plan as Plan
from palabre.reading.bulk.taking import take as take
from palabre.reading.bulk.wanting import Wanted as Wanted
from palabre.reading.bulk.wanting import Who as Who
