"""Sources: documents with a fingerprint, and passages found again in them."""

from palabre.sources.attaching import Copy as Copy
from palabre.sources.attaching import OtherText as OtherText
from palabre.sources.attaching import compare as compare
from palabre.sources.document import Document as Document
from palabre.sources.folding import Folded as Folded
from palabre.sources.folding import fold as fold
from palabre.sources.opening import CannotOpen as CannotOpen
from palabre.sources.opening import Opened as Opened
from palabre.sources.opening import open_bytes as open_bytes
from palabre.sources.passage import Found as Found
from palabre.sources.passage import FoundTwice as FoundTwice
from palabre.sources.passage import NotFound as NotFound
from palabre.sources.passage import Passage as Passage
from palabre.sources.passage import Sought as Sought
from palabre.sources.passage import SpanMismatch as SpanMismatch
from palabre.sources.passage import find as find
from palabre.sources.quoting import passage_for as passage_for
from palabre.sources.refinding import Refound as Refound
from palabre.sources.refinding import refind as refind
from palabre.sources.refinding import same_firmly as same_firmly
from palabre.sources.refinding import same_said as same_said
