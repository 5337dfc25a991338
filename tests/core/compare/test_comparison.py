from __future__ import annotations

import io
import itertools
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from support import drawn, photos
from support.promised import promise

from photosim.core.compare.comparison import Comparer
from photosim.core.compare.differences import changes, turned
from photosim.core.compare.prepared import Prepared
from photosim.core.image import phash, thumbnails
from photosim.core.records.pairs import Comparison, Doubt, PairInput, Thresholds, Tier
from photosim.core.records.photos import Metadata
from photosim.texts.reason_wording import phrases

PHOTOS = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg")
CAMERA = Metadata(
    taken=datetime(2024, 7, 1, 12, 0, 0, 250000),
    camera="Canon EOS 5D",
    exposure_s=0.01,
    f_number=8.0,
    iso=100,
)


def features(angle: float = 0.0) -> np.ndarray:
    """An embedding whose cosine to that of angle 0 is the cosine of the angle."""
    return np.array([np.cos(angle), np.sin(angle)], np.float32)


def look(image: Image.Image, photo_id: int = 1, **changed) -> PairInput:
    found = PairInput(
        photo_id, features(), phash.phash(image), Metadata(), *image.size, "JPEG", 100_000
    )
    return replace(found, **changed)


def compared(one: Image.Image, other: Image.Image, *, first=None, second=None) -> Comparison:
    return Comparer(Thresholds()).compare(
        look(one, 1, **(first or {})),
        look(other, 2, **(second or {})),
        Prepared(thumbnails.make(one)),
        Prepared(thumbnails.make(other)),
    )


def resaved(image: Image.Image, quality: int = 60) -> Image.Image:
    return Image.open(io.BytesIO(photos.encoded(image, quality=quality))).convert("RGB")


def cropped(image: Image.Image, share: float) -> Image.Image:
    width, height = round(image.width * share), round(image.height * share)
    left, top = (image.width - width) // 3, (image.height - height) // 2
    return image.crop((left, top, left + width, top + height))


def stamped(image: Image.Image) -> Image.Image:
    copy = image.copy()
    top = round(image.height * 0.8)
    draw = ImageDraw.Draw(copy)
    draw.rectangle((0, top, image.width, image.height), fill="black")
    draw.text((20, top + 10), "when you finally get home", fill="white", font_size=24)
    return copy


