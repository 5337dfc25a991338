"""Drawn pictures that differ in one small place: a bill, a chat, a face, a photo with a stamp."""

from __future__ import annotations

import io
import random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageOps
from support import photos


def bill(amount: str = "1,204.50") -> Image.Image:
    """A page of 820 x 1160 px with lines of text and one amount that may be another one."""
    page = Image.new("L", (820, 1160), 252)
    draw = ImageDraw.Draw(page)
    draw.text((70, 60), "Bakery at the Bridge", fill=30, font_size=34)
    for row in range(18):
        top = 190 + row * 44
        draw.text((70, top), f"Item {row + 1}, delivered on the day", fill=40, font_size=22)
        said = amount if row == 9 else f"{137 * (row + 3) % 900}.{row * 7 % 100:02}"
        draw.text((620, top), said, fill=40, font_size=22)
        draw.line((70, top + 34, 740, top + 34), fill=200)
    return page.convert("RGB")


def invoice(number: int) -> Image.Image:
    """One of many pages in one form: every line of it is another one's, and as long."""
    chance = random.Random(number)
    amounts = [f"Item {chance.randint(100, 999)}    {chance.uniform(1, 90):.2f}" for _ in range(10)]
    lines = (
        f"COMPANY {number} Ltd.",
        "12 Long Road",
        "",
        f"Invoice {chance.randint(10000, 99999)}",
        "Date: 2023-05-01",
        "",
        *amounts,
        "",
        "TOTAL  148.30",
        "Thank you",
    )
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for place, line in enumerate(lines):
        draw.text((124, 146 + 68 * place), line, fill="black", font_size=36)
    return page


def photographed(page: Image.Image, number: int) -> Image.Image:
    """A page on a desk as a hand holds the camera: not quite upright, in uneven light."""
    chance = np.random.default_rng(number)
    width, height = page.size
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = corners + chance.uniform(-0.012, 0.012, (4, 2)) * (width, height) + (150, 200)
    matrix = cv2.getPerspectiveTransform(corners, seen.astype(np.float32))
    desk = np.full((height + 400, width + 300, 3), (90, 110, 70), np.uint8)
    size = desk.shape[1], desk.shape[0]
    flags = cv2.INTER_LINEAR
    laid = cv2.warpPerspective(
        np.asarray(page), matrix, size, dst=desk, flags=flags, borderMode=cv2.BORDER_TRANSPARENT
    )
    light = np.linspace(0.8, 1.0, size[0])[None, :, None]
    noise = chance.normal(0, 3, (*laid.shape[:2], 1))
    return Image.fromarray(np.clip(laid * light + noise, 0, 255).astype(np.uint8))


def with_a_sign(image: Image.Image, text: str) -> Image.Image:
    """A yellow sign with some letters of 1 % of the picture's width."""
    found = image.copy()
    draw = ImageDraw.Draw(found)
    high = image.width // 70
    left, top = image.width // 2, image.height // 2
    draw.rectangle((left, top, left + 6 * high, top + round(1.6 * high)), fill="yellow")
    place = left + high // 3, top + high // 5
    draw.text(place, text, fill="black", font_size=high)
    return found


def chat(answer: str = "Yes, at seven") -> Image.Image:
    """A screen of 720 x 1280 px with bubbles, of which one may say something else."""
    screen = Image.new("RGB", (720, 1280), (236, 229, 221))
    draw = ImageDraw.Draw(screen)
    said = ["Shall we go and see it?", answer, "Good. I bring the tickets.", "See you then"]
    for row, text in enumerate(said * 2):
        is_mine, top = row % 2 == 0, 90 + row * 140
        box = (330, top, 690, top + 90) if is_mine else (30, top, 390, top + 90)
        draw.rounded_rectangle(box, 20, fill=(220, 248, 198) if is_mine else (255, 255, 255))
        shown = text if row != 5 else "I hope so"
        draw.text((box[0] + 24, top + 28), shown, fill=(20, 20, 20), font_size=26)
    return screen


