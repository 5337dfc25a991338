"""Exposure brackets made of one photo: what a camera on a tripod would have recorded.

The photo is taken for the scene: its sRGB values become light, the light is exposed two stops
under, right, and two stops over, with the noise of photons and reading at the ISO of each shot,
clipped and written as the camera writes it, with EXIF that says so. Right is a mean of 18 % of full
light. Every second camera bends its tones to an S, as most do.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image
from PIL.ExifTags import IFD, Base

STOPS = (-2, 0, 2)
_ISO = {-2: 100, 0: 200, 2: 400}
_LONG_EDGE = 2400
_ELECTRONS = 20_000
"""Electrons of a full pixel at ISO 100; reading adds `_READ_NOISE` of them."""
_READ_NOISE = 4.0


def shots(photo: Image.Image, number: int) -> Iterator[bytes]:
    """JPEG bytes of each shot; `number` seeds the noise, sets the time and chooses the curve."""
    photo = photo.convert("RGB")
    photo.thumbnail((_LONG_EDGE, _LONG_EDGE), Image.Resampling.LANCZOS)
    light = _light()[np.asarray(photo)]
    right = float(np.clip(np.log2(0.18 / max(float(light.mean()), 1e-3)), 0.0, 4.0))
    random = np.random.default_rng(number)
    for place, stops in enumerate(STOPS):
        pixels = _exposed(light, right + stops, _ISO[stops], random)
        if number % 2:
            pixels = pixels - 0.1 * np.sin(2 * np.pi * pixels)
        image = Image.fromarray((pixels * 255 + 0.5).astype(np.uint8))
        data = io.BytesIO()
        image.save(data, "JPEG", quality=93, exif=_exif(number, place, stops))
        yield data.getvalue()


def _light() -> np.ndarray:
    """Light of each sRGB value, IEC 61966-2-1."""
    values = np.arange(256) / 255
    light = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return light.astype(np.float32)


def _exposed(light: np.ndarray, stops: float, iso: int, random: np.random.Generator) -> np.ndarray:
    """sRGB values in [0, 1] of light that was exposed and read out."""
    full = _ELECTRONS * 100 / iso
    exposed = light * np.float32(2.0**stops)
    spread = np.sqrt(exposed / full + (_READ_NOISE / full) ** 2)
    exposed = np.clip(exposed + random.standard_normal(light.shape, np.float32) * spread, 0, 1)
    bright = 1.055 * np.maximum(exposed, 1e-9) ** (1 / 2.4) - 0.055
    return np.where(exposed <= 0.0031308, exposed * 12.92, bright)


def _exif(number: int, place: int, stops: int) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model] = "Benchmark", f"Tripod {number}"
    details = exif.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = f"2024:07:01 12:{number % 60:02}:05"
    details[Base.SubsecTimeOriginal] = f"{10 + 30 * place:03}"
    details[Base.ExposureTime] = 0.01 * 2.0**stops * 100 / _ISO[stops]
    details[Base.FNumber] = 8.0
    details[Base.ISOSpeedRatings] = _ISO[stops]
    return exif
