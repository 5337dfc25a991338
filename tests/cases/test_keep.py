"""The better one is never proposed for the trash: cases of two copies, through the command line."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps
from PIL.ExifTags import IFD, Base
from support import photos
from support.derivatives import by_camera, plain

from photosim.cli import main

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "data" / "cases"


def proposed_of_case(tmp_path, capsys, case: str) -> dict[str, tuple[str | None, str]]:
    """What is proposed for each photo of a case, and why, by name."""
    shutil.copytree(CASES / case, tmp_path / case)
    return proposed(tmp_path / case, tmp_path, capsys)


def proposed(folder: Path, tmp_path: Path, capsys) -> dict[str, tuple[str | None, str]]:
    """What is proposed for each photo of a folder, and why, by name."""
    library = ["--library", str(tmp_path / "library")]
    assert main.run(main.parse([*library, "index", str(folder), "--json"])) == 0
    capsys.readouterr()
    assert main.run(main.parse([*library, "duplicates", "--json"])) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    return {
        Path(photo["path"]).name: (photo["suggestion"], photo["reason"])
        for group in groups
        for photo in group["photos"]
    }


def test_of_two_equally_good_copies_the_one_that_knows_its_time_stays(tmp_path, capsys):
    found = proposed_of_case(tmp_path, capsys, "keep-dated")

    assert found["dated.jpg"][0] == "keep"
    assert found["no_date.jpg"][0] == "trash"


def test_camera_s_file_stays_and_the_larger_png_of_it_goes(tmp_path, capsys):
    found = proposed_of_case(tmp_path, capsys, "keep-png")

    assert found["IMG_0001.jpg"] == ("keep", "straight from the camera")
    assert found["IMG_0001_copy.png"][0] == "trash"


@pytest.mark.parametrize("case", ["pages-tiff", "gif-still"])
def test_what_has_other_pages_is_never_proposed(tmp_path, capsys, case):
    found = proposed_of_case(tmp_path, capsys, case)

    assert "trash" not in {suggestion for suggestion, _ in found.values()}


@pytest.mark.parametrize("factor", [1.3, 2])
@pytest.mark.parametrize("px", [220, 300, 500])
def test_enlargement_that_kept_the_camera_s_record_goes(tmp_path, capsys, px, factor):
    picture = photos.real("coffee.png")
    picture.thumbnail((px, px))
    made = by_camera(picture)
    size = round(picture.width * factor), round(picture.height * factor)
    larger = made.picture.resize(size, Image.Resampling.LANCZOS)
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "camera.jpg").write_bytes(made.data)
    (folder / "larger.jpg").write_bytes(photos.encoded(larger, quality=96, exif=made.record))

    found = proposed(folder, tmp_path, capsys)

    assert found["camera.jpg"][0] != "trash"
    assert found["larger.jpg"][0] != "keep"


def wall() -> Image.Image:
    """Photos beside each other, with all their pixels: 1.6 megapixels."""
    names = "coffee.png", "astronaut.png", "rocket.jpg", "chelsea.png"
    made = Image.new("RGB", (1500, 1060), "white")
    for number in range(12):
        picture = photos.real(names[number % 4]).convert("RGB")
        made.paste(picture, (number % 3 * 500, number // 3 * 265))
    return made


@pytest.mark.parametrize("told", [True, False], ids=["record", "no record"])
@pytest.mark.parametrize("how", [Image.Resampling.LANCZOS, Image.Resampling.NEAREST])
def test_no_enlargement_beyond_four_megapixels_lets_the_original_go(tmp_path, capsys, how, told):
    """Where the record tells the new size, or there is none, only the pixels tell it."""
    picture = wall()
    if told:
        own = by_camera(picture)
        record = Image.Exif()
        record.load(own.record)
        larger = own.picture.resize((2700, 1908), how)
        record.get_ifd(IFD.Exif)[Base.ExifImageWidth] = larger.width
        record.get_ifd(IFD.Exif)[Base.ExifImageHeight] = larger.height
        original, copy = own.data, photos.encoded(larger, quality=92, exif=record.tobytes())
    else:
        original = photos.encoded(picture, quality=90)
        copy = photos.encoded(picture.resize((3000, 2120), how), quality=92)
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "original.jpg").write_bytes(original)
    (folder / "larger.jpg").write_bytes(copy)

    found = proposed(folder, tmp_path, capsys)

    assert found["original.jpg"][0] != "trash"
    assert found["larger.jpg"][0] != "keep"


def test_a_small_copy_of_a_large_photo_goes_also_where_no_camera_tells(tmp_path, capsys):
    half = Image.new("RGB", (3000, 1060))
    half.paste(wall(), (0, 0))
    half.paste(wall().transpose(Image.Transpose.FLIP_LEFT_RIGHT), (1500, 0))
    tall = Image.new("RGB", (3000, 2120))
    tall.paste(half, (0, 0))
    tall.paste(half.transpose(Image.Transpose.ROTATE_180), (0, 1060))
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "large.jpg").write_bytes(photos.encoded(tall, quality=92))
    (folder / "sent.jpg").write_bytes(photos.encoded(tall.resize((1500, 1060)), quality=80))

    found = proposed(folder, tmp_path, capsys)

    assert [found[name][0] for name in ("large.jpg", "sent.jpg")] == ["keep", "trash"]


@pytest.mark.parametrize("quality", [90, 96])
@pytest.mark.parametrize("times", [0.6, 0.8])
def test_no_smaller_copy_with_the_record_lets_the_large_photo_go(tmp_path, capsys, times, quality):
    picture = photos.real("coffee.png")
    made = by_camera(picture.resize((round(picture.width * times), round(picture.height * times))))
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "large.jpg").write_bytes(photos.encoded(picture, quality=quality))
    (folder / "small.jpg").write_bytes(made.data)

    found = proposed(folder, tmp_path, capsys)

    assert found and found["large.jpg"][0] != "trash"


FILM = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + b"\0\0\0\x10free" + bytes(8) + bytes(2000)


@pytest.mark.parametrize(
    ("saved", "behind", "alone"),
    [
        ({}, FILM, "the film inside it"),
        ({}, b"MotionPhoto_Data" + FILM + b"SEFT", "the film inside it"),
        ({"comment": b"Taken by grandpa in 1962"}, b"", "comment"),
        ({"exif": photos.exif(UserComment=b"ASCII\0\0\0scan of a print")}, b"", "comment"),
        ({"xmp": b'<rdf:Description xmp:Label="Red"/>'}, b"", "colour label"),
    ],
)
def test_no_copy_goes_that_alone_has_a_film_or_words_of_somebody(
    tmp_path, capsys, saved, behind, alone
):
    made = by_camera(photos.real("coffee.png"))
    copy = made.picture.resize((300, 200))
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "camera.jpg").write_bytes(made.data)
    (folder / "copy.jpg").write_bytes(photos.encoded(copy, quality=85, **saved) + behind)

    found = proposed(folder, tmp_path, capsys)

    assert found["camera.jpg"][0] == "keep"
    assert found["copy.jpg"][0] != "trash" and alone in found["copy.jpg"][1]


@pytest.mark.parametrize("px", [1.5, 2.5])
def test_no_blurred_copy_with_the_record_lets_the_sharp_photo_go(tmp_path, capsys, px):
    picture = photos.real("coffee.png")
    blurred = by_camera(picture.filter(ImageFilter.GaussianBlur(px)))
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "sharp.jpg").write_bytes(photos.encoded(picture, quality=92))
    (folder / "blurred.jpg").write_bytes(blurred.data)

    found = proposed(folder, tmp_path, capsys)

    assert "trash" not in {suggestion for suggestion, _ in found.values()}


@pytest.mark.parametrize("radius", [1, 2.5])
def test_no_blurred_copy_lets_the_sharp_one_go(tmp_path, capsys, radius):
    """The copy is the larger file, and neither has a camera's record."""
    picture = photos.real("coffee.png").convert("RGB")
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "sharp.jpg").write_bytes(photos.encoded(picture, quality=75))
    blurred = picture.filter(ImageFilter.GaussianBlur(radius))
    (folder / "soft.jpg").write_bytes(photos.encoded(blurred, quality=100, subsampling=0))
    assert (folder / "soft.jpg").stat().st_size > (folder / "sharp.jpg").stat().st_size

    found = proposed(folder, tmp_path, capsys)

    assert "trash" not in {choice for choice, _ in found.values()}


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("ending", ["png", "tiff"])
def test_no_jpeg_lets_go_what_has_more_than_8_bits_for_a_colour(tmp_path, capsys, ending, times):
    """However much larger it is; of one size the deeper one stays."""
    picture = photos.real("coffee.png").convert("RGB")
    folder = tmp_path / "pictures"
    folder.mkdir()
    deep = np.asarray(picture)[..., ::-1].astype(np.uint16) * 257
    cv2.imwrite(str(folder / f"deep.{ending}"), deep)
    larger = picture.resize((picture.width * times, picture.height * times))
    (folder / "flat.jpg").write_bytes(photos.encoded(larger, quality=95))

    found = proposed(folder, tmp_path, capsys)

    assert len(found) == 2 and found[f"deep.{ending}"][0] != "trash"


