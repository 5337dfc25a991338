from __future__ import annotations

import io
from datetime import datetime

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational
from support import photos

from photosim.core.image import metadata
from photosim.core.image.decode import Decoder
from photosim.core.records.photos import Metadata, Traces


def read(exif: Image.Exif | bytes, file_format: str = "JPEG") -> Metadata:
    data = photos.encoded(photos.solid((16, 16)), file_format, exif=exif)
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return metadata.read(image)


FULL = {
    "Make": "Canon",
    "Model": "Canon EOS 5D",
    "DateTimeOriginal": "2019:07:31 18:05:59",
    "SubsecTimeOriginal": "42",
    "OffsetTimeOriginal": "+02:00",
    "ExposureTime": 0.004,
    "FNumber": 2.8,
    "ISOSpeedRatings": 400,
    "GPSLatitude": (48.0, 8.0, 15.0),
    "GPSLatitudeRef": "N",
    "GPSLongitude": (11.0, 34.0, 30.0),
    "GPSLongitudeRef": "W",
}


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_everything_a_camera_writes_is_read_from_every_format(file_format):
    found = read(photos.exif(1, **FULL), file_format)

    assert found.taken == datetime(2019, 7, 31, 18, 5, 59, 420_000)
    assert found.utc_offset_s == 7200
    assert found.camera == "Canon EOS 5D"
    assert found.exposure_s == pytest.approx(0.004)
    assert found.f_number == pytest.approx(2.8)
    assert found.iso == 400
    assert found.latitude == pytest.approx(48.1375)
    assert found.longitude == pytest.approx(-11.575)


def test_a_file_without_exif_has_empty_metadata():
    assert read(Image.Exif()) == Metadata()


def test_it_is_known_whether_a_time_is_the_picture_s_or_the_file_s():
    changed, taken = "2001:02:03 04:05:06", "2000:01:01 00:00:01"

    assert read(photos.exif(DateTime=changed)).traces is Traces.SAVED
    assert read(photos.exif(DateTime=changed, DateTimeOriginal=taken)).traces is Traces.NONE
    assert read(photos.exif(DateTime="x")).traces is Traces.NONE


def test_a_part_of_a_second_that_is_0_is_told_from_none_at_all():
    taken = "2000:01:01 00:00:01"

    for parts, traces in (("00", Traces.ON_THE_SECOND), ("10", Traces.NONE), ("", Traces.NONE)):
        found = read(photos.exif(DateTimeOriginal=taken, SubsecTimeOriginal=parts))
        assert found.traces is traces, parts


def test_time_of_digitizing_and_of_change_stand_in_for_capture_time():
    assert read(photos.exif(DateTime="2001:02:03 04:05:06")).taken == datetime(2001, 2, 3, 4, 5, 6)
    both = photos.exif(DateTime="2001:02:03 04:05:06", DateTimeDigitized="2000:01:01 00:00:01")
    assert read(both).taken == datetime(2000, 1, 1, 0, 0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2019:13:01 00:00:00",
        "1700:01:01 00:00:00",
        "",
        "x",
    ],
)
def test_nonsense_dates_are_none(text):
    assert read(photos.exif(DateTimeOriginal=text)).taken is None


def test_a_nonsense_date_gives_way_to_a_later_good_one():
    found = read(
        photos.exif(DateTimeOriginal="0000:00:00 00:00:00", DateTime="2020:01:02 03:04:05")
    )

    assert found.taken == datetime(2020, 1, 2, 3, 4, 5)


@pytest.mark.parametrize(("text", "seconds"), [("-03:30", -12600), ("Z", 0), ("+99:00", None)])
def test_offsets_from_utc(text, seconds):
    exif = photos.exif(DateTimeOriginal="2020:01:02 03:04:05", OffsetTimeOriginal=text)

    assert read(exif).utc_offset_s == seconds


