from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.saying import raises_saying

from photosim.core.errors import FolderError
from photosim.core.folders.watchable import refuse_nested


@pytest.mark.parametrize(
    ("new", "watched", "words"),
    [
        ("a", "a", "already watched"),
        ("a/b", "a", "lies in"),
        ("a", "a/b", "contains"),
        ("link", "a", "already watched"),
        ("link/b", "a", "lies in"),
        ("a", "link/b", "contains"),
        ("a/gone", "a", "lies in"),
        ("a", "a/gone", "contains"),
        ("gone", "gone", "already watched"),
    ],
)
def test_folders_do_not_overlap(tmp_path: Path, new: str, watched: str, words: str):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "a")

    with raises_saying(FolderError, words):
        refuse_nested(os.fsencode(tmp_path / new), [b"/elsewhere", os.fsencode(tmp_path / watched)])


def test_folders_side_by_side_are_fine(tmp_path: Path):
    for name in ("a", "ab", "b"):
        (tmp_path / name).mkdir()

    refuse_nested(
        os.fsencode(tmp_path / "a"), [os.fsencode(tmp_path / n) for n in ("ab", "b", "c")]
    )
