"""What the camera wrote into a photo: EXIF as Pillow reads it, checked, as a `Metadata` record.

Works for every container that carries EXIF: JPEG, TIFF, PNG (eXIf), WebP, HEIC, AVIF. Where EXIF
does not say when a photo was taken, XMP and IPTC are asked, which programs write. Cameras, phones
and editors write much nonsense; whatever makes no sense becomes None, and nothing here raises.
Tags: CIPA DC-008 (Exif 2.32), IPTC-IIM 4.2.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from photosim.core.image import iptc, written_time, xmp
from photosim.core.image.formats import BROKEN_FILE_ERRORS
from photosim.core.records.photos import Metadata, Traces

Tags = Mapping[int, Any]

_MAX_TEXT = 80
"""Characters kept of a maker's or model's name; real ones stay below 40."""

_COMPANY = re.compile(r"\b(?:corporation|corp|imaging|optical|company|co|ltd|inc)\b[.,]*", re.I)
"""What makers add to their name that no one calls them by."""

_TAKEN = (
    (Base.DateTimeOriginal, Base.SubsecTimeOriginal, Base.OffsetTimeOriginal),
    (Base.DateTimeDigitized, Base.SubsecTimeDigitized, Base.OffsetTimeDigitized),
)
"""Tags of date, sub-seconds and offset, in the order in which they are believed."""
_CHANGED = (Base.DateTime, Base.SubsecTime, Base.OffsetTime)
"""The same of the file's last change, by a camera or by a program."""

_XMP_TAKEN = ("exif:DateTimeOriginal", "photoshop:DateCreated", "exif:DateTimeDigitized")
_XMP_CREATED = "xmp:CreateDate"
_XMP_POSITION = "exif:GPSLatitude", "exif:GPSLongitude"
_XMP_COORDINATE = re.compile(
    r"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW])"
)
_XMP_PLACES = ("xmp", "XML:com.adobe.xmp")
"""Where Pillow's parsers put the packet: of JPEG, WebP, TIFF, HEIC and AVIF, and of PNG."""
_PNG_XMP = "Raw profile type xmp"
"""The text of PNG in which ImageMagick writes XMP, as hex digits."""
_PNG_TIME = "Creation Time"
"""A text of PNG (W3C, 11.3.3): when the picture was made, and not when the file was."""

_IPTC_TAKEN = (((2, 55), (2, 60)), ((2, 62), (2, 63)))
"""Datasets of date and time: when it was created, and when that was made digital."""
_MOST_PIXELS = 1 << 20
"""A side that a camera may record, px: ten times that of the largest picture."""


def read(image: Image.Image, orientation: int | None = None) -> Metadata:
    """The metadata of an opened image.

    Args:
        image: as Pillow opened it; PNG must be loaded, because its EXIF may follow the pixels.
        orientation: the file's own, 1..8, where Pillow has removed it from the tags already.
    """
    main = tags(image)
    exif, gps = _sub_tags(main, IFD.Exif), _sub_tags(main, IFD.GPSInfo)
    packet = _xmp(image)
    told = next(_capture_times(image, {**main, **exif}, packet), None)
    saved = next(_saving_times(image, {**main, **exif}, packet), None)
    taken, utc_offset_s = told or saved or (None, None)
    recorded = _side(exif.get(Base.ExifImageWidth)), _side(exif.get(Base.ExifImageHeight))
    latitude, longitude = next(_positions(gps, packet), (None, None))
    return Metadata(
        taken=taken,
        utc_offset_s=utc_offset_s,
        camera=_camera(main),
        orientation=orientation or orientation_of(main),
        latitude=latitude,
        longitude=longitude,
        exposure_s=_positive(exif.get(Base.ExposureTime)),
        f_number=_positive(exif.get(Base.FNumber)),
        iso=_iso(exif),
        software=_software(image, main, packet),
        recorded_width=recorded[0] if all(recorded) else None,
        recorded_height=recorded[1] if all(recorded) else None,
        traces=_of_its_time({**main, **exif}, packet, told, saved),
    )


