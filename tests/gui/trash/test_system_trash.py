"""Files go to the real trash of a made-up home, whatever they are called; or they stay."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.saying import raises_saying

from photosim.core.errors import TrashError, TrashFault, parsed
from photosim.core.trash.trash_folders import TrashFolders
from photosim.gui.trash.system_trash import SystemTrash


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A fresh home: nothing of it is there yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "fresh" / "share"))
    return tmp_path / "fresh" / "share"


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photos" / "ü b%.jpg"
    path.parent.mkdir()
    path.write_bytes(b"photo")
    return path


def unexpected(path):
    raise AssertionError(path)


def test_file_goes_to_the_trash_of_a_fresh_home(home, photo):
    place = SystemTrash(unexpected)(photo)

    assert place.read_bytes() == b"photo"
    assert place.is_relative_to(home / "Trash" / "files")
    assert not photo.exists()
    assert TrashFolders.of_this_person().find(os.fsencode(photo)) == [os.fsencode(place)]


def test_two_files_of_one_path_both_are_kept(home, photo):
    first = SystemTrash(unexpected)(photo)
    photo.write_bytes(b"second")

    second = SystemTrash(unexpected)(photo)

    assert (first.read_bytes(), second.read_bytes()) == (b"photo", b"second")


def test_name_that_is_not_unicode_never_reaches_qt(home, photo):
    asked = []
    odd = photo.parent / os.fsdecode(b"\xff.jpg")
    other = photo.parent / ".jpg"  # what is left of that name without its odd byte
    odd.write_bytes(b"odd")
    other.write_bytes(b"other")

    place = SystemTrash(asked.append)(odd)

    assert (place, asked) == (None, [odd])
    assert other.read_bytes() == b"other"


def test_real_fallback_takes_a_name_that_is_not_unicode(tmp_path, photo):
    # it looks for the trash once in a process
    odd = photo.parent / os.fsdecode(b"\xff.jpg")
    odd.write_bytes(b"odd")
    code = (
        "import os, sys; from pathlib import Path\n"
        "from photosim.gui.trash.system_trash import SystemTrash\n"
        "from photosim.core.trash.trash_folders import TrashFolders\n"
        "path = Path(sys.argv[1])\n"
        "assert SystemTrash()(path) is None and not path.exists()\n"
        "[place] = TrashFolders.of_this_person().find(os.fsencode(path))\n"
        "assert Path(os.fsdecode(place)).read_bytes() == b'odd'\n"
    )
    environment = os.environ | {
        "XDG_DATA_HOME": str(tmp_path / "share"),
        "HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }

    ended = subprocess.run(
        [sys.executable, "-c", code, odd], env=environment, capture_output=True, check=False
    )

    assert ended.returncode == 0, ended.stderr


def test_file_stays_and_the_person_is_told_when_no_trash_takes_it(home, photo):
    home.parent.mkdir()
    home.mkdir()
    (home / "Trash").write_bytes(b"no folder")

    def refuse(path):
        raise PermissionError(13, "Permission denied")

    with raises_saying(TrashError, r"cannot be moved to the trash \(Permission denied\)") as raised:
        SystemTrash(refuse)(photo)

    assert parsed(str(raised.value)) == (TrashFault.REFUSED, [str(photo), errno.EACCES])
    assert photo.read_bytes() == b"photo"


def test_name_that_is_too_long_for_the_trash_is_told_with_what_helps(home, tmp_path):
    home.parent.mkdir()  # its note there has a longer name yet
    photo = tmp_path / f"{'n' * 251}.jpg"
    photo.write_bytes(b"photo")

    def refuse(path):
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))

    with raises_saying(TrashError, r"too long for the trash\. Give it a shorter one"):
        SystemTrash(refuse)(photo)

    assert photo.read_bytes() == b"photo"


def test_home_that_cannot_be_made_is_told(home, photo):
    home.parent.write_bytes(b"no folder")

    with raises_saying(TrashError, "There is no trash"):
        SystemTrash(unexpected)(photo)

    assert photo.read_bytes() == b"photo"


def test_missing_file_is_nothing_to_move(home, tmp_path):
    assert SystemTrash(unexpected)(tmp_path / "none.jpg") is None