@pytest.mark.parametrize("worse", ["coarse", "soft"])
def test_a_worse_copy_with_the_record_is_no_source_of_what_was_saved_twice(tmp_path, capsys, worse):
    """Coarse compression and blur hide that the copy was compressed before, too."""
    once = plain(photos.real("coffee.png").convert("RGB"))
    with Image.open(io.BytesIO(photos.encoded(once.picture, quality=60))) as opened:
        twice = opened.convert("RGB")
    blurred = twice.filter(ImageFilter.GaussianBlur(3))
    made = {"coarse": (twice, 30), "soft": (blurred, 85)}[worse]
    folder = tmp_path / "pictures"
    folder.mkdir()
    original = photos.encoded(twice, quality=95, exif=once.record)
    (folder / "original.jpg").write_bytes(original)
    copy = photos.encoded(made[0], quality=made[1], exif=once.record)
    (folder / "copy.jpg").write_bytes(copy)

    found = proposed(folder, tmp_path, capsys)

    assert found["original.jpg"][0] != "trash"


@pytest.mark.parametrize(("ending", "options"), [("png", {}), ("webp", {"quality": 95})])
def test_no_jpeg_that_was_saved_twice_lets_go_what_it_may_come_from(
    tmp_path, capsys, ending, options
):
    """All have the camera's record, as programs copy it."""
    first = plain(photos.real("coffee.png").convert("RGB"))
    folder = tmp_path / "pictures"
    folder.mkdir()
    first.picture.save(folder / f"first.{ending}", exif=first.record, **options)
    with Image.open(io.BytesIO(photos.encoded(first.picture, quality=80))) as opened:
        twice = photos.encoded(opened.convert("RGB"), quality=93, exif=first.record)
    (folder / "twice.jpg").write_bytes(twice)

    found = proposed(folder, tmp_path, capsys)

    assert len(found) == 2 and found[f"first.{ending}"][0] != "trash"


