"""Files come back from the trash as they were, and over nothing."""

# paths are bytes here
# ruff: noqa: PTH102, PTH103, PTH108, PTH116, PTH119, PTH120, PTH123, PTH208

import errno
import os
from pathlib import Path

import pytest
from support.saying import raises_saying
from support.trash_folder import put

from photosim.core.disk.file_identity import OpenFile, content_hash
from photosim.core.errors import TrashError
from photosim.core.trash.put_back import Trashed, is_back, put_file_back, write_back
from photosim.core.trash.trash_folders import TrashFolders, mount_point

OTHER_FILE_SYSTEM = Path("/dev/shm")


@pytest.fixture
def home(tmp_path):
    return os.fsencode(tmp_path / "Trash")


@pytest.fixture
def folders(home):
    return TrashFolders(home, 1000)


@pytest.fixture
def file(tmp_path, home):
    """A photo in the trash whose folder is gone."""
    path = os.fsencode(tmp_path / "gone" / "deep") + b"/\xff.jpg"
    place = put(home, b"a.jpg", path)
    os.utime(place, ns=(1, 2_000_000_001))
    return Trashed(path, place, content_hash(place)[0], mount_point(path))


def read(path: bytes) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def test_file_comes_back_as_it_was_and_leaves_nothing_in_the_trash(file, folders, home):
    put_file_back(file, folders)

    assert read(file.path) == b"photo"
    assert os.stat(file.path).st_mtime_ns == 2_000_000_001
    assert os.listdir(home + b"/files") == os.listdir(home + b"/info") == []
    assert is_back(file)


def test_file_comes_back_where_files_have_one_name_only(file, folders, home, monkeypatch):
    def link(source, target):
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "link", link)

    put_file_back(file, folders)

    assert read(file.path) == b"photo"
    assert os.listdir(home + b"/files") == os.listdir(home + b"/info") == []


def test_file_comes_back_over_nothing_where_files_have_one_name_only(file, folders, monkeypatch):
    def link(source, target):
        Path(os.fsdecode(target)).write_bytes(b"just now")
        raise OSError(errno.EPERM, "not here")

    monkeypatch.setattr(os, "link", link)

    with raises_saying(TrashError, "there already"):
        put_file_back(file, folders)

    assert read(file.path) == b"just now"
    assert read(file.place) == b"photo"


@pytest.mark.skipif(
    not OTHER_FILE_SYSTEM.is_dir() or OTHER_FILE_SYSTEM.stat().st_dev == Path("/tmp").stat().st_dev,
    reason="there is only one file system",
)
def test_file_comes_back_from_another_file_system_and_the_trash_keeps_its_own(file, folders):
    place = OTHER_FILE_SYSTEM / f"photosim-test-{os.getpid()}"
    place.write_bytes(b"photo")
    os.utime(place, ns=(1, 2_000_000_001))
    try:
        moved = Trashed(file.path, os.fsencode(place), file.content_hash, file.mount)

        put_file_back(moved, folders)

        assert read(file.path) == b"photo"
        assert os.stat(file.path).st_mtime_ns == 2_000_000_001
        assert os.listdir(os.path.dirname(file.path)) == [os.path.basename(file.path)]
        assert place.read_bytes() == b"photo"
    finally:
        place.unlink()


def test_another_file_at_the_place_is_never_touched(file, folders):
    os.makedirs(os.path.dirname(file.path))
    with open(file.path, "wb") as other:
        other.write(b"other")

    with raises_saying(TrashError, "another file now"):
        put_file_back(file, folders)

    assert read(file.path) == b"other"
    assert read(file.place) == b"photo"


def test_file_that_somebody_brought_back_is_left_and_the_trash_too(file, folders):
    os.makedirs(os.path.dirname(file.path))
    with open(file.path, "wb") as copy:
        copy.write(b"photo")

    put_file_back(file, folders)

    assert read(file.path) == read(file.place) == b"photo"


def test_coming_back_that_was_cut_off_between_the_names_is_finished(file, folders, home):
    os.makedirs(os.path.dirname(file.path))
    os.link(file.place, file.path)

    put_file_back(file, folders)

    assert read(file.path) == b"photo"
    assert os.listdir(home + b"/files") == os.listdir(home + b"/info") == []


def test_what_was_changed_in_the_trash_stays_there(file, folders):
    with open(file.place, "ab") as changed:
        changed.write(b"!")

    with raises_saying(TrashError, "changed in the trash"):
        put_file_back(file, folders)

    assert read(file.place) == b"photo!"
    assert not os.path.lexists(file.path)


def test_trash_that_was_emptied_is_told(file, folders):
    os.unlink(file.place)

    with raises_saying(TrashError, "not in the trash any more"):
        put_file_back(file, folders)


def test_folders_of_a_drive_that_is_not_connected_are_not_made(file, folders, tmp_path):
    drive = os.fsencode(tmp_path / "drive")
    os.mkdir(drive)
    away = Trashed(drive + b"/sub/a.jpg", file.place, file.content_hash, drive)

    with raises_saying(TrashError, "is offline"):
        put_file_back(away, folders)

    assert os.listdir(drive) == []


def test_place_that_cannot_be_made_is_told(file, folders, tmp_path):
    (tmp_path / "gone").write_bytes(b"a file where a folder was")

    with raises_saying(TrashError, r"is not there any more|cannot be reached"):
        put_file_back(file, folders)

    assert read(file.place) == b"photo"


def test_file_without_a_name_is_written_back_from_what_is_still_open(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"photo")
    os.utime(path, ns=(1, 2_000_000_001))
    with OpenFile(os.fsencode(path)) as held:
        digest = held.content_hash()
        path.unlink()

        write_back(held, os.fsencode(path), digest)

    assert path.read_bytes() == b"photo"
    assert path.stat().st_mtime_ns == 2_000_000_001
    assert list(tmp_path.iterdir()) == [path]


def test_writing_back_goes_over_nothing(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"photo")
    with OpenFile(os.fsencode(path)) as held:
        digest = held.content_hash()
        path.unlink()
        path.write_bytes(b"other")

        with pytest.raises(TrashError):
            write_back(held, os.fsencode(path), digest)

    assert path.read_bytes() == b"other"
    assert list(tmp_path.iterdir()) == [path]
