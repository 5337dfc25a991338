"""Things close by: flowers, fruit, balloons. Each follows from its seed."""

from __future__ import annotations

import math

from PIL import Image

from photosim.demo.painting import Colour, Painting

_BALLOONS: tuple[tuple[Colour, Colour], ...] = (
    ((222, 60, 54), (250, 206, 72)),
    ((44, 104, 178), (246, 244, 236)),
    ((92, 160, 84), (250, 190, 64)),
    ((150, 74, 156), (246, 150, 90)),
    ((240, 130, 50), (90, 60, 130)),
)


def daisy(seed: int) -> Image.Image:
    """A white flower with a yellow heart, in a meadow."""
    return _flower(seed, (250, 250, 248), (244, 196, 48), 21)


def sunflower(seed: int) -> Image.Image:
    """A yellow flower with a brown heart."""
    return _flower(seed, (250, 190, 30), (92, 54, 26), 26)


def poppy(seed: int) -> Image.Image:
    """A red flower with a dark heart."""
    return _flower(seed, (222, 40, 34), (36, 26, 34), 7)


def _flower(seed: int, petals: Colour, heart: Colour, n: int) -> Image.Image:
    canvas = Painting(seed, [(126, 168, 92), (84, 136, 64), (44, 92, 44)])
    for _ in range(40):
        colour = (round(canvas.between(90, 190)), round(canvas.between(140, 210)), 90)
        where = (canvas.between(0, 1), canvas.between(0, 1))
        canvas.disc(where, canvas.between(0.03, 0.1), colour, 120)
    canvas.blur(0.02)
    x, y = canvas.between(0.4, 0.6), canvas.between(0.4, 0.5)
    bend = canvas.between(-0.08, 0.08)
    canvas.line([(x, y), (x + bend / 2, 0.75), (x + bend, 1.02)], (58, 110, 46), 0.026)
    turn = canvas.between(0, 1)
    for ring in (1.0, 0.8):
        for petal in range(n):
            angle = math.tau * (petal + turn + ring) / n
            reach = 0.33 * ring * canvas.between(0.93, 1.05)
            _petal(canvas, (x, y), angle, reach, 1.5 / n + 0.045, _shaded(petals, ring))
    canvas.ball((x, y), 0.095, heart)
    for _ in range(160):
        angle, away = canvas.between(0, math.tau), 0.085 * math.sqrt(canvas.between(0, 1))
        spot = (x + away * math.cos(angle) / 1.5, y + away * math.sin(angle))
        canvas.disc(spot, 0.004, _shaded(heart, 0.7), 200)
    return canvas.finished()


def _petal(
    canvas: Painting,
    centre: tuple[float, float],
    angle: float,
    reach: float,
    wide: float,
    colour: Colour,
) -> None:
    points = []
    for step in range(25):
        part = step / 24
        along = math.sin(math.pi * part) * reach if step % 24 else 0.0
        off = (part - 0.5) * wide * 2 * math.sin(math.pi * part)
        points.append(
            (
                centre[0] + along * math.cos(angle + off * 2.2) / 1.5,
                centre[1] + along * math.sin(angle + off * 2.2),
            )
        )
    canvas.polygon(points, colour)
    canvas.line([centre, points[12]], _shaded(colour, 0.86), 0.003)


def _shaded(colour: Colour, by: float) -> Colour:
    red, green, blue = (round(part * by) for part in colour)
    return red, green, blue


def oranges(seed: int) -> Image.Image:
    """Oranges in a bowl on a table."""
    return _fruit(seed, (244, 138, 30))


def apples(seed: int) -> Image.Image:
    """Green and red apples in a bowl on a table."""
    return _fruit(seed, (150, 186, 60), (206, 48, 44))


def _fruit(seed: int, *colours: Colour) -> Image.Image:
    canvas = Painting(seed, [(206, 196, 180), (230, 222, 208), (236, 230, 220)])
    canvas.glow((0.2, 0.1), 0.9, (255, 250, 236), 0.7)
    canvas.box((0, 0.66), (1, 0.34), (132, 88, 56))
    canvas.texture(0.66, 0.35)
    x = canvas.between(0.42, 0.58)
    for row, count in ((0, 5), (1, 4), (2, 2)):
        for n in range(count):
            where = (x + (n - (count - 1) / 2) * 0.105 + canvas.between(-0.01, 0.01),
                     0.53 - row * 0.11 + canvas.between(-0.01, 0.01))  # fmt: skip
            canvas.ball(where, 0.082, colours[(n + row) % len(colours)])
            canvas.disc((where[0], where[1] - 0.062), 0.006, (70, 60, 30))
    bowl = [(x + 0.33 * math.cos(a * math.pi / 30), 0.55 + 0.28 * math.sin(a * math.pi / 30))
            for a in range(31)]  # fmt: skip
    canvas.polygon(bowl, (70, 112, 150))
    canvas.polygon([(px * 0.96 + x * 0.04, py) for px, py in bowl[12:26]], (120, 164, 196), 90)
    canvas.box((x - 0.33, 0.54), (0.66, 0.018), (96, 140, 176))
    return canvas.finished()


def balloons(seed: int, moment: float = 0.0) -> Image.Image:
    """Hot-air balloons over hills, `moment` seconds after the first picture of a series."""
    canvas = Painting(seed, [(60, 130, 212), (140, 188, 232), (226, 234, 236)])
    canvas.clouds((252, 252, 252), 0.42, 0.6)
    canvas.ridge(0.8, 0.06, (112, 140, 112))
    canvas.ridge(0.9, 0.05, (70, 108, 66))
    canvas.texture(0.75, 0.3)
    first = int(canvas.between(0, len(_BALLOONS)))
    for n, size in enumerate((0.19, 0.12, 0.08, 0.05)):
        x = (0.12 + 0.23 * n + canvas.between(0, 0.12)) % 1
        y = canvas.between(0.26, 0.56) - 0.06 * moment * size
        drift = 0.09 * moment * size
        _balloon(canvas, x + drift, y, size, _BALLOONS[(n + first) % len(_BALLOONS)])
    return canvas.finished()


def _balloon(
    canvas: Painting, x: float, y: float, size: float, colours: tuple[Colour, Colour]
) -> None:
    for stripe in range(8):
        left, right = -1 + stripe / 4, -1 + (stripe + 1) / 4
        edge = [_on_balloon(x, y, size, left, step) for step in range(21)]
        edge += [_on_balloon(x, y, size, right, step) for step in range(20, -1, -1)]
        canvas.polygon(edge, _shaded(colours[stripe % 2], 1 - 0.05 * abs(stripe - 2.5)))
    basket = (x - size * 0.09, y + size * 1.5)
    for side in (-0.16, 0.16):
        canvas.line([(x + side * size, y + size * 1.12), (x + side * size / 2, y + size * 1.5)],
                    (80, 66, 54), 0.002)  # fmt: skip
    canvas.box(basket, (size * 0.18, size * 0.2), (112, 76, 46))


def _on_balloon(x: float, y: float, size: float, across: float, step: int) -> tuple[float, float]:
    """A point of the line from top to mouth; `across` is -1 at the left edge, 1 at the right."""
    angle = math.pi * step / 20
    wide = math.sin(angle) if angle < math.pi / 2 else 0.24 + 0.76 * math.sin(angle) ** 1.4
    return x + across * wide * size / 1.5, y - size * math.cos(angle) * 1.12
