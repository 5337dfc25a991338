from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import photos

from photosim.core.image import phash, phash_bits

HASHES = st.integers(0, 2**64 - 1)


@given(HASHES)
def test_a_hash_transposed_twice_is_itself(bits):
    assert phash_bits.transposed(phash_bits.transposed(bits)) == bits


@given(HASHES, HASHES)
def test_distance_does_not_depend_on_the_order(one, other):
    assert phash_bits.distance(one, other) == phash_bits.distance(other, one)


@pytest.mark.parametrize("turn", list(Image.Transpose))
@pytest.mark.parametrize("name", ["astronaut.png", "chelsea.png", "coffee.png"])
def test_a_turned_or_mirrored_photo_is_near(name, turn):
    photo = photos.real(name)

    assert phash_bits.distance(phash.phash(photo), phash.phash(photo.transpose(turn))) <= 10


def test_another_photo_is_far():
    hashes = [phash.phash(photos.real(name)) for name in ("astronaut.png", "coffee.png")]

    assert phash_bits.distance(*hashes) > 10
