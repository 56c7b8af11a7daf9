"""The model: every option, preference line, rule and settlement, with its basis and its place in the file."""

from __future__ import annotations

from palabre.conflict import DecisionMaker, JointMove, Ranking, Statements, Weights
from palabre.conflict.structures import tiers_of
from palabre.report.blocks import Paragraph, Part, Ref, Sentence, say
from palabre.report.book import Book
from palabre.report.grounds import alleged_words, answer_words
from palabre.report.parts.assumptions import place
from palabre.report.words import curly
from palabre.stability.words import listed
from palabre.terms import Basis


def model(book: Book) -> Part:
    """List the model, numbered, in small print."""
    refs = book.refs
    file = next((place(book, line).rpartition(":")[0] for line in refs.bases if place(book, line)), "")
    text = (
        "Preference lines carry the letter of their decision maker, the weightiest first: "
        "a line outweighs all below it together. Numbers after a line are the claims it cites"
        + (f"; a number after a colon is its line in {file}." if file else ".")
    )
    blocks = [Paragraph((say(text, refs.part("annex", "annex")),), "small")]
    for dm in book.conflict.decision_makers:
        blocks += _decision_maker(book, dm)
    if refs.rules:
        joint = {f"jointly: {j.id}": j for j in book.conflict.joint}
        more = ", and what some do only together" if joint else ""
        blocks.append(_head("Rules", "", f"what cannot be, and what cannot be undone{more}"))
        blocks += [_line(book, r, curly(_together(joint[r]) if r in joint else r)) for r in refs.rules]
    if refs.sights:
        blocks.append(_head("Seen otherwise", "", "how some see the conflict; versions do not count it"))
        blocks += [_line(book, line, curly(line)) for line in refs.sights]
    if book.conflict.settlements:
        blocks.append(_head("Settlements", "", ""))
    for s in book.conflict.settlements:
        ref = refs.settlement(s.name)
        note = f" ({curly(s.note)})" if s.note else ""
        where = place(book, f"settlement: {s.name}")
        words = f"{curly(str(s.condition))}{note}{_at(where)}"
        blocks.append(Paragraph((Sentence(words, (), f"{ref.label} {s.name}:"),), "line", ref.anchor))
    now = book.analysis.space.now
    if now is not None:
        blocks.append(Paragraph((Sentence(book.analysis.space.label(now), (), "Today:"),), "line"))
    return Part("model", f"The model, line by line ({book.model})", tuple(blocks), columns=3, small=True)


def _together(joint: JointMove) -> str:
    """Return a joint move in words: who, what it takes and leaves, and where."""
    parts = [f"takes {', '.join(joint.takes)}"] if joint.takes else []
    parts += [f"leaves {', '.join(joint.leaves)}"] if joint.leaves else []
    when = f" when {joint.when}" if joint.when else ""
    return f"{joint.id}, by {listed(joint.dms)} together: {' and '.join(parts)}{when}"


def _head(name: str, letter: str, more: str) -> Paragraph:
    lead = f"{letter} {name}".strip()
    return Paragraph((Sentence(more, (), lead),), "head")


def _decision_maker(book: Book, dm: DecisionMaker) -> list[Paragraph]:
    blocks = [_head(dm.name or dm.id, book.refs.letters[dm.id], "")]
    for option in dm.options:
        ref = book.refs.option(option.id)
        named = f"{option.id}: {curly(option.name)}" if option.name else option.id
        words, links = _basis(book, option.basis)
        blocks.append(Paragraph((Sentence(f"{named}{words}", links, ref.label),), "line", ref.anchor))
    if isinstance(dm.preference, Ranking):
        ref = book.refs.line(f"ranking: {dm.id}")
        steps = [" ≫ " if mark.strong else " > " for mark in dm.preference.steps]
        tiers = ""
        for k, labels in enumerate(dm.preference.tiers[:8]):
            tiers += (steps[k - 1] if steps else " > ") if k else ""
            tiers += " ~ ".join(f"‘{label}’" for label in labels)
        more = " > …" if len(dm.preference.tiers) > 8 else ""
        blocks.append(Paragraph((Sentence(f"ranks {tiers}{more}", (), ref.label),), "line", ref.anchor))
    elif isinstance(dm.preference, Statements):
        for tier in tiers_of(dm.preference.lines):
            for k in tier:
                line = dm.preference.lines[k]
                same = " (weighs the same as the line before)" if k > tier[0] else ""
                same += " (strongly)" if line.mark.strong else ""
                blocks.append(_line(book, line.id, f"{curly(str(line.condition))}{same}"))
    elif isinstance(dm.preference, Weights):
        for weight in dm.preference.lines:
            blocks.append(_line(book, weight.id, f"{weight.option} weighs {weight.weight:g}"))
    return blocks


def _line(book: Book, line: str, named: str) -> Paragraph:
    ref = book.refs.line(line)
    words, links = _basis(book, book.refs.bases[line])
    where = place(book, line)
    text = f"{named}{words}{_at(where)}"
    return Paragraph((Sentence(text, links, ref.label),), "line", ref.anchor)


def _at(where: str) -> str:
    return f"\u2002:{where.rpartition(':')[2]}" if where else ""


def _basis(book: Book, basis: Basis) -> tuple[str, tuple[Ref, ...]]:
    """Return what a line rests on, with links to the claims it cites and the questions it is given."""
    parts = []
    if basis.assume:
        parts.append(f"assumed: ‘{curly(basis.assume)}’")
    elif basis.definition:
        parts.append(f"by its words: {curly(basis.definition)}")
    given = []
    for question, answers in basis.given:
        named = " or ".join(answer_words(book.dossier, question, a) for a in answers)
        given.append(f"{book.refs.questions[question].label} is answered {named}")
    if given:
        parts.append(f"if {'; '.join(given)}")
    if alleged := alleged_words(book.dossier, basis.cites):
        parts.append(alleged)
    links = (*book.refs.claims(basis.cites), *(book.refs.questions[q] for q, _ in basis.given))
    return (f" — {'; '.join(parts)}" if parts else ""), links
