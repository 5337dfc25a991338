from __future__ import annotations

import pytest

from photosim.core.image import formats


@pytest.mark.parametrize(
    "name",
    [
        b"a.jpg",
        b"A.JPEG",
        b"x.y.HEIC",
        b"a.jpe",
        b"a.jfif",
        b"a.mpo",
        b"a.hif",
        b"a.tif",
        b"a.avif",
    ],
)
def test_endings_of_photos_are_photos_in_any_case(name):
    assert formats.is_photo_name(name)


@pytest.mark.parametrize(
    "name",
    [b"a.txt", b"jpg", b"jpeg", b"a", b"", b".", b"a.jpg.xmp", b"a.mp4", b"a.svg", b"a.jpg "],
)
def test_other_names_are_not_photos(name):
    assert not formats.is_photo_name(name)


def test_attribute_files_of_macos_are_not_photos():
    assert not formats.is_photo_name(b"._holiday.jpg")


def test_names_that_are_no_unicode_are_judged_by_their_ending():
    assert formats.is_photo_name(b"\xff\xfe\x80.JPG")


def test_raw_files_are_photos_only_when_raw_is_asked_for():
    assert not formats.is_photo_name(b"a.NEF")
    assert formats.is_photo_name(b"a.NEF", raw=True)


def test_raw_endings_are_no_ordinary_endings():
    assert not formats.RAW_EXTENSIONS & formats.EXTENSIONS
    assert formats.is_raw_name("IMG_1.cr2")
    assert not formats.is_raw_name("IMG_1.jpg")


def test_jpeg_may_be_larger_than_formats_that_are_decoded_whole():
    assert formats.max_pixels("JPEG") > 200_000_000 > formats.max_pixels("PNG")
