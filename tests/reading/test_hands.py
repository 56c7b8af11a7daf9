"""Hands: a file that hangs, crashes or fills its reader is given up, and the others are read."""

from __future__ import annotations

import sys
import time
import zlib

import pytest

from palabre.reading import Failed, Hands, Job, Read, Settings, hands, read_one
from palabre.reading.hands import Hand
from palabre.reading.job import Outcome

pytestmark = pytest.mark.usefixtures("plainly")
NAMES = Settings({"the front": "front"})


def good(k: int) -> Job:
    return Job(f"d{k}", f"d{k}.txt", f"The front has {200 + k} fighters.".encode())


def test_files_are_read_in_processes_of_their_own():
    found = dict(Hands(2).read((good(k) for k in range(7)), NAMES))
    assert {job.document: [d.quote for d in read.drafts] for job, read in found.items()} == {
        f"d{k}": [f"The front has {200 + k} fighters."] for k in range(7)
    }


@pytest.mark.parametrize(("asked", "begun"), [(0, 4), (6, 6), (1, 1)])
def test_few_hands_are_begun_unasked_so_that_their_memory_stays_bounded(monkeypatch, asked: int, begun: int):
    made: list[Idle] = []

    class Idle(Hand):
        def __init__(self, settings: Settings, patience: float) -> None:
            super().__init__(settings, patience)
            made.append(self)

        def read(self, job: Job) -> Outcome:
            time.sleep(0.02)
            return Failed(job.document, "idle", "")

    monkeypatch.setattr(hands, "Hand", Idle)
    monkeypatch.setattr(hands.os, "cpu_count", lambda: 16)
    assert len(list(Hands(asked).read((good(k) for k in range(40)), NAMES))) == 40
    assert len(made) == begun


def test_a_file_that_hangs_is_given_up_and_the_rest_is_read():
    # Emphasis that is never closed takes Markdown's reader ages.
    slow = Job("slow", "slow.md", b"*[a " * 1_200_000)
    began = time.monotonic()
    found = {job.document: out for job, out in Hands(1, patience=4).read([good(1), slow, good(2)], NAMES)}
    assert time.monotonic() - began < 60
    assert isinstance(found["slow"], Failed)
    assert "longer than 4 seconds" in found["slow"].what
    assert "--patience" in found["slow"].remedy
    assert isinstance(found["d1"], Read)
    assert isinstance(found["d2"], Read)


def test_a_reader_that_breaks_down_is_replaced():
    hand = Hand(NAMES, 30)
    assert isinstance(hand.read(good(1)), Read)
    assert hand.process is not None
    hand.process.kill()
    hand.process.wait()
    failed = hand.read(good(2))
    assert isinstance(failed, Failed)
    assert "broke down" in failed.what
    assert isinstance(hand.read(good(2)), Read)
    hand.close()


def test_few_files_are_in_memory_at_a_time():
    asked = 0

    def jobs():
        nonlocal asked
        for k in range(30):
            asked += 1
            yield good(k)

    done = 0
    for _ in Hands(1).read(jobs(), NAMES):
        done += 1
        assert asked - done <= 2
    assert done == 30


def test_stopping_in_the_middle_ends_the_processes():
    hands = Hands(1).read((good(k) for k in range(1000)), NAMES)
    next(hands)
    began = time.monotonic()
    hands.close()
    assert time.monotonic() - began < 10


def test_a_long_text_without_a_full_stop_is_read_in_time():
    """Its pieces and names grow with its length, and so may the time, not faster."""
    job = Job("long", "long.txt", b"The front has 20 men " * 40_000)
    began = time.process_time()
    found = read_one(job, NAMES)
    assert isinstance(found, Read)
    assert len(found.drafts) > 1000
    assert time.process_time() - began < 10


def swelling(megabytes: int) -> bytes:
    """Return a small PDF with a page that unpacks to so much, packed twice."""
    pack = zlib.compressobj(1, wbits=-15)
    block = pack.compress(b" " * 1_000_000) + pack.flush(zlib.Z_FULL_FLUSH)
    stream = zlib.compress(b"\x78\x01" + block * megabytes, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    data, places = b"%PDF-1.4\n", b""
    for number, part in enumerate(parts, 1):
        places += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"xref\n0 5\n0000000000 65535 f \n" + places + b"trailer\n<</Size 5/Root 1 0 R>>\n"
    return data + table + b"startxref\n%d\n%%%%EOF\n" % len(data)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux bounds what a process writes to")
def test_a_small_file_that_swells_is_given_up_below_a_gigabyte():
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    hand = Hand(NAMES, 60)
    swollen = swelling(1_500)
    assert len(swollen) < 100_000
    found = hand.read(Job("swollen", "swollen.pdf", swollen))
    assert isinstance(found, Failed)
    assert isinstance(hand.read(good(1)), Read)
    hand.close()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss <= max(before, 1_000_000)
