"""A file shows whether a program saved it after the camera; what is odd in it does no harm."""

import io

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image
from support import photos

from photosim.core.image import requantised
from photosim.core.image.decode import Decoder
from photosim.core.records.photos import Traces

TAKEN = "2019:07:31 18:05:59"


def record(**more):
    return photos.exif(
        **{"Make": "Canon", "Model": "EOS", "DateTimeOriginal": TAKEN, "DateTime": TAKEN} | more
    )


def as_a_camera_writes(data: bytes) -> bytes:
    """Without the JFIF marker that the library puts first."""
    assert data[2:4] == b"\xff\xe0"
    return data[:2] + data[4 + int.from_bytes(data[4:6], "big") :]


def read(data: bytes) -> Traces:
    return Decoder().open(data, in_full=True).metadata.traces


def test_file_of_the_library_is_told_from_one_of_a_camera():
    data = photos.encoded(photos.real(), exif=record(MakerNote=b"Canon\0note"))

    assert read(data) == Traces.MAKER_NOTE | Traces.LIBRARY
    assert read(as_a_camera_writes(data)) == Traces.MAKER_NOTE


def test_tables_of_its_own_are_no_library_s():
    own = photos.encoded(photos.real(), quality=50, qtables=[[7] * 64, [9] * 64])

    assert read(own) == Traces.NONE


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("2019:07:31 18:06:30", Traces.NONE),
        ("2019:08:02 09:00:00", Traces.LATER),
        ("2019:07:01 09:00:00", Traces.NONE),
        ("nonsense", Traces.NONE),
    ],
)
def test_record_that_was_changed_after_the_picture_was_taken(changed, expected):
    data = as_a_camera_writes(photos.encoded(photos.real(), exif=record(DateTime=changed)))

    assert read(data) == expected


@pytest.mark.parametrize(
    "saved",
    [{"comment": b"Created with GIMP"}, {"xmp": b'CreatorTool="VSCO"'}],
)
def test_what_a_program_leaves(saved):
    assert Traces.EDITED in read(photos.encoded(photos.real(), **saved))


@pytest.mark.parametrize("note", [{"comment": b"\xff\xfe ski"}, {"xmp": b"\xff<"}])
def test_what_a_person_or_camera_writes_is_no_program_s(note):
    assert Traces.EDITED not in read(photos.encoded(photos.real(), **note))


def test_heic_of_a_camera_holds_a_small_picture():
    plain = photos.encoded(photos.real(), "HEIF")
    with_small = photos.encoded(photos.real(), "HEIF", thumbnails=[160])

    assert read(plain) == Traces.LIBRARY
    assert read(with_small) == Traces.NONE


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        ({"exif": photos.exif(Make="Sony")}, None),
        ({"xmp": b'<x xmp:Rating="4"/>'}, 4),
        ({"xmp": b"<xmp:Rating>5</xmp:Rating>"}, 5),
        ({"xmp": b'<x xmp:Rating="0"/>'}, None),
        ({"xmp": b'<x xmp:Rating="-1"/>'}, None),
        ({"xmp": b'<x xmp:Rating="99999999999999999999"/>'}, None),
    ],
)
def test_stars(written, stars):
    assert Decoder().open(photos.encoded(photos.real(), **written)).metadata.rating == stars


def test_stars_in_exif():
    exif = Image.Exif()
    exif[0x4746] = 3

    assert Decoder().open(photos.encoded(photos.real(), exif=exif)).metadata.rating == 3


def saved_again(data: bytes, quality: int, change=lambda image: image) -> bytes:
    with Image.open(io.BytesIO(data)) as first:
        return photos.encoded(change(first.convert("RGB")), quality=quality)


@pytest.mark.parametrize("quality", [80, 90, 95, 98, 100])
@pytest.mark.parametrize("name", ["astronaut.png", "coffee.png", "chelsea.png"])
def test_what_was_compressed_once_is_not_called_compressed_twice(name, quality):
    assert not requantised.is_requantised(photos.encoded(photos.real(name), quality=quality))


@pytest.mark.parametrize(("first", "second"), [(85, 95), (90, 95), (92, 98), (95, 100), (75, 90)])
def test_file_saved_again_at_a_higher_quality_is_found(first, second):
    once = photos.encoded(photos.real("coffee.png"), quality=first)

    assert requantised.is_requantised(saved_again(once, second))


