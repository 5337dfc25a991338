"""Any image to plain sRGB: number of bits, transparency, ink, and the colour profile of the file.

The recipe: `plain` makes L, LA, RGB, RGBA, CMYK or LAB of what has palettes or more than 8 bits;
`ColourManager.to_srgb` applies the profile and lays what is transparent onto a ground that shows
it. What a profile does is tried out, never told by its name.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageCms

from photosim.core.image.formats import BROKEN_FILE_ERRORS, DEEP_MODES

_MAX_PROFILES = 64
"""Transforms kept; a library holds a handful, but each hostile file may bring one of its own."""

_BRIGHT = 170.0
"""Mean luma of visible pixels, of 255, above which white would swallow them; photographs with
rounded corners or a soft border lie far below."""
_UNSEEN = 3
"""Levels, of 255, by which a transform may change a colour without being worth its time."""
_LEAST_RANGE = 64
"""Levels that the colours of a sound transform span at least."""


def plain(image: Image.Image) -> Image.Image:
    """An image of 8 bits a channel without palette, which can be made smaller."""
    if image.mode in DEEP_MODES:
        return _to_8_bits(image)
    if image.mode in ("P", "PA"):
        has_alpha = image.mode == "PA" or "transparency" in image.info
        return _keep_profile(image, image.convert("RGBA" if has_alpha else "RGB"))
    if image.mode in ("1", "L", "RGB") and "transparency" in image.info:
        return _keep_profile(image, image.convert("RGBA"))
    return _keep_profile(image, image.convert("L")) if image.mode == "1" else image


def _keep_profile(image: Image.Image, converted: Image.Image) -> Image.Image:
    """`converted`, with the colour profile of `image`."""
    if "icc_profile" in image.info:
        converted.info["icc_profile"] = image.info["icc_profile"]
    return converted


def _to_8_bits(image: Image.Image) -> Image.Image:
    """Grey of 8 bits from more: whole numbers by the bits they use, fractions from 0 to 1."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float32), posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    if image.mode == "F" or low < 0 or high > 65535:
        low, high = (0.0, 1.0) if low >= 0 and 0 < high <= 1 else (low, high)
    else:
        # A 12-bit scan in a 16-bit file uses values up to 4095.
        low, high = 0.0, next(top for top in (255.0, 4095.0, 65535.0) if high <= top)
    scaled = (values - low) * (255.0 / ((high - low) or 1.0))
    return Image.fromarray(scaled.clip(0, 255).round().astype(np.uint8))


class ColourManager:
    """Converts images to sRGB; remembers the transform of each profile it has met."""

    def __init__(self) -> None:
        self._srgb = ImageCms.createProfile("sRGB")
        self._transforms: dict[tuple[bytes, str], ImageCms.ImageCmsTransform | None] = {}

    def to_srgb(self, image: Image.Image, profile: bytes | None) -> Image.Image:
        """RGB of an 8-bit image without palette, transparent parts on white, or black under white.

        Args:
            image: mode L, LA, La, RGB, RGBA, RGBa, RGBX, CMYK, YCbCr, LAB or HSV.
            profile: the file's ICC profile; a broken one, or one for other channels, is ignored.
        """
        if image.mode in ("LA", "La", "RGBA", "RGBa"):
            return self._on_ground(image, profile)
        if image.mode == "LAB":
            return self._apply(self._lab(), image) or image.convert("L").convert("RGB")
        transform = self._transform(profile, image.mode) if profile else None
        managed = self._apply(transform, image)
        return managed or (image if image.mode == "RGB" else image.convert("RGB"))

    def changes(self, profile: bytes | None, mode: str) -> bool:
        """Whether a file's profile changes the pixels of an image of this mode: it is not sRGB."""
        without_alpha = {"RGBA": "RGB", "RGBa": "RGB", "LA": "L", "La": "L"}.get(mode, mode)
        return bool(profile) and self._transform(profile or b"", without_alpha) is not None

    def _on_ground(self, image: Image.Image, profile: bytes | None) -> Image.Image:
        """The colours and the transparency separately, since transforms know only colours."""
        full = image.convert("RGBA") if image.mode != "La" else image.convert("LA").convert("RGBA")
        alpha = full.getchannel("A")
        colours = full.convert("RGB")
        if image.mode[0] == "L":
            colours = full.getchannel("R")
        managed = self.to_srgb(colours, profile)
        ground = Image.new("RGB", image.size, _ground(managed, alpha))
        ground.paste(managed, mask=alpha)
        return ground

    def _apply(
        self, transform: ImageCms.ImageCmsTransform | None, image: Image.Image
    ) -> Image.Image | None:
        """The image through the transform; None when there is none or it fails."""
        if transform is None:
            return None
        try:
            return ImageCms.applyTransform(image, transform)
        except BROKEN_FILE_ERRORS:
            return None

    def _transform(self, profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
        """The transform from a profile to sRGB; None for sRGB itself and for broken profiles."""
        key = profile, mode
        if key not in self._transforms:
            if len(self._transforms) >= _MAX_PROFILES:
                self._transforms.clear()
            self._transforms[key] = self._build(profile, mode)
        return self._transforms[key]

    def _build(self, profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
        """Builds what `_transform` remembers."""
        try:
            opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            transform = ImageCms.buildTransform(opened, self._srgb, mode, "RGB")
            return transform if _is_of_use(transform, mode) else None
        except BROKEN_FILE_ERRORS:
            return None

    def _lab(self) -> ImageCms.ImageCmsTransform | None:
        """The transform from CIE L*a*b*, which TIFF files may hold without a profile."""
        key = b"", "LAB"
        if key not in self._transforms:
            lab = ImageCms.createProfile("LAB")
            self._transforms[key] = ImageCms.buildTransform(lab, self._srgb, "LAB", "RGB")
        return self._transforms[key]


def _is_of_use(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether a transform changes colours, but does not make one colour of all.

    Profiles of many names are sRGB, and some that have its name are not: what it does is tried.
    """
    probe = _probe(mode)
    before = np.asarray(probe.convert("RGB"), np.int16)
    after = np.asarray(ImageCms.applyTransform(probe, transform), np.int16)
    if int(np.ptp(after)) < _LEAST_RANGE:
        return False
    return mode not in ("RGB", "L") or int(np.abs(after - before).max()) > _UNSEEN


def _probe(mode: str) -> Image.Image:
    """An image of this mode with colours from everywhere: five levels of each channel."""
    n = len(Image.new(mode, (1, 1)).getbands())
    levels = np.meshgrid(*[np.linspace(0, 255, 5).astype(np.uint8)] * n, indexing="ij")
    pixels = np.stack(levels, axis=-1).reshape(-1, n)
    return Image.frombytes(mode, (len(pixels), 1), pixels.tobytes())


def _ground(colours: Image.Image, alpha: Image.Image) -> str:
    """The ground on which the visible pixels of an RGB image show: white, for bright ones black."""
    weights = np.asarray(alpha, np.float32)
    total = float(weights.sum())
    if not total:
        return "white"
    luma = np.asarray(colours.convert("L"), np.float32)
    return "black" if float((luma * weights).sum()) / total > _BRIGHT else "white"
