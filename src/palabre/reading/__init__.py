"""Reading: from documents and tables to drafts; a draft is never evidence until a person accepts it."""

from palabre.reading.draft import Attribution as Attribution
from palabre.reading.draft import Draft as Draft
from palabre.reading.draft import Facts as Facts
from palabre.reading.draft import Span as Span
from palabre.reading.draft import draft_id as draft_id
from palabre.reading.drafts import drafts_of as drafts_of
from palabre.reading.hands import Hands as Hands
from palabre.reading.job import Failed as Failed
from palabre.reading.job import Job as Job
from palabre.reading.job import Read as Read
from palabre.reading.job import Settings as Settings
from palabre.reading.job import read_one as read_one
from palabre.reading.kept import Decision as Decision
from palabre.reading.kept import DraftsFile as DraftsFile
from palabre.reading.kept import Entry as Entry
from palabre.reading.kept import carried as carried
from palabre.reading.kept import load_drafts as load_drafts
from palabre.reading.kept import written_drafts as written_drafts
