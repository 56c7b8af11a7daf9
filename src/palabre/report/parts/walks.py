"""Who walks first: from the settlements that do not hold, above all the preferred one."""

from __future__ import annotations

import numpy as np

from palabre.report.blocks import Block, Figure, Paragraph, Part, Ref, Sentence, say
from palabre.report.book import LISTED, Book
from palabre.report.grounds import rests_words
from palabre.report.words import changed, curly, of_versions, quotable, state_words, stop, upper
from palabre.stability import Walk
from palabre.stability.concepts import concept_of
from palabre.stability.words import listed

MOST_SETS = 4


def walks(book: Book) -> Part:
    """Tell who walks first, by which move, for which reason, and where that ends; with the state graph."""
    blocks: list[Block] = [_graph(book), Paragraph(_focus(book), "item")]
    for s in book.conflict.settlements:
        if s.name != book.focus.name and book.failing(s.name):
            blocks.append(Paragraph(_story(book, s.name, lead=upper(s.name)), "item"))
    return Part("walks", "Who walks first", tuple(blocks), columns=2)


def _focus(book: Book) -> tuple[Sentence, ...]:
    name = book.focus.name
    if book.failing(name):
        return (*_story(book, name, lead=upper(name)), *who_leaves(book, name))
    held = say("holds on the working answers: nobody walks.", book.refs.settlement(name), lead=upper(name))
    return (held, *who_leaves(book, name))


def who_leaves(book: Book, settlement: str, most: int = MOST_SETS) -> tuple[Sentence, ...]:
    """Say who would leave a settlement in the versions in which it does not hold."""
    found = book.sweep.walks(settlement, book.main)
    if not found.walkers or not found.fails.count or len(book.sweep) == 1:
        return ()
    lost = of_versions(found.fails)
    where = f"In {lost if lost.startswith('all') else f'the {lost}'} in which it does not hold"
    told = _leavers(book, settlement, most)
    return (say(f"{where} under {concept_of(book.main).name}, {told}.", _deciding(book, settlement)),)


def _leavers(book: Book, settlement: str, most: int) -> str:
    """Return who would leave, alone or together, in how many versions: no version is counted twice."""
    sweep, dms = book.sweep, book.conflict.decision_makers
    leaves = sweep.leaves[settlement, book.main][:, ~sweep.holds[settlement, book.main]]
    sets, counts = np.unique(leaves, axis=1, return_counts=True)
    lone = int((sets.sum(axis=0) == 1).sum())
    pair = lone == 2 == int(leaves.any(axis=1).sum())
    found: list[tuple[int, int, str]] = []
    for some, count in zip(sets.T, counts.tolist(), strict=True):
        names = [book.name(d.id) for d, gone in zip(dms, some, strict=True) if gone]
        if len(names) == 2 and pair:
            found.append((2, -count, "both"))
        elif names:
            found.append((len(names), -count, f"{listed(names)} {'together' if len(names) > 1 else 'alone'}"))
        else:
            found.append((len(dms), -count, "nobody, as no state fits it,"))
    found.sort(key=(lambda f: f[:2]) if len(found) <= most else (lambda f: f[1:]))
    told = [f"{who}{'' if k else ' would leave it'} in {-n:,}" for k, (_, n, who) in enumerate(found[:most])]
    rest = sum(-n for _, n, _ in found[most:])
    return "; ".join([*told, *([f"others in {rest:,}"] if rest else [])])


def _deciding(book: Book, settlement: str) -> list[Ref]:
    top = [i.choice.id for i in book.sweep.influence(settlement, book.main) if i.share.count][:3]
    return [book.refs.choice(c) for c in top] or [book.refs.settlement(settlement)]


def _story(book: Book, settlement: str, *, lead: str) -> tuple[Sentence, ...]:
    concept = book.failing(settlement)
    assert concept is not None
    found = book.sweep.walks(settlement, concept)
    if found.state is None or not found.story:
        return (say("fits no feasible state.", book.refs.settlement(settlement), lead=lead),)
    words, links = state_words(book, found.state)
    near = words.split(" (", maxsplit=1)[0]
    under = (
        f" under {concept_of(concept).name}" if book.holding(settlement) or len(book.concepts) == 1 else ""
    )
    text = f"comes nearest to holding{under} at {near}, which {_who(book, found.story)} would leave."
    sentences = [say(text, book.refs.settlement(settlement), links, lead=lead)]
    for walk in found.story[:2]:
        sentences += walk_sentences(book, found.state, walk)
    return tuple(sentences)


