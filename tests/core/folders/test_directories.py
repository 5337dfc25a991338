"""Directories by their paths in a watched folder."""

import pytest

from photosim.core.folders import directories
from photosim.core.store.folders import FolderRow


def test_directories_are_told_by_watched_folder_and_those_in_none_are_left_out():
    folders = [FolderRow(1, b"/p", False, "", None), FolderRow(2, b"/q\xff", False, "", None)]

    found = directories.by_folder(folders, [b"/p", b"/p/a/b", b"/pp", b"/q\xff/c"])

    assert found == {1: {b"", b"a/b"}, 2: {b"c"}}


def test_a_folder_in_a_folder_holds_what_both_are_asked_for():
    folders = [FolderRow(1, b"/p", False, "", None), FolderRow(2, b"/p/a", False, "", None)]

    assert directories.by_folder(folders, [b"/p/a/b"]) == {1: {b"a/b"}, 2: {b"b"}}


@pytest.mark.parametrize(
    ("directory", "head", "is_at_or_below"),
    [
        (b"a", b"", True),
        (b"", b"", True),
        (b"a/b", b"a", True),
        (b"a", b"a", True),
        (b"ab", b"a", False),
        (b"", b"a", False),
    ],
)
def test_what_lies_below_is_told_from_what_only_begins_alike(directory, head, is_at_or_below):
    assert directories.is_at_or_below(directory, head) is is_at_or_below
    assert directories.is_below(directory, head) is (is_at_or_below and directory != head)


def test_the_directory_just_below_another_one_is_found():
    assert directories.head_of(b"a/b/c", b"") == b"a"
    assert directories.head_of(b"a/b/c", b"a") == b"a/b"
    assert directories.head_of(b"a", b"") == b"a"


def test_paths_are_joined_also_when_one_is_empty():
    assert directories.join(b"a", b"b") == b"a/b"
    assert directories.join(b"", b"b") == b"b"
    assert directories.join(b"a", b"") == b"a"
