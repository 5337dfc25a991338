"""A page is known by its ground, in even light and in uneven light; a photo is none."""

import numpy as np
import pytest
from support import drawn, photos

from photosim.core.compare.documents import is_document, is_page_in_uneven_light


@pytest.mark.parametrize("page", [drawn.bill(), drawn.chat()])
def test_page_is_a_document(page):
    assert is_document(np.asarray(page))


def test_page_that_was_photographed_by_hand_is_one_in_uneven_light():
    page = np.asarray(drawn.photographed(drawn.invoice(3), 3))

    assert not is_document(page)
    assert is_page_in_uneven_light(page)


@pytest.mark.parametrize("name", ["rocket.jpg", "coffee.png", "astronaut.png", "chelsea.png"])
def test_photo_is_none(name):
    photo = np.asarray(photos.real(name))

    assert not is_document(photo) and not is_page_in_uneven_light(photo)


def test_even_ground_with_nothing_written_on_it_in_uneven_light_is_none():
    light = np.linspace(80, 220, 400)
    ground = np.repeat(np.tile(light, (300, 1))[..., None], 3, axis=2).astype(np.uint8)

    assert not is_document(ground) and not is_page_in_uneven_light(ground)
