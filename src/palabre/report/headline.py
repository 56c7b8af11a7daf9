"""Headline: the five lines that matter."""

from __future__ import annotations

from palabre.ledger import Question
from palabre.report.blocks import Ref, Sentence, say
from palabre.report.book import Book
from palabre.report.parts.check_first import ranked
from palabre.report.parts.pivots import concept_for, others, set_words
from palabre.report.parts.walks import walk_sentences, who_leaves
from palabre.report.words import (
    concepts_words,
    curly,
    in_versions,
    of_versions,
    quotable,
    speakers_words,
    upper,
)
from palabre.stability.concepts import concept_of
from palabre.stability.words import listed
from palabre.versions import Choice, Share


def headline(book: Book) -> tuple[Sentence, ...]:
    """Return the five lines: what holds, how often, who walks first, what would change it, what to check."""
    return (_holds(book), _often(book), _walks(book), _change(book), _check(book))


def _holds(book: Book) -> Sentence:
    groups: dict[tuple[str, ...], list[str]] = {}
    for s in book.conflict.settlements:
        groups.setdefault(book.holding(s.name), []).append(s.name)
    refs = [book.refs.settlement(s.name) for s in book.conflict.settlements]
    every, told = tuple(book.concepts), []
    if every in groups:
        told.append(f"{_names(groups[every])} {_verb(groups[every], 'hold')} under {concepts_words(every)}")
    for concepts, names in groups.items():
        if concepts not in ((), every):
            told.append(f"{_names(names)} {_verb(names, 'hold')} under {concepts_words(concepts)} alone")
    if () in groups:
        told.append(f"{_names(groups[()])} {'does' if len(groups[()]) == 1 else 'do'} not")
    return say(f"On the working answers {'; '.join(told)}.", refs)


def _names(names: list[str]) -> str:
    return listed([f"‘{name}’" for name in names])


def _verb(names: list[str], verb: str) -> str:
    return f"{verb}s" if len(names) == 1 else verb


def _often(book: Book) -> Sentence:
    name, best = book.focus.name, book.most_robust.name
    which = f"The preferred settlement, ‘{name}’," if book.focus.preferred else f"‘{name}’"
    text = f"{which} holds {in_versions(book, name)}"
    refs = [book.refs.settlement(name), book.refs.part("verdicts", "verdicts")]
    if len(book.conflict.settlements) > 1 and len(book.sweep) > 1:
        most = f"the one that holds in the most is ‘{best}’, {in_versions(book, best)}"
        text += f"; {most if best != name else 'no other settlement holds in more'}"
        refs.append(book.refs.settlement(best))
    return say(f"{text}.", refs)


def _walks(book: Book) -> Sentence:
    name = book.focus.name
    concept = book.failing(name)
    if concept is None:
        left = who_leaves(book, name)
        if left:
            rest = left[0].text[0].lower() + left[0].text[1:]
            return say(f"Nobody walks from ‘{name}’ on the working answers; {rest}", left[0].refs)
        return say(f"Nobody walks from ‘{name}’, in any version.", book.refs.settlement(name))
    found = book.sweep.walks(name, concept)
    if found.state is None or not found.story:
        return say(
            f"No feasible state fits ‘{name}’, so nobody can walk from it.", book.refs.settlement(name)
        )
    under = f" under {concept_of(concept).name}" if book.holding(name) else ""
    return walk_sentences(book, found.state, found.story[0], f" from ‘{name}’{under}")[0]


def _change(book: Book) -> Sentence:
    name = book.focus.name
    concept = concept_for(book, name)
    found = book.sweep.pivots(name, concept)
    turned = "no longer hold" if found.holds else "hold"
    under = f"under {concept_of(concept).name}"
    for search, kind in ((found.answers, ""), (found.lines, " of the preferences")):
        if search.size is not None:
            words, refs = set_words(book, search.sets[0], full=True)
            more_ways = []
            for changes in search.sets[1:2] if search.size == 1 else ():
                more, links = set_words(book, changes, full=True)
                more_ways.append(more)
                refs += links
            number = "The smallest change" if search.size == 1 else f"The fewest changes ({search.size})"
            ways = "; or ".join([words, *more_ways])
            rest = others(search.found - 1 - len(more_ways))
            return say(f"{number}{kind}: ‘{name}’ would {turned} {under} {ways}{rest}.", refs)
    searched = curly(found.lines.certificate)
    return say(
        f"No change was found after which ‘{name}’ would {turned} {under} ({searched}).",
        book.refs.part("pivots", "search"),
    )


def _check(book: Book) -> Sentence:
    found = _questions(book)
    if found is None:
        text = "No disputed answer, changed alone, changes the verdict on any settlement."
        return say(text, book.refs.part("disputed", "questions"))
    settlement, choice, share = found
    question = book.dossier.questions[choice.id]
    where = f"in {of_versions(share)} under {concept_of(book.main).name}"
    flips = f"another answer changes the verdict on ‘{settlement}’ {where}"
    return say(
        f"Check first: {choice.asks} {upper(flips)}. {_sides(book, question)}.", _links(book, question)
    )


def _sides(book: Book, question: Question) -> str:
    told = []
    for k, answer in enumerate(question.answers):
        who = speakers_words(book.dossier, answer.rests_on) or "nobody yet"
        says = quotable(answer.says)
        told.append(f"‘{says if k else upper(says)}’, so {who}")
    return "; ".join(told)


def _links(book: Book, question: Question) -> list[Ref]:
    cited = [c for a in question.answers for c in a.rests_on]
    return [book.refs.questions[question.id], *book.refs.claims(cited)]


def _questions(book: Book) -> tuple[str, Choice, Share] | None:
    """Return the question that changes the verdict on the settlement discussed most often, or on another."""
    names = [book.focus.name, *(s.name for s in book.conflict.settlements if s.name != book.focus.name)]
    for name in names:
        for choice, share in ranked(book, name):
            if choice.kind == "question":
                return name, choice, share
    return None
