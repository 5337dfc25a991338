"""In what two files differ is said by what is known of them, too."""

from __future__ import annotations

import pytest
from support.differing import differences
from support.members import member

from photosim.core.duplicates.member_changes import changes_beside
from photosim.core.records.review import Origin
from photosim.texts.reason_wording import phrases

CAMERA = {"camera": "Canon EOS", "origin": Origin(recorded=(4000, 3000))}
LESS = {"shown": 0.66}
BYTES = {"second_size": 126_000, "first_size": 526_000}


def said(found, one=None, other=None):
    cover, copy = member(1, **(one or {})), member(2, **(other or {}))
    return phrases(changes_beside(cover, copy, differences(**found)))


@pytest.mark.parametrize(
    ("found", "one", "other", "words"),
    [
        (LESS, {}, CAMERA, "without what the other one has around it"),
        (LESS | {"is_first_framed": True}, {}, {}, "without what the other one has around it"),
        (LESS, {}, {}, "cropped to 66 %"),
        (LESS, CAMERA, {}, "cropped to 66 %"),
        (LESS, CAMERA, CAMERA, "cropped to 66 %"),
        (LESS, {}, {"camera": "Canon EOS"}, "cropped to 66 %"),
    ],
)
def test_the_whole_picture_of_a_camera_is_not_cropped(found, one, other, words):
    assert said(found, one, other) == [words]


@pytest.mark.parametrize(
    ("found", "both", "words"),
    [
        ({}, {}, "more compressed, 126 kB of 526 kB"),
        ({"is_equal": True}, {}, "smaller file, 126 of 526 kB"),
        ({}, {"origin": Origin(pixel_hash="ab")}, "smaller file, 126 of 526 kB"),
        ({}, {"file_format": "PNG"}, "smaller file, 126 of 526 kB"),
        ({"second_size": 900_000}, {"file_format": "PNG"}, "larger file, 900 of 526 kB"),
    ],
)
def test_bytes_tell_of_compression_only_where_pixels_differ_by_it(found, both, words):
    assert said(BYTES | found, both, both) == [words]


def test_what_is_missing_of_a_file_is_no_mark_and_no_compression():
    damaged, found = {"is_damaged": True}, BYTES | {"enlarged": 0.5, "is_marked": True}

    assert said(found, {}, damaged)[0] == "damaged: a part of it is missing"
    assert said(BYTES, {}, damaged) == ["damaged: a part of it is missing"]
    assert said(BYTES | {"is_marked": True}, damaged, {}) == []
    assert "text or a mark on one of the two" not in said(found, {}, damaged) + said(
        found, damaged, {}
    )