@pytest.mark.parametrize(
    ("maker", "model", "camera"),
    [
        ("NIKON CORPORATION", "NIKON D700", "NIKON D700"),
        ("NIKON CORPORATION", "COOLPIX P900", "NIKON COOLPIX P900"),
        ("OLYMPUS IMAGING CORP.  ", "E-PL3", "OLYMPUS E-PL3"),
        ("samsung", "SM-G970F", "samsung SM-G970F"),
        ("Apple", "", "Apple"),
        ("", "iPhone 7\x00\x00garbage", "iPhone 7"),
        ("\x00", "\x01\x02", None),
    ],
)
def test_the_camera_names_its_maker_once(maker, model, camera):
    assert read(photos.exif(Make=maker, Model=model)).camera == camera


@pytest.mark.parametrize(
    ("written", "camera"),
    [("写真機".encode(), "写真機"), ("Škoda".encode(), "Škoda"), (b"Caf\xe9", "Café")],
)
def test_camera_s_name_in_utf_8_is_read_and_one_in_latin_1_too(written, camera):
    record = photos.exif(Model="x" * len(written))
    data = bytes(record.tobytes()).replace(b"x" * len(written), written)

    assert read(data).camera == camera


def test_long_text_is_cut():
    camera = read(photos.exif(Model="x" * 10_000)).camera

    assert camera is not None
    assert len(camera) < 100


@pytest.mark.parametrize(
    "gps",
    [
        {"GPSLatitude": (0.0, 0.0, 0.0), "GPSLongitude": (0.0, 0.0, 0.0)},
        {"GPSLatitude": (91.0, 0.0, 0.0), "GPSLongitude": (1.0, 0.0, 0.0)},
        {"GPSLatitude": (10.0, 0.0, 0.0)},
        {"GPSLatitude": (10.0, IFDRational(0, 0), 0.0), "GPSLongitude": (1.0, 0.0, 0.0)},
    ],
)
def test_nonsense_positions_are_none(gps):
    found = read(photos.exif(**gps))

    assert (found.latitude, found.longitude) == (None, None)


def test_receiver_without_a_fix_tells_no_place():
    zero = (0.0, 0.0, 0.0)
    found = read(
        photos.exif(GPSLatitude=zero, GPSLongitude=zero, GPSLatitudeRef="N", GPSLongitudeRef="E")
    )

    assert (found.latitude, found.longitude) == (None, None)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_a_nonsense_orientation_is_upright(orientation):
    assert read(photos.exif(orientation)).orientation == 1


