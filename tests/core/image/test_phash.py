from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance
from support import photos

from photosim.core.image import phash

NAMES = ["astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"]


def distance(one: Image.Image, other: Image.Image) -> int:
    return (phash.phash(one) ^ phash.phash(other)).bit_count()


@pytest.mark.parametrize("name", NAMES)
def test_resized_recompressed_and_retoned_copies_stay_near(name):
    photo = photos.real(name)
    recompressed = Image.open(io.BytesIO(photos.encoded(photo, quality=15)))
    copies = [
        photo.resize((photo.width // 3, photo.height // 3)),
        photo.convert("L").convert("RGB"),
        recompressed,
        ImageEnhance.Brightness(photo).enhance(0.7),
    ]

    assert max(distance(photo, copy) for copy in copies) <= 8


def test_different_photos_are_far_apart():
    hashes = [phash.phash(photos.real(name)) for name in NAMES]
    hashes += [phash.phash(photos.noise(seed=seed)) for seed in range(20)]
    pairs = [(a ^ b).bit_count() for i, a in enumerate(hashes) for b in hashes[:i]]

    assert min(pairs) >= 14


@pytest.mark.parametrize("way", list(Image.Transpose))
def test_every_orientation_of_a_copy_is_among_the_eight(way):
    photo = photos.real("coffee.png")
    turned = phash.phash(photo.transpose(way))

    hashes = phash.orientations(photo)

    assert min((int(found) ^ turned).bit_count() for found in hashes) <= 2


def test_eight_orientations_begin_with_the_picture_itself():
    photo = photos.real()

    hashes = phash.orientations(photo)

    assert hashes.shape == (8,)
    assert hashes.dtype == np.uint64
    assert int(hashes[0]) == phash.phash(photo)
    assert len(set(hashes.tolist())) == 8


def test_a_hash_is_an_unsigned_64_bit_number():
    values = [phash.phash(photos.noise(seed=seed)) for seed in range(50)]

    assert all(0 <= value < 2**64 for value in values)
    assert max(values) >= 2**63


def test_pictures_of_one_colour_have_one_hash():
    hashes = {phash.phash(photos.solid((90, 70), c)) for c in ("black", "white", (3, 77, 201))}

    assert hashes == {0}


@given(
    st.lists(st.integers(0, 2**64 - 1), min_size=0, max_size=20),
    st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=8),
)
def test_hamming_counts_bits_to_the_nearest(hashes, query):
    found = phash.hamming(np.array(hashes, np.uint64), np.array(query, np.uint64))

    assert found.dtype == np.uint8
    assert found.tolist() == [min((h ^ q).bit_count() for q in query) for h in hashes]
