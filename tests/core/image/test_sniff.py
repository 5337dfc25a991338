from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import photos

from photosim.core.errors import DecodeError, Fault
from photosim.core.image import sniff
from photosim.texts import error_wording


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"PK\x03\x04....", "a ZIP archive or an office document"),
        (b"\x00\x00\x00\x20ftypmp42....", "a video"),
        (b"<!DOCTYPE html><html>", "a web page or XML text"),
        (b'<?xml version="1.0"?><svg>', "an SVG drawing"),
        (b"hello\n", "plain text"),
        (bytes(5000), "nothing but zeros"),
    ],
)
def test_content_is_named_in_words(data, name):
    content = sniff.content_of(data)

    assert error_wording.sentence(DecodeError(Fault.OTHER_CONTENT, content)).endswith(f" {name}.")


def test_bytes_without_meaning_have_no_name():
    assert sniff.content_of(bytes(range(128, 256))) is None


@pytest.mark.parametrize(
    "data",
    [
        b"FUJIFILMCCD-RAW 0201",
        b"FOVb....",
        b"IIU\x00....",
        b"\x00\x00\x00\x18ftypcrx ....",
        b"II*\x00\x10\x00\x00\x00CR\x02\x00",
        photos.dng(photos.gradient((64, 48)), (64, 48)),
    ],
)
def test_raw_files_are_known_by_their_content(data):
    assert sniff.is_raw(data)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_pictures_are_not_taken_for_raw_files(file_format):
    assert not sniff.is_raw(photos.encoded(photos.gradient((64, 48)), file_format))


@given(st.binary(max_size=60))
def test_any_bytes_after_a_tiff_head_can_be_looked_at(rest):
    sniff.is_raw(b"II*\x00" + rest)
    sniff.is_raw(b"MM\x00*" + rest)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF"])
def test_a_cut_file_ends_too_early_and_a_whole_one_does_not(file_format):
    whole = photos.encoded(photos.noise((200, 150)), file_format)

    assert sniff.picture_format(whole) == file_format
    assert not sniff.ends_too_early(whole)
    assert sniff.ends_too_early(photos.truncated(whole, 0.7))
