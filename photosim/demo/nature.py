"""Landscapes: the sea, mountains, woods, dunes, the night sky. Each follows from its seed."""

from __future__ import annotations

import math
from itertools import pairwise

from PIL import Image

from photosim.demo.painting import Colour, Painting

_SNOW = (244, 247, 252)


def sunset(seed: int) -> Image.Image:
    """The sun over the sea, and a sailing boat."""
    canvas = Painting(seed, [(58, 48, 96), (188, 84, 92), (250, 168, 84), (255, 214, 140)])
    sun = (canvas.between(0.3, 0.7), canvas.between(0.42, 0.5))
    canvas.clouds((120, 62, 92), 0.45, 0.5)
    canvas.glow(sun, 0.7, (255, 206, 120), 0.8)
    canvas.disc(sun, 0.06, (255, 244, 208))
    canvas.mirror(0.58, (64, 54, 92))
    for row in range(60):
        y = 0.585 + 0.4 * (row / 60) ** 1.3
        reach = 0.02 + 0.09 * (row / 60)
        x = sun[0] + canvas.between(-reach, reach)
        canvas.line([(x - reach * 0.5, y), (x + reach * 0.5, y)], (255, 214, 150), 0.003, 110)
    _boat(canvas, canvas.between(0.12, 0.88), canvas.between(0.62, 0.7), (44, 34, 52))
    return canvas.finished()


def _boat(canvas: Painting, x: float, y: float, colour: Colour) -> None:
    hull = [(x - 0.045, y), (x + 0.05, y), (x + 0.034, y + 0.028), (x - 0.034, y + 0.028)]
    canvas.polygon(hull, colour)
    canvas.line([(x, y), (x, y - 0.15)], colour, 0.005)
    canvas.polygon([(x + 0.004, y - 0.145), (x + 0.045, y - 0.01), (x + 0.004, y - 0.01)], colour)
    canvas.polygon([(x - 0.004, y - 0.12), (x - 0.034, y - 0.01), (x - 0.004, y - 0.01)], colour)


def mountains(seed: int) -> Image.Image:
    """Snowy peaks that a lake mirrors."""
    canvas = Painting(seed, [(74, 132, 200), (150, 192, 230), (226, 234, 240), (240, 236, 226)])
    canvas.clouds((250, 250, 252), 0.4, 0.45)
    for height, rough, colour in (
        (0.34, 0.34, (120, 142, 174)),
        (0.46, 0.24, (82, 104, 132)),
    ):
        tops = canvas.ridge(height, rough, colour)
        for left, top in pairwise(tops):
            depth = max(0.0, height + 0.02 - top[1]) * canvas.between(0.25, 0.6)
            canvas.polygon([left, top, (top[0], top[1] + depth), (left[0], left[1] + depth)], _SNOW)
    canvas.ridge(0.56, 0.05, (46, 84, 62))
    canvas.texture(0.2, 0.25)
    canvas.mirror(0.62, (40, 84, 112))
    return canvas.finished()


def winter_wood(seed: int) -> Image.Image:
    """Firs in the snow."""
    canvas = Painting(seed, [(176, 204, 232), (226, 234, 242), (244, 244, 248)])
    for row, colour in enumerate([(150, 172, 184), (96, 128, 132), (44, 82, 76)]):
        ground = 0.5 + row * 0.12
        for n in range(22 - row * 5):
            x = (n + canvas.between(0.1, 0.9)) / (22 - row * 5)
            _fir(canvas, x, ground + 0.05, 0.16 + row * 0.1 + canvas.between(0, 0.1), colour)
        canvas.ridge(ground + 0.05, 0.02, (234 + row * 4, 240 + row * 3, 248))
    canvas.texture(0.6, 0.08)
    for _ in range(300):
        canvas.disc((canvas.between(0, 1), canvas.between(0, 1)), 0.003, _SNOW, 200)
    return canvas.finished()


def _fir(canvas: Painting, x: float, foot: float, height: float, colour: Colour) -> None:
    for part in range(4):
        top = foot - height * (1 - part * 0.2)
        reach = height * (0.1 + part * 0.055)
        low = top + height * 0.42
        canvas.polygon([(x, top), (x + reach, low), (x - reach, low)], colour)
        snow = [(x, top), (x + reach * 0.55, top + height * 0.22), (x, top + height * 0.15)]
        canvas.polygon([*snow, (x - reach * 0.4, top + height * 0.2)], _SNOW, 210)


def dunes(seed: int) -> Image.Image:
    """Sand in the evening sun."""
    canvas = Painting(seed, [(46, 108, 176), (124, 176, 214), (240, 214, 176)])
    for n in range(6):
        part = n / 5
        lit = (round(236 - 36 * part), round(176 - 50 * part), round(112 - 52 * part))
        tops = canvas.ridge(0.42 + 0.11 * n, 0.09, lit)
        start = int(canvas.between(0, 110))
        crest = tops[start : start + 50]
        foot = (crest[-1][0] + 0.18, crest[-1][1] + 0.2)
        canvas.polygon([*crest, foot, (crest[0][0] + 0.02, crest[0][1] + 0.01)], (122, 74, 52), 80)
    canvas.texture(0.4, 0.18)
    return canvas.finished()


def night(seed: int) -> Image.Image:
    """Stars and northern lights over dark hills."""
    canvas = Painting(seed, [(6, 10, 34), (12, 26, 58), (20, 52, 74)])
    for band in range(3):
        start, tilt = canvas.between(0.0, 0.6), canvas.between(0.1, 0.3)
        for step in range(90):
            x = start + step * 0.006
            top = 0.14 + tilt * math.sin(step / 17 + band) ** 2
            low = top + 0.2 + 0.08 * math.sin(step / 5)
            edges = [(x, top), (x + 0.008, top), (x + 0.008, low), (x, low)]
            canvas.polygon(edges, (60, 220, 150) if band else (120, 200, 190), 34)
    canvas.blur(0.012)
    for _ in range(420):
        size = 0.0008 + 0.0018 * canvas.between(0, 1) ** 4
        canvas.disc((canvas.between(0, 1), canvas.between(0, 0.8)), size, (240, 244, 255), 220)
    canvas.ridge(0.76, 0.08, (10, 18, 30))
    canvas.ridge(0.88, 0.05, (4, 8, 14))
    return canvas.finished()
