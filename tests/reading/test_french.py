"""French: who says what and what is said, on passages written for this."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.reading.facts import read
from benchmarks.reading.french import PASSAGES, score

from palabre.reading import Job, Read, Settings, Span, read_one
from palabre.reading.french.quoting import restored, straightened
from palabre.reading.speakers import attributions
from palabre.sources import fold

LEAST = {"worked": 0.97, "fresh": 0.97, "longer": 0.83}


@pytest.mark.parametrize("name", sorted(LEAST))
def test_passages_are_read_as_well_as_the_docs_say(name: str) -> None:
    done = score(read(Path(PASSAGES) / f"{name}.yaml"))
    assert done.recall("speaker") >= LEAST[name], "\n".join(done.wrong)
    assert done.recall("range") >= 0.9
    assert done.recall("subject") >= 0.9
    assert done.recall("days") >= 0.9
    assert done.precision("found") >= 0.9


def test_there_are_enough_passages() -> None:
    assert sum(len(read(file)) for file in Path(PASSAGES).glob("*.yaml") if file.stem in LEAST) >= 60


def test_guillemets_with_spaces_belong_to_the_quotation() -> None:
    text = fold("\u00ab\u00a0Nous restons.\u00a0\u00bb Puis il part.").text
    ready = straightened(text)
    assert len(ready) == len(text)
    assert '"Nous restons."' in ready
    start = ready.index('"Nous')
    found = restored(text, Span(start, start + len('"Nous restons."')))
    assert text[found.start : found.end] == '" Nous restons. "'


def test_he_stays_open_between_two() -> None:
    text = "Moussa Koné a rencontré Hama Ag Sidi. Il a assuré que la trêve tiendrait."
    known = {"Moussa Koné": "kone", "Hama Ag Sidi": "sidi"}
    said = [a for a in attributions(text, known, language="fr") if a.how == "indirect"]
    assert [a.speaker for a in said] == [None]


def test_without_the_model_a_note_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALABRE_READER", "plain")
    text = "Le front a déclaré que les hommes du nord ont quitté la ville et que la route est libre."
    found = read_one(Job("a", "a.txt", text.encode()), Settings({"Le front": "front"}))
    assert isinstance(found, Read)
    assert any("palabre[french]" in note for note in found.opened.notes)