def test_mirrored_copy_is_found_too():
    once = photos.encoded(photos.real("coffee.png"), quality=88)

    assert requantised.is_requantised(
        saved_again(once, 96, lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM))
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff",
        photos.encoded(photos.real(), "PNG"),
        photos.encoded(photos.solid((1, 1))),
        photos.encoded(photos.solid((7, 400))),
        photos.encoded(photos.solid((640, 480))),
        photos.truncated(photos.encoded(photos.real()), 0.02),
        photos.truncated(photos.encoded(photos.real()), 0.6),
    ],
)
def test_what_says_nothing_is_no_second_compression(data):
    assert not requantised.is_requantised(data)


def test_progressive_file_was_written_by_a_program_that_need_not_have_edited_it():
    tables = {"qtables": [[3] * 64, [4] * 64]}

    found = read(photos.encoded(photos.real(), progressive=True, **tables))

    assert Traces.LIBRARY in found
    assert Traces.EDITED not in found


@pytest.mark.parametrize(
    "saved",
    [
        {"exif": photos.exif(ImageDescription="Grandma Emma, Vienna 1938")},
        {"exif": photos.exif(XPKeywords="Anna;beach".encode("utf-16-le"))},
        {
            "xmp": b'<r xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><l>Anna</l></dc:subject>'
        },
        {"xmp": b'<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">\n <l>Us</l>'},
    ],
)
def test_words_that_somebody_wrote_are_known(saved):
    assert Traces.CAPTION in read(photos.encoded(photos.real(), **saved))


@pytest.mark.parametrize(
    "text", ["OLYMPUS DIGITAL CAMERA", "  ", "DCIM\\100MEDIA\\DJI_0018.JPG", "default"]
)
def test_what_cameras_write_into_every_file_is_no_caption(text):
    saved = {"exif": photos.exif(ImageDescription=text), "xmp": b"<dc:subject><rdf:Bag/>"}

    assert Traces.CAPTION not in read(photos.encoded(photos.real(), **saved))


def deep(ending: str, *, is_grey: bool = False) -> bytes:
    """A picture of 16 bits a colour."""
    values = np.random.default_rng(1).integers(0, 1 << 16, (40, 60, 3), np.uint16)
    _, data = cv2.imencode(ending, values[..., 0] if is_grey else values)
    return data.tobytes()


def heic(bits: int) -> bytes:
    values = np.zeros((48, 64, 3), np.uint16 if bits > 8 else np.uint8)
    mode = "RGB;16" if bits > 8 else "RGB"
    with io.BytesIO() as file:
        pillow_heif.from_bytes(mode, (64, 48), values.tobytes()).save(file, quality=90)
        return file.getvalue()


@pytest.mark.parametrize("ending", [".png", ".tiff"])
def test_more_than_8_bits_for_a_colour_are_known(ending):
    assert Traces.DEEP in read(deep(ending))
    assert Traces.DEEP in read(deep(ending, is_grey=True))
    assert Traces.DEEP in read(heic(10))
    assert Traces.DEEP not in read(heic(8))
    for file_format in ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "AVIF"):
        with io.BytesIO() as file:
            photos.real().convert("RGB").save(file, file_format)
            assert Traces.DEEP not in read(file.getvalue()), file_format


def coloured(n_colours: int) -> Image.Image:
    return photos.real().convert("RGB").quantize(n_colours).convert("RGB")


@pytest.mark.parametrize("file_format", ["PNG", "GIF", "BMP", "TIFF"])
@pytest.mark.parametrize("mode", ["RGB", "P"])
def test_picture_with_the_colours_of_a_palette_is_known(file_format, mode):
    few = coloured(256)
    data = photos.encoded(few if mode == "RGB" else few.quantize(256), file_format)

    assert Traces.PALETTE in read(data)


def test_photo_grey_picture_and_jpeg_have_no_palette():
    grey = photos.real().convert("L").convert("RGB")

    assert Traces.PALETTE not in read(photos.encoded(photos.real(), "PNG"))
    assert Traces.PALETTE not in read(photos.encoded(grey, "PNG"))
    assert Traces.PALETTE not in read(photos.encoded(coloured(16), "JPEG"))


@pytest.mark.parametrize(("per_cent", "stars"), [(1, 1), (25, 2), (50, 3), (75, 4), (99, 5)])
def test_stars_of_windows_are_read(per_cent, stars):
    packet = f'<r xmlns:MicrosoftPhoto="x"><d MicrosoftPhoto:Rating="{per_cent}"/></r>'
    in_xmp = photos.encoded(photos.real(), xmp=packet.encode())
    in_exif = photos.encoded(photos.real(), exif=photos.exif(**{"RatingPercent": per_cent}))

    assert Decoder().open(in_xmp).metadata.rating == stars
    assert Decoder().open(in_exif).metadata.rating == stars
