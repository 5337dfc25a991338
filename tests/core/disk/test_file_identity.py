"""What a file holds is read from the disk; links, pipes and what changes meanwhile are refused."""

# paths are bytes here
# ruff: noqa: PTH104, PTH108, PTH123, PTH211

import hashlib
import os

import pytest
from support.saying import raises_saying

from photosim.core.disk.file_identity import (
    PIECE,
    DiskState,
    OpenFile,
    content_hash,
    identity_of,
    keys_of,
    keys_upwards,
    lying,
)
from photosim.core.errors import TrashError


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"photo" * PIECE)
    return os.fsencode(path)


def test_content_of_a_file_of_several_pieces_is_hashed(photo):
    digest, found = content_hash(photo)

    assert digest == hashlib.sha256(b"photo" * PIECE).hexdigest()
    assert found == lying(photo)
    assert found.size == 5 * PIECE


@pytest.mark.parametrize("n_bytes", [1, 5_000_000])
def test_large_file_is_sampled_at_both_ends_and_in_the_middle(tmp_path, n_bytes):
    def sampled(content: bytearray) -> str:
        (tmp_path / "film.mov").write_bytes(content)
        with OpenFile(os.fsencode(tmp_path / "film.mov")) as held:
            return held.sampled_hash()

    def changed(place: int) -> bytearray:
        content = bytearray(n_bytes)
        content[place] = 1
        return content

    unchanged = sampled(bytearray(n_bytes))

    assert sampled(bytearray(n_bytes)) == unchanged != sampled(bytearray(n_bytes + 1))
    assert all(sampled(changed(place)) != unchanged for place in (0, n_bytes // 2, -1))


def test_two_names_of_a_file_are_the_same_file_and_a_copy_is_not(photo, tmp_path):
    os.link(photo, tmp_path / "second.jpg")
    (tmp_path / "copy.jpg").write_bytes(b"photo" * PIECE)

    assert lying(photo).is_same_file(lying(os.fsencode(tmp_path / "second.jpg")))
    assert not lying(photo).is_same_file(lying(os.fsencode(tmp_path / "copy.jpg")))


def test_where_files_have_no_numbers_no_two_names_are_known_to_be_one_file(photo):
    unnumbered = DiskState(1, 0, 5, 0, 0)

    assert unnumbered.identity is None
    assert not unnumbered.is_same_file(unnumbered)
    assert lying(photo).identity == identity_of(os.stat(photo))  # noqa: PTH116


def test_directory_is_recognised_under_all_its_names_and_by_what_lies_above_it(tmp_path):
    (tmp_path / "albums" / "2019").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "albums")
    albums, link, year, gone = (
        os.fsencode(tmp_path / name) for name in ("albums", "link", "link/2019", "gone")
    )

    assert keys_of(albums) & keys_of(link)
    assert keys_of(albums) & keys_upwards(year)
    assert not keys_of(year) & keys_upwards(albums)
    assert keys_of(gone) == {os.path.realpath(gone)}


def test_moving_a_file_changes_nothing_about_its_bytes(photo, tmp_path):
    before = lying(photo)
    moved = os.fsencode(tmp_path / "moved.jpg")
    os.rename(photo, moved)

    assert before.is_unchanged(lying(moved))


def test_another_file_under_the_same_name_is_a_change(photo):
    before = lying(photo)
    os.rename(photo, photo + b".old")
    with open(photo, "wb") as file:
        file.write(b"photo" * PIECE)
    os.utime(photo, ns=(before.mtime_ns, before.mtime_ns))

    assert not before.is_unchanged(lying(photo))


def test_link_is_refused(photo, tmp_path):
    os.symlink(photo, tmp_path / "link.jpg")

    for look in (lying, content_hash):
        with raises_saying(TrashError, r"link\.jpg is a link"):
            look(os.fsencode(tmp_path / "link.jpg"))


def test_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")

    with raises_saying(TrashError, "not an ordinary file"):
        content_hash(os.fsencode(tmp_path / "pipe.jpg"))


def test_missing_file_is_told(tmp_path):
    for look in (lying, content_hash):
        with raises_saying(TrashError, r"x\.jpg is not there any more"):
            look(os.fsencode(tmp_path / "x.jpg"))


def test_file_that_is_written_to_since_it_was_opened_is_refused(photo):
    with OpenFile(photo) as held:
        with open(photo, "ab") as file:
            file.write(b"more")

        with raises_saying(TrashError, "changed while it was read"):
            held.content_hash()


def test_held_file_can_be_copied_when_it_has_no_name_any_more(photo, tmp_path):
    with OpenFile(photo) as held, (tmp_path / "copy").open("wb") as copy:
        os.unlink(photo)

        digest = held.copy_to(copy.fileno())

    assert digest == hashlib.sha256(b"photo" * PIECE).hexdigest()
    assert (tmp_path / "copy").read_bytes() == b"photo" * PIECE
