from __future__ import annotations

import io
import sys
from datetime import datetime

import numpy as np
import pytest
from PIL import Image
from support import photos
from support.saying import raises_saying

from photosim.core.errors import DecodeError
from photosim.core.image.decode import Decoder
from photosim.texts import error_wording


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    return Decoder()


def test_a_raw_file_is_seen_by_its_preview(decoder):
    found = decoder.open(photos.dng(photos.corners((800, 600))), "L1000001.DNG")

    assert found.file_format == "RAW"
    assert (found.width, found.height) == (1200, 900)
    assert found.image.size == (384, 288)
    top_left = np.array(found.image.getpixel((50, 50)))
    assert np.abs(top_left - photos.CORNERS[0]).max() < 16


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_turned_raw_file_comes_out_upright(decoder, orientation):
    upright = photos.corners((800, 600))
    lying = upright.transpose(photos.STORED[orientation])
    sensor = (1200, 900) if orientation == 3 else (900, 1200)

    found = decoder.open(photos.dng(lying, sensor, orientation), "a.dng")

    assert (found.width, found.height) == (1200, 900)
    assert found.image.size == (384, 288)
    assert found.metadata.orientation == orientation
    for place, colour in zip(
        [(50, 50), (330, 50), (50, 250), (330, 250)], photos.CORNERS, strict=True
    ):
        assert np.abs(np.array(found.image.getpixel(place)) - colour).max() < 16


def test_the_metadata_of_a_raw_file_is_read(decoder):
    found = decoder.open(photos.dng(photos.gradient((800, 600))), "a.dng")

    assert found.metadata.camera == "Leica M9"
    assert found.metadata.taken == datetime(2012, 3, 4, 5, 6, 7)


def test_a_preview_that_says_how_it_lies_is_turned_once(decoder):
    upright = photos.corners((800, 600))
    stored = Image.open(io.BytesIO(photos.oriented(upright, 6)))

    found = decoder.open(photos.dng(stored, (900, 1200), 6, exif=photos.exif(6)), "a.dng")

    assert found.image.size == (384, 288)


def test_without_the_extra_the_reason_names_it(decoder, monkeypatch):
    monkeypatch.setitem(sys.modules, "rawpy", None)

    with raises_saying(DecodeError, "optional extra"):
        decoder.open(photos.dng(photos.gradient((320, 240)), (64, 48)), "a.dng")


@pytest.mark.parametrize("data", [b"II*\0nonsense", b"\xee" * 5000])
def test_a_raw_file_that_is_none_says_so(decoder, data):
    with raises_saying(DecodeError, "RAW"):
        decoder.open(data, "a.nef")


@pytest.mark.parametrize("name", ["a.nef", "a.CR3", "a.dng", "a.raw", "a.K25"])
@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_called_like_a_raw_file_is_read_as_what_it_is(decoder, name, file_format):
    found = decoder.open(photos.encoded(photos.corners((320, 240)), file_format), name)

    assert (found.file_format, found.width, found.height) == (file_format, 320, 240)


@pytest.mark.parametrize("name", ["a.jpg", "a.tif", "a.png", ""])
def test_a_raw_file_under_another_name_is_seen_by_its_preview(decoder, name):
    found = decoder.open(photos.dng(photos.corners((800, 600))), name)

    assert (found.file_format, found.width, found.height) == ("RAW", 1200, 900)


def test_a_tiff_file_with_the_signs_of_a_raw_file_that_is_none_is_a_tiff_file(decoder):
    stored = photos.encoded(photos.corners((64, 48)), "TIFF", tiffinfo={254: 1, 330: 8})

    found = decoder.open(stored, "a.tif")

    assert (found.file_format, found.width) == ("TIFF", 64)


def test_what_is_called_raw_and_is_something_else_is_named(decoder):
    with raises_saying(DecodeError, "PDF"):
        decoder.open(b"%PDF-1.7 ...", "a.nef")


@pytest.mark.parametrize("share", [0.6, 0.97, 0.99])
def test_a_raw_file_whose_sensor_data_is_cut_off_is_damaged(decoder, share):
    whole = photos.dng_with_sensor_last(photos.corners((800, 600)))

    found = decoder.open(whole[: int(len(whole) * share)], "a.dng", in_full=True)

    assert found.is_damaged
    assert found.image.size == (384, 288)
    assert not decoder.open(whole, "a.dng", in_full=True).is_damaged


def test_a_raw_file_whose_sensor_data_are_zeros_is_damaged(decoder):
    made = photos.dng(photos.corners((800, 600)))

    found = decoder.open(
        made[:8] + bytes(2 * 1200 * 900) + made[8 + 2 * 1200 * 900 :], "a.dng", in_full=True
    )

    assert found.is_damaged


def test_damaged_raw_files_give_a_photo_or_a_reason(decoder):
    whole = photos.dng(photos.gradient((320, 240)), (64, 48))
    random = np.random.default_rng(5)
    for _ in range(60):
        damaged = bytearray(whole)
        for place in random.integers(6200, len(whole), 5):
            damaged[place] = random.integers(0, 256)
        try:
            decoder.open(bytes(damaged), "a.dng")
        except DecodeError as error:
            assert error_wording.sentence(error).endswith(".")