def _of_its_time(
    found: Tags,
    packet: Mapping[str, str],
    told: written_time.Time | None,
    saved: written_time.Time | None,
) -> Traces:
    """What is to be said of the capture time, `told`, or else of when the file was `saved`."""
    if told is None:
        return Traces.NONE if saved is None else Traces.SAVED
    written = [(_text(found.get(date)), _text(found.get(part))) for date, part, _ in _TAKEN]
    written += [(packet.get(name, ""), "") for name in _XMP_TAKEN]
    is_fine = any(
        written_time.is_on_the_second(*one)
        and (time := written_time.read(*one)) is not None
        and time[0] == told[0]
        for one in written
    )
    return Traces.ON_THE_SECOND if is_fine else Traces.NONE


def orientation_of(found: Tags) -> int:
    """EXIF orientation 1..8; 1, upright, when it is missing or nonsense."""
    value = _number(found.get(Base.Orientation))
    return int(value) if value is not None and value in range(1, 9) else 1


def tags(image: Image.Image) -> Image.Exif:
    """The image's EXIF, empty when it cannot be parsed."""
    try:
        return image.getexif()
    except BROKEN_FILE_ERRORS:
        return Image.Exif()


def _sub_tags(tags: Image.Exif, which: IFD) -> Tags:
    """One of the nested directories of EXIF, empty when it cannot be parsed."""
    try:
        return dict(tags.get_ifd(which))
    except BROKEN_FILE_ERRORS:
        return {}


def _capture_times(
    image: Image.Image, tags: Tags, packet: Mapping[str, str]
) -> Iterator[written_time.Time]:
    """All capture times that are written, those believed most first."""
    for names in _TAKEN:
        yield from _exif_time(tags, *names)
    for name in _XMP_TAKEN:
        yield from _some(written_time.read(packet.get(name, "")))
    yield from _iptc_times(image)


def _saving_times(
    image: Image.Image, tags: Tags, packet: Mapping[str, str]
) -> Iterator[written_time.Time]:
    """All times at which the file was made or changed: of a camera's file the capture time."""
    yield from _some(written_time.read(packet.get(_XMP_CREATED, "")))
    yield from _some(_png_time(image))
    yield from _exif_time(tags, *_CHANGED)


def _some(time: written_time.Time | None) -> Iterator[written_time.Time]:
    if time is not None:
        yield time


def _exif_time(tags: Tags, date: int, sub_seconds: int, offset: int) -> Iterator[written_time.Time]:
    found = written_time.read(_text(tags.get(date)), _text(tags.get(sub_seconds)))
    if found is not None:
        taken, own_offset = found
        apart = written_time.offset(_text(tags.get(offset)))
        yield taken, own_offset if apart is None else apart


def _xmp(image: Image.Image) -> Mapping[str, str]:
    """The values of the image's XMP packet."""
    for place in _XMP_PLACES:
        packet = image.info.get(place)
        if isinstance(packet, bytes | str):
            return xmp.values(packet)
    return xmp.values(iptc.png_profile(image, _PNG_XMP))


def _png_time(image: Image.Image) -> written_time.Time | None:
    """The time in a PNG's text, as EXIF or mails write it."""
    text = _text(image.info.get(_PNG_TIME))
    try:
        return written_time.read(text) or written_time.read(str(parsedate_to_datetime(text)))
    except (ValueError, OverflowError):
        return None


def _iptc_times(image: Image.Image) -> Iterator[written_time.Time]:
    """The capture times in the image's IPTC record."""
    found = dict(iptc.datasets(image))
    for names in _IPTC_TAKEN:
        date, time = (found.get(name, b"").decode("ascii", "replace") for name in names)
        yield from _some(written_time.read(f"{date}T{time}") or written_time.read(date))


def _software(image: Image.Image, tags: Tags, packet: Mapping[str, str]) -> str | None:
    """The program that wrote the file last, as it names itself."""
    written = tags.get(Base.Software) or packet.get("xmp:CreatorTool")
    return _text(written or image.info.get("Software")) or None


