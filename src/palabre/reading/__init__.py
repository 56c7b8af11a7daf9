"""Reading: who says what in a document, as drafts for a person to judge."""

from palabre.reading.draft import Attribution as Attribution
from palabre.reading.draft import Span as Span
