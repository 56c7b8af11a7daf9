"""Headline: the five lines that matter."""

from __future__ import annotations

from palabre.ledger import Question
from palabre.report.blocks import Ref, Sentence, say
from palabre.report.book import Book
from palabre.report.conditions import asked_words, assumption_words
from palabre.report.grounds import rests_words
from palabre.report.parts.check_first import ranked
from palabre.report.parts.pivots import concept_for, others, set_words
from palabre.report.parts.walks import walkers_sentence, who_leaves
from palabre.report.words import concepts_words, curly, in_versions, of_versions, quotable, upper
from palabre.stability.concepts import concept_of
from palabre.stability.words import listed
from palabre.versions import Choice, Share

MOST_NAMED, MOST_SIDES = 3, 2


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
    name = book.focus.name
    which = f"The preferred settlement, ‘{name}’," if book.focus.preferred else f"‘{name}’"
    text = f"{which} holds {in_versions(book, name)}"
    refs = [book.refs.settlement(name), book.refs.part("verdicts", "verdicts")]
    if len(book.conflict.settlements) > 1 and len(book.sweep) > 1:
        most = [s.name for s in book.all_most_robust]
        rest = [s for s in most if s != name]
        if name not in most:
            lead = (
                "the one that holds in the most is" if len(rest) == 1 else "those that hold in the most are"
            )
            text += f"; {lead} {_names(rest)}, {in_versions(book, most[0])}"
        elif rest:
            text += f"; {_names(rest)} {_verb(rest, 'hold')} in as many, and no other settlement in more"
        else:
            text += "; no other settlement holds in as many"
        refs += [book.refs.settlement(s) for s in rest]
    return say(f"{text}.", refs)


def _walks(book: Book) -> Sentence:
    name = book.focus.name
    concept = book.failing(name)
    if concept is None:
        left = who_leaves(book, name, most=3)
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
    return walkers_sentence(book, found.state, found.story, f" from ‘{name}’{under}")


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
    found = _first(book)
    if found is None:
        under = listed([concept_of(c).name for c in book.concepts], "or")
        among = "" if book.sweep.exhaustive else " in the versions sampled"
        text = "No disputed answer and no assumption, changed alone, changes the verdict on any settlement"
        return say(f"{text}{among} under {under}.", book.refs.part("disputed", "questions"))
    settlement, concept, tied, share = found
    named = [_named(book, c) for c in tied[:MOST_NAMED]]
    rest = f" and {len(tied) - MOST_NAMED} more" if len(tied) > MOST_NAMED else ""
    names = f"{', '.join(named)}{rest}" if rest else listed(named)
    where = f"in {of_versions(share)} under {concept_of(concept).name}"
    each = "it changes" if len(tied) == 1 else "each changes"
    text = f"Check first: {names}; changed alone, {each} the verdict on ‘{settlement}’ {where}."
    told = [_sides(book, book.dossier.questions[c.id]) for c in tied[:MOST_SIDES] if c.kind == "question"]
    return say(" ".join([text, *told]), [r for c in tied[:MOST_SIDES] for r in _links(book, c)])


def _named(book: Book, choice: Choice) -> str:
    if choice.kind == "line":
        return f"your own assumption {assumption_words(book, choice)}"
    return asked_words(book, choice, full=True)


def _sides(book: Book, question: Question) -> str:
    """Say of every answer whose claims it rests on."""
    told = []
    for k, answer in enumerate(question.answers):
        says = quotable(answer.says)
        told.append(f"‘{says if k else upper(says)}’ {rests_words(book.dossier, answer.rests_on)}")
    return f"{'; '.join(told)}."


def _links(book: Book, choice: Choice) -> list[Ref]:
    if choice.kind == "line":
        return list(book.refs.ground(choice.id))
    cited = [c for a in book.dossier.questions[choice.id].answers for c in a.rests_on]
    return [book.refs.questions[choice.id], *book.refs.claims(cited)]


def _first(book: Book) -> tuple[str, str, list[Choice], Share] | None:
    """Return what changes a verdict most often, all that tie, with the settlement and the concept.

    The settlement discussed comes before the others, and of each the main concept before the others: what
    counts under one of them alone is not passed over.
    """
    names = [book.focus.name, *(s.name for s in book.conflict.settlements if s.name != book.focus.name)]
    for name in names:
        found = ranked(book, name)
        if found:
            _, concept, most = found[0]
            tied = [choice for choice, c, share in found if (c, share.count) == (concept, most.count)]
            return name, concept, tied, most
    return None
