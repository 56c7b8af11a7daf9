"""Every way to write a preference down, read from a model's file, and what can be wrong with it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from finding import faults, line_of, traps
from jsonschema import Draft202012Validator

from palabre.conflict import DecisionMaker, Mark, Pair, Pairwise, Ranking, Statements, Weights
from palabre.dossier import open as open_dossier
from palabre.dossier import schema

MODEL = "models/bridge.yaml"
OLD = """    prefers:
      - withdraw: [front-wants-bridge]
      - sign if withdraw: {cites: [truce-kept], given: {last-truce: kept}}
      - raid unless withdraw: [front-strength, front-wants-bridge]
      - not sign unless withdraw: {cites: [truce-broken], given: {last-truce: broken}}
      - not raid: {assume: raids cost the front lives, vary: move}   # vary: drop | move | never
"""
STATES = ["nothing", "withdraw", "sign", "withdraw, sign", "raid", "withdraw, raid"]

TIED = """    prefers:
      - equal:
          - withdraw: [front-wants-bridge]
          - sign: {cites: [truce-kept], given: {last-truce: kept}}
      - not raid: {assume: raids cost lives, vary: move, strong: yes}
"""
MARKED = """    threshold: 0.5
    attitudes: {council: negative, front: positive}
    prefers:
      - withdraw: {cites: [front-wants-bridge], unknown: yes}
      - sign: {cites: [truce-kept, truce-broken], degree: 0.8}
      - not raid: {assume: raids cost lives}
"""
WEIGHED = """    weights:
      withdraw: {weight: 2.5, cites: [front-wants-bridge]}
      sign: {weight: -1, cites: [truce-kept, truce-broken]}
      raid: {weight: 0.5, assume: it shows strength}
"""
RANKED = """    ranking:
      - withdraw
      - strong: yes
      - [nothing, "withdraw, raid"]
      - unknown: yes
      - "withdraw, sign"
      - [sign, raid]
"""
PAIRED = """    not_compared: equal
    pairs:
      - {prefers: [withdraw, nothing], to: raid, strong: yes}
      - equal: [sign, nothing]
      - unknown: [withdraw, sign]
