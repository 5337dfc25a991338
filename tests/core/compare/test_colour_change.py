"""Another colour in a place is found and placed; other colours everywhere are not that."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from support import drawn, photos

from photosim.core.compare import colour_change
from photosim.core.compare.alignment import CommonGrid

LEAST_OTHER, MOST_SAME = 4, 3
PLACES = {
    "astronaut.png": (100, 330, 260, 500),
    "chelsea.png": (120, 60, 260, 180),
    "coffee.png": (200, 150, 400, 330),
}


def grid(one: Image.Image, other: Image.Image) -> CommonGrid:
    images = one.convert("RGB"), other.convert("RGB").resize(one.size)
    pixels = [np.asarray(image, np.float32) for image in images]
    return CommonGrid(*pixels, np.ones(pixels[0].shape[:2], np.bool_))


def saved(image: Image.Image, quality: int = 92) -> Image.Image:
    return Image.open(io.BytesIO(drawn.saved(image.convert("RGB"), quality)))


@pytest.mark.parametrize(("degrees", "quality"), [(70, 95), (120, 60), (-150, 40)])
@pytest.mark.parametrize("name", PLACES)
def test_another_hue_is_found_where_it_is(name, degrees, quality):
    photo, place = photos.real(name), PLACES[name]
    changed = drawn.with_a_thing_in_another_colour(photo, place, degrees)

    found = colour_change.find(grid(saved(photo), saved(changed, quality)))

    assert found.greatest >= LEAST_OTHER
    (left, top, right, bottom), share = found.where(MOST_SAME)
    assert left >= place[0] - 25
    assert top >= place[1] - 25
    assert right <= place[2] + 25
    assert bottom <= place[3] + 25
    assert 0 < share < 0.3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("red", "green"),
        ((230, 120, 30), (90, 150, 200)),
        ((136, 141, 146), (179, 115, 200)),
        ((131, 101, 87), (168, 72, 128)),
    ],
)
def test_flat_patch_of_another_colour_is_found_whichever_is_first(one, other):
    photo = photos.real("rocket.jpg")
    first, second = (photo.copy() for _ in range(2))
    for image, colour in ((first, one), (second, other)):
        ImageDraw.Draw(image).rectangle((300, 200, 345, 245), fill=colour)

    assert colour_change.find(grid(saved(first), saved(second, 70))).greatest > LEAST_OTHER
    assert colour_change.find(grid(saved(second), saved(first, 70))).greatest > LEAST_OTHER


def page(colour: str, line: int = 200) -> Image.Image:
    """Paper with lines of text, one of them on a ground of its own."""
    image = Image.new("RGB", (400, 520), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((40, line - 12, 340, line + 12), fill=colour)
    for y in range(40, 500, 32):
        pen.text((50, y - 6), "So many words stand in this line of it", fill="black")
    return image


@pytest.mark.parametrize("colour", ["#ffff66", "#fff04a", "#ff9ad5", "#a9f5a0"])
def test_marked_line_is_found_and_its_grey_copy_is_the_same(colour):
    plain, marked = page("white"), page(colour)

    for pair in ((plain, marked), (marked, plain)):
        assert colour_change.find(grid(saved(pair[0]), saved(pair[1], 60))).greatest > MOST_SAME
    for edit in ("grey", "quality 40", "warmer", "pale", "dark", "contrast"):
        changed = saved(EDITS[edit](marked), 80)
        assert colour_change.find(grid(saved(marked), changed)).greatest <= MOST_SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((238, 238, 238), (255, 230, 238)),
        ((145, 145, 145), (131, 146, 180)),
        ((52, 52, 52), (78, 40, 53)),
        ((28, 27, 61), (32, 31, 27)),
    ],
    ids=["white and pale pink", "grey and blue", "black and dark red", "navy and black"],
)
def test_flat_patch_is_not_taken_for_the_noise_of_what_is_flat(one, other):
    photo = photos.real("chelsea.png")
    first, second = (photo.copy() for _ in range(2))
    for image, colour in ((first, one), (second, other)):
        ImageDraw.Draw(image).rectangle((120, 60, 230, 150), fill=colour)

    for pair in ((first, second), (second, first)):
        assert colour_change.find(grid(saved(pair[0]), saved(pair[1], 70))).greatest > MOST_SAME


@pytest.mark.parametrize("shift", [(0, 50), (40, 40)])
def test_pale_thing_that_took_on_a_colour_is_found_whichever_is_first(shift):
    photo = photos.real("chelsea.png")
    toned = _shifted(photo, shift)
    mask = Image.new("L", photo.size, 0)
    ImageDraw.Draw(mask).ellipse(PLACES["chelsea.png"], fill=255)
    changed = Image.composite(toned, photo, mask.filter(ImageFilter.GaussianBlur(8)))
    pair = saved(photo), saved(changed, 85)

    assert colour_change.find(grid(*pair)).greatest > LEAST_OTHER
    assert colour_change.find(grid(*reversed(pair))).greatest > LEAST_OTHER


def _shifted(photo: Image.Image, shift: tuple[int, int]) -> Image.Image:
    """All of it with another colour added, each pixel as light as before."""
    lab = cv2.cvtColor(np.asarray(photo, np.float32) / 255, cv2.COLOR_RGB2LAB)
    lab[..., 1:] += shift
    rgb = np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), 0, 1) * 255
    return Image.fromarray(rgb.astype(np.uint8))


def test_what_alone_kept_its_colours_is_found():
    photo = photos.real("astronaut.png")
    popped = ImageOps.grayscale(photo).convert("RGB")
    popped.paste(photo.crop(PLACES["astronaut.png"]), PLACES["astronaut.png"][:2])

    assert colour_change.find(grid(photo, saved(popped))).greatest > LEAST_OTHER


@pytest.mark.parametrize("place", [(200, 150, 400, 260), (200, 150, 245, 195)])
def test_only_thing_with_a_colour_is_found_on_grey(place):
    road = ImageOps.grayscale(photos.real("coffee.png")).convert("RGB")
    cars = []
    for colour in ((200, 40, 40), (40, 70, 200)):
        cars.append(road.copy())
        ImageDraw.Draw(cars[-1]).rounded_rectangle(place, 5, fill=colour)

    assert colour_change.find(grid(saved(cars[0]), saved(cars[1], 80))).greatest > LEAST_OTHER
    grey = ImageOps.grayscale(cars[0])
    assert colour_change.find(grid(saved(cars[0]), saved(grey))).greatest <= MOST_SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((190, 60, 40), (190, 120, 30)),
        ((35, 40, 65), (68, 45, 33)),
        ((60, 75, 120), (120, 70, 130)),
    ],
)
def test_only_thing_with_a_colour_is_not_the_same_on_white_in_another_hue(one, other):
    first, second = drawn.skirt(one), drawn.skirt(other)

    for pair in ((first, second), (second, first)):
        assert colour_change.find(grid(saved(pair[0]), saved(pair[1], 80))).greatest > MOST_SAME
    for edit in ("half at quality 40", "grey", "warmer", "pale", "strong", "dark", "bright"):
        changed = saved(EDITS[edit](first), 80)
        assert colour_change.find(grid(saved(first), changed)).greatest <= MOST_SAME


def _faded(image: Image.Image) -> Image.Image:
    """Darker towards the corners."""
    across, down = np.meshgrid(np.linspace(-1, 1, image.width), np.linspace(-1, 1, image.height))
    light = 1 - 0.3 * (across**2 + down**2)
    return Image.fromarray((np.asarray(image) * light[..., None]).astype(np.uint8))


def _other_profile(image: Image.Image) -> Image.Image:
    """What a wider profile's numbers look like when they are taken for sRGB."""
    matrix = np.array([[0.7152, 0.2848, 0], [0, 1, 0], [0, 0.0412, 0.9588]])
    light = (np.asarray(image) / 255) ** 2.2 @ matrix.T
    return Image.fromarray((light ** (1 / 2.2) * 255).astype(np.uint8))


