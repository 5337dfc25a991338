"""What pictures are drawn with: skies, noise, ridges, shapes; all of it follows from a seed.

Places are fractions of the picture, (0, 0) its upper left corner; colours are RGB, 0..255.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

from photosim.core.records.photos import Floats

Colour = tuple[int, int, int]
Point = tuple[float, float]

WIDTH, HEIGHT = 1200, 800
"""Size of a picture, px."""
_FINER = 2
"""Shapes are drawn so many times larger, which makes their edges smooth."""
_GRAIN = 3.0
"""Standard deviation of a sensor's noise, of 255."""


class Painting:
    """One picture while it is drawn.

    Args:
        seed: of all that is left to chance.
        sky: colours from the top to the bottom, evenly spaced.
    """

    def __init__(self, seed: int, sky: Sequence[Colour]) -> None:
        self.chance = np.random.default_rng(seed)
        self._image = _gradient(sky).resize((WIDTH * _FINER, HEIGHT * _FINER))

    @cached_property
    def _draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self._image, "RGBA")

    def between(self, low: float, high: float) -> float:
        """A number by chance."""
        return float(self.chance.uniform(low, high))

    def polygon(self, points: Sequence[Point], colour: Colour, alpha: int = 255) -> None:
        """A filled shape."""
        self._draw.polygon([_at(point) for point in points], fill=(*colour, alpha))

    def box(self, corner: Point, size: Point, colour: Colour, alpha: int = 255) -> None:
        """A filled rectangle, from its upper left corner."""
        (x, y), (width, height) = corner, size
        around = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.polygon(around, colour, alpha)

    def disc(self, centre: Point, radius: float, colour: Colour, alpha: int = 255) -> None:
        """A filled circle; its radius is a fraction of the picture's height."""
        (x, y), reach = _at(centre), radius * HEIGHT * _FINER
        self._draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=(*colour, alpha))

    def line(self, points: Sequence[Point], colour: Colour, width: float, alpha: int = 255) -> None:
        """A line; its width is a fraction of the picture's height."""
        thick = max(1, round(width * HEIGHT * _FINER))
        self._draw.line([_at(point) for point in points], (*colour, alpha), thick, joint="curve")

    def ball(self, centre: Point, radius: float, colour: Colour) -> None:
        """A round thing, lit from the upper left."""
        for step in range(24):
            part = step / 23
            at = (centre[0] - 0.20 * radius * part, centre[1] - 0.32 * radius * part)
            lit = _mixed(_scaled(colour, 0.45), _scaled(colour, 1.25), part)
            self.disc(at, radius * (1 - 0.82 * part), lit)

    def glow(self, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light around a point, fading to nothing at `radius`."""
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        away = np.hypot(x - centre[0] * WIDTH, y - centre[1] * HEIGHT) / (radius * HEIGHT)
        self._add(np.clip(1 - away, 0, 1) ** 2 * strength, colour)

    def clouds(self, colour: Colour, share: float, until: float) -> None:
        """Clouds over the upper part of the picture: down to `until`, over `share` of it."""
        cover = np.clip((fractal(self.chance, 5) - (1 - share)) * 4, 0, 1)
        fade = np.clip((until - np.linspace(0, 1, HEIGHT)) / max(until, 0.01) * 2, 0, 1)
        self._add(cover * fade[:, None].astype(np.float32), colour)

    def texture(self, top: float, strength: float) -> None:
        """Uneven light below `top`, as on sand, grass or snow."""
        rows = int(top * HEIGHT)
        light = (fractal(self.chance, 7) - 0.5) * strength
        light[:rows] = 0
        self._replace(self._pixels() * (1 + light[:, :, None]))

    def ridge(self, height: float, rough: float, colour: Colour) -> list[Point]:
        """A line of hills over the whole width, filled down to the bottom; the line itself."""
        steps = 160
        line = sum(_wave(self.chance, steps, 2**octave) / 2**octave for octave in range(1, 6))
        tops = [(i / (steps - 1), height - rough * float(up)) for i, up in enumerate(line)]
        self.polygon([*tops, (1, 1), (0, 1)], colour)
        return tops

    def mirror(self, horizon: float, colour: Colour) -> None:
        """Water below the horizon: what is above it upside down, darker and unsteady."""
        pixels = self._pixels()
        rows = int(horizon * HEIGHT)
        depth = np.arange(HEIGHT - rows)
        waves = (np.sin(depth * 0.35 + depth**1.4 * 0.02) * (1 + depth * 0.02)).astype(int)
        source = np.clip(rows - 1 - depth + waves, 0, rows - 1)
        water = pixels[source] * 0.62 + np.array(colour, np.float32) * 0.38
        pixels[rows:] = water
        self._replace(pixels)

    def blur(self, radius: float) -> None:
        """Out of focus: all that was drawn so far."""
        self._set(self._image.filter(ImageFilter.GaussianBlur(radius * HEIGHT * _FINER)))

    def finished(self) -> Image.Image:
        """The picture, with the darker corners and the noise that a camera gives it."""
        pixels = self._pixels()
        y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j].astype(np.float32)
        pixels *= (1 - 0.16 * (x * x + y * y) / 2)[:, :, None]
        pixels += self.chance.normal(0, _GRAIN, (HEIGHT, WIDTH, 1)).astype(np.float32)
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))

    def _pixels(self) -> Floats:
        return np.asarray(self._image.reduce(_FINER), np.float32).copy()

    def _replace(self, pixels: Floats) -> None:
        small = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
        self._set(small.resize((WIDTH * _FINER, HEIGHT * _FINER), Image.Resampling.BILINEAR))

    def _add(self, share: Floats, colour: Colour) -> None:
        """Lay a colour over the picture; `share` (h, w), 0..1, says how much of it."""
        pixels, part = self._pixels(), share[:, :, None]
        self._replace(pixels * (1 - part) + np.array(colour, np.float32) * part)

    def _set(self, image: Image.Image) -> None:
        self._image = image
        self.__dict__.pop("_draw", None)


def fractal(chance: np.random.Generator, octaves: int) -> Floats:
    """Noise of several sizes, (h, w) float32, about 0..1."""
    whole = np.zeros((HEIGHT, WIDTH), np.float32)
    for octave in range(octaves):
        n = 2 ** (octave + 1)
        grid = chance.random((n + 1, n * 3 // 2 + 1), np.float32)
        image = Image.fromarray(grid).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        whole += np.asarray(image, np.float32) / 2 ** (octave + 1)
    return whole


def _wave(chance: np.random.Generator, steps: int, n: int) -> npt.NDArray[np.float64]:
    at = np.linspace(0, n, steps)
    return np.interp(at, np.arange(n + 1), chance.uniform(-1, 1, n + 1))


def _gradient(colours: Sequence[Colour]) -> Image.Image:
    at = np.linspace(0, len(colours) - 1, HEIGHT)
    table = np.array(colours, np.float32)
    rows = np.stack([np.interp(at, np.arange(len(colours)), table[:, c]) for c in range(3)], 1)
    return Image.fromarray(np.repeat(rows[:, None].astype(np.uint8), WIDTH, 1))


def _at(point: Point) -> Point:
    return point[0] * WIDTH * _FINER, point[1] * HEIGHT * _FINER


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a * (1 - part) + b * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _scaled(colour: Colour, by: float) -> Colour:
    red, green, blue = (min(255, round(part * by)) for part in colour)
    return red, green, blue