def small(name: str) -> Image.Image:
    picture = photos.real(name).convert("RGB")
    picture.thumbnail((480, 480))
    return picture


PHOTOSHOP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
    b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    b' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="Adobe Photoshop"'
    b' xmp:CreateDate="2023-05-05T11:10:24-04:00"/></rdf:RDF></x:xmpmeta>'
)
NOBODY = PHOTOSHOP.replace(b' xmp:CreatorTool="Adobe Photoshop"', b"")


def doubtful() -> dict[str, bytes]:
    """Pairs of which a person must say which is the better one."""
    names = "motorcycle_left.png", "retina.jpg", "hubble_deep_field.jpg"
    if not all(photos.real_path(name).exists() for name in names):
        return {}
    framed, turned, coarse = (small(name) for name in names)
    hues = turned.convert("HSV").split()
    other = Image.merge("HSV", (hues[0].point(lambda hue: (hue + 128) % 256), *hues[1:]))
    larger = other.convert("RGB").resize((576, round(576 * turned.height / turned.width)))
    record = photos.exif(Make="Canon", Model="EOS", DateTimeOriginal="2019:07:14 18:05:59")
    return {
        "framed.jpg": photos.encoded(ImageOps.expand(framed, 40, "white"), quality=93),
        "unframed.jpg": photos.encoded(framed, quality=93),
        "natural.jpg": photos.encoded(turned, quality=93),
        "hue.jpg": photos.encoded(larger, quality=93),
        "coarse.jpg": photos.encoded(coarse, quality=30, exif=record.tobytes()),
        "fine.jpg": photos.encoded(coarse, quality=95),
    }