def portrait(*, is_open: bool) -> Image.Image:
    """A drawn face in a photo, its eyes open or closed."""
    photo = photos.real("coffee.png").resize((900, 600))
    face = Image.new("RGB", (300, 390), (224, 172, 138))
    draw = ImageDraw.Draw(face)
    for x in (95, 205):
        if is_open:
            draw.ellipse((x - 30, 150, x + 30, 178), fill=(240, 236, 230))
            draw.ellipse((x - 13, 151, x + 13, 177), fill=(70, 50, 35))
        else:
            draw.ellipse((x - 30, 150, x + 30, 178), fill=(205, 155, 122))
            draw.arc((x - 30, 150, x + 30, 178), 10, 170, (110, 70, 50), 4)
    draw.line((150, 180, 138, 250), (120, 80, 60), 4)
    draw.arc((100, 250, 200, 330), 20, 160, (150, 70, 70), 8)
    mask = Image.new("L", face.size, 0)
    ImageDraw.Draw(mask).ellipse((4, 4, 296, 386), fill=255)
    photo.paste(face, (560, 110), mask.filter(ImageFilter.GaussianBlur(3)))
    return photo


def stamped(image: Image.Image) -> Image.Image:
    """The picture with a small red stamp."""
    copy = image.copy()
    draw = ImageDraw.Draw(copy)
    left, top = round(copy.width * 0.6), round(copy.height * 0.7)
    draw.rounded_rectangle((left, top, left + 120, top + 44), 8, outline=(190, 30, 30), width=5)
    draw.text((left + 18, top + 8), "PAID", fill=(190, 30, 30), font_size=26)
    return copy


def without_a_thing(image: Image.Image) -> Image.Image:
    """The picture with a hundredth of it painted over with what lies beside."""
    copy = image.copy()
    side = round((0.01 * copy.width * copy.height) ** 0.5)
    left, top = copy.width // 2, copy.height // 2
    beside = copy.crop((left - side, top, left, top + side)).filter(ImageFilter.GaussianBlur(4))
    copy.paste(beside, (left, top))
    return copy


def recoloured(image: Image.Image) -> Image.Image:
    """The picture warmer, darker and with less contrast."""
    pixels = np.asarray(image, np.float32) * (1.0, 0.94, 0.82)
    return Image.fromarray(np.clip(pixels * 0.9 + 12, 0, 255).astype(np.uint8))


def sepia(image: Image.Image) -> Image.Image:
    """The picture in browns."""
    return ImageOps.colorize(ImageOps.grayscale(image), (20, 10, 0), (255, 240, 190))


def with_a_thing_in_another_colour(
    image: Image.Image, place: tuple[int, int, int, int], degrees: float = 120
) -> Image.Image:
    """The picture with all hues within an oval turned, each pixel as light as before."""
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse(place, fill=255)
    lab = cv2.cvtColor(np.asarray(image, np.float32) / 255, cv2.COLOR_RGB2LAB)
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    lab[..., 1:] = lab[..., 1:] @ np.array([[cos, sin], [-sin, cos]], np.float32)
    turned = np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), 0, 1) * 255
    return Image.composite(Image.fromarray(turned.astype(np.uint8)), image, mask)


