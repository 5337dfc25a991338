"""How well the measured detail tells a picture from its enlargement.

Each photo of FOLDER is saved as it is, at quality 60, at half its size, and enlarged by three
factors with three kinds of interpolation. Printed are the least, the median and the largest detail
of each, the real pixels along a line against the photo's own (the detail times the enlargement;
1 would be right), and how many enlargements have less detail than the photo.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import measuring

sys.path.insert(0, os.fspath(Path(__file__).parents[1]))

from PIL import Image
from support import photos

from photosim.core.image import detail

KERNELS = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}
FACTORS = (1.25, 1.5, 2.0)


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0])
    options = parser.parse_args()
    found: dict[str, list[tuple[float, float]]] = {}
    n_less = n_all = 0
    for path in measuring.photos_in(options.folder):
        with Image.open(path) as opened:
            photo = opened.convert("RGB")
        own = detail.measure(photo)
        for name, factor, image in derived(photo):
            seen = detail.measure(image)
            if own is None or seen is None:
                continue
            found.setdefault(name, []).append((seen, seen * factor / own))
            if factor > 1:
                n_all += 1
                n_less += seen < own
    figures: dict[str, object] = {name: summed(values) for name, values in found.items()}
    figures["enlargements_with_less_detail"] = f"{n_less} of {n_all}"
    measuring.show(figures, as_json=options.json)


def derived(photo: Image.Image) -> Iterator[tuple[str, float, Image.Image]]:
    """Name, enlargement and picture of what is made of a photo."""
    yield "itself", 1.0, photo
    yield "quality 60", 1.0, saved(photo, 60)
    yield "half", 0.5, scaled(photo, 0.5, Image.Resampling.LANCZOS)
    for name, kernel in KERNELS.items():
        for factor in FACTORS:
            yield f"{name} {factor}", factor, saved(scaled(photo, factor, kernel), 92)


def scaled(photo: Image.Image, factor: float, kernel: Image.Resampling) -> Image.Image:
    return photo.resize((round(photo.width * factor), round(photo.height * factor)), kernel)


def saved(photo: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(photos.encoded(photo, quality=quality)))


def summed(values: list[tuple[float, float]]) -> dict[str, float]:
    details = sorted(seen for seen, _ in values)
    return {
        "n": len(values),
        "least": round(details[0], 2),
        "median": round(statistics.median(details), 2),
        "largest": round(details[-1], 2),
        "real_pixels_median": round(statistics.median(real for _, real in values), 2),
    }


if __name__ == "__main__":
    main()
