"""The files tell another amount, another answer, closed eyes, a stamp from a re-save."""

from __future__ import annotations

import io
import itertools

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageOps
from support import drawn, photos
from support.looked_at_closely import looked

from photosim.core.records.pairs import Doubt, Tier

SCENES = {
    "bill": drawn.bill,
    "chat": drawn.chat,
    "portrait": lambda: drawn.portrait(is_open=True),
    "coffee": lambda: photos.real("coffee.png"),
    "astronaut": lambda: photos.real("astronaut.png"),
}
CHANGED = {
    "another amount": (drawn.bill(), drawn.bill("1,264.50")),
    "another answer": (drawn.chat(), drawn.chat("No, at eight")),
    "closed eyes": (drawn.portrait(is_open=True), drawn.portrait(is_open=False)),
    "a stamp": (drawn.bill(), drawn.stamped(drawn.bill())),
    "a stamp on a photo": (photos.real("coffee.png"), drawn.stamped(photos.real("coffee.png"))),
    "a thing gone": (
        photos.real("astronaut.png"),
        drawn.without_a_thing(photos.real("astronaut.png")),
    ),
    "another colour": (
        photos.real("astronaut.png"),
        drawn.with_a_thing_in_another_colour(photos.real("astronaut.png"), (100, 330, 260, 500)),
    ),
}
RE_SAVED = {
    "quality 60": lambda image: drawn.saved(image, 60),
    "quality 40": lambda image: drawn.saved(image, 40),
    "half": lambda image: drawn.saved(image.resize((image.width // 2, image.height // 2)), 80),
    "other colours": lambda image: drawn.saved(drawn.recoloured(image), 85),
    "grey": lambda image: drawn.saved(image.convert("L").convert("RGB"), 85),
    "sepia": lambda image: drawn.saved(drawn.sepia(image), 85),
    "cropped a little": lambda image: drawn.saved(
        image.crop((8, 6, image.width - 12, image.height - 10)), 85
    ),
    "mirrored": lambda image: drawn.saved(ImageOps.mirror(image), 85),
    "turned": lambda image: drawn.saved(image.transpose(Image.Transpose.ROTATE_90), 85),
}


@pytest.mark.parametrize("change", CHANGED)
@pytest.mark.parametrize("quality", [95, 50])
def test_a_small_change_makes_it_another_picture(change, quality):
    first, second = CHANGED[change]

    found = looked(drawn.saved(first), drawn.saved(second, quality))

    assert (found.tier, found.doubt) == (Tier.SIMILAR_SHOTS, Doubt.PLACE)
    assert found.is_certain


@pytest.mark.parametrize("way", RE_SAVED)
@pytest.mark.parametrize("scene", SCENES)
def test_a_copy_stays_the_same_picture(scene, way):
    image = SCENES[scene]()

    found = looked(drawn.saved(image), RE_SAVED[way](image))

    assert (found.tier, found.doubt, found.is_certain) == (Tier.SAME_PICTURE, None, True)


@pytest.mark.parametrize("scene", ["portrait", "coffee", "astronaut"])
def test_what_is_burnt_out_in_one_copy_is_no_other_thing(scene):
    image = SCENES[scene]()

    found = looked(drawn.saved(image), drawn.saved(drawn.brightened(image), 85))

    assert found.tier is Tier.SAME_PICTURE


@pytest.mark.parametrize("times", [0.9, 0.75, 0.6, 0.5])
@pytest.mark.parametrize("kernel", [Image.Resampling.LANCZOS, Image.Resampling.BILINEAR])
def test_a_digit_that_is_hardly_another_one_is_seen_on_a_smaller_page(times, kernel):
    """An 8 is a 6 but for one stroke, weaker than what other filters make of all letters."""
    page, other = (drawn.bill(amount).resize((1240, 1754)) for amount in ("3,885.00", "3,685.00"))
    size = round(1240 * times), round(1754 * times)

    def smaller(image):
        return drawn.saved(image.resize(size, kernel), 85)

    differ, same = (
        looked(smaller(page), drawn.saved(other)),
        looked(smaller(page), drawn.saved(page)),
    )

    assert (differ.tier, differ.doubt) == (Tier.SIMILAR_SHOTS, Doubt.PLACE)
    assert (same.tier, same.doubt) == (Tier.SAME_PICTURE, None)


@pytest.mark.parametrize("times", [0.3, 0.25])
def test_another_page_in_the_same_form_is_no_small_copy_of_this_one(times):
    """Every letter is another one, so that none stands out."""
    pages = [drawn.invoice(number) for number in (0, 2, 3, 5)]
    size = round(1240 * times), round(1754 * times)
    small = [drawn.saved(page.resize(size, Image.Resampling.LANCZOS), 75) for page in pages]

    for (place, one), (number, page) in itertools.product(enumerate(small), enumerate(pages)):
        found = looked(drawn.saved(page, 90), one)
        assert (found is not None and found.tier is Tier.SAME_PICTURE) == (place == number)


@pytest.mark.parametrize("times", [1.0, 0.5, 0.3])
@pytest.mark.parametrize("degrees", [0.2, 0.6])
def test_another_page_that_was_scanned_a_little_askew_is_not_called_the_same(degrees, times):
    page, other = drawn.invoice(0), drawn.invoice(2).rotate(degrees, fillcolor="white", resample=3)
    size = round(other.width * times), round(other.height * times)

    differ = looked(drawn.saved(page), drawn.saved(other.resize(size), 80))

    assert differ is None or differ.tier is not Tier.SAME_PICTURE


@pytest.mark.parametrize("times", [1.0, 0.5, 0.35, 0.25])
def test_another_page_photographed_by_hand_is_not_called_the_same_and_a_copy_is(times):
    first, other = (drawn.photographed(drawn.invoice(n), n) for n in (0, 2))

    def small(image):
        size = round(image.width * times), round(image.height * times)
        return drawn.saved(image.resize(size, Image.Resampling.LANCZOS), 80)

    differ, same = (looked(drawn.saved(first), small(one)) for one in (other, first))

    assert differ.tier is Tier.SIMILAR_SHOTS
    is_readable = first.height * times >= 480
    assert same.tier is (Tier.SAME_PICTURE if is_readable else Tier.SIMILAR_SHOTS)


@pytest.mark.parametrize("name", ["rocket.jpg", "coffee.png", "astronaut.png"])
@pytest.mark.parametrize("times", [0.35, 0.3, 0.25])
def test_another_digit_on_a_sign_is_seen_in_a_small_copy_of_a_photo(name, times):
    photo = photos.real(name)
    photo = photo.resize((2000, round(2000 * photo.height / photo.width)))
    there, other = (drawn.with_a_sign(photo, text) for text in ("GATE 17", "GATE 12"))

    def small(image):
        size = round(image.width * times), round(image.height * times)
        return drawn.saved(image.resize(size, Image.Resampling.BICUBIC), 88)

    differ, same = (looked(drawn.saved(there), small(one)) for one in (other, there))

    assert differ.tier is Tier.SIMILAR_SHOTS
    assert same.tier is Tier.SAME_PICTURE


def test_place_is_where_the_amount_is_in_both_photos():
    first = drawn.bill()
    second = ImageOps.mirror(drawn.bill("1,264.50")).resize((697, 986))

    spot = looked(drawn.saved(first), drawn.saved(second, 90)).differences.spot

    left, top = 620 / 820, (190 + 9 * 44) / 1160
    assert left - 0.03 < spot.first.x < left + 0.12
    assert abs(spot.first.y - top) < 0.03
    assert spot.first.x + spot.first.width < 1
    assert spot.second.x + spot.second.width == pytest.approx(1 - spot.first.x, abs=0.01)
    assert 0 < spot.share < 0.01


def test_a_tone_that_only_the_change_has_is_not_explained_away():
    ground = photos.real("chelsea.png").point(lambda value: 60 + value // 2)
    black = ground.copy()
    black.paste((0, 0, 0), (200, 120, 245, 165))

    assert looked(drawn.saved(ground), drawn.saved(black, 80)).doubt is Doubt.PLACE
    assert looked(drawn.saved(black), drawn.saved(ground, 80)).doubt is Doubt.PLACE


@pytest.mark.parametrize("light", [1.0, 1.15])
@pytest.mark.parametrize(("tones", "ink"), [((150, 250), 0), ((120, 200), 20)])
def test_writing_darker_than_all_else_on_a_picture_is_seen(tones, ink, light):
    ground = photos.real("rocket.jpg").point(
        lambda value: tones[0] + value * (tones[1] - tones[0]) // 255
    )
    written = ground.copy()
    ImageDraw.Draw(written).text((130, 300), "HDR 2019", fill=(ink, ink, ink), font_size=24)
    lit = ImageEnhance.Brightness(written).enhance(light)

    assert looked(drawn.saved(ground), drawn.saved(lit, 80)).doubt is Doubt.PLACE
    assert looked(drawn.saved(lit), drawn.saved(ground, 80)).doubt is Doubt.PLACE


@pytest.mark.parametrize("factor", [0.7, 1.15, 1.3])
@pytest.mark.parametrize("name", ["rocket.jpg", "coffee.png", "astronaut.png"])
@pytest.mark.parametrize("enhancer", [ImageEnhance.Brightness, ImageEnhance.Contrast])
def test_lights_that_brightening_burns_out_are_no_other_picture(enhancer, name, factor):
    image = photos.real(name)
    brighter = enhancer(image).enhance(factor)
    pasted = brighter.copy()
    pasted.paste((255, 255, 255), (200, 120, 235, 155))

    assert looked(drawn.saved(image), drawn.saved(brighter, 90)).tier is Tier.SAME_PICTURE
    assert looked(drawn.saved(image), drawn.saved(pasted, 90)).tier is Tier.SIMILAR_SHOTS


def pages(*images: Image.Image, kind: str = "TIFF") -> bytes:
    buffer = io.BytesIO()
    images[0].save(buffer, kind, save_all=True, append_images=images[1:])
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "WEBP", "PNG"])
def test_another_number_of_pages_is_another_picture(kind):
    cover, page = photos.real("coffee.png").resize((300, 200)), photos.real("rocket.jpg")
    page = page.resize((300, 200))

    found = looked(pages(cover, page, kind=kind), pages(cover, kind=kind))

    assert (found.tier, found.doubt) == (Tier.SIMILAR_SHOTS, Doubt.FRAMES)


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "WEBP", "PNG"])
def test_all_pages_must_agree(kind):
    cover, page, other = (
        photos.real(name).resize((300, 200)) for name in ("coffee.png", "rocket.jpg", "chelsea.png")
    )
    whole = pages(cover, page, other, kind=kind)

    assert looked(whole, pages(cover, page, other, kind=kind)).tier is Tier.SAME_PICTURE
    assert looked(whole, pages(cover, other, page, kind=kind)).doubt is Doubt.FRAMES


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "GIF"])
@pytest.mark.parametrize("quiet", [False, True])
def test_last_frame_that_is_wholly_another_picture_is_no_copy(kind, quiet):
    names = ("coffee.png", "chelsea.png", "astronaut.png", "rocket.jpg")
    first, *others = (photos.real(name).resize((400, 300)) for name in names)
    if quiet:
        others = [image.point(lambda value: 100 + value // 6) for image in others]

    for one, other in itertools.combinations(others, 2):
        found = looked(pages(first, one, kind=kind), pages(first, other, kind=kind))
        assert (found.tier, found.doubt) == (Tier.SIMILAR_SHOTS, Doubt.FRAMES)


def test_picture_of_nothing_is_not_called_anything():
    blank = drawn.saved(Image.new("RGB", (300, 200), (255, 255, 255)))
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 300, 3), np.uint8))

    found = looked(blank, drawn.saved(noise))

    assert found.tier is Tier.SIMILAR_SHOTS
    assert found.doubt in (Doubt.UNDECIDED, Doubt.PLACE)