def test_damaged_exif_loses_no_photo_and_warns_nobody():
    whole = photos.exif(6, **FULL).tobytes()
    decoder = Decoder()
    random = np.random.default_rng(3)
    for _ in range(300):
        damaged = bytearray(whole)
        for place in random.integers(6, len(whole), 6):
            damaged[place] = random.integers(0, 256)
        data = photos.encoded(photos.solid((8, 8)), exif=bytes(damaged))

        assert decoder.open(data).width == 8


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:DateCreated="2001-02-03T04:05:06+01:00" xmp:CreateDate="2010-01-01T00:00:00"
 xmp:CreatorTool="Adobe Photoshop 25.0"/></rdf:RDF></x:xmpmeta>"""


def with_xmp(file_format: str, packet: str = XMP, **more: object) -> bytes:
    """A file whose only record of its time is an XMP packet."""
    if file_format == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet)
        more["pnginfo"] = info
    elif file_format == "TIFF":
        more["tiffinfo"] = {700: packet.encode()}
    else:
        more["xmp"] = packet.encode()
    return photos.encoded(photos.solid((16, 16)), file_format, **more)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (("47,33.5N", "13,38.25E"), (47.55833, 13.6375)),
        (("33,51,30S", "70,40,0W"), (-33.85833, -70.66667)),
        (("0,0N", "0,0E"), (None, None)),
        (("91,0N", "13,38E"), (None, None)),
        (("47.5", "13.6"), (None, None)),
        (("", "13,38E"), (None, None)),
    ],
)
def test_place_in_xmp_only_is_read(written, place):
    position = (
        f'exif:GPSLatitude="{written[0]}" exif:GPSLongitude="{written[1]}" photoshop:DateCreated'
    )
    spaces = 'xmlns:exif="http://ns.adobe.com/exif/1.0/" ' + position
    found = Decoder().open(with_xmp("JPEG", XMP.replace("photoshop:DateCreated", spaces))).metadata

    assert (found.latitude, found.longitude) == pytest.approx(place)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_a_time_in_xmp_only_is_read_from_every_format(file_format):
    found = Decoder().open(with_xmp(file_format)).metadata

    assert (found.taken, found.utc_offset_s) == (datetime(2001, 2, 3, 4, 5, 6), 3600)
    assert found.software == "Adobe Photoshop 25.0"


def test_a_time_in_exif_is_believed_more_but_not_that_of_the_last_change():
    original = photos.exif(DateTimeOriginal="2005:05:05 05:05:05")
    changed = photos.exif(DateTime="2020:01:01 00:00:00")

    assert Decoder().open(with_xmp("JPEG", exif=original)).metadata.taken.year == 2005
    assert Decoder().open(with_xmp("JPEG", exif=changed)).metadata.taken.year == 2001


def with_iptc(date: bytes, time: bytes, datasets: tuple[int, int] = (55, 60)) -> bytes:
    """A JPEG whose only record of its time is IPTC."""
    block = b"".join(
        b"\x1c\x02" + bytes([number]) + len(value).to_bytes(2, "big") + value
        for number, value in zip(datasets, (date, time), strict=True)
        if value
    )
    resource = (
        b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block + b"\0" * (len(block) % 2)
    )
    body = b"Photoshop 3.0\0" + resource
    data = photos.encoded(photos.solid((16, 16)))
    return data[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + data[2:]


@pytest.mark.parametrize(
    ("date", "time", "taken"),
    [
        (b"20010203", b"040506+0100", datetime(2001, 2, 3, 4, 5, 6)),
        (b"20010203", b"240506", datetime(2001, 2, 3, 0, 5, 6)),
        (b"20010203", b"", datetime(2001, 2, 3)),
        (b"00000000", b"", None),
    ],
)
def test_a_time_in_iptc_only_is_read(date, time, taken):
    for datasets in ((55, 60), (62, 63)):  # created, and made digital
        found = Decoder().open(with_iptc(date, time, datasets)).metadata
        assert found.taken == taken


IPTC = b"\x1c\x02\x37\0\x0820010203\x1c\x02\x3c\0\x0b040506+0100"


def with_text(name: str, value: str | bytes) -> bytes:
    """A PNG whose only record of its time is a text; of bytes as ImageMagick writes them."""
    info = PngInfo()
    if isinstance(value, bytes):
        kind, digits = name.split()[-1], value.hex()
        lines = [digits[at : at + 72] for at in range(0, len(digits), 72)]
        value = "\n".join(["", kind, f"{len(digits) // 2:8}", *lines, ""])
    info.add_text(name, value)
    return photos.encoded(photos.solid((16, 16)), "PNG", pnginfo=info)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Creation Time", "2001:02:03 04:05:06"),
        ("Creation Time", "2001-02-03T04:05:06+01:00"),
        ("Creation Time", "Sat, 03 Feb 2001 04:05:06 +0100"),
        ("Raw profile type xmp", XMP.encode()),
        ("Raw profile type iptc", IPTC),
        ("Raw profile type iptc", b"8BIM\x04\x04\0\0\0\0\0\x1d" + IPTC + b"\0"),
    ],
)
def test_a_time_in_a_text_of_png_is_read(name, value):
    assert Decoder().open(with_text(name, value)).metadata.taken == datetime(2001, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date:create", "2001-02-03T04:05:06+01:00"),  # of the file, by ImageMagick
        ("Creation Time", "long ago"),
        ("Creation Time", "Sat, 99 Feb 99999999999 04:05:06 +0100"),
        ("Raw profile type xmp", "\nxmp\n 3\nno digits"),
        ("Raw profile type iptc", "x"),
    ],
)
def test_a_files_own_time_and_nonsense_in_a_text_of_png_are_no_time(name, value):
    assert Decoder().open(with_text(name, value)).metadata.taken is None


def test_software_and_recorded_size_are_kept():
    exif = photos.exif(ExifImageWidth=4000, ExifImageHeight=3000)
    exif[305] = "GIMP 2.10"
    found = read(exif)

    assert found.software == "GIMP 2.10"
    assert (found.recorded_width, found.recorded_height) == (4000, 3000)
    assert read(photos.exif(ExifImageWidth=4000)).recorded_width is None
