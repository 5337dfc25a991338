"""Frames that a person can see, and the bytes that are the picture, by the structure of files."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image
from support import photos

from photosim.core.image import payload
from photosim.core.image.payload import jpeg

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "HEIF", "AVIF")


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_single_picture_is_one_whole_frame_and_a_cut_one_is_not_whole(file_format):
    data = photos.encoded(photos.noise(cells=60), file_format)

    whole, cut = payload.of(data, file_format), payload.of(data[: len(data) // 2], file_format)

    assert (whole.n_frames, whole.is_whole) == (1, True)
    assert 0.9 * len(data) < sum(map(len, whole.pieces)) <= len(data) + 200
    assert (cut.n_frames, cut.is_whole) == (1, False)


@pytest.mark.parametrize("file_format", ["GIF", "PNG", "WEBP", "TIFF", "AVIF"])
def test_frames_and_pages_are_counted(file_format):
    assert payload.of(photos.animated(file_format), file_format).n_frames == 3


def test_several_pictures_in_a_heic_are_frames_but_its_thumbnail_and_transparency_are_none():
    stored = io.BytesIO()
    first, *others = (photos.noise((120, 90), seed) for seed in range(4))
    first.save(stored, "HEIF", save_all=True, append_images=others)
    clear = Image.new("RGBA", (120, 90), (255, 0, 0, 90))

    assert payload.of(stored.getvalue(), "HEIF").n_frames == 4
    small = photos.encoded(photos.noise((640, 480)), "HEIF", thumbnails=[128])
    assert payload.of(small, "HEIF").n_frames == 1
    assert payload.of(photos.encoded(clear, "HEIF"), "HEIF").n_frames == 1


def with_index(kinds: tuple[int, ...]) -> bytes:
    """A JPEG with a multi-picture index of pictures of these kinds."""
    entries = b"".join(struct.pack("<IIIHH", kind, 1000, 0, 0, 0) for kind in kinds)
    tags = struct.pack("<HHII", 0xB001, 4, 1, len(kinds))
    tags += struct.pack("<HHII", 0xB002, 7, len(entries), 8 + 2 + 24 + 4)
    body = b"MPF\0II*\0" + struct.pack("<IH", 8, 2) + tags + b"\0\0\0\0" + entries
    data = photos.encoded(photos.solid((64, 48)))
    return data[:2] + b"\xff\xe2" + struct.pack(">H", len(body) + 2) + body + data[2:]


@pytest.mark.parametrize(
    ("kinds", "n"),
    [
        ((0x030000, 0x010001), 1),  # with a preview
        ((0x030000, 0), 1),  # with a gain map
        ((0x020002, 0x020002), 2),  # both eyes
        ((0x20020001, 0x020001, 0x020001), 3),  # a panorama
    ],
)
def test_of_several_pictures_in_a_jpeg_only_views_of_the_shot_are_frames(kinds, n):
    assert payload.of(with_index(kinds), "JPEG").n_frames == n


def views(*seeds: int, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    """Several pictures in a JPEG of which the index does not say what they are."""
    first, *others = (photos.noise((64, 48), seeds[0]), *(photos.noise(size, s) for s in seeds[1:]))
    return photos.encoded(first, "MPO", save_all=True, append_images=others, **options)


def test_pictures_of_no_kind_in_a_jpeg_are_frames_when_they_are_like_the_first():
    assert payload.of(views(1, 2), "MPO").n_frames == 2
    assert payload.of(views(1, 2, 3), "MPO").n_frames == 3
    assert payload.of(views(1, 2, size=(32, 24)), "MPO").n_frames == 1
    gain_map = views(1, 2).replace(b"JFIF\0\1\1", b"hdrgm\0\0")
    assert payload.of(gain_map, "MPO").n_frames == 1


def test_all_views_of_a_shot_are_in_its_payload():
    first, same, other = (
        b"".join(payload.of(one, "MPO").pieces)
        for one in (views(1, 2), views(1, 2, comment=b"x"), views(1, 3))
    )
    assert first == same != other


def tiff(*pages: dict[int, int]) -> bytes:
    """A TIFF of grey pages of 8 x 8 px, with more tags each."""
    data = bytearray(b"II*\0\0\0\0\0") + bytes(64)
    link = 4
    for page in pages:
        struct.pack_into("<I", data, link, len(data))
        tags = {256: 8, 257: 8, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: 8, 279: 64} | page
        data += struct.pack("<H", len(tags))
        for tag, value in sorted(tags.items()):
            data += struct.pack("<HHII", tag, 4, 1, value)
        link = len(data)
        data += b"\0\0\0\0"
    return bytes(data)


def test_smaller_copies_and_masks_in_a_tiff_are_no_pages():
    assert payload.of(tiff({}, {254: 1}, {254: 4}, {255: 2}, {254: 2}), "TIFF").n_frames == 2


def test_a_tiff_whose_directories_go_round_ends():
    data = bytearray(tiff({}, {}))
    struct.pack_into("<I", data, len(data) - 4, 72)  # back to the first

    assert payload.of(bytes(data), "TIFF").n_frames == 2


def test_what_is_written_about_a_jpeg_is_not_its_picture():
    picture = photos.noise()
    plain = payload.of(photos.encoded(picture), "JPEG").pieces
    told = payload.of(
        photos.encoded(picture, exif=photos.exif(6, Make="x"), comment=b"c" * 500), "JPEG"
    ).pieces

    assert [bytes(piece) for piece in plain] == [bytes(piece) for piece in told]


def test_a_progressive_picture_without_its_last_scans_is_not_refined():
    data = photos.encoded(photos.noise(cells=60), progressive=True)

    assert jpeg.is_refined(data[:-2])
    assert not jpeg.is_refined(data[: data.rindex(b"\xff\xda")])


@pytest.mark.parametrize("file_format", FORMATS)
@given(changes=some.lists(some.tuples(some.integers(0, 10**6), some.integers(0, 255)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_damaged_structure_is_no_error(file_format, changes):
    data = bytearray(photos.animated("GIF") if file_format == "GIF" else SMALL[file_format])
    for place, value in changes:
        data[place % len(data)] = value

    found = payload.of(bytes(data), file_format)

    assert 1 <= found.n_frames <= payload.COUNTED_FRAMES


SMALL = {name: photos.encoded(photos.noise((48, 32)), name) for name in FORMATS}
