"""Files and folders for their owner only."""

import os
import stat
from pathlib import Path

import pytest

from photosim.core.disk import private

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such modes")


@pytest.fixture(autouse=True)
def usual_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_what_is_made_is_for_its_owner_only_whatever_the_umask(tmp_path: Path):
    with open(tmp_path / "opened", "w", opener=private.opener) as file:
        file.write("x")
    private.make_file(tmp_path / "made")
    private.make_folder(tmp_path / "a" / "b" / "c")

    assert [mode(tmp_path / name) for name in ("opened", "made")] == [0o600] * 2
    assert [mode(tmp_path / name) for name in ("a", "a/b", "a/b/c")] == [0o700] * 3


def test_a_file_that_is_there_is_closed_to_others_and_keeps_its_content(tmp_path: Path):
    path = tmp_path / "there"
    path.write_text("x")
    path.chmod(0o664)

    private.make_file(path)

    assert (mode(path), path.read_text()) == (0o600, "x")


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path):
    tmp_path.chmod(0o755)

    private.make_folder(tmp_path)

    assert private.is_open(tmp_path)


def test_where_a_file_lies_no_folder_can_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError):
        private.make_folder(tmp_path / "file")
    with pytest.raises(OSError):
        private.make_folder(tmp_path / "file" / "below")


def test_a_link_is_not_followed(tmp_path: Path):
    target = tmp_path / "target"
    target.write_text("")
    target.chmod(0o644)
    (tmp_path / "link").symlink_to(target)

    private.make_file(tmp_path / "link")

    assert mode(target) == 0o644


def test_a_folder_with_ours_alone_is_closed_with_all_that_is_in_it(tmp_path: Path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.db").write_text("")

    private.tighten(folder, ["library.db*"])

    assert (mode(folder), mode(folder / "library.db")) == (0o700, 0o600)


def test_a_folder_with_something_else_in_it_stays_as_it_is(tmp_path: Path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.db").write_text("")
    (folder / "letter.txt").write_text("")

    private.tighten(folder, ["library.db*"])

    assert mode(folder) == 0o777
    assert mode(folder / "library.db") == 0o600
    assert mode(folder / "letter.txt") == 0o666


def test_a_folder_that_is_not_there_is_no_error(tmp_path: Path):
    private.tighten(tmp_path / "nowhere", ["*"])

    assert not private.is_open(tmp_path / "nowhere")
