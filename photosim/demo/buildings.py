"""What people build: a town, a street, a lighthouse, fields. Each follows from its seed."""

from __future__ import annotations

from PIL import Image

from photosim.demo.painting import Colour, Painting

_FACADES: tuple[Colour, ...] = (
    *((214, 106, 84), (236, 188, 96), (122, 160, 176), (240, 222, 192), (150, 176, 128)),
    *((202, 142, 150), (96, 126, 164)),
)
_ROOFS: tuple[Colour, ...] = ((122, 62, 50), (92, 76, 74), (146, 82, 58))
_TULIPS: tuple[Colour, ...] = (
    *((214, 44, 58), (250, 200, 60), (236, 110, 160), (250, 246, 236), (150, 70, 160)),
    (246, 136, 60),
)


def skyline(seed: int) -> Image.Image:
    """Towers with lit windows at a river."""
    canvas = Painting(seed, [(20, 24, 66), (72, 58, 118), (196, 110, 120), (250, 176, 120)])
    canvas.glow((canvas.between(0.2, 0.8), 0.62), 0.6, (255, 190, 120), 0.6)
    for row, dark in enumerate([(64, 56, 96), (34, 32, 62)]):
        x = -0.02
        while x < 1:
            width = canvas.between(0.04, 0.09)
            height = canvas.between(0.12, 0.4) * (1 - 0.2 * row)
            _tower(canvas, x, 0.68 - height, width, height, dark)
            x += width + canvas.between(0.0, 0.015)
    canvas.mirror(0.68, (24, 26, 60))
    return canvas.finished()


def _tower(
    canvas: Painting, x: float, y: float, width: float, height: float, colour: Colour
) -> None:
    canvas.box((x, y), (width, height), colour)
    if canvas.between(0, 1) < 0.3:
        canvas.line([(x + width / 2, y), (x + width / 2, y - 0.06)], colour, 0.004)
    columns, rows = max(2, int(width / 0.012)), max(2, int(height / 0.028))
    for column in range(columns):
        for row in range(rows):
            if canvas.between(0, 1) < 0.42:
                at = (x + (column + 0.25) * width / columns, y + (row + 0.3) * height / rows)
                canvas.box(at, (0.006, 0.013), (255, 222, 140), 230)


def street(seed: int) -> Image.Image:
    """A row of coloured houses."""
    canvas = Painting(seed, [(112, 172, 226), (190, 218, 238), (232, 236, 236)])
    canvas.clouds((252, 252, 252), 0.45, 0.5)
    x = -0.03
    n = int(canvas.between(0, 7))
    while x < 1:
        width, height = canvas.between(0.14, 0.2), canvas.between(0.36, 0.5)
        _house(canvas, x, 0.82 - height, width, height, n)
        x, n = x + width, n + 1
    canvas.box((0, 0.82), (1, 0.18), (134, 128, 126))
    canvas.texture(0.82, 0.4)
    canvas.box((0, 0.82), (1, 0.02), (186, 180, 174))
    return canvas.finished()


def _house(canvas: Painting, x: float, y: float, width: float, height: float, n: int) -> None:
    facade = _FACADES[n % len(_FACADES)]
    canvas.box((x, y), (width, height), facade)
    roof = [(x - 0.008, y + 0.005), (x + width / 2, y - 0.14), (x + width + 0.008, y + 0.005)]
    canvas.polygon(roof, _ROOFS[n % len(_ROOFS)])
    for floor in range(3):
        for column in range(2 if floor else 1):
            at = (x + width * (0.16 + 0.44 * column), y + 0.05 + floor * height * 0.3)
            size = (width * 0.24, height * 0.19)
            frame = (at[0] - 0.005, at[1] - 0.007)
            canvas.box(frame, (size[0] + 0.01, size[1] + 0.014), (250, 248, 242))
            canvas.box(at, size, (66, 88, 108))
            canvas.line([(at[0] + size[0] / 2, at[1]), (at[0] + size[0] / 2, at[1] + size[1])],
                        (250, 248, 242), 0.004)  # fmt: skip
    canvas.box((x + width * 0.42, y + height * 0.72), (width * 0.2, height * 0.28), (90, 58, 44))


def lighthouse(seed: int) -> Image.Image:
    """A lighthouse on a rock, the sea behind it."""
    canvas = Painting(seed, [(70, 140, 208), (150, 196, 228), (214, 230, 238)])
    canvas.clouds((250, 252, 255), 0.5, 0.55)
    canvas.box((0, 0.6), (1, 0.4), (40, 102, 140))
    canvas.texture(0.6, 0.5)
    x = canvas.between(0.3, 0.7)
    rock = [(x - 0.34, 1), (x - 0.2, 0.78), (x - 0.08, 0.7), (x + 0.1, 0.71), (x + 0.24, 0.84)]
    canvas.polygon([*rock, (x + 0.32, 1)], (96, 86, 78))
    for stripe in range(6):
        y, wide = 0.24 + stripe * 0.08, 0.033 + stripe * 0.004
        sides = [(x - wide, y), (x + wide, y), (x + wide + 0.004, y + 0.08)]
        colour = (206, 52, 48) if stripe % 2 == 0 else (246, 244, 240)
        canvas.polygon([*sides, (x - wide - 0.004, y + 0.08)], colour)
        shade = [(x + wide * 0.4, y), (x + wide, y), (x + wide + 0.004, y + 0.08)]
        canvas.polygon([*shade, (x + wide * 0.4, y + 0.08)], (30, 30, 50), 60)
    canvas.box((x - 0.04, 0.23), (0.08, 0.014), (60, 60, 66))
    canvas.box((x - 0.022, 0.17), (0.044, 0.06), (252, 232, 150))
    canvas.polygon([(x - 0.03, 0.172), (x, 0.12), (x + 0.03, 0.172)], (206, 52, 48))
    return canvas.finished()


def tulips(seed: int) -> Image.Image:
    """Fields of tulips to the horizon, and a windmill."""
    canvas = Painting(seed, [(96, 160, 224), (178, 210, 236), (236, 240, 238)])
    canvas.clouds((252, 252, 252), 0.45, 0.4)
    first = int(canvas.between(0, len(_TULIPS)))
    for row in range(14):
        left, right = (row - 7) / 3.2, (row - 6) / 3.2
        strip = [(0.5 + left * 0.12, 0.46), (0.5 + right * 0.12, 0.46)]
        colour = _TULIPS[(row + first) % len(_TULIPS)]
        canvas.polygon([*strip, (0.5 + right * 1.3, 1), (0.5 + left * 1.3, 1)], colour)
        edge = [(0.5 + left * 0.12, 0.46), (0.5 + left * 1.3, 1)]
        canvas.line(edge, (60, 120, 60), 0.012)
    canvas.texture(0.46, 0.7)
    canvas.box((0, 0.435), (1, 0.03), (70, 116, 76))
    x = canvas.between(0.2, 0.8)
    canvas.polygon([(x - 0.03, 0.45), (x - 0.018, 0.27), (x + 0.018, 0.27), (x + 0.03, 0.45)],
                   (110, 78, 60))  # fmt: skip
    for across, up in ((0.07, -0.1), (-0.07, 0.1), (0.07, 0.1), (-0.07, -0.1)):
        canvas.line([(x, 0.28), (x + across, 0.28 + up)], (240, 236, 226), 0.012)
    return canvas.finished()
