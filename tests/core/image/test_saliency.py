"""The subject is where a picture's features come from, and nothing when nothing stands out."""

import numpy as np
import pytest
from PIL import Image
from support import photos

from photosim.core.image import saliency
from photosim.core.model import card
from photosim.core.model.embed import Embedder
from photosim.core.records.photos import Box


def seen(feature_map: np.ndarray) -> Box | None:
    """The subject of a map whose mean the features are, as models have it."""
    return saliency.find(feature_map.mean(axis=(1, 2)).astype(np.float32), feature_map)


def spot(top: int, left: int, size: int) -> np.ndarray:
    """One thing in a 7 x 7 map of four features."""
    made = np.zeros((4, 7, 7), np.float32)
    made[1, top : top + size, left : left + size] = 1.0
    return made


@pytest.fixture(scope="module")
def shipped() -> Embedder:
    return Embedder(card.load(card.shipped()))


def of_picture(embedder: Embedder, picture: Image.Image) -> Box | None:
    embedded, feature_map = embedder.embed_with_map(picture)
    assert feature_map is not None
    return saliency.find(embedded.features[0], feature_map)


def overlap(one: Box, other: Box) -> float:
    """Intersection by union."""
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    common = max(0.0, width) * max(0.0, height)
    return common / (one.width * one.height + other.width * other.height - common)


def test_the_box_lies_around_what_stands_out():
    box = seen(spot(2, 3, 2))

    assert box is not None
    assert overlap(box, Box(3 / 7, 2 / 7, 2 / 7, 2 / 7)) > 0.6


@pytest.mark.parametrize("corner", [(0, 0), (0, 6), (6, 0), (6, 6)])
def test_a_dot_in_a_corner_gets_a_box_that_can_be_grasped_within_the_picture(corner):
    box = seen(spot(*corner, 1))

    assert box is not None
    assert box.width >= 0.12 - 1e-6 and box.height >= 0.12 - 1e-6
    assert box.x >= 0 and box.x + box.width <= 1 + 1e-9
    assert box.y >= 0 and box.y + box.height <= 1 + 1e-9


def test_of_two_things_only_the_stronger_is_boxed():
    two = spot(0, 0, 2)
    two[2, 5:, 5:] = 0.6

    box = seen(two)

    assert box is not None
    assert box.x + box.width < 0.6 and box.y + box.height < 0.6


@pytest.mark.parametrize(
    "flat",
    [np.zeros((4, 7, 7)), np.ones((4, 7, 7)), np.full((4, 7, 7), np.nan), spot(0, 0, 7)],
    ids=["nothing", "the same", "no numbers", "all of it"],
)
def test_without_anything_that_stands_out_there_is_no_subject(flat):
    assert seen(flat.astype(np.float32)) is None


@pytest.mark.parametrize("name", ["chelsea.png", "coffee.png", "rocket.jpg", "camera.png"])
def test_a_photo_pasted_onto_a_plain_ground_is_its_subject(shipped, name):
    canvas = Image.new("RGB", (800, 600), (120, 130, 125))
    pasted = photos.real(name).resize((360, 300))
    canvas.paste(pasted, (380, 40))

    box = of_picture(shipped, canvas)

    assert box is not None
    assert overlap(box, Box(380 / 800, 40 / 600, 360 / 800, 300 / 600)) > 0.4


@pytest.mark.parametrize("name", ["grass.png", "brick.png"])
def test_a_wall_and_a_lawn_have_no_subject(shipped, name):
    assert of_picture(shipped, photos.real(name)) is None
