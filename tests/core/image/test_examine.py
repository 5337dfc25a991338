from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from support import photos
from support.fakes import FakeEmbedder
from support.saying import raises_saying

from photosim.core.errors import (
    BoxError,
    DecodeError,
)
from photosim.core.image import phash
from photosim.core.image.decode import Decoder
from photosim.core.image.examine import Examiner
from photosim.core.records.photos import Box, Examined, KnownContent


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return Examiner(FakeEmbedder(), Decoder())


def put(path: Path, data: bytes) -> bytes:
    path.write_bytes(data)
    return os.fsencode(path)


def test_a_photo_is_examined_end_to_end(examiner, tmp_path):
    data = photos.encoded(photos.corners((1200, 900)), exif=photos.exif(Make="Leica"))

    found = examiner.examine(put(tmp_path / "a.jpg", data))

    assert isinstance(found, Examined)
    assert found.content_hash == hashlib.sha256(data).hexdigest()
    assert found.size == len(data)
    assert (found.width, found.height, found.file_format) == (1200, 900, "JPEG")
    assert found.metadata.camera == "Leica"
    assert Image.open(io.BytesIO(found.thumbnail)).size == (384, 288)
    assert found.model_id == "colour-histogram"
    assert found.features.dtype == np.float16
    assert found.features.shape == (64,)
    assert found.classes.shape == (10, 2)


def test_known_content_is_not_decoded(examiner, tmp_path):
    data = b"these bytes could not be decoded"
    known = frozenset((hashlib.sha256(data).hexdigest(),))

    assert examiner.examine(put(tmp_path / "a.jpg", data), known) == KnownContent(*known)


def test_the_file_is_left_as_it_was(examiner, tmp_path):
    path = tmp_path / "a.jpg"
    data = photos.encoded(photos.gradient())
    put(path, data)
    before = path.stat().st_mtime_ns

    examiner.examine(os.fsencode(path))

    assert (path.read_bytes(), path.stat().st_mtime_ns) == (data, before)


@pytest.mark.skipif(sys.platform != "linux", reason="only there names may be any bytes")
def test_a_name_that_is_no_unicode_is_read(examiner, tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\xfe\x80.jpg"
    with open(path, "wb") as file:  # noqa: PTH123  # a bytes path
        file.write(photos.encoded(photos.gradient()))

    assert isinstance(examiner.examine(path), Examined)


def test_a_file_that_is_cut_off_is_marked_as_damaged(examiner, tmp_path):
    data = photos.truncated(photos.encoded(photos.noise(cells=100)))

    found = examiner.examine(put(tmp_path / "a.jpg", data))

    assert found.is_damaged


def test_frames_hash_and_detail_go_with_what_was_found(examiner, tmp_path):
    found = examiner.examine(put(tmp_path / "a.gif", photos.animated("GIF")))

    assert (found.n_frames, found.is_damaged) == (3, False)
    assert len(found.pixel_hash) == 64


def test_a_query_picture_is_looked_at_in_all_its_views(examiner):
    photo = photos.real()
    data = photos.encoded(photo, "PNG")

    look = examiner.query(data, "dropped.png")

    assert look.content_hash == hashlib.sha256(data).hexdigest()
    assert look.features.shape == (5, 64)
    assert look.features.dtype == np.float32
    assert look.phashes.shape == (8,)
    assert (look.width, look.height) == photo.size
    assert look.classes.shape == (10, 2)


def test_a_glance_sees_one_view_and_the_further_views_are_those_of_a_query(examiner):
    data = photos.encoded(photos.real())

    glance = examiner.glance(data, "dropped.jpg")
    closer = examiner.further_views(glance.content_hash)
    whole = examiner.query(data, "dropped.jpg")

    assert glance.features.shape == (1, 64)
    assert np.array_equal(closer.features, whole.features)
    assert np.array_equal(closer.features[:1], glance.features)
    assert closer.thumbnail == glance.thumbnail == whole.thumbnail


def test_further_views_of_another_picture_than_the_last_are_none(examiner):
    first = examiner.glance(photos.encoded(photos.real()))
    second = examiner.glance(photos.encoded(photos.noise()))

    assert examiner.further_views(first.content_hash) is None
    assert examiner.further_views(second.content_hash) is None  # forgotten with the first question


def test_a_part_is_looked_at_as_the_picture_that_it_would_be(examiner):
    photo = photos.real()
    cut = photo.crop((photo.width // 2, 0, photo.width, photo.height // 2))
    box = Box(0.5, 0.0, 0.5, 0.5)

    look = examiner.query(photos.encoded(photo, "PNG"), box=box)
    alone = examiner.query(photos.encoded(cut, "PNG"))

    assert look.is_part and look.box == box
    assert phash.hamming(look.phashes[:1], alone.phashes[:1]).tolist() == [0]
    cosine = look.features[0] @ alone.features[0]
    assert cosine > 0.99 * np.linalg.norm(look.features[0]) * np.linalg.norm(alone.features[0])
    assert (look.width, look.height) == photo.size
    assert look.content_hash == hashlib.sha256(photos.encoded(photo, "PNG")).hexdigest()
    assert look.seen == look.part != look.thumbnail
    assert look.subject is None


def test_a_part_is_cut_from_a_picture_of_its_own_detail(examiner):
    fine = photos.noise((3000, 2000), cells=400)

    look = examiner.glance(photos.encoded(fine), box=Box(0.4, 0.4, 0.1, 0.1))

    with Image.open(io.BytesIO(look.part)) as part:
        assert part.width >= 290  # the tenth that it is, not a tenth of a thumbnail


def test_further_views_of_another_part_are_none(examiner):
    data = photos.encoded(photos.real())

    glance = examiner.glance(data, box=Box(0.0, 0.0, 0.5, 0.5))

    assert examiner.further_views(glance.content_hash, Box(0.5, 0.5, 0.5, 0.5)) is None
    again = examiner.glance(data, box=Box(0.0, 0.0, 0.5, 0.5))
    assert len(examiner.further_views(again.content_hash, again.box).features) >= 5


def test_a_box_that_leaves_the_picture_is_cut_to_it(examiner):
    look = examiner.glance(photos.encoded(photos.real()), box=Box(0.5, 0.5, 3.0, 3.0))

    assert look.box == Box(0.5, 0.5, 0.5, 0.5)


def test_a_box_outside_of_the_picture_says_so(examiner):
    with raises_saying(BoxError, "outside"):
        examiner.glance(photos.encoded(photos.real()), box=Box(2.0, 2.0, 1.0, 1.0))


def test_a_query_of_a_photo_of_the_library_has_its_features_and_hash(examiner, tmp_path):
    data = photos.encoded(photos.real("coffee.png"))
    found = examiner.examine(put(tmp_path / "a.jpg", data))

    look = examiner.query(data)

    assert np.array_equal(look.features[0].astype(np.float16), found.features)
    assert int(look.phashes[0]) == found.phash
    assert look.thumbnail == found.thumbnail
    assert phash.hamming(np.array([found.phash], np.uint64), look.phashes).tolist() == [0]


def test_a_query_that_is_no_picture_says_so(examiner):
    with raises_saying(DecodeError, "plain text"):
        examiner.query(b"https://example.org/cat.jpg")
