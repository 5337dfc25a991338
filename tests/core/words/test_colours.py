"""Colours as people name them, and the table that keeps them."""

import io

import numpy as np
import pytest
from PIL import Image
from support import photos

from photosim.core.errors import DecodeError
from photosim.core.words import colours
from photosim.core.words.class_table import ClassRows, no_rows
from photosim.core.words.colour_table import ColourTable
from photosim.core.words.colours import NAMES, SIDE, ColourNamer


@pytest.fixture(scope="module")
def palette() -> ColourNamer:
    return ColourNamer()


def jpeg(colour: str, spot: str | None = None) -> bytes:
    image = Image.new("RGB", (96, 64), colour)
    if spot:
        image.paste(Image.new("RGB", (40, 40), spot), (28, 12))
    encoded = io.BytesIO()
    image.save(encoded, "JPEG")
    return encoded.getvalue()


def table_of(*colours: int) -> ClassRows:
    empty = no_rows()
    n = len(colours)
    return ClassRows(
        np.arange(1, n + 1),
        np.zeros((n, empty.classes.shape[1]), np.uint16),
        np.zeros((n, empty.classes.shape[1]), np.uint16),
        np.zeros(n),
        np.zeros(n, np.uint16),
        np.array(colours, np.int32),
    )


@pytest.mark.parametrize(
    ("colour", "name"),
    [("red", "red"), ("#0000e0", "blue"), ("#f8e020", "yellow"), ("#30a040", "green"),
     ("white", "white"), ("black", "black"), ("#808080", "grey"), ("#f08010", "orange"),
     ("#7a4a28", "brown"), ("#e858a0", "pink"), ("#702090", "purple")],
)  # fmt: skip
def test_plain_pictures_have_the_colour_people_call_it(palette, colour, name):
    shares = palette.shares(jpeg(colour))

    assert NAMES[int(shares.argmax())] == name and shares.max() > 200


def test_what_is_in_the_middle_counts_more(palette):
    shares = palette.shares(jpeg("green", "red"))
    area = 40 * 40 / (96 * 64)

    assert shares[NAMES.index("red")] / 255 > area


def test_real_photo_has_several_colours(palette):
    shares = palette.shares(photos.encoded(photos.real("coffee.png")))

    assert shares[NAMES.index("brown")] > 64 and 250 <= shares.astype(int).sum() <= 260


def test_picture_that_cannot_be_read_has_no_colour(palette):
    with pytest.raises(DecodeError):
        palette.shares(b"no picture")
    rows = palette.shares_of([b"", jpeg("red")])
    assert rows[0].sum() == 0 and rows[1].sum() > 0


def test_words_name_colours():
    assert colours.number("gray") == colours.number("grey") == NAMES.index("grey")
    assert colours.number("dog") is None and colours.number("") is None


def test_pixels_are_looked_at_in_one_size(palette):
    assert palette.of_pixels(np.zeros((SIDE, SIDE, 3), np.uint8))[NAMES.index("black")] == 255


def test_mean_colour_stands_in_until_a_photo_was_looked_at(tmp_path):
    table, rows = ColourTable(tmp_path / "hues"), table_of(0xFF0000, 0x0000FF)
    assert table.missing(rows.ids).tolist() == [1, 2]
    guessed = table.of(rows)
    assert guessed[0, NAMES.index("red")] > 0 < guessed[1, NAMES.index("blue")]

    seen = np.eye(len(NAMES), dtype=np.uint8)[NAMES.index("green")] * 255
    table.put({2: seen})

    assert table.missing(rows.ids).tolist() == [1]
    assert table.of(rows)[1].tolist() == seen.tolist()
    assert table.of(rows)[0].tolist() == guessed[0].tolist()


def test_colours_are_kept_in_a_file(tmp_path):
    table = ColourTable(tmp_path / "hues")
    seen = np.arange(len(NAMES), dtype=np.uint8)
    table.put({7: seen})
    for _ in table.save():
        pass

    again = ColourTable(tmp_path / "hues")
    again.load()

    assert again.missing(np.array([6, 7, 8])).tolist() == [6, 8]


@pytest.mark.parametrize("content", [b"", b"damage" * 20, None])
def test_damaged_or_missing_file_is_begun_anew(tmp_path, content):
    path = tmp_path / "hues"
    if content is not None:
        path.write_bytes(content)
    table = ColourTable(path)

    table.load()

    assert table.missing(np.array([1])).tolist() == [1]


def test_reader_writes_no_file(tmp_path):
    table = ColourTable(tmp_path / "hues", writes=False)
    table.put({1: np.zeros(len(NAMES), np.uint8)})

    assert list(table.save()) == [] and not (tmp_path / "hues").exists()


def test_photos_without_a_thumbnail_are_not_waited_for(tmp_path):
    table, rows = ColourTable(tmp_path / "hues"), table_of(0xFF0000, 0x0000FF)

    table.pass_over([2])

    assert table.missing(rows.ids).tolist() == [1]
    assert table.of(rows)[1, NAMES.index("blue")] > 0