def test_transparent_picture_is_not_equal_to_what_shows_no_more_of_it():
    picture = photos.real("coffee.png").convert("RGBA")
    picture.paste((255, 255, 255, 0), (0, 0, 200, 200))
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A"))

    found = looked(photos.encoded(picture, "PNG"), photos.encoded(flat, "PNG"))

    assert found.differences is None or not found.differences.is_equal


def test_what_is_missing_of_a_cut_off_file_is_no_difference_and_what_is_there_counts():
    whole = drawn.saved(photos.real("astronaut.png"))
    other = drawn.saved(drawn.with_another_face(photos.real("astronaut.png")))

    assert looked(whole, whole[: len(whole) * 2 // 3]).tier is Tier.SAME_PICTURE
    assert looked(whole, other[: len(other) * 2 // 3]).tier is Tier.SIMILAR_SHOTS


def test_one_thing_on_two_grounds_is_not_the_same_picture_and_on_one_it_is():
    key = drawn.with_a_key(drawn.ground(seed=3))
    elsewhere = drawn.with_a_key(drawn.ground((165, 186, 184), seed=4))
    copy = drawn.saved(key.resize((350, 250)), 40)

    other = looked(drawn.saved(key), drawn.saved(elsewhere, 85))

    assert (other.tier, other.is_certain) == (Tier.SIMILAR_SHOTS, True)
    assert looked(drawn.saved(key), copy).tier is Tier.SAME_PICTURE


def test_of_a_long_screenshot_every_line_is_read():
    chat = drawn.long_chat()
    other = drawn.long_chat("Yes, at eight").resize((432, 2304))

    found = looked(drawn.saved(chat), drawn.saved(other, 80))

    assert found.doubt is Doubt.PLACE
    spot = found.differences.spot
    assert abs(spot.first.y - 26 / 40) < 0.02
    assert abs(spot.second.y - 26 / 40) < 0.02
    assert spot.share < 0.01


@pytest.mark.parametrize(
    "way",
    [
        lambda chat: drawn.saved(chat.resize((270, 1440)), 60),
        lambda chat: drawn.saved(chat.crop((10, 500, 530, 2700)), 85),
    ],
    ids=["half", "cropped"],
)
def test_a_copy_of_a_long_screenshot_stays_the_same_picture(way):
    chat = drawn.long_chat()

    assert looked(drawn.saved(chat), way(chat)).tier is Tier.SAME_PICTURE


def test_a_screenshot_too_long_to_read_is_not_called_the_same_picture():
    longer = drawn.long_chat().resize((400, 6000))

    assert looked(drawn.saved(longer), drawn.saved(longer, 70)).doubt is Doubt.UNDECIDED


@pytest.mark.parametrize(("first", "second"), [("11", "17"), ("12", "19")])
def test_other_digits_of_a_date_that_are_as_light_as_their_ground_are_seen(first, second):
    photo = photos.real("coffee.png").point(lambda value: 120 + value // 4)
    copy = drawn.dated(photo, second).resize((1229, round(photo.height * 1229 / photo.width)))

    assert (
        looked(drawn.saved(drawn.dated(photo, first)), drawn.saved(copy, 80)).doubt is Doubt.PLACE
    )


@pytest.mark.parametrize("quality", [40, 85])
def test_a_dated_photo_saved_again_is_the_same_picture(quality):
    photo = drawn.dated(photos.real("coffee.png"), "11")
    copy = photo.resize((768, photo.height // 2))

    assert looked(drawn.saved(photo), drawn.saved(copy, quality)).tier is Tier.SAME_PICTURE