def logo(colour: str) -> Image.Image:
    """A mark of one flat colour on white."""
    image = Image.new("RGB", (600, 600), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((120, 120, 480, 480), fill=colour)
    draw.polygon([(300, 170), (420, 400), (180, 400)], fill="white")
    return image


def skirt(colour: tuple[int, int, int]) -> Image.Image:
    """A garment of one colour, in folds, on white: as shops show it."""
    mask = Image.new("L", (600, 800), 0)
    ImageDraw.Draw(mask).polygon([(220, 120), (380, 120), (500, 700), (100, 700)], fill=255)
    across, down = np.meshgrid(np.arange(600), np.arange(800))
    light = 1 + 0.25 * np.sin(across / 17 + down / 90)
    cloth = np.clip(np.array(colour) * light[..., None], 0, 255).astype(np.uint8)
    return Image.composite(Image.fromarray(cloth), Image.new("RGB", mask.size, "white"), mask)


def saved(image: Image.Image, quality: int = 92) -> bytes:
    """The bytes of a JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def with_another_face(image: Image.Image) -> Image.Image:
    """The picture with what lies at the upper middle mirrored: another face for a person."""
    copy = image.copy()
    box = (round(image.width * 0.36), round(image.height * 0.1))
    face = image.crop((*box, box[0] + image.width // 6, box[1] + image.height // 5))
    copy.paste(face.transpose(Image.Transpose.FLIP_LEFT_RIGHT), box)
    return copy


def with_a_band(image: Image.Image) -> Image.Image:
    """The picture with a band of text over its lower edge."""
    copy = image.copy()
    draw = ImageDraw.Draw(copy)
    top = round(image.height * 0.88)
    draw.rectangle((0, top, image.width, image.height), fill=(20, 20, 20))
    size = (image.height - top) // 2
    draw.text((20, top + size // 3), "when you get home", fill=(255, 255, 255), font_size=size)
    return copy


def watermarked(image: Image.Image) -> Image.Image:
    """The picture with a name across its lower right, half transparent."""
    mark = Image.new("L", image.size, 0)
    place = (round(image.width * 0.5), round(image.height * 0.8))
    ImageDraw.Draw(mark).text(place, "(c) A. Person", fill=120, font_size=image.height // 14)
    copy = image.copy()
    copy.paste(Image.new("RGB", image.size, (255, 255, 255)), mask=mark)
    return copy


def brightened(image: Image.Image) -> Image.Image:
    """The picture a fifth brighter, what is burnt out by that lost."""
    return image.point(lambda value: min(255, round(value * 1.2)))


def ground(
    tone: tuple[int, int, int] = (207, 162, 137), seed: int = 1, size: tuple[int, int] = (700, 500)
) -> Image.Image:
    """Skin or cloth: an even ground of one tone, faintly uneven."""
    rng = np.random.default_rng(seed)
    coarse = rng.normal(0, 1, (size[1] // 6, size[0] // 6))
    uneven = np.asarray(Image.fromarray(coarse.astype(np.float32)).resize(size, Image.BICUBIC))
    fine = rng.normal(0, 2, (size[1], size[0]))
    pixels = np.array(tone) + (2.5 * uneven + fine)[..., None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def with_a_spot(image: Image.Image, radius: int, tone: str = "#67503f") -> Image.Image:
    """The picture with a round spot, as a mole on skin or the moon in the sky."""
    copy = image.copy()
    x, y = round(image.width * 0.52), round(image.height * 0.46)
    box = (x - radius, y - radius, x + radius, y + radius)
    ImageDraw.Draw(copy).ellipse(box, fill=tone)
    return copy


def with_a_key(image: Image.Image) -> Image.Image:
    """The picture with a key lying on it."""
    copy = image.copy()
    draw = ImageDraw.Draw(copy)
    draw.ellipse((280, 210, 300, 230), outline="#5a5a5a", width=4)
    draw.line((300, 220, 350, 220), fill="#5a5a5a", width=4)
    return copy


def long_chat(answer: str = "Yes, at seven", lines: int = 40) -> Image.Image:
    """A screenshot of a chat, five times as tall as wide; the answer is far down in it."""
    image = Image.new("RGB", (540, 72 * lines), "#ece5dd")
    draw = ImageDraw.Draw(image)
    for line in range(lines):
        left, top = 20 + 140 * (line % 2), 72 * line + 8
        draw.rounded_rectangle((left, top, left + 360, top + 54), 12, "#ffffff")
        said = answer if line == 2 * lines // 3 else f"Message {line * 37 % 101} of today"
        draw.text((left + 18, top + 14), said, fill="#222222", font_size=22)
    return image


def dated(image: Image.Image, day: str) -> Image.Image:
    """The photo with the date that a camera printed into it, its digits 12 px high of 768."""
    copy = image.resize((1536, round(image.height * 1536 / image.width)))
    place = (copy.width - 340, copy.height - 90)
    ImageDraw.Draw(copy).text(place, f"'19 12 {day}", fill="#ff8c1e", font_size=36, stroke_width=1)
    return copy
