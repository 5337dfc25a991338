"""The album that is drawn: the same each time, with the copies it promises."""

import io

from PIL import Image

from photosim.demo import album, nature, things
from photosim.demo.painting import HEIGHT, WIDTH


def test_a_picture_follows_from_its_seed():
    assert things.daisy(3).tobytes() == things.daisy(3).tobytes()
    assert things.daisy(3).tobytes() != things.daisy(4).tobytes()
    assert nature.night(1).size == (WIDTH, HEIGHT)


def test_the_shots_of_the_series_differ_a_little():
    first, second = (things.balloons(8, moment) for moment in (0.0, 2.0))

    assert first.tobytes() != second.tobytes()
    assert first.resize((4, 3)).convert("L").getextrema() is not None


def test_the_copies_are_what_they_are_called():
    buffer = io.BytesIO()
    things.balloons(8).save(buffer, "JPEG")
    original = buffer.getvalue()
    copies = {name: made(original) for name, made in album._COPIES.items()}

    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in copies.items()}

    assert copies["Put away/IMG_0841.jpg"] == original
    assert sizes["For the web/balloons small.jpg"] == (WIDTH // 2, HEIGHT // 2)
    assert sizes["For the web/balloons cropped.jpg"] < (WIDTH, HEIGHT)


def test_names_and_capture_times_are_each_there_once():
    shots = [shot for chapter in album.CHAPTERS for shot in chapter.shots()]

    assert (
        len({name for name, _, _ in shots}) == len({taken for _, _, taken in shots}) == len(shots)
    )
