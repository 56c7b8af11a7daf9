"""The harness on a corpus of one article, written here in PolNeAR's layout: it counts as a person does."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from palabre.reading.weighing import BY_HAND, NotWeights, Weights

ROOT = Path(__file__).resolve().parents[2]
MEASURE, LEARN = "benchmarks.reading.__main__", "benchmarks.reading.train"
TEXT = "Ali Musa said that the bridge was open.\n\nThe mill stood still. Leila Haddad \u201claughed.\u201d\n"
MARKED = (("Source", "Ali Musa"), ("Cue", "said"), ("Content", "that the bridge was open"))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for part in ("dev", "train"):
        for folder in ("text", "attributions"):
            (tmp_path / "data" / part / folder).mkdir(parents=True)
        (tmp_path / "data" / part / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
        lines, roles = [], []
        for n, (role, words) in enumerate(MARKED, 1):
            start = TEXT.index(words)
            lines.append(f"T{n}\t{role} {start} {start + len(words)}\t{words}")
            roles.append(f"{role}:T{n}")
        lines.append("E1\tAttribution:T2 " + " ".join(roles))
        (tmp_path / "data" / part / "attributions" / "one_ab12.ann").write_text(
            "\n".join(lines), encoding="utf-8"
        )
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a program of the harness in this process and return what it prints."""
    monkeypatch.syspath_prepend(str(ROOT))

    def run(name: str, *arguments: str) -> str:
        monkeypatch.setattr("sys.argv", [name, *arguments])
        import_module(name).main()
        return capsys.readouterr().out

    return run


def test_the_harness_counts_and_learns(corpus: Path, run: Callable[..., str]) -> None:
    printed = run(MEASURE, str(corpus))
    for role in ("source", "cue", "content"):
        assert f"{role:8} exact    P 1.000  R 1.000  F1 1.000   (1 of 1 found, 1 of 1 annotated)" in printed
    assert "indirect whole    P 1.000  R 1.000" in printed
    weights = corpus / "weights.json"
    assert "candidates" in run(LEARN, str(corpus), str(weights))
    assert f"weights {weights}" in run(MEASURE, str(corpus), "--weights", str(weights))


def test_the_test_part_is_not_read(
    corpus: Path, run: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(MEASURE, str(corpus), "--part", "test")
    assert stopped.value.code == 2
    assert "invalid choice: 'test'" in capsys.readouterr().err


def test_a_place_without_the_corpus_is_named(tmp_path: Path, run: Callable[..., str]) -> None:
    with pytest.raises(SystemExit, match="networkdynamics/PolNeAR"):
        run(MEASURE, str(tmp_path))


def test_weights_are_kept_and_other_files_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    Weights(BY_HAND, 0.4, {"cut end,first=but": 1.5}).save(path)
    kept = Weights.load(path)
    assert kept.least == 0.4
    assert kept.edges == {"cut end,first=but": 1.5}
    assert dict(kept.weights) == {name: value for name, value in BY_HAND.items() if value}
    for words in ("", "[]", "{}", '{"format": "other", "weights": {}, "least": 0}'):
        path.write_text(words, encoding="utf-8")
        with pytest.raises(NotWeights, match="not a file of weights"):
            Weights.load(path)
