"""Pairs of pictures that differ in one small place, and re-saves of the same pictures.

Six kinds, all made from photos of the data folder: other digits (on a bill with a photo, or in the
corner of a photo), other words (an answer in a chat about a photo, or a line across a photo), eyes
that are open or closed (a drawn face in a photo), an object of 1 % of the area pasted into a photo,
what fills 1 % of it painted over from around, and an oval, or what has one colour in it, of 1 to
25 % whose hue was turned by 60 degrees and more, as light as before. Digits and words are at least
`LEAST_PX` high at the size at which photosim compares; smaller digits are a kind of their own. The
second of each pair is saved at a quality of 40 to 95; of the re-saves every other one at half its
size.

The photos are in two halves, by their names: what is tuned on one is measured on the other.
"""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import measuring
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from photosim.core.records.photos import Floats

DIGITS, WORDS, LIDS, PASTED, REMOVED, RECOLOURED = KINDS = (
    "other digits",
    "other words",
    "closed eyes",
    "pasted object",
    "removed object",
    "another colour",
)
SMALL_DIGITS = "small digits"
RE_SAVE = "re-save"

LEAST_PX = 12
"""Height of digits, px, at the size that is compared."""

_SOURCES = ("hires", "pixabay-cc0", "nearmiss", "neardup", "clothing")
"""Folders of the data with photos of 400 px and more."""

_COMPARED, _DOCUMENT = 768, 1152
"""Long edge at which photosim compares photos and documents, px."""

_CAP = 0.72
"""Height of a digit, in font sizes."""

_SHARE = 0.01
"""Of the area: what is pasted or painted over."""

Draw = Callable[[Image.Image, random.Random], tuple[Image.Image, Image.Image] | None]
"""Two pictures of a photo; None where it does not lend itself to that."""


@dataclass(frozen=True, slots=True)
class Made:
    """Two files' bytes and what they are to each other."""

    name: str
    kind: str
    first: bytes
    second: bytes


