from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image, ImageCms
from support import photos
from support.saying import raises_saying

from photosim.core.errors import DecodeError, UnfinishedFileError
from photosim.core.image import decode, detail
from photosim.core.image.decode import Decoder
from photosim.core.image.payload import jpeg
from photosim.texts import error_wording

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


def drawing(colour: str, file_format: str, **options: object) -> bytes:
    """Lines of one colour on nothing."""
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    image.paste(colour, (20, 20, 80, 30))
    image.paste(colour, (20, 60, 80, 70))
    return photos.encoded(image, file_format, **options)


@pytest.mark.parametrize("colour", ["white", "black", "yellow", "navy"])
def test_a_drawing_on_nothing_shows_and_on_one_ground_in_every_format(decoder, colour):
    found = [
        np.asarray(decoder.open(data).image, int)
        for data in (
            drawing(colour, "PNG"),
            drawing(colour, "WEBP", lossless=True),
            drawing(colour, "TIFF"),
            photos.encoded(Image.open(io.BytesIO(drawing(colour, "PNG"))).quantize(8), "PNG"),
        )
    ]

    assert all(image.std() > 30 for image in found)
    assert all(np.abs(image - found[0]).max() < 8 for image in found)


def test_grey_with_transparency_lies_on_a_ground_that_shows_it(decoder):
    image = Image.new("LA", (60, 60), (255, 0))
    image.paste((255, 255), (20, 20, 40, 40))

    assert np.asarray(decoder.open(photos.encoded(image, "PNG")).image).std() > 30


