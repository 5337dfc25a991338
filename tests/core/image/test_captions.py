"""Words that somebody wrote into a file are told from what cameras and programs write there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL.ExifTags import Base

from photosim.core.image import captions


@pytest.mark.parametrize(
    ("record", "packet", "info"),
    [
        ({Base.UserComment: b"ASCII\0\0\0scan of 1962 print"}, b"", {}),
        ({Base.UserComment: b"UNICODE\0" + "Großmutter".encode("utf-16")}, b"", {}),
        ({Base.UserComment: b"JIS\0\0\0\0\0" + "京都".encode("iso2022_jp")}, b"", {}),
        ({Base.UserComment: b"\0\0\0\0\0\0\0\0Emma and Paul"}, b"", {}),
        ({}, b"", {"comment": b"Taken by grandpa in 1962"}),
        ({}, b"", {"comment": "Ma\xdfe".encode("latin-1")}),
        ({}, b"", {"Description": "At the lake"}),
        ({}, b'<rdf:Description xmp:Label="Red"/>', {}),
        ({}, b"<xmp:Label>Blue</xmp:Label>", {}),
    ],
)
def test_what_a_person_wrote_counts(record, packet, info):
    assert captions.are_in(record, packet, info)


@pytest.mark.parametrize(
    "comment",
    [
        b"",
        b"   \0\0",
        b"CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90\n",
        b"Lavc58.54.100",
        b"Created with GIMP",
        b"File written by Adobe Photoshop 4.0",
        b"LEAD Technologies Inc. V1.01",
        b"Optimized by JPEGmini 3.9",
        b"AppleMark\n",
        b"Screenshot",
        b"https://example.org/1.jpg",
        b'{"data":{"pictureId":"1"}}',
        b"\x01\x02\x80\x00\x10ab",
        b"2019:05:01 10:00:00",
        None,
        12,
    ],
)
def test_what_programs_and_cameras_write_does_not_count(comment):
    assert not captions.are_in({}, b"", {"comment": comment})
    if isinstance(comment, bytes):
        assert not captions.are_in({Base.UserComment: b"ASCII\0\0\0" + comment}, b"", {})


def test_credits_do_not_count():
    assert not captions.are_in({Base.Artist: "Emma", Base.Copyright: "Emma 2019"}, b"", {})


VALUES = st.none() | st.binary() | st.text() | st.integers() | st.lists(st.integers()).map(tuple)


@given(VALUES, VALUES, st.binary(), VALUES)
def test_whatever_a_file_holds_is_answered(value, other, packet, comment):
    record = {Base.UserComment: value, Base.ImageDescription: other, Base.XPTitle: value}

    assert captions.are_in(record, packet, {"comment": comment}) in {True, False}