COPIES = {
    "resized": (lambda i: i.resize((i.width // 2, i.height // 2)), "smaller"),
    "recompressed": (lambda i: resaved(i, 30), ""),
    "grey": (lambda i: ImageOps.grayscale(i).convert("RGB"), "black and white"),
    "turned": (lambda i: i.transpose(Image.Transpose.ROTATE_90), "turned by 90° to the left"),
    "upside down": (lambda i: i.transpose(Image.Transpose.ROTATE_180), "turned by 180°"),
    "mirrored": (ImageOps.mirror, "mirrored"),
    "cropped": (lambda i: cropped(i, 0.8), "cropped to 64 %"),
    "framed": (lambda i: ImageOps.expand(i, 60, "white"), "framed"),
    "tilted": (lambda i: i.rotate(8, Image.Resampling.BICUBIC, expand=True), "tilted by 8°"),
    "darkened": (lambda i: ImageEnhance.Brightness(i).enhance(0.6), "darker"),
    "text": (stamped, "text or a mark on one of the two"),
    "blurred": (lambda i: i.filter(ImageFilter.GaussianBlur(3)), ""),
}


MOSTLY_SKY = ("rocket.jpg", "framed")
"""The map is led astray by the smooth sky, so that it may be focused differently."""

ALL_COPIES = [pair for pair in itertools.product(PHOTOS, COPIES) if pair != MOSTLY_SKY]


@pytest.mark.parametrize(("name", "way"), ALL_COPIES)
def test_an_altered_copy_is_the_same_picture_and_its_difference_is_said(name, way):
    photo = photos.real(name)
    alter, phrase = COPIES[way]

    found = compared(photo, alter(photo))

    assert found.tier is Tier.SAME_PICTURE
    assert found.similarity > 0.8
    assert found.differences is not None
    assert any(phrase in said for said in ("", *phrases(changes(found.differences))))


@pytest.mark.parametrize("is_written", [False, True])
def test_frame_on_which_something_is_written_is_no_plain_frame(is_written):
    photo = photos.real("coffee.png")
    framed = ImageOps.expand(photo, (20, 20, 20, 90), "white")
    if is_written:
        ImageDraw.Draw(framed).text((150, 435), "Summer of 1961", fill="black", font_size=36)

    found = compared(photo, framed)

    assert found.differences is not None
    said = phrases(changes(found.differences))
    assert ("framed" in said, "shows more around it" in said) == (not is_written, is_written)
    assert found.differences.is_framed is not is_written


def test_a_framed_photo_of_the_sky_is_in_doubt_a_similar_shot_and_not_lost():
    name, way = MOSTLY_SKY
    photo = photos.real(name)

    found = compared(photo, COPIES[way][0](photo))

    assert found.tier in (Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS)


@pytest.mark.parametrize("way", COPIES)
def test_the_order_of_the_pair_does_not_matter(way):
    photo = photos.real("astronaut.png")
    copy = COPIES[way][0](photo)

    there, back = compared(photo, copy), compared(copy, photo)

    assert there.tier is back.tier


def test_a_crop_and_its_whole_are_told_from_each_other():
    photo = photos.real("chelsea.png")

    there, back = compared(photo, cropped(photo, 0.7)), compared(cropped(photo, 0.7), photo)

    assert there.differences and back.differences
    assert phrases(changes(there.differences)) == ["cropped to 49 %"]
    assert phrases(changes(back.differences)) == ["shows more around it"]
    # the crop begins at a tenth of the width and .15 of the height
    assert there.differences.placed == pytest.approx(
        (1 / 0.7, 0, -0.1 / 0.7, 0, 1 / 0.7, -0.15 / 0.7), abs=0.03
    )
    assert back.differences.placed == pytest.approx((0.7, 0, 0.1, 0, 0.7, 0.15), abs=0.03)
    assert turned(back.differences).placed == pytest.approx(there.differences.placed, abs=0.03)


def test_different_photos_are_nothing_to_each_other():
    for one, other in itertools.pairwise(PHOTOS):
        found = compared(
            photos.real(one), photos.real(other), second={"features": features(np.pi / 4)}
        )

        assert found.tier is None


def test_two_views_of_a_scene_are_similar_shots_and_not_the_same_picture():
    found = compared(photos.real("motorcycle_left.png"), photos.real("motorcycle_right.png"))

    assert found.tier is Tier.SIMILAR_SHOTS


def test_a_pair_that_neither_embedding_nor_hash_proposes_is_not_looked_at():
    photo = photos.real("coffee.png")

    found = Comparer(Thresholds()).compare(
        look(photo), look(photo, 2, features=features(1.4), phash=0), Prepared(b""), Prepared(b"")
    )

    assert found.tier is None


def shifted_subject(photo: Image.Image) -> Image.Image:
    """The photo with a part of it somewhere else, as when somebody moves before a tripod."""
    moved = photo.copy()
    width, height = photo.size
    part = photo.crop((width // 3, height // 4, width * 2 // 3, height * 3 // 4))
    moved.paste(part, (width // 3 + width // 8, height // 4))
    return moved


@pytest.mark.parametrize("name", PHOTOS[:3])
def test_a_subject_that_moved_is_not_the_same_picture(name):
    photo = photos.real(name)

    found = compared(photo, shifted_subject(photo))

    assert found.tier is Tier.SIMILAR_SHOTS


def focused(photo: Image.Image, *, left: bool) -> Image.Image:
    """The photo with the other half out of focus."""
    soft = photo.filter(ImageFilter.GaussianBlur(photo.width / 100))
    mask = Image.linear_gradient("L").rotate(90).resize(photo.size)
    return Image.composite(soft, photo, mask if left else ImageOps.mirror(mask))


@pytest.mark.parametrize("name", PHOTOS[:3])
def test_another_focus_is_a_doubt(name):
    photo = photos.real(name)

    found = compared(focused(photo, left=True), focused(photo, left=False))

    assert (found.tier, found.doubt) == (Tier.SIMILAR_SHOTS, Doubt.FOCUS)


def exposed(photo: Image.Image, stops: float) -> Image.Image:
    """What a camera would have made of the scene with more light."""
    pixels = np.asarray(photo) / 255
    light = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    light = np.clip(light * 2.0**stops, 0, 1)
    values = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return Image.fromarray((values * 255 + 0.5).astype(np.uint8))


@pytest.mark.parametrize("name", PHOTOS[:3])
def test_another_exposure_is_a_doubt(name):
    photo = photos.real(name)

    found = compared(exposed(photo, -2), photo)

    assert (found.tier, found.doubt) == (Tier.SIMILAR_SHOTS, Doubt.EXPOSURE)


@promise(
    "Whether two photos are the same picture is decided by neither: their small pictures are laid "
    "on each other (local features, OpenCV) and must agree pixel by pixel, and what the camera "
    "wrote into them may disprove it.",
)
def test_the_camera_disproves_what_pixels_say():
    photo = photos.real("coffee.png")
    assert CAMERA.taken
    later = replace(CAMERA, taken=CAMERA.taken + timedelta(seconds=1))

    found = compared(photo, photo, first={"metadata": CAMERA}, second={"metadata": later})

    assert (found.tier, found.doubt) == (Tier.SIMILAR_SHOTS, Doubt.CAMERA)


def test_the_camera_proves_what_pixels_doubt():
    photo = photos.real("coffee.png")

    found = compared(
        exposed(photo, -2), photo, first={"metadata": CAMERA}, second={"metadata": CAMERA}
    )

    assert found.tier is Tier.SAME_PICTURE


def test_shots_of_one_moment_need_less_likeness_than_photos_without_times():
    one, other = photos.real("coffee.png"), photos.real("chelsea.png")
    assert CAMERA.taken
    soon = replace(CAMERA, taken=CAMERA.taken + timedelta(seconds=3))
    alike = features(np.arccos(0.8))

    burst = compared(
        one, other, first={"metadata": CAMERA}, second={"metadata": soon, "features": alike}
    )
    unknown = compared(one, other, second={"features": alike})

    assert burst.tier is Tier.SIMILAR_SHOTS
    assert unknown.tier is None


def test_alike_photos_of_another_day_are_no_similar_shots():
    one, other = photos.real("coffee.png"), photos.real("chelsea.png")
    assert CAMERA.taken
    later = replace(CAMERA, taken=CAMERA.taken + timedelta(days=1))

    found = compared(one, other, first={"metadata": CAMERA}, second={"metadata": later})

    assert found.tier is None


@pytest.mark.parametrize(
    "thumbnail", [b"", b"no picture", photos.truncated(photos.encoded(photos.solid()))[:300]]
)
def test_a_damaged_thumbnail_proves_nothing(thumbnail):
    photo = photos.real("coffee.png")

    found = Comparer(Thresholds()).compare(
        look(photo), look(photo, 2), Prepared(thumbnails.make(photo)), Prepared(thumbnail)
    )

    assert found.tier is Tier.SIMILAR_SHOTS  # by its embedding
    assert found.differences is None


@pytest.mark.parametrize(
    "image",
    [
        photos.solid((1, 1)),
        photos.solid((300, 200)),
        photos.solid((300, 200), "black"),
        photos.solid((2, 384)),
        photos.real("coffee.png").resize((384, 1)),
    ],
    ids=["one pixel", "one colour", "black", "a line", "a row"],
)
def test_pictures_without_structure_are_never_called_the_same(image):
    found = compared(image, image)

    assert found.tier is not Tier.SAME_PICTURE


def test_grey_photos_are_compared_like_others():
    grey = ImageOps.grayscale(photos.real("astronaut.png")).convert("RGB")

    found = compared(grey, resaved(grey, 40))

    assert found.tier is Tier.SAME_PICTURE


def test_thresholds_come_from_the_card_and_unknown_names_are_left_out():
    found = Thresholds.of({"same_agreement": 0.9, "of another program": 1.0})

    assert found == replace(Thresholds(), same_agreement=0.9)


NIGHT = Image.new("RGB", (700, 500), (4, 4, 10))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            drawn.with_a_spot(NIGHT, 30, "#e6e4d6"),
            drawn.with_a_spot(NIGHT, 43, "#e6e4d6").resize((560, 400)),
        ),
        (
            drawn.with_a_spot(drawn.ground(), 15),
            drawn.with_a_spot(drawn.ground(), 25).resize((560, 400)),
        ),
        (drawn.with_a_spot(NIGHT, 30), cropped(drawn.with_a_spot(NIGHT, 30), 0.6)),
    ],
    ids=["the moon, larger", "a mole, grown", "the moon, cropped"],
)
def test_one_thing_on_even_ground_does_not_tell_a_crop_from_another_size_of_it(first, second):
    found = compared(first, resaved(second, 85))

    assert found.tier is not Tier.SAME_PICTURE
    assert found.differences is None, "what an alignment says that nobody can believe"


@pytest.mark.parametrize(
    "image", [drawn.with_a_spot(NIGHT, 30, "#e6e4d6"), drawn.with_a_spot(drawn.ground(), 15)]
)
def test_one_thing_on_even_ground_saved_again_is_the_same_picture(image):
    assert compared(image, resaved(image.resize((420, 300)), 60)).tier is Tier.SAME_PICTURE


def test_what_the_camera_proves_needs_no_more_than_one_thing():
    moon = drawn.with_a_spot(NIGHT, 30, "#e6e4d6")

    found = compared(
        moon, cropped(moon, 0.6), first={"metadata": CAMERA}, second={"metadata": CAMERA}
    )

    assert found.tier is Tier.SAME_PICTURE


def test_a_collage_is_not_the_same_picture_as_one_of_its_photos():
    photo, beside = photos.real("coffee.png"), photos.real("astronaut.png").resize((400, 400))
    collage = Image.new("RGB", (photo.width + beside.width, photo.height))
    collage.paste(photo, (0, 0))
    collage.paste(beside, (photo.width, 0))

    found = compared(photo, resaved(collage, 85))

    assert (found.tier, found.doubt) == (Tier.SIMILAR_SHOTS, Doubt.UNDECIDED)
    assert compared(photo, cropped(photo, 0.7)).tier is Tier.SAME_PICTURE