def test_no_edit_wins_by_its_date_or_its_size(tmp_path, capsys):
    """The first of each is the original, which has no date."""
    by_gimp = Image.Exif()
    by_gimp[Base.DateTime], by_gimp[Base.Software] = "2023:05:05 10:00:00", "GIMP 2.10"
    coffee, chelsea, rocket = small("coffee.png"), small("chelsea.png"), small("rocket.jpg")
    astronaut = small("astronaut.png")
    mirrored, sharpened = Image.Transpose.FLIP_LEFT_RIGHT, ImageFilter.UnsharpMask(2, 90, 2)
    grey = coffee.convert("L").convert("RGB")
    folder = tmp_path / "pictures"
    folder.mkdir()
    written = {
        "1.jpg": photos.encoded(coffee, quality=96),
        "1 mirrored.jpg": photos.encoded(
            coffee.transpose(mirrored), quality=90, exif=by_gimp.tobytes()
        ),
        "1 grey.jpg": photos.encoded(grey, quality=60, xmp=PHOTOSHOP),
        "1 coarse.jpg": photos.encoded(coffee, quality=60, xmp=PHOTOSHOP),
        "2.jpg": photos.encoded(chelsea, quality=93),
        "2 mirrored.jpg": photos.encoded(chelsea.transpose(mirrored), quality=90, xmp=NOBODY),
        "3.jpg": photos.encoded(rocket, quality=90),
        "3 sharpened.jpg": photos.encoded(rocket.filter(sharpened), quality=97),
        "4.jpg": photos.encoded(astronaut, quality=90),
        "4 longer.jpg": photos.encoded(astronaut, quality=90) + bytes(9000),
    }
    written |= doubtful()
    for name, data in written.items():
        (folder / name).write_bytes(data)

    found = proposed(folder, tmp_path, capsys)

    unsure = doubtful().keys()
    assert {found[name][0] for name in unsure & found.keys()} <= {None}
    assert found.keys() | unsure == written.keys()
    assert "trash" not in {found[name][0] for name in written if len(name) == 5}
    assert [found[name][0] for name in ("1.jpg", "1 coarse.jpg")] == ["keep", "trash"]
    assert found["2.jpg"] == (None, "one of the two is mirrored")
    assert found["3.jpg"] == (None, "the other one may have been sharpened")
    assert [found[name][0] for name in ("4.jpg", "4 longer.jpg")] == [None, None]


def test_equal_jpegs_are_left_open_where_each_has_another_raw_file_of_one_size(tmp_path, capsys):
    folder = tmp_path / "pictures"
    folder.mkdir()
    jpeg = photos.encoded(photos.real("coffee.png"))
    raws = [photos.dng(photos.real(name)) for name in ("coffee.png", "astronaut.png")]
    for name, raw in zip(("one", "two"), raws, strict=True):
        (folder / f"{name}.jpg").write_bytes(jpeg)
        (folder / f"{name}.dng").write_bytes(raw.ljust(max(map(len, raws)), b"\0"))

    found = proposed(folder, tmp_path, capsys)

    jpegs = {found["one.jpg"], found["two.jpg"]}
    assert jpegs == {(None, "two.dng would go with it")}