"""


def front(dossier, change, text: str) -> DecisionMaker:
    change(MODEL, OLD, text)
    assert faults(dossier) == []
    content = _as_an_editor_reads(dossier / MODEL)
    Draft202012Validator(schema()["model"]).validate(content)
    return open_dossier(dossier).model().decision_maker("front")


def _as_an_editor_reads(path) -> Any:
    from ruamel.yaml import YAML

    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(path), default=str))


def test_lines_that_weigh_the_same(dossier, change):
    likes = front(dossier, change, TIED).preference
    assert isinstance(likes, Statements)
    first, second, third = likes.lines
    assert first.tier and first.tier == second.tier != third.tier
    assert (str(second.condition), second.basis.given) == ("sign", (("last-truce", ("kept",)),))
    assert [line.mark for line in likes.lines] == [Mark(), Mark(), Mark(strong=True)]


def test_what_is_unknown_and_how_sure_the_rest_is(dossier, change):
    maker = front(dossier, change, MARKED)
    assert isinstance(maker.preference, Statements)
    assert [line.mark for line in maker.preference.lines] == [Mark(unknown=True), Mark(degree=0.8), Mark()]
    assert maker.threshold == 0.5
    assert maker.attitudes == (("council", "negative"), ("front", "positive"))


def test_weights(dossier, change):
    likes = front(dossier, change, WEIGHED).preference
    assert isinstance(likes, Weights)
    assert [(w.id, w.option, w.weight) for w in likes.lines] == [
        ("front: weight of withdraw", "withdraw", 2.5),
        ("front: weight of sign", "sign", -1),
        ("front: weight of raid", "raid", 0.5),
    ]
    assert likes.lines[2].basis.assume == "it shows strength"
    assert not [p for p in traps(dossier) if "speaks of the option" in p.what]


def test_a_ranking_with_steps(dossier, change):
    likes = front(dossier, change, RANKED).preference
    tiers = (("withdraw",), ("nothing", "withdraw, raid"), ("withdraw, sign",), ("sign", "raid"))
    assert likes == Ranking(tiers, (Mark(strong=True), Mark(unknown=True), Mark()))


def test_pairs(dossier, change):
    likes = front(dossier, change, PAIRED).preference
    strong = Mark(strong=True)
    assert likes == Pairwise(
        (
            Pair("withdraw", "raid", mark=strong),
            Pair("nothing", "raid", mark=strong),
            Pair("sign", "nothing", equal=True),
            Pair("withdraw", "sign", mark=Mark(unknown=True)),
        ),
        "equal",
    )


def test_an_option_may_be_called_equal(dossier, change):
    change(
        MODEL, "      withdraw: Withdraw the guards from the bridge\n", "      withdraw: W\n      equal: E\n"
    )
    likes = front(dossier, change, "    prefers:\n      - equal: [front-wants-bridge]\n").preference
    assert isinstance(likes, Statements)
    assert [str(line.condition) for line in likes.lines] == ["equal"]


WRONG = {
    "both": (WEIGHED + RANKED, "weights:", "both ranking and weights", "keep one"),
    "no reason": (
        WEIGHED.replace(", assume: it shows strength", ""),
        "raid: {weight",
        "'raid' gives no reason",
        "write cites",
    ),
    "no weight": (
        WEIGHED.replace("weight: 2.5, ", ""),
        "withdraw: {cites",
        "'weight' is missing",
        "add 'weight",
    ),
    "no number": (WEIGHED.replace("2.5", "much"), "weight: much", "not a number", "write digits"),
    "unknown option": (WEIGHED.replace("sign:", "sing:"), "sing:", "'sing'", "did you mean 'sign'"),
    "degree": (MARKED.replace("0.8", "0.4"), "prefers:", "degree 0.4", "above 0.5"),
    "no threshold": (
        MARKED.replace("    threshold: 0.5\n", ""),
        "prefers:",
        "degrees of preference, and no threshold",
        "say with a threshold",
    ),
    "threshold": (MARKED.replace("threshold: 0.5", "threshold: 2"), "threshold: 2", "is 2", "above 0"),
    "attitude": (
        MARKED.replace("council: negative", "council: bad"),
        "bad",
        "'bad' cannot stand",
        "negative",
    ),
    "attitude to nobody": (
        MARKED.replace("council: negative", "counsel: negative"),
        "attitudes:",
        "'counsel'",
        "did you mean 'council'",
    ),
    "unknown and strong": (
        MARKED.replace("unknown: yes", "unknown: yes, strong: yes"),
        "prefers:",
        "unknown, and strong",
        "keep one",
    ),
    "tie of one reason": (
        TIED.replace(
            "- withdraw: [front-wants-bridge]", "- withdraw: {cites: [front-wants-bridge], strong: yes}"
        ),
        "prefers:",
        "differ in what is known",
        "mark all of them alike",
    ),
    "tie without reason": (
        TIED.replace("- withdraw: [front-wants-bridge]", "- withdraw"),
        "- withdraw",
        "gives no reason",
        "write 'withdraw: [claim ids]'",
    ),
    "step at the end": (
        RANKED + "      - strong: yes\n",
        "strong: yes",
        "between two tiers",
        "put it between",
    ),
    "step misspelt": (RANKED.replace("strong: yes", "strnog: yes"), "strnog", "unknown key", "did you mean"),
    "left out": (RANKED.replace("[sign, raid]", "sign"), "ranking:", "leaves out 'raid'", "rank every"),
    "pair of nothing": (
        PAIRED.replace(", to: raid", ""),
        "prefers: [withdraw",
        "does not compare states in one way",
        "with 'to: b'",
    ),
    "pair twice": (
        PAIRED.replace("[sign, nothing]", "[raid, nothing]"),
        "pairs:",
        "'raid' and 'nothing' are compared twice",
        "say of two",
    ),
    "pair of a stranger": (PAIRED.replace("to: raid", "to: riad"), "pairs:", "'riad'", "did you mean"),
    "not compared": ("    not_compared: equal\n" + TIED, "not_compared", "has no pairs", "leave it out"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_where_it_stands(case, dossier, change):
    text, at, what, remedy = WRONG[case]
    change(MODEL, OLD, text)
    found = faults(dossier)
    assert [(what in p.what, remedy in p.remedy) for p in found] == [(True, True)], "\n".join(map(str, found))
    lines = (dossier / MODEL).read_text(encoding="utf-8").splitlines()
    assert at in lines[(found[0].line or 0) - 1]
    assert (found[0].line or 0) >= line_of(dossier / MODEL, "name: The hill front")
