"""What stands in sidecars is read where the disk answers, and unknown else."""

import os
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from photosim.core.duplicates.sidecar_contents import SidecarContents


@pytest.fixture
def put(tmp_path):
    def put(name: str, content: bytes) -> bytes:
        (tmp_path / name).write_bytes(content)
        return os.fsencode(tmp_path / name)

    return put


def test_sidecars_are_known_by_what_stands_in_them(put):
    paths = [put("a.xmp", b"1"), put("b.xmp", b"5"), put("c.xmp", b"1")]

    found = SidecarContents().of(paths)

    one, five = (sha256(digit).hexdigest() for digit in (b"1", b"5"))
    assert [found[path] for path in paths] == [one, five, one]


def test_what_is_gone_or_large_is_unknown(put):
    gone, large, small = put("a.xmp", b""), put("b.acr", bytes(2_000_001)), put("c.xmp", b"1")
    Path(os.fsdecode(gone)).unlink()

    assert list(SidecarContents().of([gone, large, small])) == [small]


def test_disk_that_does_not_answer_keeps_nobody_waiting_and_is_asked_no_more():
    answers, asked = threading.Event(), []

    def read(path: bytes) -> str:
        asked.append(path)
        if path == b"2":
            answers.wait()
        return "content"

    contents = SidecarContents(read, silent_s=0.05)

    try:
        assert contents.of([b"1", b"2", b"3"]) == {b"1": "content"}
        assert contents.of([b"1", b"4"]) == {b"1": "content"}
        assert asked == [b"1", b"2"]
    finally:
        answers.set()
