"""A real ray on this machine: the same bits as here, workers that die, and nothing that listens to others."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import elsewhere
import pytest
from elsewhere import MALI, Counting, dying, failing, mali, models, same, stop_after

import palabre
from palabre.cli import main
from palabre.conflict import ConflictError
from palabre.versions import PlaceError, cluster
from palabre.versions.cluster import Cluster, connected

# Ray costs seconds to start: one worker of pytest runs all of these.
pytestmark = pytest.mark.xdist_group("ray")

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from palabre.cli import main; main()"]


def listeners() -> set[str]:
    """Return the address and port, as the kernel writes them, of every socket that listens here."""
    lines = [line for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()]
    return {line.split()[1] for line in lines if line.split()[3] == "0A"}


@pytest.fixture(scope="module")
def started() -> Iterator[tuple[list[str], set[str]]]:
    """Ray as palabre starts it: what it said, and what listens since."""
    said: list[str] = []
    before = listeners()
    with connected("", said.append) as ray:
        # The workers do not see the tests' own folder.
        ray.cloudpickle.register_pickle_by_value(elsewhere)
        yield said, listeners() - before
    assert not ray.is_initialized()


@pytest.fixture(scope="module")
def whole() -> palabre.Sweep:
    return mali()


def test_ray_is_announced_and_listens_to_this_machine_alone(started) -> None:
    said, listening = started
    assert said == ["Starting ray on this machine, at 127.0.0.1 alone."]
    loopback = ("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000")
    assert len(listening) >= 4
    assert {address.split(":")[0] for address in listening} <= {*loopback}
    assert "RAY_USAGE_STATS_ENABLED" not in os.environ


def test_ray_says_the_same_bit_for_bit(started, whole: palabre.Sweep) -> None:
    steps: list[tuple[int, int]] = []
    found = mali(on="ray", chunk=1000, progress=lambda *step: steps.append(step))
    assert same(whole, found)
    assert found.retried == 0
    assert [steps[0], steps[-1]] == [(0, 16384), (16384, 16384)]
    for model, questions in models():
        one = palabre.sweep(model, questions)
        assert same(one, palabre.sweep(model, questions, on="ray", chunk=50))


def test_a_chunk_whose_worker_is_killed_is_run_again(started, whole: palabre.Sweep, tmp_path: Path) -> None:
    found = mali(on=Cluster(work=partial(dying, str(tmp_path / "mark"))), chunk=1000)
    assert (tmp_path / "mark").exists()
    assert found.retried == 1
    assert same(whole, found)


def test_what_is_wrong_in_a_chunk_is_said_as_here(started) -> None:
    with pytest.raises(ConflictError, match="the chunk has a fault") as found:
        mali(on=Cluster(work=failing))
    assert type(found.value) is ConflictError
    assert found.value.remedy == "mend it"


def test_what_ray_was_stopped_at_goes_on_anywhere(started, whole: palabre.Sweep, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        mali(on="ray", keep=tmp_path / "kept", chunk=1000, progress=stop_after(3000))
    done = {int(path.stem[6:]) for path in (tmp_path / "kept").glob("chunk-*.npz")}
    assert len(done) == 3
    rest = Counting()
    assert same(whole, mali(on=rest, keep=tmp_path / "kept", chunk=1000))
    assert sorted({*rest.given} | done) == list(range(17))
    assert not {*rest.given} & done
    assert same(whole, mali(on="ray", keep=tmp_path / "kept", chunk=1000))


def test_the_program_sweeps_on_ray(started, monkeypatch: pytest.MonkeyPatch, capsys, tmp_path: Path) -> None:
    said = []
    for more in ((), ("--on", "ray", "--chunk", "1000", "--keep", str(tmp_path / "kept"))):
        monkeypatch.setattr(sys, "argv", ["palabre", "sweep", str(MALI), *more])
        with pytest.raises(SystemExit) as end:
            main()
        assert not end.value.code
        said.append(capsys.readouterr())
    assert said[0] == said[1]
    assert len(list((tmp_path / "kept").glob("chunk-*.npz"))) == 17


def test_a_program_connected_to_ray_does_not_turn_elsewhere(started) -> None:
    with pytest.raises(PlaceError, match="connected to ray already"):
        mali(on="ray://127.0.0.1:10001")


def test_the_program_connects_to_a_cluster_by_its_address(started, whole: palabre.Sweep) -> None:
    """A second process sweeps on this ray as on a cluster, and says first where it connects to."""
    import ray  # not before `connected`, which has it listen to this machine alone

    gcs = ray.get_runtime_context().gcs_address
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"ray://127.0.0.1:{port}"
    command = [*PROGRAM, "sweep", str(MALI), "--json", "--chunk", "1000", "--on", address]
    with pytest.raises(PlaceError, match=f"nothing answers at {address}"):
        cluster._knock(address)
    server = [sys.executable, "-m", "ray.util.client.server", "--address", gcs, "--host", "127.0.0.1"]
    quiet = {**os.environ, **cluster.QUIET}
    serving = subprocess.Popen([*server, "--port", str(port)], stdout=-3, stderr=-3, env=quiet)
    try:
        answers(port)
        swept = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    finally:
        serving.terminate()
        serving.wait(30)
    assert (swept.returncode, swept.stderr) == (0, f"Connecting to the ray cluster at {address}.\n")
    assert json.loads(swept.stdout) == json.loads(json.dumps(whole.as_json()))


def answers(port: int) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            assert time.monotonic() < until, "the server does not come up"
            time.sleep(0.1)


def test_a_machine_with_another_palabre_is_refused() -> None:
    with pytest.raises(ConflictError, match="install the same version everywhere"):
        cluster._work("0.0.1", "key", [], None, failing)  # type: ignore[arg-type]


def test_without_ray_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.setattr(sys, "argv", ["palabre", "sweep", str(MALI), "--on", "ray"])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr()
    assert (end.value.code, said.out) == (1, "")
    assert "pip install 'palabre[ray]'" in said.err


def test_nothing_but_ray_by_name_loads_ray() -> None:
    look = (
        "import re, sys, palabre, palabre.versions.cluster, palabre.cli.sweep\n"
        "assert palabre.sweep\n"
        "print([m for m in sys.modules if re.match(r'ray(\\.|$)', m)])\n"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"\[\]\n", done.stdout)
