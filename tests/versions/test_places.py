"""Sweeps cut into chunks: the same bits on every place, and what is kept is taken up again."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import disputed
import numpy as np
import pytest
from elsewhere import MALI, Counting, dying, failing, mali, models, same, stop_after

import palabre
from palabre.conflict import ConflictError
from palabre.terms import Faults
from palabre.versions import Cores, PlaceError, choices_of
from palabre.versions.job import Job
from palabre.versions.places import TRIES, Here, Tries
from palabre.versions.runner import Runner
from palabre.versions.version import every

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from palabre.cli import main; main()"]


@pytest.fixture(scope="module")
def whole() -> palabre.Sweep:
    """The sweep of Mali in one go."""
    return mali()


@pytest.mark.parametrize("size", [7, 64, 100_000])
def test_chunks_of_any_size_put_together_are_the_whole(size: int) -> None:
    for model, questions in models():
        one = palabre.sweep(model, questions)
        assert same(one, palabre.sweep(model, questions, on=Here(), chunk=size))


def test_a_job_without_its_words_judges_as_the_model_does() -> None:
    tried = 0
    for seed in range(60, 100):
        conflict, questions = disputed.model(seed)
        choices = choices_of(conflict, questions)
        rows = every(choices)[:200]
        plain = Job.of(conflict, choices, questions, ("nash", "seq")).runner().run(rows)
        full = Runner(conflict, choices, questions, ("nash", "seq")).run(rows)
        tried += len(rows)
        for part in ("holds", "leaves", "fits"):
            assert all((bits == getattr(full, part)[k]).all() for k, bits in getattr(plain, part).items())
    assert tried > 500


def test_a_job_carries_no_word_of_the_dossier(whole: palabre.Sweep) -> None:
    conflict, questions = whole.conflict, whole.questions
    sent = pickle.dumps(Job.of(conflict, whole.choices, questions, whole.concepts)).decode("latin-1")
    words = {conflict.title, *(d.name for d in conflict.decision_makers), *(o.name for o in conflict.options)}
    words |= {q.asks for q in questions.values()} | {a.says for q in questions.values() for a in q.answers}
    words |= {c.asks for c in whole.choices} | {s.note for s in conflict.settlements}
    lines = [line for d in conflict.decision_makers for line in d.preference.lines]  # type: ignore[union-attr]
    words |= {word for line in lines for word in (line.basis.assume, *line.basis.cites)}
    kept = {o.id for o in conflict.options} | {d.id for d in conflict.decision_makers}
    assert [w for w in words - kept if w and w in sent] == []
    assert len(words) > 40
    assert all(o in sent for o in kept)


def test_cores_say_the_same_bit_for_bit(whole: palabre.Sweep) -> None:
    steps: list[tuple[int, int]] = []
    found = mali(on="cores", chunk=1000, progress=lambda *step: steps.append(step))
    assert same(whole, found)
    assert found.retried == 0
    assert steps[0] == (0, 16384)
    assert steps[-1] == (16384, 16384)
    model, questions = disputed.model(99)
    assert same(palabre.sweep(model, questions), palabre.sweep(model, questions, on="cores", chunk=100))


def test_a_chunk_whose_process_dies_is_run_again(whole: palabre.Sweep, tmp_path: Path) -> None:
    found = mali(on=Cores(2, partial(dying, str(tmp_path / "mark"))), chunk=1000)
    assert (tmp_path / "mark").exists()
    assert found.retried >= 1
    assert same(whole, found)


def test_what_is_wrong_in_a_chunk_is_said_as_here() -> None:
    with pytest.raises(ConflictError, match="the chunk has a fault"):
        mali(on=Cores(1, failing))


def test_a_chunk_that_kills_every_worker_is_given_up() -> None:
    tries = Tries({5: np.zeros((1, 1), np.int16)})
    for _ in range(TRIES - 1):
        tries.again(tries.next())
    last = tries.next()
    assert (last, tries.begun[last]) == (5, TRIES)
    with pytest.raises(PlaceError, match="make the chunks smaller"):
        tries.again(last)


def test_a_sweep_that_was_stopped_is_taken_up(whole: palabre.Sweep, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        mali(keep=tmp_path / "kept", chunk=1000, progress=stop_after(3000))
    files = {path: path.read_bytes() for path in (tmp_path / "kept").iterdir()}
    assert len(files) == 1 + 3
    rest, steps = Counting(), []
    found = mali(on=rest, keep=tmp_path / "kept", chunk=1000, progress=lambda *step: steps.append(step))
    assert same(whole, found)
    assert rest.given == list(range(3, 17))
    assert steps[0] == (3000, 16384)
    assert {path: path.read_bytes() for path in files} == files
    nothing = Counting()
    assert same(whole, mali(on=nothing, keep=tmp_path / "kept", chunk=1000))
    assert nothing.given == []


def test_another_sweep_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    model, questions = disputed.model(99)
    keep = tmp_path / "kept"
    first = palabre.sweep(model, questions, keep=keep)
    before = {path.name: path.read_bytes() for path in keep.iterdir()}
    one = next(q for q in questions if not q.settled and len(q.answers) > 1)
    settled = [replace(q, settled=q.answers[0].id) if q is one else q for q in questions]
    others = {
        "the model": ((replace(model, settlements=model.settlements[:1]), questions), {}),
        "the questions": ((model, settled), {}),
        "the concepts": ((model, questions), {"concepts": ("nash",)}),
        "the versions": ((model, questions), {"limit": 1, "sample": 9}),
        "the chunks": ((model, questions), {"chunk": 3}),
    }
    for said, (asked, how) in others.items():
        with pytest.raises(Faults, match=rf"sweep.json: the folder keeps another sweep.*{said}"):
            palabre.sweep(*asked, keep=keep, **how)
        assert {path.name: path.read_bytes() for path in keep.iterdir()} == before
    renamed = replace(model, title="Another title", now=None)
    working = [replace(q, asks="Is it so?", working=q.answers[-1].id) for q in questions]
    taken = Counting()
    assert same(first, palabre.sweep(renamed, working, keep=keep, on=taken))
    assert taken.given == []


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    model, questions = disputed.model(99)
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(Faults, match="not empty, and keeps no sweep"):
        palabre.sweep(model, questions, keep=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    (tmp_path / "sweep.json").write_text("[")
    with pytest.raises(Faults, match="cannot be read"):
        palabre.sweep(model, questions, keep=tmp_path)


def test_a_damaged_chunk_is_named(tmp_path: Path) -> None:
    model, questions = disputed.model(99)
    palabre.sweep(model, questions, keep=tmp_path, chunk=100)
    file = tmp_path / "chunk-0000001.npz"
    whole = file.read_bytes()
    flipped = bytearray(whole)
    flipped[whole.index(b"NUMPY") + 130] ^= 1
    for damaged in (whole[:40], b"", bytes(flipped)):
        file.write_bytes(damaged)
        with pytest.raises(Faults, match=r"chunk-0000001.npz: the file of a chunk is damaged. Delete it"):
            palabre.sweep(model, questions, keep=tmp_path, chunk=100)
    file.unlink()
    again = palabre.sweep(model, questions, keep=tmp_path, chunk=100)
    assert same(palabre.sweep(model, questions), again)
    assert file.read_bytes().startswith(b"PK")


def test_the_fingerprint_is_the_same_in_every_process(whole: palabre.Sweep) -> None:
    look = (
        "import palabre; from palabre.versions import choices_of; from palabre.versions.job import Job\n"
        f"dossier = palabre.open(r'{MALI}'); model, asked = dossier.model(), dossier.questions\n"
        "print(Job.of(model, choices_of(model, asked), asked, ('nash', 'seq')).key)"
    )
    key = Job.of(whole.conflict, whole.choices, whole.questions, whole.concepts).key
    for seed in ("1", "2"):
        environment = {"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}
        done = subprocess.run(
            [sys.executable, "-c", look], capture_output=True, text=True, env=environment, check=True
        )
        assert done.stdout.strip() == key


def test_a_chunk_without_versions_is_refused() -> None:
    with pytest.raises(ConflictError, match="a chunk of 0 versions holds none"):
        palabre.sweep(palabre.open(MALI), chunk=0)


def test_an_unknown_place_is_named() -> None:
    with pytest.raises(ConflictError, match="there is no place 'core'; did you mean 'cores'"):
        mali(on="core")


@pytest.mark.parametrize("on", ["here", "cores"])
def test_ctrl_c_says_what_is_kept_and_how_to_go_on(on: str, whole: palabre.Sweep, tmp_path: Path) -> None:
    """The whole terminal gets the signal, as from a keyboard."""
    keep = tmp_path / "kept"
    command = [*PROGRAM, "sweep", str(MALI), "--json", "--on", on, "--chunk", "64", "--keep", str(keep)]
    first = subprocess.Popen(command, stdout=-1, stderr=-1, text=True, start_new_session=True)
    until = time.monotonic() + 60
    while len(list(keep.glob("chunk-*.npz"))) < 3:
        assert first.poll() is None and time.monotonic() < until
        time.sleep(0.005)
    os.killpg(first.pid, signal.SIGINT)
    out, err = first.communicate(timeout=60)
    files = {path: path.stat().st_mtime_ns for path in keep.glob("chunk-*.npz")}
    assert (first.returncode, out) == (130, "")
    assert (
        err
        == f"Stopped; chunks of versions kept in {keep}: {len(files)}. The same command goes on from there.\n"
    )
    assert 3 <= len(files) < 256
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(second.stdout) == json.loads(json.dumps(whole.as_json()))
    assert {path: path.stat().st_mtime_ns for path in files} == files
    assert len(list(keep.glob("chunk-*.npz"))) == 256


UNGUARDED = """
from palabre import open, sweep
sweep(open({mali!r}), on="cores", chunk=4096)
"""


def test_a_program_without_a_guard_is_told_so_in_a_few_lines(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(UNGUARDED.format(mali=str(MALI)))
    ran = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 1
    assert 'under  if __name__ == "__main__":' in ran.stderr.splitlines()[-1]
    assert "memory" not in ran.stderr
    assert ran.stderr.count("Traceback") == 1
    assert len(ran.stderr.splitlines()) < 40
