"""How drafts are worded: a denial, a demand or an accusation says no more than its source."""

from __future__ import annotations

import pytest

from palabre.reading import Attribution, Draft, Span, drafts_of
from palabre.reading.drafts import tools_for
from palabre.reading.wording import worded
from palabre.sources import fold
from palabre.terms import Day

NAMES = {
    "MNLA": "mnla",
    "HCUA": "hcua",
    "the army": "army",
    "France": "france",
    "MINUSMA": "minusma",
    "Human Rights Watch": "hrw",
    "Mossa Ag Attaher": "mossa",
}


def read(text: str) -> list[Draft]:
    tools = tools_for("en", len(text))
    assert tools.name == "grammar en"
    return list(drafts_of(fold(text), "d", NAMES, written=Day.read("2014-07-15"), tools=tools))


def said(text: str) -> Draft:
    """Return the one draft of a text that somebody is found to say."""
    [draft] = [d for d in read(text) if d.how != "outlet"]
    return draft


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The MNLA denied that it had attacked the convoy.", "Denied that it had attacked the convoy."),
        (
            "France disputed that its troops had shot three herders.",
            "Disputed that its troops had shot three herders.",
        ),
        (
            "The MNLA rejected claims that it had burned the market.",
            "Rejected claims that it had burned the market.",
        ),
        ("The MNLA denied the attack on the convoy.", "Denied the attack on the convoy."),
        (
            "The claim that it had burned the market was rejected by the MNLA.",
            "The claim that it had burned the market was rejected by the MNLA.",
        ),
    ],
)
def test_a_denial_is_no_confession(text: str, says: str) -> None:
    draft = said(text)
    assert draft.says == says
    assert draft.kind == "denial"
    assert draft.quote == says[:-1] or draft.quote == says[0].lower() + says[1:-1]


def test_a_denial_behind_what_is_denied_begins_with_the_verb() -> None:
    text = "It had attacked the convoy, the MNLA denied."
    cue, source = Span(37, 43), Span(28, 36)
    one = Attribution((Span(0, 26),), source, cue, "indirect", "mnla", "MNLA", denial=True, stands=False)
    passage, says = worded(text, one)
    assert text[passage.start : passage.end] == text[:-1]
    assert says == "Denied: it had attacked the convoy."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The MNLA did not deny that it had taken the school.", "Did not deny that it had taken the school."),
        ("The MNLA refused to sign the accord.", "Refused to sign the accord."),
        ("The MNLA called on France to withdraw its troops.", "Called on France to withdraw its troops."),
        ("The MNLA hoped that the army would leave.", "Hoped that the army would leave."),
        ("The MNLA called for an inquiry into the killings.", "Called for an inquiry into the killings."),
    ],
)
def test_what_is_no_statement_keeps_its_verb(text: str, says: str) -> None:
    draft = said(text)
    assert (draft.says, draft.denial, draft.kind == "denial") == (says, False, False)


def test_what_is_said_stays_as_it_was() -> None:
    draft = said("The MNLA said that it had freed 12 prisoners.")
    assert (draft.says, draft.quote) == ("It had freed 12 prisoners.", "that it had freed 12 prisoners")


@pytest.mark.parametrize(
    ("text", "about", "whom"),
    [
        ("Human Rights Watch accused the army of killing 16 men in Gossi.", ("army",), "the army"),
        ("Human Rights Watch accused a small militia of killing 16 men.", (), "a small militia"),
        ("Mossa Ag Attaher accused them of killing 16 men.", (), "them"),
        ("Human Rights Watch blamed the MNLA for the attack.", ("mnla",), "the MNLA"),
        ("France accuses the HCUA of having recruited 40 children.", ("hcua",), "the HCUA"),
    ],
)
def test_an_accusation_is_about_the_accused(text: str, about: tuple[str, ...], whom: str) -> None:
    draft = said(text)
    assert (draft.about, draft.whom) == (about, whom)
    assert draft.kind == "abuse"
    assert draft.says.startswith(("Accused ", "Accuses ", "Blamed "))


def test_whose_abuse_it_was_is_never_taken_for_granted() -> None:
    draft = said("Mossa Ag Attaher said that five civilians had been killed.")
    assert (draft.kind, draft.about, bool(draft.whom)) == ("abuse", (), True)


def test_an_actor_of_four_letters_is_known_in_small_letters() -> None:
    draft = said('"Nobody fired," the army said on Monday.')
    assert draft.speaker == "army"


@pytest.mark.parametrize(
    ("text", "says", "denial"),
    [
        ("The MNLA allegedly shelled the bridge.", "The MNLA allegedly shelled the bridge.", False),
        ("Nobody confirmed that the MNLA had 900 men.", "Nobody confirmed that the MNLA had 900 men.", False),
        ("No one denies that the army has 900 men.", "No one denies that the army has 900 men.", False),
        ("The MNLA is not believed to have 900 men.", "The MNLA is not believed to have 900 men.", False),
        ("The army ruled out that the MNLA would disarm.", "Ruled out that the MNLA would disarm.", False),
        (
            "The army refused to confirm or deny that it had 900 men.",
            "Refused to confirm or deny that it had 900 men.",
            False,
        ),
        ("The army denied the prisoners food.", "Denied the prisoners food.", False),
        ("The army rejected the claim that it had 900 men.", "Rejected the claim that it had 900 men.", True),
        ("Observers doubt that the MNLA has 900 men.", "Doubt that the MNLA has 900 men.", True),
        (
            "The army cast doubt on the claim that it fled.",
            "The army cast doubt on the claim that it fled.",
            True,
        ),
        ("France called the allegation a fabrication.", "Called the allegation a fabrication.", True),
    ],
)
def test_doubt_and_caution_stay_in_the_words_and_lend_nobody_a_figure(
    text: str, says: str, denial: bool
) -> None:
    [draft] = read(text)
    assert (draft.says, draft.denial, draft.amount) == (says, denial, None)


def test_caution_is_kept_beside_the_words() -> None:
    assert [d.hedge for d in read("The MNLA allegedly shelled the bridge.")] == ["allegedly"]
    assert [d.hedge for d in read("By all appearances the army fled.")] == ["by all appearances"]


@pytest.mark.parametrize(
    ("text", "named", "says"),
    [
        ("The MNLA has three camps, Musa Keita, a trader, said.", "Musa Keita", "The MNLA has three camps."),
        (
            "France has 1,600 soldiers in Mali, the French foreign minister, Laurent Fabius, said.",
            "Laurent Fabius",
            "France has 1,600 soldiers in Mali.",
        ),
    ],
)
def test_a_speaker_with_an_apposition_behind_what_is_said(text: str, named: str, says: str) -> None:
    draft = said(text)
    assert (draft.named, draft.says) == (named, says)


def test_a_denial_in_french_is_none_either() -> None:
    text = "Le MNLA a nié que ses hommes avaient attaqué le convoi."
    [draft] = drafts_of(fold(text), "d", NAMES, tools=tools_for("fr", len(text)))
    assert (draft.speaker, draft.kind) == ("mnla", "denial")
    assert draft.says == "A nié que ses hommes avaient attaqué le convoi."
