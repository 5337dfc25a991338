from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest
from support import photos
from support.saying import raises_saying

from photosim.core.errors import (
    DecodeError,
    Fault,
    UnavailableFileError,
    UnfinishedFileError,
    parsed,
)
from photosim.core.image.file_bytes import read


def test_a_vanished_file_says_so(tmp_path):
    with raises_saying(DecodeError, "not there any more"):
        read(os.fsencode(tmp_path / "gone.jpg"))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_a_file_without_permission_says_so(tmp_path, number):
    def refuses(path: bytes):
        raise OSError(number, os.strerror(number), path)

    with raises_saying(DecodeError, "no permission"):
        read(os.fsencode(tmp_path / "secret.jpg"), refuses)


def test_a_folder_named_like_a_photo_says_so(tmp_path):
    (tmp_path / "album.jpg").mkdir()

    with pytest.raises(DecodeError):
        read(os.fsencode(tmp_path / "album.jpg"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")

    with raises_saying(DecodeError, "not an ordinary file"):
        read(os.fsencode(tmp_path / "pipe.jpg"))


def test_a_file_beyond_the_largest_size_is_not_read(tmp_path):
    path = tmp_path / "big.jpg"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)

    with raises_saying(DecodeError, "2000 MB"):
        read(os.fsencode(path))


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file whose size is never right")
def test_a_file_that_is_not_as_long_as_it_says_changed_meanwhile():
    with raises_saying(UnfinishedFileError, "changed while it was read"):
        read(b"/proc/self/status")


class FaultyFile:
    """An open file that something happens to while it is read."""

    def __init__(self, path: bytes, happens) -> None:
        self._file = open(path, "rb", buffering=0)  # noqa: PTH123, SIM115 (a bytes path)
        self._happens = happens

    def fileno(self):
        return self._file.fileno()

    def read(self):
        data = self._file.read(1000)
        self._happens()
        return data + self._file.read()

    def close(self):
        self._file.close()


def read_while(path: Path, happens) -> bytes:
    path.write_bytes(photos.encoded(photos.noise(cells=100)))
    return read(os.fsencode(path), lambda name: FaultyFile(name, happens))


def test_a_disk_that_fails_in_the_middle_says_so(tmp_path):
    def fails():
        raise OSError(errno.EIO, "Input/output error")

    with raises_saying(UnavailableFileError, "disk reported an error"):
        read_while(tmp_path / "a.jpg", fails)


def test_what_else_the_system_says_is_kept_as_its_number(tmp_path):
    def fails():
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    with raises_saying(DecodeError, f"cannot be read .{os.strerror(errno.EBUSY)}") as raised:
        read_while(tmp_path / "a.jpg", fails)
    assert parsed(str(raised.value)) == (Fault.UNREADABLE, [errno.EBUSY])


def test_a_drive_that_goes_in_the_middle_says_so(tmp_path):
    def fails():
        raise OSError(errno.ESTALE, "Stale file handle")

    with raises_saying(UnavailableFileError, "interrupted"):
        read_while(tmp_path / "a.jpg", fails)


@pytest.mark.parametrize("change", ["grows", "shrinks"])
def test_a_file_that_changes_while_it_is_read_is_not_read_half(tmp_path, change):
    path = tmp_path / "a.jpg"

    def changes():
        with path.open("r+b") as file:
            if change == "grows":
                file.seek(0, os.SEEK_END)
                file.write(b"more")
            else:
                file.truncate(2000)

    with raises_saying(UnfinishedFileError, "changed while it was read"):
        read_while(path, changes)
