"""Amounts in plain words."""

import pytest

from photosim.texts.amounts import megapixels


@pytest.mark.parametrize(
    ("pixels", "text"),
    [
        (24_000_000, "24"),
        (12_200_000, "12"),
        (9_960_000, "10"),
        (3_100_000, "3.1"),
        (2000 * 1125, "2.3"),
        (80_000, "0.08"),
        (256, "0.00026"),
        (1, "0.000001"),
    ],
)
def test_megapixels_are_as_exact_as_a_person_needs(pixels, text):
    assert megapixels(pixels) == text