def _side(value: object) -> int | None:
    """A picture's width or height in px, as it was recorded."""
    number = _positive(value)
    return int(number) if number is not None and 1 <= number <= _MOST_PIXELS else None


def _camera(tags: Tags) -> str | None:
    """Maker and model in one text, the maker once: "Canon EOS 5D", "samsung SM-G970F"."""
    maker = " ".join(_COMPANY.sub(" ", _text(tags.get(Base.Make))).split()).rstrip(" ,.")
    model = _text(tags.get(Base.Model))
    if maker and model and not model.lower().startswith(maker.split()[0].lower()):
        return f"{maker} {model}"
    return model or maker or None


def _positions(gps: Tags, packet: Mapping[str, str]) -> Iterator[tuple[float, float]]:
    """Latitude and longitude in degrees, those of EXIF before those of XMP."""
    refs = _text(gps.get(GPS.GPSLatitudeRef)), _text(gps.get(GPS.GPSLongitudeRef))
    latitude = _degrees(gps.get(GPS.GPSLatitude), refs[0][:1].upper() == "S")
    longitude = _degrees(gps.get(GPS.GPSLongitude), refs[1][:1].upper() == "W")
    yield from _place(latitude, longitude)
    yield from _place(*(_xmp_degrees(packet.get(name, "")) for name in _XMP_POSITION))


def _place(latitude: float | None, longitude: float | None) -> Iterator[tuple[float, float]]:
    """A place on earth; none for 0, 0, which a receiver without a fix writes."""
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return
    if (latitude, longitude) != (0, 0):
        yield latitude, longitude


def _xmp_degrees(text: str) -> float | None:
    """Degrees of "47,33,30N" or "47,33.5N" (XMP part 2, GPSCoordinate); None for anything else."""
    found = _XMP_COORDINATE.fullmatch(text)
    if found is None:
        return None
    parts = [float(part) for part in found.groups()[:3] if part]
    degrees = math.fsum(part / 60.0**power for power, part in enumerate(parts))
    return -degrees if found[4] in "SW" else degrees


def _degrees(value: object, is_negative: bool) -> float | None:
    """Degrees of the three rationals degrees, minutes, seconds."""
    if not isinstance(value, tuple) or not 1 <= len(value) <= 3:
        return None
    parts = [_number(part) for part in value]
    known = [part for part in parts if part is not None and part >= 0]
    if len(known) < len(parts):
        return None
    degrees = math.fsum(part / 60.0**power for power, part in enumerate(known))
    return -degrees if is_negative else degrees


def _iso(tags: Tags) -> int | None:
    """Sensitivity; 65535 in the old 16-bit tag means "look into the newer one"."""
    for tag in (
        Base.ISOSpeedRatings,
        Base.RecommendedExposureIndex,
        Base.StandardOutputSensitivity,
    ):
        value = _positive(tags.get(tag))
        if value is not None and value >= 1 and value != 65535:
            return int(value)
    return None


def _positive(value: object) -> float | None:
    """The value as a number when it is above 0."""
    number = _number(value)
    return number if number is not None and number > 0 else None


def _number(value: object) -> float | None:
    """The first number of a tag's value, None when it is no finite number."""
    first = value[0] if isinstance(value, tuple) and value else value
    try:
        number = float(first)  # type: ignore[arg-type]  # anything may stand in a tag
    except (TypeError, ValueError, ArithmeticError):
        return None
    return number if math.isfinite(number) else None


def _as_utf8(text: str) -> str:
    """A text that Pillow took for Latin-1, as many phones and programs mean it: UTF-8."""
    try:
        return text if text.isascii() else text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _text(value: object) -> str:
    """A tag's text in one line without control characters, at most `_MAX_TEXT` long."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    value = _as_utf8(value)
    printable = "".join(c if c.isprintable() else " " for c in value.split("\x00", 1)[0][:1000])
    return " ".join(printable.split())[:_MAX_TEXT].strip()
