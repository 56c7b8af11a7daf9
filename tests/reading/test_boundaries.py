"""Where what is said begins and ends: the words a person would mark, in sentences written for this."""

from __future__ import annotations

import pytest

from palabre.reading.speakers import attributions

PASSAGES = {
    "no comma around the cue": (
        "Over the winter, according to the ministry, the road was closed.",
        ["Over the winter", "the road was closed"],
    ),
    "the writer's own but": (
        "But the ministry refused to pay, according to Ali Musa.",
        ["the ministry refused to pay"],
    ),
    "no mark before the end of another quotation": (
        '"The road is mined," Ali Musa said in an interview with the "Morning Post."',
        ['"The road is mined,"'],
    ),
    "the comma before a second clause": (
        "Ali Musa said the camp was full, but the road was open.",
        ["the camp was full, but the road was open"],
    ),
    "that before a quotation": (
        'The minister said that "Osei took millions and hurt the poor people."',
        ['that "Osei took millions and hurt the poor people."'],
    ),
    "an address, then the rest": (
        '"Sir," Ali Musa told the envoy, "I have never seen such a thing in any town."',
        ['"Sir,"', '"I have never seen such a thing in any town."'],
    ),
    "first words before the cue": (
        'In times of drought, Ali Musa said, "the river belongs to nobody."',
        ["In times of drought", '"the river belongs to nobody."'],
    ),
    "because behind the cue": (
        "The road is closed, Ali Musa said, because the bridge has fallen.",
        ["The road is closed", "because the bridge has fallen"],
    ),
    "what a colon spells out": (
        "Ali Musa said there is a simple reason: nobody paid.",
        ["there is a simple reason: nobody paid"],
    ),
    "a quotation that breaks off": (
        'The road, Ali Musa said, "is a good example of adapting" to the rain of the valley.',
        ["The road", '"is a good example of adapting" to the rain of the valley'],
    ),
    "a judgement between marks": (
        'Ali Musa declared it "another great Tuesday for our front" on the radio.',
        ['it "another great Tuesday for our front"'],
    ),
    "what his call is for": (
        "Leila Haddad defended his call to raise the tax on fuel.",
        ["his call to raise the tax on fuel"],
    ),
    "what the speaker points to": (
        "Ali Musa said the truce was failing, pointing to the losses on the coast.",
        ["the truce was failing"],
    ),
    "whose plan it is": (
        "Ali Musa announced his plan to leave the valley.",
        ["his plan to leave the valley"],
    ),
    "a statement saying": (
        "The ministry issued a statement saying that the camp was empty.",
        ["that the camp was empty"],
    ),
    "what polls show him with": (
        "New polls show Ali Musa with a narrow lead in the valley.",
        ["Ali Musa with a narrow lead in the valley"],
    ),
    "what it is referred to as": (
        "Ali Musa referred to the raid on the mill as a mistake.",
        ["the raid on the mill as a mistake"],
    ),
    "a whole sentence closed by according to": (
        "Polls show that the rain came late and the river fell, according to a survey by the ministry.",
        ["Polls show that the rain came late and the river fell"],
    ),
    "both clauses behind a fronted according to": (
        "According to Ali Musa, the camp was full once, but is now empty.",
        ["the camp was full once, but is now empty"],
    ),
}


@pytest.mark.parametrize("name", PASSAGES)
def test_what_is_said_begins_and_ends_there(name: str) -> None:
    text, said = PASSAGES[name]
    read = [a for a in attributions(text, {}) if a.cue is not None]
    assert [text[s.start : s.end] for s in read[0].content] == said


@pytest.mark.parametrize(
    "text",
    [
        "The mill apparently stood still.",
        "Leila Haddad saw the men leave the town.",
        "Leila Haddad introduced the new guests of the old mill.",
        "Ali Musa asked the guests of the old mill.",
    ],
)
def test_what_happens_is_not_what_somebody_says(text: str) -> None:
    assert [a.how for a in attributions(text, {})] == ["outlet"]
