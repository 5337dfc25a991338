"""A camera's file and copies of it, indexed: the copy is proposed, in both ways of asking."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps
from support import photos
from support.at_work import AtWork
from support.derivatives import KINDS, by_camera, plain

from photosim.cli import main
from photosim.core.records.pairs import Tier
from photosim.core.records.review import DEFAULTS

pytestmark = pytest.mark.slow

LANCZOS = Image.Resampling.LANCZOS
PICTURES = ("astronaut.png", "coffee.png", "chelsea.png", "rocket.jpg", "motorcycle_left.png",
            "hubble_deep_field.jpg", "retina.jpg")  # fmt: skip
WRITTEN = (by_camera, plain)
PLACE = {
    "GPSLatitudeRef": "N", "GPSLatitude": (48.0, 12.0, 30.0),
    "GPSLongitudeRef": "E", "GPSLongitude": (16.0, 22.0, 10.0),
}  # fmt: skip
TRIED = (
    ("PNG", "TIFF with the record", "enlarged 1.5 times", "sharpened by GIMP",
     "higher quality", "mirrored", "messenger"),
    ("PNG with the record", "HEIC", "enlarged twice", "exported by Lightroom",
     "higher quality with the record",
     "half as large with the record", "cut off"),
)  # fmt: skip


def pictures(kinds):
    """One for each kind; what is made half as large must be large enough to be measured then."""
    for name, kind in zip(PICTURES, kinds, strict=True):
        if photos.real_path(name).exists():
            picture = photos.real(name)
            picture.thumbnail((1024, 1024) if kind.startswith("half") else (480, 480))
            yield picture


@pytest.mark.parametrize(("write", "kinds"), list(zip(WRITTEN, TRIED, strict=True)))
def test_original_stays_in_the_command_line_and_in_the_window(tmp_path, capsys, write, kinds):
    folder, library = tmp_path / "Pictures", tmp_path / "library"
    pairs: dict[str, str] = {}
    for number, (kind, picture) in enumerate(zip(kinds, pictures(kinds), strict=False)):
        made = write(picture, number)
        ending, copy = KINDS[kind]
        paths = folder / str(number) / "IMG_1.jpg", folder / str(number) / f"copies/x.{ending}"
        paths[1].parent.mkdir(parents=True)
        for path, data in zip(paths, (made.data, copy(made)), strict=True):
            path.write_bytes(data)
        pairs[str(paths[0])] = str(paths[1])

    told = by_command_line(library, folder, capsys)

    assert len(pairs) >= 4
    assert {path: told[path] for path in pairs} == dict.fromkeys(pairs, "keep")
    assert {told[copy] for copy in pairs.values()} == {"trash"}
    assert previewed(library) == told


def test_more_bytes_or_a_place_make_no_copy_the_better_one(tmp_path, capsys):
    folder, library = tmp_path / "Pictures", tmp_path / "library"
    worse = {
        "coffee.png": lambda image: jpeg(through(image, 30), 97),
        "chelsea.png": lambda image: jpeg(ImageOps.posterize(image, 4), 98),
        "astronaut.png": lambda image: jpeg(image, 70, exif=photos.exif(**PLACE)),
        "rocket.jpg": lambda image: jpeg(image.resize((960, 640)), 95,
                                         exif=photos.exif(**PLACE)),
        "motorcycle_left.png": lambda image: jpeg(image, 99),
        "gravel.png": lambda image: jpeg(image.resize((720, 720), LANCZOS), 95),
    }  # fmt: skip
    good, copies = {}, {}
    for name, make in worse.items():
        data = jpeg(made_small(name), 88)
        good[name], copies[name] = folder / name / "a.jpg", folder / name / "b.jpg"
        good[name].parent.mkdir(parents=True)
        good[name].write_bytes(data)
        copies[name].write_bytes(make(decoded(data)))
    film, padded = folder / "film", folder / "padded"
    for made in (film, padded):
        made.mkdir()
    shot = by_camera(made_small("retina.jpg"))
    (film / "a.jpg").write_bytes(shot.data)
    (film / "b.jpg").write_bytes(shot.data + bytes(400_000))
    shot = by_camera(made_small("hubble_deep_field.jpg"))
    (padded / "a.jpg").write_bytes(shot.data)
    (padded / "b.jpg").write_bytes(jpeg(blurred_around(shot.picture), 97))

    told = by_command_line(library, folder, capsys)
    differing = differences(library, capsys)

    assert "trash" not in {told[str(path)] for path in good.values()}
    of_film, of_padding = (
        [phrase for name in ("a.jpg", "b.jpg") for phrase in differing[str(made / name)]]
        for made in (film, padded)
    )
    assert [phrase.partition(",")[0] for phrase in of_film] in (["larger file"], ["smaller file"])
    assert {"shows more around it", "without what the other one has around it"} & {*of_padding}
    assert not any("cropped" in phrase for phrase in of_padding)
    # what was made of the other, and knows no more, is the copy however large it is
    for name in ("motorcycle_left.png", "gravel.png"):
        assert [told[str(one[name])] for one in (good, copies)] == ["keep", "trash"]
    assert previewed(library) == {path: choice or "open" for path, choice in told.items()}


def made_small(name):
    picture = photos.real(name)
    picture.thumbnail((480, 480))
    return grainy(picture) if name == "gravel.png" else picture


def grainy(picture):
    """With as much structure in the last pixel as fur has: enlarged, it seems to show more."""
    grain = np.random.default_rng(1).normal(0, 15, (picture.height, picture.width, 1))
    return Image.fromarray((np.asarray(picture) + grain).clip(0, 255).astype(np.uint8))


def jpeg(image, quality, **options):
    return photos.encoded(image, quality=quality, **options)


def decoded(data):
    with Image.open(io.BytesIO(data)) as opened:
        return opened.convert("RGB")


def through(image, quality):
    """Saved at a quality, and opened again."""
    return decoded(jpeg(image, quality))


def by_command_line(library: Path, folder: Path, capsys) -> dict[str, str | None]:
    options = ["--library", str(library)]
    assert main.run(main.parse([*options, "index", str(folder), "--json"])) == 0
    capsys.readouterr()
    asked = [*options, "duplicates", "--tier", "same-picture", "--json"]
    assert main.run(main.parse(asked)) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    return {photo["path"]: photo["suggestion"] for g in groups for photo in g["photos"]}


def differences(library: Path, capsys) -> dict[str, list[str]]:
    """In what each photo differs from the first of its group, by the command line."""
    assert main.run(main.parse(["--library", str(library), "duplicates", "--json"])) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    return {photo["path"]: photo["differences"] for g in groups for photo in g["photos"]}


def blurred_around(picture):
    """On a square that is filled with the picture itself, as messengers show it."""
    side = max(picture.size) * 3 // 2
    around = picture.resize((side, side)).filter(ImageFilter.GaussianBlur(20))
    around.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return around


def previewed(library: Path) -> dict[str, str]:
    """What the window's keep rules propose before they were arranged."""
    picture = Tier.SAME_PICTURE
    with AtWork(library) as work:
        preview = work.ask(work.engine.review.preview, picture, DEFAULTS[picture])
        shown = work.ask(work.engine.review.preview_groups, preview.choices)
    return {member.photo.path: str(member.choice) for group in shown for member in group.members}
