"""Dossier: one conflict as a folder of plain files."""

from palabre.dossier.attaching import Attached as Attached
from palabre.dossier.attaching import attach as attach
from palabre.dossier.blank import new as new
from palabre.dossier.dossier import Dossier as Dossier
from palabre.dossier.drafting import read as read
from palabre.dossier.edit import Edited as Edited
from palabre.dossier.edit import set_value as set_value
from palabre.dossier.loading import check as check
from palabre.dossier.loading import open as open
from palabre.dossier.mending import Prints as Prints
from palabre.dossier.mending import fingerprint as fingerprint
from palabre.dossier.mending import mend as mend
from palabre.dossier.readings import Drafted as Drafted
from palabre.dossier.readings import Reading as Reading
from palabre.dossier.readings import Unheard as Unheard
from palabre.dossier.readings import Wishes as Wishes
from palabre.dossier.reviewing import Review as Review
from palabre.dossier.schema import schema as schema
