"""What the camera wrote into a photo: EXIF as Pillow reads it, checked, as a `Metadata` record.

Works for every container that carries EXIF: JPEG, TIFF, PNG (eXIf), WebP, HEIC, AVIF. Cameras,
phones and editors write much nonsense; whatever makes no sense becomes None, and nothing here
raises. Tags: CIPA DC-008 (Exif 2.32).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from photosim.core.formats import BROKEN_FILE_ERRORS
from photosim.core.records import Metadata

Tags = Mapping[int, Any]

_MAX_TEXT = 80
"""Characters kept of a maker's or model's name; real ones stay below 40."""

_FIRST_YEAR = 1826
"""The year of the oldest photograph that still exists, Niépce's view from his window."""

_DATE = re.compile(r"\s*(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?")
_OFFSET = re.compile(r"\s*([+-])(\d{2}):?(\d{2})")

_COMPANY = re.compile(r"\b(?:corporation|corp|imaging|optical|company|co|ltd|inc)\b[.,]*", re.I)
"""What makers add to their name that no one calls them by."""

_DATES = (
    (Base.DateTimeOriginal, Base.SubsecTimeOriginal, Base.OffsetTimeOriginal),
    (Base.DateTimeDigitized, Base.SubsecTimeDigitized, Base.OffsetTimeDigitized),
    (Base.DateTime, Base.SubsecTime, Base.OffsetTime),
)
"""Tags of date, sub-seconds and offset, in the order in which they are believed."""


def read(image: Image.Image, orientation: int | None = None) -> Metadata:
    """The metadata of an opened image.

    Args:
        image: as Pillow opened it; PNG must be loaded, because its EXIF may follow the pixels.
        orientation: the file's own, 1..8, where Pillow has removed it from the tags already.
    """
    main = tags(image)
    exif, gps = _sub_tags(main, IFD.Exif), _sub_tags(main, IFD.GPSInfo)
    taken, utc_offset_s = _capture_time({**main, **exif})
    latitude, longitude = _position(gps)
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
    )


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


def _capture_time(tags: Tags) -> tuple[datetime | None, int | None]:
    """Capture time by the camera's clock, and the clock's offset from UTC in seconds."""
    for date, sub_seconds, offset in _DATES:
        taken = _date(_text(tags.get(date)), _text(tags.get(sub_seconds)))
        if taken:
            return taken, _offset(_text(tags.get(offset)))
    return None, None


def _date(text: str, sub_seconds: str) -> datetime | None:
    """The date of "2019:07:31 18:05:59", None for nonsense such as "0000:00:00 00:00:00"."""
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    micro = int(sub_seconds[:6].ljust(6, "0")) if re.fullmatch(r"[0-9]+", sub_seconds) else 0
    try:
        taken = datetime(year, month, day, hour, minute, int(found[6] or 0), micro)
    except ValueError:
        return None
    return taken if year >= _FIRST_YEAR else None


def _offset(text: str) -> int | None:
    """Seconds of "+02:00"; None outside the offsets that exist on Earth, -12:00 to +14:00."""
    found = _OFFSET.match(text)
    if not found:
        return 0 if text == "Z" else None
    seconds = int(found[2]) * 3600 + int(found[3]) * 60
    seconds = -seconds if found[1] == "-" else seconds
    return seconds if -12 * 3600 <= seconds <= 14 * 3600 else None


def _camera(tags: Tags) -> str | None:
    """Maker and model in one text, the maker once: "Canon EOS 5D", "samsung SM-G970F"."""
    maker = " ".join(_COMPANY.sub(" ", _text(tags.get(Base.Make))).split()).rstrip(" ,.")
    model = _text(tags.get(Base.Model))
    if maker and model and not model.lower().startswith(maker.split()[0].lower()):
        return f"{maker} {model}"
    return model or maker or None


def _position(gps: Tags) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees, both or neither."""
    refs = _text(gps.get(GPS.GPSLatitudeRef)), _text(gps.get(GPS.GPSLongitudeRef))
    latitude = _degrees(gps.get(GPS.GPSLatitude), refs[0][:1].upper() == "S")
    longitude = _degrees(gps.get(GPS.GPSLongitude), refs[1][:1].upper() == "W")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    # A receiver without a fix writes 0, 0, mostly without the letters of the hemispheres.
    if latitude == longitude == 0 and not all(refs):
        return None, None
    return latitude, longitude


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


def _text(value: object) -> str:
    """A tag's text in one line without control characters, at most `_MAX_TEXT` long."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    printable = "".join(c if c.isprintable() else " " for c in value.split("\x00", 1)[0][:1000])
    return " ".join(printable.split())[:_MAX_TEXT].strip()
