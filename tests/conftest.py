"""Makes the helpers beside this file importable from every test, and a small dossier to break.

The only conftest.py: a second one would be a second module of that name.
"""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from palabre.cli import main
from palabre.dossier import new

MALI = Path(__file__).parents[1] / "examples" / "mali-2014"

# Programs that tests start must hear Ctrl-C, also where the whole run was started in the background.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no fault of the code.
settings.register_profile("palabre", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("palabre")


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The blank dossier; not to be changed."""
    return new(tmp_path_factory.mktemp("blank") / "bridge")


@pytest.fixture
def dossier(blank: Path, tmp_path: Path) -> Path:
    """A copy of the blank dossier, to be changed."""
    return Path(shutil.copytree(blank, tmp_path / "bridge"))


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without a language model, here and in every process begun: the same drafts wherever tests run."""
    monkeypatch.setenv("PALABRE_READER", "plain")


Break = Callable[..., None]


@pytest.fixture
def change(dossier: Path) -> Break:
    """Replace text in a file of the dossier; the text must stand there once."""

    def change(file: str, old: str, new_text: str) -> None:
        text = (dossier / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (dossier / file).write_text(text.replace(old, new_text), encoding="utf-8")

    return change


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run the program in this process and return (exit code, standard output, standard error)."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["palabre", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
            raise SystemExit(0)
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def mali(tmp_path: Path) -> Path:
    copy = tmp_path / "mali"
    shutil.copytree(MALI, copy, ignore=shutil.ignore_patterns("attached"))
    return copy
