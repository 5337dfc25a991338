"""Paths, and what holds one, are shown in one line, whatever they hold."""

import os

import pytest

from photosim.core.records.photos import readable, shown


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/p/é 写真 “x”.jpg".encode(), "/p/é 写真 “x”.jpg"),
        (b"/p/\xff.jpg", "/p/\N{REPLACEMENT CHARACTER}.jpg"),
        ("/p/a\nb\u2028c\u2029d\x85e\u202ef".encode(), r"/p/a\nb\u2028c\u2029d\x85e\u202ef"),
    ],
)
def test_a_path_is_shown_in_one_line(path, said):
    assert readable(path) == shown(os.fsdecode(path)) == said
    assert shown(said) == said


def test_words_of_ours_beside_a_path_that_is_no_text_are_kept():
    assert shown("“\udcff” is not there.") == "“\N{REPLACEMENT CHARACTER}” is not there."