EDITS = {
    "itself": lambda image: image,
    "quality 40": lambda image: saved(image, 40),
    "quality 10": lambda image: saved(image, 10),
    "half at quality 40": lambda image: saved(image.resize((image.width // 2,) * 2), 40),
    "grey": ImageOps.grayscale,
    "sepia": drawn.sepia,
    "sepia at quality 12": lambda image: saved(drawn.sepia(image), 12),
    "warmer": drawn.recoloured,
    "pale": lambda image: ImageEnhance.Color(image).enhance(0.4),
    "strong": lambda image: ImageEnhance.Color(image).enhance(2.0),
    "dark": lambda image: ImageEnhance.Brightness(image).enhance(0.5),
    "bright": lambda image: ImageEnhance.Brightness(image).enhance(1.6),
    "contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.6),
    "a curve of red": lambda image: image.point(
        [round(255 * (i / 255) ** 0.7) for i in range(256)] + list(range(256)) * 2
    ),
    "another profile": _other_profile,
    "darker corners": _faded,
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("name", ["astronaut.png", "chelsea.png", "rocket.jpg"])
def test_edit_of_the_whole_is_no_other_colour(name, edit):
    photo = photos.real(name)

    found = colour_change.find(grid(saved(photo), saved(EDITS[edit](photo), 85)))

    assert found.greatest <= MOST_SAME


def test_what_is_not_shown_does_not_count():
    photo = photos.real("coffee.png")
    changed = drawn.with_a_thing_in_another_colour(photo, PLACES["coffee.png"])
    whole = grid(photo, changed)
    is_shown = np.ones_like(whole.is_shown)
    is_shown[140:340, 190:410] = False

    assert colour_change.find(CommonGrid(whole.inner, whole.outer, is_shown)).greatest <= MOST_SAME
    hidden = CommonGrid(whole.inner, whole.outer, np.zeros_like(is_shown))
    assert colour_change.find(hidden).greatest == 0
