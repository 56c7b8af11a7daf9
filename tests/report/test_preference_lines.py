"""The briefing of models with lines that weigh the same, and with weights."""

from __future__ import annotations

import re

import pytest

import palabre

OLD = """    prefers:
      - sign: [council-wants-quiet]
      - not raid: [council-wants-quiet]
      - not withdraw: {assume: the council gives nothing up that it need not}
"""
TIED = """    prefers:
      - equal:
          - sign: [council-wants-quiet]
          - not raid: [council-wants-quiet]
      - not withdraw: {assume: the council gives nothing up that it need not}
"""
WEIGHED = """    weights:
      sign: {weight: 3, cites: [council-wants-quiet]}
      raid: {weight: -2, cites: [council-wants-quiet]}
      withdraw: {weight: -0.5, assume: the council gives nothing up that it need not}
"""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (TIED, ("not raid (weighs the same as the line before)", "not withdraw")),
        (TIED.replace("- not withdraw: {", "- not withdraw: {strong: yes, "), ("not withdraw (strongly)",)),
        (WEIGHED, ("sign weighs 3", "raid weighs -2", "withdraw weighs -0.5")),
    ],
)
def test_every_line_stands_in_the_briefing(dossier, change, written, shown):
    change("models/bridge.yaml", OLD, written)
    made = palabre.report(palabre.open(dossier))
    text = re.sub(r"<[^>]*>", "", made.html)
    for words in shown:
        assert words in text
    assert len(made.headline) == 5
    assert "assumed: ‘the council gives nothing up that it need not’" in text
