"""Opening: what stands on the first page beside the five lines: the evidence base, what the marks mean."""

from __future__ import annotations

from collections import Counter

from palabre.charts.naming import short_name
from palabre.conflict import Statements, Weights
from palabre.report.blocks import Sentence, say
from palabre.report.book import Book
from palabre.report.refs import Evidence
from palabre.report.words import curly, upper
from palabre.stability.words import listed, mid

MOST = 6


def evidence(book: Evidence) -> Sentence:
    """Say how many claims there are, from which documents, and whose words most of them are."""
    dossier = book.dossier
    claims, documents = list(dossier.claims.values()), dossier.documents
    start = f"{_count(len(claims), 'claim')} from {_count(len(documents), 'document')}"
    if not claims:
        return say(f"{start}.", book.refs.part("annex", "annex"))
    by = Counter(c.document for c in claims).most_common()
    told = [f"{n:,} from ‘{curly(dossier.document(d).title)}’" for d, n in by[:MOST]]
    if len(by) > MOST:
        told.append(f"{sum(n for _, n in by[MOST:]):,} from the others")
    speaker, most = Counter(c.speaker for c in claims).most_common(1)[0]
    verb = "is" if most == 1 else "are"
    whose = f"{most:,} of them {verb} what {mid(short_name(speaker, dossier.actors))} says"
    return say(f"{start}: {listed(told)}; {whose}.", [book.refs.document(d) for d, _ in by[:MOST]])


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def marks(book: Book) -> str:
    """Return what the small marks mean that sentences end in."""
    told = ["a plain number: a claim", "d: a document", "q: a question", "s: a settlement"]
    ranked = [d for d in book.conflict.decision_makers if isinstance(d.preference, Statements | Weights)]
    if ranked:
        letter = book.refs.letters[ranked[0].id]
        told.append(
            f"a capital, as in {letter}1: a line of the model, here the first of {book.name(ranked[0].id)}"
        )
    told += [
        "o: an option",
        *(["r: a rule"] if book.refs.rules else []),
        "a state: its place in the key of the state graph",
    ]
    return f"The small marks after a sentence lead to what it rests on. {upper('; '.join(told))}."