def _who(book: Book, story: tuple[Walk, ...]) -> str:
    return listed([book.name(walk.dm) for walk in story])


def walk_sentences(book: Book, start: str, walk: Walk, origin: str = "") -> list[Sentence]:
    """Tell one walk: the first move, its reason, what follows and where it ends.

    `origin` is put in the first sentence: what is walked away from.
    """
    first, links = changed(book, (walk.dm,), start, walk.to)
    line = book.reason(walk.dm, walk.to, start)
    ground = book.refs.ground(line.id if line else None, walk.dm)
    why = f"preferred because ‘{curly(str(line.condition))}’ is true there" if line else "ranked higher"
    walks = (
        f"First to walk{origin}: {book.name(walk.dm)}"
        if origin
        else f"{upper(book.name(walk.dm))} would walk"
    )
    sentences = [say(f"{walks}, {first}; {why}.", links, ground)]
    if line is not None and (reason := _reason(book, line.id)):
        sentences.append(say(reason, ground))
    at, then = walk.to, []
    refs: list[Ref] = []
    for dm, label in walk.path[1:]:
        words, _ = changed(book, (dm,), at, label)
        step = book.reason(dm, label, at)
        then.append(f"{book.name(dm)} {words}")
        refs += book.refs.ground(step.id if step else None, dm)[:1]
        at = label
    end, links = state_words(book, at)
    follow = f"Then {'; then '.join(then)}" if then else "It stops there"
    if walk.ends == "cycle":
        back, links = state_words(book, walk.cycle_from or at)
        sentences.append(say(f"{follow}, and so back to {back}, round and round.", refs, links))
    else:
        where = f", which ends at {end}, an equilibrium" if then else f": {end} is an equilibrium"
        sentences.append(say(f"{follow}{where}.", refs, links))
    return sentences


def _reason(book: Book, line: str) -> str:
    basis = book.refs.bases[line]
    if basis.assume:
        also = f"; it also {rests_words(book.dossier, basis.cites)}" if basis.cites else ""
        return stop(f"That line is an assumption of {book.dossier.desk}: ‘{quotable(basis.assume)}’{also}")
    if basis.cites:
        return stop(f"That line {rests_words(book.dossier, basis.cites)}")
    return ""


def walkers_sentence(book: Book, start: str, story: tuple[Walk, ...], origin: str) -> Sentence:
    """Tell in one sentence the first move of everybody who would walk."""
    if len(story) == 1:
        return walk_sentences(book, start, story[0], origin)[0]
    told: list[str] = []
    refs: list[Ref] = []
    for walk in story:
        first, links = changed(book, (walk.dm,), start, walk.to)
        line = book.reason(walk.dm, walk.to, start)
        told.append(f"{book.name(walk.dm)}, {first}")
        refs += [*links, *book.refs.ground(line.id if line else None, walk.dm)[:1]]
    return say(f"Would walk{origin}: {'; '.join(told)}.", refs)


def _graph(book: Book) -> Figure:
    rows = book.graph.table().records()
    drawn = [(f"{r['number']}", str(r["state"])) for r in rows]
    more = [(str(book.numbers[s]), _undrawn(book, s)) for s in book.undrawn[:LISTED]]
    text = upper(book.graph.says)
    if more:
        first, last = more[0][0], more[-1][0]
        text += (
            f" They are {f'{first} to {last}' if len(more) > 1 else first} in the key, with what they fit."
        )
    if len(book.undrawn) > LISTED:
        text += (
            f" The key stops there; palabre analyse lists the {len(book.undrawn) - LISTED:,} further ones."
        )
    return Figure(book.graph, (say(text, book.refs.part("model", "model")),), (*drawn, *more))


def _undrawn(book: Book, state: str) -> str:
    """Return an equilibrium that is not drawn, with what the drawing would tell of it."""
    fits = listed(book.fits(state)) or "no settlement"
    return f"{state} \u2014 {fits}"