class Photos:
    """The photos of one half of the data folder, at most 1600 px."""

    def __init__(self, data: Path, half: str) -> None:
        self._paths = sorted(
            path
            for source in _SOURCES
            for path in measuring.photos_in(data / source)
            if half_of(_scene(path.relative_to(data))) == half
        )

    def shuffled(self, rng: random.Random) -> Iterator[tuple[Path, Image.Image]]:
        """All photos over and over, each time in another order, large ones first."""
        while True:
            large = [path for path in self._paths if "clothing" not in path.parts]
            small = [path for path in self._paths if "clothing" in path.parts]
            rng.shuffle(large)
            rng.shuffle(small)
            for path in [*large, *small[: len(large) // 2]]:
                image = _opened(path)
                if image is not None:
                    yield path, image


def half_of(scene: str) -> str:
    """ "calibration" or "held out"."""
    return ("calibration", "held out")[hashlib.sha256(scene.encode()).digest()[1] % 2]


def pairs(data: Path, half: str, number: int, seed: int) -> Iterator[Made]:
    """`number` pairs of each kind from one half of the photos, each with a re-save."""
    photos = Photos(data, half)
    for kind, draw in _DRAWN.items():
        rng = random.Random(f"{seed} {kind}")
        shuffled = photos.shuffled(rng)
        n_made = 0
        while n_made < number:
            path, image = next(shuffled)
            drawn = draw(image, rng)
            if drawn is None:
                continue
            first, changed = drawn
            name = f"{kind} {n_made}: {path.parent.name}/{path.stem}"
            before = saved(first, rng.randint(88, 95))
            yield Made(name, kind, before, saved(changed, rng.randint(40, 95)))
            if kind in KINDS:
                copy = first if n_made % 2 else _halved(first)
                yield Made(name, RE_SAVE, before, saved(copy, rng.randint(40, 95)))
            n_made += 1


def saved(image: Image.Image, quality: int) -> bytes:
    """The bytes of a JPEG."""
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _halved(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)


def _scene(name: Path) -> str:
    """Shots of one scene and copies of one picture are in one half."""
    if name.parts[0] in ("nearmiss", "neardup"):
        return "/".join(name.parts[:2])
    return name.as_posix()


def _opened(path: Path) -> Image.Image | None:
    with Image.open(path) as image:
        image.draft("RGB", (1600, 1600))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((1600, 1600))
    return upright if min(upright.size) >= 240 and max(upright.size) >= 400 else None


# digits and words


def _digits(image: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    return _bills(image, rng, 12, 22) if rng.random() < 0.5 else _stamped(image, rng, 12, 24)


def _small_digits(image: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    return _bills(image, rng, 7, 11) if rng.random() < 0.5 else _stamped(image, rng, 7, 11)


def _other_number(text: str, rng: random.Random) -> str:
    """The same text with one to three other digits."""
    places = [i for i, letter in enumerate(text) if letter.isdigit()]
    letters = list(text)
    for place in rng.sample(places, min(len(places), rng.randint(1, 3))):
        letters[place] = rng.choice([d for d in "0123456789" if d != letters[place]])
    return "".join(letters)


def _bills(
    photo: Image.Image, rng: random.Random, least: int, most: int
) -> tuple[Image.Image, Image.Image]:
    """A page with lines and amounts, of which one is another one on the second."""
    width = rng.randint(820, 1240)
    height = round(width * 1.414)
    ground, ink = rng.choice([(255, 20), (250, 40), (244, 60)])
    page = Image.new("RGB", (width, height), (ground,) * 3)
    scale = max(1.0, height / _DOCUMENT)
    size = round(rng.uniform(least, most) / _CAP * scale)
    small = photo.copy()
    small.thumbnail((width // 3, height // 6))
    page.paste(small, (width // 12, height // 20))
    changed = page.copy()
    rows = max(4, min(16, int(height * 0.6 / (size * 1.8))))
    other = rng.randrange(rows)
    for row in range(rows):
        top = height // 4 + round(row * size * 1.8)
        name = rng.choice(("Bread and rolls", "Paper, A4", "Two tickets", "Repair", "Postage"))
        amount = f"{rng.randint(1, 9999)}.{rng.randint(0, 99):02}"
        seconds = _other_number(amount, rng) if row == other else amount
        for one, said in ((page, amount), (changed, seconds)):
            draw = ImageDraw.Draw(one)
            draw.text((width // 12, top), name, fill=(ink,) * 3, font_size=size)
            draw.text((width * 0.7, top), said, fill=(ink,) * 3, font_size=size)
            draw.line(
                (width // 12, top + size * 1.5, width * 0.9, top + size * 1.5), fill=(200,) * 3
            )
    return page, changed


def _stamped(
    photo: Image.Image, rng: random.Random, least: int, most: int
) -> tuple[Image.Image, Image.Image]:
    """A photo with the date in a corner, as cameras wrote it, or a number on a plate."""
    scale = max(1.0, max(photo.size) / _COMPARED)
    size = round(rng.uniform(least, most) / _CAP * scale)
    text = f"{rng.randint(1999, 2024)} {rng.randint(1, 12):02} {rng.randint(1, 28):02}"
    if rng.random() < 0.3:
        text = str(rng.randint(100, 9999))
    place = (
        photo.width * rng.uniform(0.05, 0.5),
        photo.height * rng.choice((0.06, 0.5, 0.85)),
    )
    ink = rng.choice(((255, 140, 20), (250, 250, 250), (20, 20, 30)))
    is_plate = sum(ink) < 200
    other = _other_number(text, rng)
    return tuple(  # type: ignore[return-value]
        _written(photo, said, place, size, ink, (235, 235, 225) if is_plate else None)
        for said in (text, other)
    )


def _written(
    photo: Image.Image,
    text: str,
    place: tuple[float, float],
    size: int,
    ink: tuple[int, int, int],
    plate: tuple[int, int, int] | None = None,
) -> Image.Image:
    copy = photo.copy()
    draw = ImageDraw.Draw(copy)
    if plate:
        left, top, right, bottom = draw.textbbox(place, text, font_size=size)
        margin = size * 0.3
        box = (left - margin, top - margin, right + margin, bottom + margin)
        draw.rectangle(box, fill=plate)
    draw.text(place, text, fill=ink, font_size=size)
    return copy


_ANSWERS = (
    "yes",
    "no",
    "maybe",
    "on Monday",
    "on Friday",
    "at seven",
    "at nine",
    "too much",
    "fine",
)


def _words(image: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    return _chats(image, rng) if rng.random() < 0.5 else _lines(image, rng)


def _chats(photo: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    """A screen with a photo and a few sentences, of which one is another one."""
    width, height = rng.choice(((720, 1280), (828, 1792), (1080, 1920)))
    ground = rng.choice(((236, 229, 221), (255, 255, 255), (18, 24, 30)))
    is_dark = sum(ground) < 200
    screen = Image.new("RGB", (width, height), ground)
    small = photo.copy()
    small.thumbnail((round(width * 0.6), round(height * 0.3)))
    screen.paste(small, (width // 20, height // 12))
    changed = screen.copy()
    scale = height / _DOCUMENT
    size = round(rng.uniform(12, 20) / _CAP * max(1.0, scale))
    said = rng.sample(_ANSWERS, 5)
    other = rng.randrange(4)
    for row in range(4):
        top = height * 0.45 + row * size * 3
        left = width // 20 if row % 2 else width * 0.55
        fill = ((38, 45, 49) if is_dark else (255, 255, 255)) if row % 2 else (37, 120, 90)
        ink = (240, 240, 240) if is_dark or not row % 2 else (17, 17, 17)
        for one, answer in ((screen, said[row]), (changed, said[4] if row == other else said[row])):
            draw = ImageDraw.Draw(one)
            box = (left, top, left + width * 0.38, top + size * 2.2)
            draw.rounded_rectangle(box, size * 0.6, fill=fill)
            draw.text((left + size * 0.7, top + size * 0.5), answer, fill=ink, font_size=size)
    return screen, changed


def _lines(photo: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    """A photo with a line of text, one word of which is another one."""
    scale = max(1.0, max(photo.size) / _COMPARED)
    size = round(rng.uniform(13, 30) / _CAP * scale)
    one, other = rng.sample(_ANSWERS, 2)
    place = (photo.width * 0.06, photo.height * rng.choice((0.05, 0.82)))
    ink = rng.choice(((255, 255, 255), (255, 230, 60), (10, 10, 10)))
    start = rng.choice(("We come ", "It was ", "She said "))
    return _written(photo, start + one, place, size, ink), _written(
        photo, start + other, place, size, ink
    )


# eyes


def _lids(photo: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    """A drawn face in a photo, its eyes open, and closed."""
    side = round(max(photo.size) * rng.uniform(0.16, 0.4))
    place = (
        rng.randint(0, max(0, photo.width - side)),
        rng.randint(0, max(0, photo.height - round(side * 1.3))),
    )
    look = rng.random()
    return tuple(  # type: ignore[return-value]
        _with_face(photo, place, side, is_open, look) for is_open in (True, False)
    )


_SKINS = ((241, 205, 178), (224, 172, 138), (198, 134, 96), (141, 85, 54), (92, 58, 40))
_EYE_COLOURS = ((70, 50, 35), (60, 90, 130), (90, 110, 70))


def _with_face(
    photo: Image.Image, place: tuple[int, int], side: int, is_open: bool, look: float
) -> Image.Image:
    """The photo with a face of this width; drawn three times as large, then made small."""
    rng = random.Random(look)
    skin = np.array(rng.choice(_SKINS))
    width, height = side * 3, round(side * 1.3) * 3
    face = Image.new("RGB", (width, height), tuple(skin.tolist()))
    draw = ImageDraw.Draw(face)
    dark = tuple((skin * 0.55).astype(int).tolist())
    lid = tuple((skin * 0.9).astype(int).tolist())
    iris = rng.choice(_EYE_COLOURS)
    for centre in (0.3, 0.7):
        x, y, a, b = width * centre, height * 0.42, width * 0.105, width * 0.048
        draw.arc((x - a * 1.3, y - b * 4, x + a * 1.3, y + b), 200, 340, dark, max(3, width // 50))
        if is_open:
            draw.ellipse((x - a, y - b, x + a, y + b), fill=(238, 234, 230))
            draw.ellipse((x - b, y - b, x + b, y + b), fill=iris)
            draw.ellipse((x - b / 2, y - b / 2, x + b / 2, y + b / 2), fill=(12, 10, 10))
            draw.arc((x - a, y - b * 1.1, x + a, y + b), 180, 360, dark, max(2, width // 90))
        else:
            draw.ellipse((x - a, y - b, x + a, y + b), fill=lid)
            draw.arc((x - a, y - b, x + a, y + b), 10, 170, dark, max(2, width // 80))
    draw.line((width * 0.5, height * 0.45, width * 0.46, height * 0.62), dark, max(2, width // 90))
    draw.arc(
        (width * 0.33, height * 0.6, width * 0.67, height * 0.8),
        20,
        160,
        (150, 70, 70),
        width // 40,
    )
    face = face.filter(ImageFilter.GaussianBlur(width / 250)).resize(
        (side, round(side * 1.3)), Image.Resampling.LANCZOS
    )
    shade = np.linspace(1.1, 0.75, side)[None, :, None]
    noise = np.random.default_rng(int(look * 1e6)).normal(0, 2.5, (face.height, side, 1))
    pixels = np.clip(np.asarray(face) * shade + noise, 0, 255).astype(np.uint8)
    mask = Image.new("L", face.size, 0)
    ImageDraw.Draw(mask).ellipse((2, 2, side - 2, face.height - 2), fill=255)
    copy = photo.copy()
    copy.paste(Image.fromarray(pixels), place, mask.filter(ImageFilter.GaussianBlur(side / 60)))
    return copy


# objects


def _pasted(photo: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    """The photo, and the photo with an oval of its own from elsewhere, mirrored."""
    changed = photo
    for _ in range(_TRIES):
        width, height = _oval(photo, rng)
        there, here = (_somewhere(photo, width, height, rng) for _ in range(2))
        piece = ImageOps.mirror(photo.crop((*there, there[0] + width, there[1] + height)))
        piece = piece.rotate(180) if rng.random() < 0.5 else piece
        changed = photo.copy()
        changed.paste(piece, here, _soft_oval(width, height))
        if _differ(photo, changed, (*here, here[0] + width, here[1] + height)) >= _VISIBLE:
            break  # sky on sky is no other picture for anybody
    return photo, changed


_TRIES = 50
_VISIBLE = 12.0
"""Mean difference, grey levels, of what a person can see at a glance."""


def _differ(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int]) -> float:
    first, second = (np.asarray(image.crop(box).convert("L"), np.float32) for image in (one, other))
    return float(np.abs(first - second).mean())


def _removed(photo: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    """The photo, and the photo with the richest of some ovals painted over from around."""
    width, height = _oval(photo, rng)
    grey = np.asarray(photo.convert("L"), np.float32)
    places = [_somewhere(photo, width, height, rng) for _ in range(12)]
    x, y = max(places, key=lambda at: grey[at[1] : at[1] + height, at[0] : at[0] + width].std())
    mask = Image.new("L", photo.size, 0)
    ImageDraw.Draw(mask).ellipse((x, y, x + width, y + height), fill=255)
    filled = cv2.inpaint(np.asarray(photo), np.asarray(mask), 5, cv2.INPAINT_TELEA)
    return photo, Image.fromarray(filled)


def _recoloured(photo: Image.Image, rng: random.Random) -> tuple[Image.Image, Image.Image] | None:
    """The photo, and the photo with the hue of an oval, or of one colour in it, turned.

    As light as before. None for photos in which no place has much colour.
    """
    rgb = np.asarray(photo, np.float32) / 255
    lab = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), np.float32)
    for _ in range(_TRIES):
        width, height = _oval(photo, rng, rng.uniform(_SHARE, 0.25))
        if width > photo.width or height > photo.height:
            continue
        mask = _thing(lab, _somewhere(photo, width, height, rng), (width, height), rng)
        if mask.mean() < _SHARE:
            continue
        turned, seen = _turned(lab, mask, rng)
        if seen >= _VISIBLE_COLOUR:
            return photo, turned
    return None


_VISIBLE_COLOUR = 20.0
"""Mean distance in CIELAB of colours that nobody confuses."""


def _thing(
    lab: Floats, place: tuple[int, int], size: tuple[int, int], rng: random.Random
) -> Floats:
    """`(h, w)`, 0..1: an oval; of every other one only what has the colour of its middle."""
    oval = np.zeros(lab.shape[:2], np.float32)
    (left, top), (width, height) = place, size
    oval[top : top + height, left : left + width] = np.asarray(_soft_oval(width, height)) / 255
    if rng.random() < 0.5:
        return oval
    middle = np.median(lab[oval > 0.5][:, 1:], axis=0)
    is_like = np.hypot(*(lab[..., 1:] - middle).transpose(2, 0, 1)) < 0.5 * np.hypot(*middle)
    return np.asarray(oval * cv2.GaussianBlur(is_like.astype(np.float32), (0, 0), 1.0), np.float32)


def _turned(lab: Floats, mask: Floats, rng: random.Random) -> tuple[Image.Image, float]:
    """The picture with other colours in a place, and how far they are from those it had."""
    angle = np.radians(rng.uniform(60, 180)) * rng.choice((-1, 1))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    colours = lab[..., 1:] @ turn.astype(np.float32)
    changed = lab.copy()
    changed[..., 1:] += mask[..., None] * (colours - lab[..., 1:])
    rgb = np.clip(cv2.cvtColor(changed, cv2.COLOR_LAB2RGB), 0, 1)
    seen = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB)[..., 1:] - lab[..., 1:]
    distance = float((np.hypot(seen[..., 0], seen[..., 1]) * mask).sum() / max(mask.sum(), 1.0))
    return Image.fromarray(np.round(rgb * 255).astype(np.uint8)), distance


def _oval(photo: Image.Image, rng: random.Random, share: float = _SHARE) -> tuple[int, int]:
    """Width and height of an oval that has its share of the area."""
    area = photo.width * photo.height * share * 4 / np.pi
    ratio = rng.uniform(0.6, 1.6)
    return round((area * ratio) ** 0.5), round((area / ratio) ** 0.5)


def _somewhere(photo: Image.Image, width: int, height: int, rng: random.Random) -> tuple[int, int]:
    return rng.randint(0, photo.width - width), rng.randint(0, photo.height - height)


def _soft_oval(width: int, height: int) -> Image.Image:
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).ellipse((1, 1, width - 2, height - 2), fill=255)
    return mask.filter(ImageFilter.GaussianBlur(1))


_DRAWN: dict[str, Draw] = {
    DIGITS: _digits,
    WORDS: _words,
    LIDS: _lids,
    PASTED: _pasted,
    REMOVED: _removed,
    RECOLOURED: _recoloured,
    SMALL_DIGITS: _small_digits,
}
