"""A film in a photo's file is found by itself, whatever its metadata says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import photos

from photosim.core.image import film_inside
from photosim.core.image.decode import Decoder
from photosim.core.records.photos import Traces


def film(brand: bytes = b"mp42", after: bytes = b"moov") -> bytes:
    first = b"ftyp" + brand + bytes(4) + b"isom" + brand
    return (4 + len(first)).to_bytes(4, "big") + first + b"\0\0\1\0" + after + bytes(248)


PICTURE = photos.encoded(photos.real())


@pytest.mark.parametrize("brand", [b"mp42", b"isom", b"qt  ", b"hvc1", b"3gp5"])
@pytest.mark.parametrize("between", [b"", bytes(300), b"MotionPhoto_Data"])
def test_film_behind_a_picture_is_found(brand, between):
    found = Decoder().open(PICTURE + between + film(brand), in_full=True)

    assert Traces.FILM in found.metadata.traces and not found.is_damaged


@pytest.mark.parametrize("format_", ["JPEG", "MPO", "HEIF"])
def test_film_in_a_box_of_a_heic_file_is_found(format_):
    box = film()

    assert film_inside.is_in(b"\0\0\0\x18ftypheic" + bytes(200) + b"mpvd" + box, format_)


@pytest.mark.parametrize(
    "behind",
    [
        b"",
        b"mp42 is said here: GCamera:MotionPhoto=1",
        film()[:20],
        film(brand=b"heic"),
        film(after=b"\0\0\0\0"),
        b"\0\0\0\xffftypmp42",
        b"\0\0\0\x04ftypmp42" + bytes(50),
    ],
)
def test_what_is_no_film_is_not_taken_for_one(behind):
    assert not film_inside.is_in(PICTURE + behind, "JPEG")


def test_file_that_is_a_film_or_of_another_format_holds_none_besides():
    assert not film_inside.is_in(film(), "JPEG")
    assert not film_inside.is_in(bytes(10) + film(), "PNG")


@given(st.binary(max_size=64))
def test_whatever_follows_is_answered(behind):
    assert film_inside.is_in(b"\0\0\0\x10ftypmp42" + behind, "JPEG") is False