def named_srgb(exponent: float) -> bytes:
    """A profile that is called sRGB, with a pure power for its curve."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    n_tags = struct.unpack_from(">I", data, 128)[0]
    for at in range(132, 132 + 12 * n_tags, 12):
        if data[at : at + 4] in (b"rTRC", b"gTRC", b"bTRC"):
            offset = struct.unpack_from(">I", data, at + 4)[0]
            data[offset : offset + 14] = b"curv\0\0\0\0\0\0\0\1" + struct.pack(
                ">H", round(exponent * 256)
            )
            struct.pack_into(">I", data, at + 8, 14)
    return bytes(data)


def test_a_profile_that_only_its_name_makes_srgb_is_applied(decoder):
    grey = photos.solid((64, 64), (60, 60, 60))

    linear = decoder.open(photos.encoded(grey, icc_profile=named_srgb(1.0))).image
    curved = decoder.open(photos.encoded(grey, icc_profile=named_srgb(2.2))).image

    assert abs(linear.getpixel((30, 30))[0] - 132) < 4  # 60/255 of the light
    assert abs(curved.getpixel((30, 30))[0] - 60) < 4


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
    with raises_saying(UnfinishedFileError, "empty"):
        decoder.open(b"")


SEQUENTIAL = {"GIF": {"interlace": 0}}
CUT = ["JPEG", "PNG", "WEBP", "HEIF", "GIF", "TIFF", "BMP"]


@pytest.mark.parametrize("file_format", CUT)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_of_a_file_that_is_cut_off_what_is_there_is_shown_and_the_rest_is_grey(
    decoder, file_format, share
):
    photo = photos.noise((900, 700), cells=200)
    whole = decoder.open(photos.encoded(photo, file_format, **SEQUENTIAL.get(file_format, {})))

    found = decoder.open(
        photos.truncated(
            photos.encoded(photo, file_format, **SEQUENTIAL.get(file_format, {})), share
        ),
        square=64,
        in_full=True,
    )

    assert found.is_damaged and not whole.is_damaged
    assert (found.width, found.height) == (900, 700)
    seen, expected = (np.asarray(one.image, int) for one in (found, whole))
    grey = (seen == 128).all(axis=2).all(axis=1)
    assert abs(grey.mean() - (1 - share)) < 0.2
    assert np.abs(seen - expected)[~grey].mean() < 3
    assert not (np.asarray(found.square) == 128).all(axis=2).all(axis=1).any()
    assert found.pixel_hash is None and found.detail is None


@pytest.mark.parametrize("share", [0.6, 0.7, 0.9, 0.99, 0.999])
@pytest.mark.parametrize(
    ("file_format", "options"),
    [
        ("WEBP", {"exif": photos.exif(Make="Canon")}),
        ("WEBP", {"lossless": True}),
        ("AVIF", {"exif": photos.exif(Make="Canon")}),
    ],
)
def test_also_of_a_file_with_metadata_behind_the_picture_what_is_there_is_shown(
    decoder, file_format, options, share
):
    photo = photos.noise((300, 200), cells=60)
    data = photos.encoded(photo, file_format, **options)

    found = decoder.open(photos.truncated(data, share), in_full=True)

    assert found.is_damaged
    seen, expected = (np.asarray(one.image, int) for one in (found, decoder.open(data)))
    is_there = (seen != 128).any(axis=2)
    assert is_there.mean() > share - 0.4
    assert np.abs(seen - expected)[is_there].mean() < 8


@pytest.mark.parametrize(
    ("file_format", "options"),
    [("WEBP", {}), ("WEBP", {"lossless": True}), ("AVIF", {}), ("HEIF", {})],
)
def test_wherever_a_file_is_cut_something_of_it_is_shown(decoder, file_format, options):
    data = photos.encoded(photos.noise((160, 480), cells=60), file_format, **options)
    whole = np.asarray(decoder.open(data).image, int)

    for n in np.linspace(0.4 * len(data), len(data) - 2, 25).astype(int):
        found = decoder.open(data[:n], in_full=True)

        seen = np.asarray(found.image, int)
        is_there = (seen != 128).any(axis=2)
        assert found.is_damaged and is_there.any(), n
        assert np.abs(seen - whole)[is_there].mean() < 12, n


def test_of_an_interlaced_picture_that_is_cut_off_a_coarse_one_is_shown(decoder):
    photo = photos.noise((900, 700), cells=12)
    data = photos.encoded(photo, "GIF", interlace=1)

    found = decoder.open(photos.truncated(data, 0.6), in_full=True)

    assert found.is_damaged
    seen = np.asarray(found.image, int)
    assert np.abs(seen - np.asarray(decoder.open(data).image, int)).mean() < 12


def test_of_a_turned_picture_the_missing_part_lies_where_it_is_seen(decoder):
    data = photos.oriented(photos.noise((600, 900), cells=150), 6)

    found = np.asarray(decoder.open(photos.truncated(data, 0.5)).image)

    columns = (found == 128).all(axis=2).all(axis=0)
    assert 0.3 < columns.mean() < 0.7


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
@pytest.mark.parametrize("n_lost", [1, 2])
def test_a_jpeg_that_lacks_only_its_end_marker_is_whole(decoder, options, n_lost):
    data = photos.encoded(photos.noise(cells=100), **options)

    found = decoder.open(data[:-n_lost], in_full=True)

    assert not found.is_damaged
    assert (
        np.abs(np.asarray(found.image, int) - np.asarray(decoder.open(data).image, int)).max() < 2
    )


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
@pytest.mark.parametrize(
    "behind",
    [
        b"\xff\xff",
        b"\xff" * 600,
        b"\xff" + bytes(900),
        bytes(900) + b"\xff\xff",
        b"\xff\xd0\xff",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe1\x40\0Exif",
        b"\xff\xfe\0\x10half",
        b"<html>",
    ],
)
def test_whatever_stands_in_place_of_its_end_marker_a_jpeg_is_whole(decoder, options, behind):
    data = photos.encoded(photos.noise(cells=100), **options)

    found = decoder.open(data[:-2] + behind, in_full=True)

    assert not found.is_damaged
    seen, expected = (np.asarray(one.image, int) for one in (found, decoder.open(data)))
    assert np.abs(seen - expected).max() < 2


def test_a_progressive_jpeg_that_lacks_its_last_scan_is_damaged(decoder):
    data = photos.encoded(photos.noise(cells=100), progressive=True)
    last_scan = data.rindex(b"\xff\xda")

    found = decoder.open(data[:last_scan], in_full=True)

    assert found.is_damaged


def test_a_progressive_jpeg_that_ends_inside_a_table_or_a_header_shows_the_scans_before(decoder):
    data = photos.encoded(photos.noise(cells=100), progressive=True)
    starts = [start for marker, start, _ in jpeg.segments(data) if marker in (0xC4, 0xDA)]

    for start in starts[-4:]:
        for n in (1, 2, 3, 5, 7):
            found = decoder.open(data[: start + n], in_full=True)
            assert found.is_damaged, (start, n)
            assert np.asarray(found.image)[-1].std() > 5, (start, n)  # nothing is grey


def test_room_that_was_reserved_and_never_written_is_no_picture(decoder):
    data = photos.encoded(photos.noise((900, 700), cells=200))

    found = decoder.open(photos.truncated(data) + bytes(len(data) // 2), in_full=True)

    assert found.is_damaged


@pytest.mark.parametrize("file_format", ["PNG", "GIF"])
def test_a_file_that_lacks_only_its_end_is_whole(decoder, file_format):
    data = photos.encoded(photos.noise(cells=100), file_format)

    found = decoder.open(data[: -12 if file_format == "PNG" else -1], in_full=True)

    assert not found.is_damaged


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
def test_a_file_of_which_almost_nothing_is_there_is_unfinished(decoder, file_format):
    options = SEQUENTIAL.get(file_format, {})
    data = photos.encoded(photos.noise((900, 700), cells=200), file_format, **options)

    with pytest.raises(UnfinishedFileError):
        decoder.open(photos.truncated(data, 0.02))


def test_an_animation_whose_later_frames_are_cut_off_is_damaged(decoder):
    for file_format in ("GIF", "PNG", "WEBP"):
        assert decoder.open(photos.animated(file_format)[:-40], in_full=True).is_damaged


@pytest.mark.parametrize("file_format", ["GIF", "WEBP", "PNG", "TIFF"])
def test_frames_are_counted_when_a_close_look_is_asked_for(decoder, file_format):
    assert decoder.open(photos.animated(file_format), in_full=True).n_frames == 3
    assert decoder.open(photos.encoded(photos.solid(), file_format), in_full=True).n_frames == 1


def pixel_hash(decoder, data):
    found = decoder.open(data, in_full=True).pixel_hash
    assert found is not None
    return found


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "HEIF", "TIFF"])
def test_what_the_camera_wrote_does_not_change_the_hash_of_the_pixels(decoder, file_format):
    photo = photos.noise()
    one = photos.encoded(photo, file_format, exif=photos.exif(1, Model="a"))
    other = photos.encoded(
        photo, file_format, exif=photos.exif(1, Model="bcd", DateTimeOriginal="2019:07:31 18:05:59")
    )

    assert pixel_hash(decoder, one) == pixel_hash(decoder, other)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "HEIF", "TIFF"])
def test_another_orientation_is_another_picture(decoder, file_format):
    stored = photos.noise()
    one = photos.encoded(stored, file_format, exif=photos.exif(1))
    other = photos.encoded(stored, file_format, exif=photos.exif(6))

    assert pixel_hash(decoder, one) != pixel_hash(decoder, other)


def test_another_profile_is_another_picture_but_one_of_srgb_is_not(decoder):
    photo = photos.noise()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain, named, swapped = (
        pixel_hash(decoder, photos.encoded(photo, **more))
        for more in ({}, {"icc_profile": srgb}, {"icc_profile": photos.swapped_profile()})
    )

    assert plain == named != swapped


def test_equal_pixels_are_equal_whatever_the_file(decoder):
    photo = photos.noise((320, 200))
    hashes = {
        pixel_hash(decoder, photos.encoded(photo, "PNG")),
        pixel_hash(decoder, photos.encoded(photo, "PNG", compress_level=1)),
        pixel_hash(decoder, photos.encoded(photo.convert("RGBA"), "PNG")),
        pixel_hash(decoder, photos.encoded(photo, "BMP")),
        pixel_hash(decoder, photos.encoded(photo, "TIFF", compression="tiff_lzw")),
        pixel_hash(decoder, photos.encoded(photo, "WEBP", lossless=True)),
    }

    assert len(hashes) == 1
    assert hashes.isdisjoint({pixel_hash(decoder, photos.encoded(photo, "WEBP"))})


@pytest.mark.parametrize("file_format", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_another_later_frame_is_another_picture(decoder, file_format):
    hashes = set()
    for last in ("blue", "black"):
        first, *others = (photos.solid((120, 90), colour) for colour in ("red", "lime", last))
        data = photos.encoded(first, file_format, save_all=True, append_images=others)
        hashes.add(pixel_hash(decoder, data))

    assert len(hashes) == 2


def test_what_is_appended_to_a_jpeg_is_not_its_picture(decoder):
    data = photos.encoded(photos.noise())

    assert pixel_hash(decoder, data) == pixel_hash(decoder, data + b"a film" * 100)


def test_an_enlarged_copy_has_less_real_pixels(decoder):
    photo = photos.real("coffee.png")
    large = photo.resize((photo.width * 2, photo.height * 2), Image.Resampling.BICUBIC)

    whole, enlarged = (
        decoder.open(photos.encoded(one), in_full=True).detail for one in (photo, large)
    )

    assert whole > 0.9
    assert enlarged < 0.7


@pytest.mark.parametrize("times", [2, 3])
def test_repeated_pixels_are_not_real(decoder, times):
    photo = photos.real("coffee.png")
    size = photo.width * times, photo.height * times
    large = photo.resize(size, Image.Resampling.NEAREST)

    assert decoder.open(photos.encoded(large), in_full=True).detail < 1 / times + 0.05


def test_of_what_is_no_jpeg_nothing_is_said_of_its_detail():
    whole = photos.encoded(photos.real("coffee.png"))

    assert detail.of_jpeg(b"no picture") is None
    assert detail.of_jpeg(whole[:400]) is None
    assert detail.of_jpeg(whole) > 0.9


def test_a_camera_s_own_file_is_not_decoded_whole_for_its_detail(decoder):
    size = (3000, 2000)
    own = photos.exif(Make="Leica", ExifImageWidth=3000, ExifImageHeight=2000)
    enlarged = photos.exif(Make="Leica", ExifImageWidth=1500, ExifImageHeight=1000)
    photo = photos.real().resize(size)

    assert decoder.open(photos.encoded(photo, exif=own), in_full=True).detail is None
    assert decoder.open(photos.encoded(photo, exif=enlarged), in_full=True).detail < 0.6


def test_documents_are_named(decoder):
    with raises_saying(DecodeError, "its content is a PDF document"):
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
    with raises_saying(DecodeError, "pixels"):
        decoder.open(photos.png_bomb(*size))


def test_a_jpeg_beyond_the_limit_is_refused(decoder):
    data = bytearray(photos.encoded(photos.solid((64, 64))))
    frame = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, frame + 5, 30_000, 30_000)

    with raises_saying(DecodeError, "900 megapixels"):
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
            assert error_wording.sentence(error).endswith(".")
