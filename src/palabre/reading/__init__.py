"""Reading: from documents and tables to drafts; a draft is never evidence until a person accepts it."""

from palabre.reading.draft import Attribution as Attribution
from palabre.reading.draft import Span as Span
