"""What this report is, and what it is not."""

from __future__ import annotations

from palabre.report.blocks import Paragraph, Part, Ref, Sentence, say
from palabre.report.book import Book
from palabre.report.grounds import said_words
from palabre.report.words import curly, error_words
from palabre.stability.concepts import concept_of

MEANING = {
    "nash": "nobody can move to anything it prefers",
    "gmr": "whoever moves to something it prefers can be put back to where it gains nothing, "
    "by any moves of the others",
    "smr": "as under GMR, and one more move of its own would not help the mover",
    "seq": "whoever moves to something it prefers can be put back to where it gains nothing, "
    "by moves that the others gain by",
    "sseq": "as under SEQ, and one more move of its own would not help the mover",
}


def limits(book: Book) -> Part:
    """Say what the verdicts mean, what they rest on, and how many versions there are."""
    refs = book.refs
    model, assumed = refs.part("model", "model"), refs.part("assumptions", "assumptions")
    method = refs.part("colophon", "method")
    meanings = "; under ".join(f"{concept_of(c).name}, if {MEANING[c]}" for c in book.concepts)
    sentences = [
        say(
            "A settlement holds if some state that fits it is stable for everybody: "
            "once there, nobody walks.",
            model,
        ),
        say(f"A state is stable under {meanings}.", method),
        say(
            "To be stable is neither to be just nor to be at peace: "
            "a war can be stable, and a deal that holds can be bad.",
            refs.part("verdicts", "verdicts"),
        ),
        say(
            "The model is one reading of the conflict; every line of it cites what somebody said, "
            "is owned as an assumption, or only says what its words mean.",
            model,
            assumed,
        ),
        *_working(book),
        _versions(book, (refs.part("disputed", "questions"), assumed)),
        say(
            "A count of versions says how much of what is open a verdict survives. "
            "It does not say which version is true, nor what will happen.",
            method,
        ),
    ]
    if not book.sweep.exhaustive:
        sentences.append(_sampled(book, method))
    return Part("limits", "What this is, and what it is not", (Paragraph(tuple(sentences)),), columns=2)


def _working(book: Book) -> list[Sentence]:
    asked = [c for c in book.sweep.choices if c.kind == "question"]
    if not asked:
        return []
    refs = book.refs.questions
    words = "; ".join(f"{refs[c.id].label} {curly(c.asks)} {said_words(book, c, c.working)}" for c in asked)
    links = [book.refs.questions[c.id] for c in asked]
    return [say(f"{_desk(book)} starts from working answers without vouching for them: {words}.", links)]


def _desk(book: Book) -> str:
    desk = book.dossier.desk
    return "The desk" if desk.startswith("the ") else f"The desk ({desk})"


def _versions(book: Book, links: tuple[Ref, ...]) -> Sentence:
    total, run = book.sweep.population, len(book.sweep)
    kinds = [c.kind for c in book.sweep.choices]
    questions, lines = kinds.count("question"), kinds.count("line")
    if not kinds:
        return say("Nothing in the model is disputed or assumed, so there is one version of it.", links)
    parts = []
    if questions:
        parts.append(f"every answer to {questions} disputed question{'s' if questions > 1 else ''}")
    if lines:
        parts.append(f"{lines} assumed line{'s' if lines > 1 else ''} kept or changed")
    run_words = (
        f"all {total:,} versions" if run == total else f"a sample of {run:,} of the {total:,} versions"
    )
    return say(
        f"The model was run with {' and with '.join(parts)}, in every combination: {run_words}.", links
    )


def _sampled(book: Book, method: Ref) -> Sentence:
    words = [error_words(book.share(s.name, c)) for s in book.conflict.settlements for c in book.concepts]
    most = max(
        (share.error or 0, words[k])
        for k, share in enumerate(
            book.share(s.name, c) for s in book.conflict.settlements for c in book.concepts
        )
    )[1]
    return say(
        f"The sample was drawn with seed {book.sweep.seed}; counts of it may be out, at most by: {most}.",
        method,
    )
