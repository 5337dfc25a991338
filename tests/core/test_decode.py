from __future__ import annotations

import io
import struct

import numpy as np
import photos
import pytest
from PIL import Image

from photosim.core import decode
from photosim.core.decode import Decoder
from photosim.core.errors import DecodeError, UnfinishedFileError

WHOLE_FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "BMP"]


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    return Decoder()


def corner_colours(image: Image.Image) -> np.ndarray:
    """(4, 3): the middles of the quarters, in the order of `photos.CORNERS`."""
    w, h = image.size
    places = [
        (w // 4, h // 4),
        (3 * w // 4, h // 4),
        (w // 4, 3 * h // 4),
        (3 * w // 4, 3 * h // 4),
    ]
    return np.array([image.getpixel(place) for place in places])


def assert_upright(image: Image.Image) -> None:
    assert np.abs(corner_colours(image) - np.array(photos.CORNERS)).max() < 16


@pytest.mark.parametrize("file_format", [*WHOLE_FORMATS, "GIF"])
def test_every_format_gives_a_small_rgb_image_and_the_whole_size(decoder, file_format):
    found = decoder.open(photos.encoded(photos.corners((1200, 900)), file_format))

    assert (found.width, found.height) == (1200, 900)
    assert found.image.size == (384, 288)
    assert found.image.mode == "RGB"
    assert found.file_format == file_format
    assert_upright(found.image)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(decoder, file_format, orientation):
    found = decoder.open(photos.oriented(photos.corners(), orientation, file_format))

    assert (found.width, found.height) == (800, 600)
    assert found.image.size == (384, 288)
    assert found.metadata.orientation == orientation
    assert_upright(found.image)


@pytest.mark.parametrize(
    ("size", "scale"),
    [((6000, 200), 2), ((6000, 900), 4), ((3072, 2048), 8), ((3000, 2000), 4), ((700, 500), 1)],
)
def test_jpeg_is_decoded_at_the_smallest_scale_that_suffices(size, scale):
    data = photos.encoded(photos.gradient(size))
    with Image.open(io.BytesIO(data)) as opened:
        decode._draft(opened, decode.target_size(*size, 384, 192))

        assert opened.size == tuple(-(-edge // scale) for edge in size)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (7, 5), (384, 384), (9, 20000)])
def test_odd_sizes_are_read_whole(decoder, size):
    for file_format in ("JPEG", "PNG"):
        found = decoder.open(photos.encoded(photos.solid(size), file_format))

        assert (found.width, found.height) == size
        assert min(found.image.size) >= 1


def test_a_small_photo_is_not_made_larger(decoder):
    assert decoder.open(photos.encoded(photos.real().resize((100, 80)))).image.size == (100, 80)


def test_a_panorama_keeps_its_short_edge(decoder):
    found = decoder.open(photos.encoded(photos.gradient((4000, 1000))))

    assert found.image.size == (768, 192)


def test_the_large_view_gets_a_large_image(decoder):
    found = decoder.open(
        photos.encoded(photos.gradient((4000, 3000))), long_edge=2560, short_edge=0
    )

    assert found.image.size == (2560, 1920)


def test_a_small_decode_looks_like_the_whole_photo_made_small(decoder):
    photo = photos.real()
    small = decoder.open(photos.encoded(photo.resize((3072, 3072)), quality=95)).image

    expected = np.asarray(photo.resize(small.size, Image.Resampling.BOX), dtype=float)
    assert np.abs(np.asarray(small, dtype=float) - expected).mean() < 4


def test_a_200_megapixel_jpeg_is_read(decoder):
    found = decoder.open(photos.huge_jpeg())

    assert (found.width, found.height) == (16384, 12288)
    assert found.image.size == (384, 288)


def test_grey_and_palette_and_one_bit_become_rgb(decoder):
    for mode in ("L", "P", "1", "LA"):
        found = decoder.open(photos.encoded(photos.corners().convert(mode), "PNG"))

        assert found.image.mode == "RGB"


def test_transparent_parts_lie_on_white(decoder):
    image = Image.new("RGBA", (100, 100), (255, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 50, 100))
    for file_format in ("PNG", "WEBP", "TIFF"):
        found = decoder.open(
            photos.encoded(
                image, file_format, **({"lossless": True} if file_format == "WEBP" else {})
            )
        )

        assert found.image.getpixel((10, 50)) == (255, 255, 255)
        assert found.image.getpixel((90, 50)) == (255, 0, 0)


def test_a_palette_with_transparency_lies_on_white(decoder):
    image = Image.new("P", (50, 50), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    image.paste(1, (25, 0, 50, 50))

    found = decoder.open(photos.encoded(image, "PNG", transparency=0))

    assert found.image.getpixel((5, 25)) == (255, 255, 255)
    assert found.image.getpixel((45, 25)) == (255, 0, 0)


def test_16_bit_grey_keeps_its_tones(decoder):
    values = np.linspace(0, 65535, 256 * 64).reshape(64, 256).astype(np.uint16)
    for file_format in ("PNG", "TIFF"):
        image = decoder.open(photos.encoded(Image.fromarray(values), file_format)).image
        grey = np.asarray(image)[..., 0].astype(int)

        assert np.abs(grey - values // 257).max() <= 2


def test_fractions_from_0_to_1_become_black_to_white(decoder):
    values = np.tile(np.linspace(0, 1, 200, dtype=np.float32), (50, 1))
    grey = np.asarray(decoder.open(photos.encoded(Image.fromarray(values), "TIFF")).image)

    assert grey.min() == 0
    assert grey.max() == 255


def test_values_that_are_no_numbers_do_not_lose_the_photo(decoder):
    values = np.full((40, 40), np.nan, dtype=np.float32)
    values[:20] = np.inf
    values[30:] = 0.5

    assert decoder.open(photos.encoded(Image.fromarray(values), "TIFF")).width == 40


@pytest.mark.parametrize("file_format", ["JPEG", "TIFF"])
def test_ink_colours_become_screen_colours(decoder, file_format):
    found = decoder.open(photos.encoded(photos.corners().convert("CMYK"), file_format))

    assert_upright(found.image)


def test_a_colour_profile_is_applied(decoder):
    red = photos.encoded(
        photos.solid((500, 400), (255, 0, 0)), icc_profile=photos.swapped_profile()
    )

    r, g, b = decoder.open(red).image.getpixel((100, 100))

    assert g > 240
    assert max(r, b) < 20


def test_transparent_and_profiled_at_once(decoder):
    image = Image.new("RGBA", (60, 60), (255, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 30, 60))
    data = photos.encoded(image, "PNG", icc_profile=photos.swapped_profile())

    found = decoder.open(data).image

    assert found.getpixel((5, 5)) == (255, 255, 255)
    assert found.getpixel((50, 50))[1] > 240


@pytest.mark.parametrize("profile", [b"nonsense", b"\0" * 200, photos.swapped_profile()[:300]])
def test_a_broken_colour_profile_does_not_lose_the_photo(decoder, profile):
    found = decoder.open(photos.encoded(photos.corners(), icc_profile=profile))

    assert_upright(found.image)


def test_a_profile_for_other_channels_is_ignored(decoder):
    data = photos.encoded(photos.corners().convert("CMYK"), icc_profile=photos.swapped_profile())

    assert_upright(decoder.open(data).image)


def test_of_an_animation_the_first_frame_is_read(decoder):
    for file_format in ("GIF", "WEBP", "PNG", "AVIF"):
        red, green, blue = decoder.open(photos.animated(file_format)).image.getpixel((60, 45))

        assert red > 240 and green < 20 and blue < 20


def test_of_several_pictures_in_one_jpeg_the_first_is_read(decoder):
    other = photos.solid((800, 600), "black")
    data = photos.encoded(photos.corners(), "MPO", save_all=True, append_images=[other])

    found = decoder.open(data, "x.jpg")

    assert found.file_format == "JPEG"
    assert_upright(found.image)


def test_heic_without_a_usable_thumbnail_is_decoded_whole(decoder):
    data = photos.encoded(photos.corners((1200, 900)), "HEIF", thumbnails=[128])

    assert_upright(decoder.open(data).image)


def test_heic_with_a_large_thumbnail_keeps_its_own_size(decoder):
    found = decoder.open(photos.encoded(photos.corners((1600, 1200)), "HEIF", thumbnails=[640]))

    assert (found.width, found.height) == (1600, 1200)
    assert found.image.size == (384, 288)
    assert_upright(found.image)


def test_content_decides_not_the_name(decoder):
    assert decoder.open(photos.encoded(photos.corners(), "PNG"), "x.jpg").file_format == "PNG"


def test_the_image_carries_nothing_else_of_the_file(decoder):
    data = photos.encoded(photos.corners((300, 200)), comment=b"x" * 1000, exif=photos.exif(1))

    assert decoder.open(data).image.info == {}


def test_an_empty_file_is_unfinished(decoder):
    with pytest.raises(UnfinishedFileError, match="empty"):
        decoder.open(b"")


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_a_file_that_ends_too_early_is_unfinished(decoder, file_format, share):
    data = photos.encoded(photos.noise((900, 700), cells=200), file_format)

    with pytest.raises(UnfinishedFileError):
        decoder.open(photos.truncated(data, share))


@pytest.mark.parametrize("file_format", ["TIFF", "BMP"])
def test_a_cut_file_of_a_format_without_an_end_is_an_error(decoder, file_format):
    with pytest.raises(DecodeError):
        decoder.open(photos.truncated(photos.encoded(photos.noise(), file_format), 0.5))


def test_documents_are_named(decoder):
    with pytest.raises(DecodeError, match="its content is a PDF document"):
        decoder.open(b"%PDF-1.4\n" + bytes(range(256)) * 10, "scan.jpg")


@pytest.mark.parametrize(
    "file_format", ["EPS", "PPM", "PCX", "TGA", "ICO", "JPEG2000", "SGI", "DDS"]
)
def test_formats_off_the_list_are_refused_whatever_their_name(decoder, file_format):
    data = photos.encoded(photos.corners((64, 64)), file_format)

    with pytest.raises(DecodeError):
        decoder.open(data, "holiday.jpg")


@pytest.mark.parametrize("size", [(20_000, 10_000), (30_000, 30_000), (65_535, 65_535)])
def test_too_many_pixels_are_refused_before_decoding(decoder, size):
    with pytest.raises(DecodeError, match="pixels"):
        decoder.open(photos.png_bomb(*size))


def test_a_jpeg_beyond_the_limit_is_refused(decoder):
    data = bytearray(photos.encoded(photos.solid((64, 64))))
    frame = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, frame + 5, 30_000, 30_000)

    with pytest.raises(DecodeError, match="900 megapixels"):
        decoder.open(bytes(data))


@pytest.mark.parametrize("file_format", [*WHOLE_FORMATS, "GIF"])
def test_damaged_bytes_give_a_photo_or_a_reason(decoder, file_format):
    data = photos.encoded(photos.real().resize((160, 120)), file_format)
    random = np.random.default_rng(7)
    for _ in range(60):
        damaged = bytearray(data)
        for place in random.integers(0, len(data), 8):
            damaged[place] = random.integers(0, 256)
        try:
            decoder.open(bytes(damaged))
        except DecodeError as error:
            assert str(error).endswith(".")
