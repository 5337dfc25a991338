"""What lies beside photos is read where the disk answers, and unknown else."""

import itertools
import os
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from photosim.core.duplicates.companion_contents import CompanionContents


@pytest.fixture
def put(tmp_path):
    def put(name: str, content: bytes) -> bytes:
        (tmp_path / name).write_bytes(content)
        return os.fsencode(tmp_path / name)

    return put


def test_sidecars_are_known_by_what_stands_in_them(put):
    paths = [put("a.xmp", b"1"), put("b.xmp", b"5"), put("c.xmp", b"1")]

    found = CompanionContents().of(paths)

    one, five = (sha256(digit).hexdigest() for digit in (b"1", b"5"))
    assert [found[path] for path in paths] == [one, five, one]


def test_what_is_gone_or_large_is_unknown(put):
    gone, large, small = put("a.xmp", b""), put("b.acr", bytes(2_000_001)), put("c.xmp", b"1")
    Path(os.fsdecode(gone)).unlink()

    assert list(CompanionContents().of([gone, large, small])) == [small]


@pytest.mark.parametrize("n_bytes", [0, 20, 3_000_000])
@pytest.mark.parametrize("ending", ["MOV", "mp4", "WAV", "dng"])
def test_films_sounds_and_raw_files_are_equal_only_where_their_bytes_are(put, n_bytes, ending):
    film = bytes(n_bytes) + b"end"
    one, same = put(f"1.{ending}", film), put(f"2.{ending}", film)
    other, longer = put(f"3.{ending}", bytes(n_bytes) + b"END"), put(f"4.{ending}", b"\0" + film)

    found = CompanionContents().of([one, same, other, longer])

    assert found[one] == found[same]
    assert len({found[one], found[other], found[longer]}) == 3


def test_disk_that_does_not_answer_keeps_nobody_waiting_and_is_asked_no_more():
    answers, asked = threading.Event(), []

    def read(path: bytes) -> str:
        asked.append(path)
        if path == b"2":
            answers.wait()
        return "content"

    contents = CompanionContents(read, silent_s=0.05)

    try:
        assert contents.of([b"1", b"2", b"3"]) == {b"1": "content"}
        assert contents.of([b"1", b"4"]) == {b"1": "content"}
        assert asked == [b"1", b"2"]
    finally:
        answers.set()


def test_disk_that_gives_a_file_now_and_then_is_waited_for_some_seconds_in_all():
    more, now = threading.Semaphore(0), itertools.count()

    def clock() -> float:
        more.release()
        return float(next(now))

    def read(path: bytes) -> str:
        more.acquire()
        return "content"

    contents = CompanionContents(read, silent_s=0.05, clock=clock)
    paths = [b"%d" % n for n in range(100)]

    try:
        found = contents.of(paths)
        assert 0 < len(found) < 10
        assert contents.of(paths[50:]) == {}
    finally:
        more.release(100)
