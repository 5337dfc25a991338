"""The formats that the README names: a real file of each is indexed and found by its picture."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from support import album, photos, without_rights
from support.commands import Commands
from support.promised import promise

from photosim.core.image import formats

TAKEN = "2018:03:%02d 09:30:00"


def jpeg(**options: object) -> Callable[[Image.Image, Image.Exif], bytes]:
    return lambda picture, exif: photos.encoded(picture, exif=exif, **options)


def saved(kind: str, **options: object) -> Callable[[Image.Image, Image.Exif], bytes]:
    return lambda picture, exif: photos.encoded(picture, kind, exif=exif, **options)


def bare(kind: str, mode: str = "RGB", **options: object) -> Callable[..., bytes]:
    return lambda picture, _exif: photos.encoded(picture.convert(mode), kind, **options)


def cmyk(picture: Image.Image, exif: Image.Exif) -> bytes:
    return photos.encoded(picture.convert("CMYK"), exif=exif)


def mpo(picture: Image.Image, exif: Image.Exif) -> bytes:
    return photos.encoded(
        picture, "MPO", exif=exif, save_all=True, append_images=[picture.resize((320, 240))]
    )


def transparent(picture: Image.Image, _exif: Image.Exif) -> bytes:
    made = picture.convert("RGBA")
    made.paste((0, 0, 0, 0), (0, 0, 30, 30))
    return photos.encoded(made, "PNG")


def deep(ending: str) -> Callable[..., bytes]:
    """16 bit a channel."""

    def make(picture: Image.Image, _exif: Image.Exif) -> bytes:
        deep = np.asarray(picture)[:, :, ::-1].astype(np.uint16) * 257
        done, stored = cv2.imencode(ending, deep)
        assert done
        return bytes(stored.tobytes())

    return make


def deep_grey(picture: Image.Image, _exif: Image.Exif) -> bytes:
    grey = np.asarray(picture.convert("L")).astype(np.uint16) * 257
    return photos.encoded(Image.fromarray(grey), "TIFF")


def animation(picture: Image.Image, _exif: Image.Exif) -> bytes:
    """The picture, then a red frame."""
    stored = io.BytesIO()
    more = [photos.solid(picture.size)]
    picture.save(stored, "GIF", save_all=True, append_images=more, duration=90)
    return stored.getvalue()


def raw(picture: Image.Image, _exif: Image.Exif) -> bytes:
    return photos.dng(picture)


FORMATS: dict[str, tuple[str, Callable[[Image.Image, Image.Exif], bytes]]] = {
    "JPEG": ("jpg", jpeg()),
    "JPEG, progressive": ("jpeg", jpeg(progressive=True)),
    "JPEG, CMYK": ("JPG", cmyk),
    "MPO": ("mpo", mpo),
    "PNG": ("png", saved("PNG")),
    "PNG, palette": ("png", bare("PNG", "P")),
    "PNG, transparent": ("png", transparent),
    "PNG, 16 bit": ("png", deep(".png")),
    "WebP": ("webp", saved("WEBP", quality=85)),
    "WebP, lossless": ("webp", saved("WEBP", lossless=True)),
    "AVIF": ("avif", saved("AVIF")),
    "HEIC": ("heic", saved("HEIF")),
    "TIFF": ("tif", saved("TIFF")),
    "TIFF, LZW": ("tiff", bare("TIFF", compression="tiff_lzw")),
    "TIFF, 16 bit": ("tif", deep(".tiff")),
    "TIFF, 16 bit grey": ("tif", deep_grey),
    "GIF": ("gif", bare("GIF")),
    "GIF, animated": ("gif", animation),
    "BMP": ("bmp", bare("BMP")),
    "RAW": ("dng", raw),
}
"""Ending and bytes of each format."""
DATED = ("JPEG", "JPEG, progressive", "JPEG, CMYK", "MPO", "PNG", "WebP", "AVIF", "HEIC", "TIFF")
"""Formats whose test files tell when they were taken."""
TURNED = {"JPEG": "JPEG", "MPO": "MPO", "PNG": "PNG", "WebP": "WEBP", "AVIF": "AVIF"} | {
    "HEIC": "HEIF",
    "TIFF": "TIFF",
}
"""Formats that can say how a camera was held."""


def name(kind: str) -> str:
    return f"{kind}.{FORMATS[kind][0]}"


@pytest.fixture(scope="module")
def all_formats(tmp_path_factory) -> Path:
    """A folder with a file of each format, each of another picture, and its library."""
    place = tmp_path_factory.mktemp("formats")
    (place / "Pictures").mkdir()
    (place / "queries").mkdir()
    quarters = album.quarters(place / "quarters", len(FORMATS))
    for number, (kind, quarter) in enumerate(zip(FORMATS, quarters, strict=True)):
        with Image.open(quarter) as opened:
            picture = opened.convert("RGB")
        exif = photos.exif(DateTimeOriginal=TAKEN % (number + 1))
        (place / "Pictures" / name(kind)).write_bytes(FORMATS[kind][1](picture, exif))
        query = picture.resize((picture.width * 4 // 5, picture.height * 4 // 5))
        (place / "queries" / f"{kind}.jpg").write_bytes(photos.encoded(query, quality=80))
    code, out, err = without_rights.run(
        place, "--library", place / "library", "index", place / "Pictures", "--json"
    )
    assert (code, err, json.loads(out)["problems"]) == (0, "", [])
    return place


@pytest.fixture
def commands(all_formats, capsys) -> Commands:
    return Commands(all_formats / "library", capsys)


@pytest.fixture(scope="module")
def answers(all_formats) -> dict[str, dict]:
    """The most alike photo of each copy and of each file itself, by the name of the query."""
    queries = sorted((all_formats / "queries").iterdir()) + sorted(
        (all_formats / "Pictures").iterdir()
    )
    code, out, err = without_rights.run(
        all_formats, "--library", all_formats / "library", "search", *queries, "-k", "1", "--json"
    )
    assert (code, err) == (0, "")
    results = json.loads(out)["results"]
    best = [result["matches"][0] for result in results]
    told = [match | {"name": Path(match["path"]).name} for match in best]
    return {
        str(path.relative_to(all_formats)): one for path, one in zip(queries, told, strict=True)
    }


def found(commands: Commands, *queries: Path) -> list[tuple[str, float]]:
    """The most alike photo of each picture, and how alike it is."""
    results = commands.answer("search", *map(str, queries), "-k", "1")["results"]
    best = [result["matches"][0] for result in results]
    return [(Path(match["path"]).name, match["similarity"]) for match in best]


@promise(
    "It reads JPEG (also MPO, CMYK, progressive), PNG, WebP, AVIF, HEIC, TIFF (also 16 bit), "
    "GIF, BMP, and the previews that cameras put into RAW files.",
)
@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_of_each_format_is_found_by_a_copy_and_by_itself(answers, kind):
    by_copy, by_itself = answers[f"queries/{kind}.jpg"], answers[f"Pictures/{name(kind)}"]

    assert by_copy["name"] == name(kind)
    assert by_copy["similarity"] > (0.7 if "grey" in kind else 0.85)
    assert by_itself["name"] == name(kind)
    assert by_itself["similarity"] > 0.999


@promise(
    "It reads JPEG (also MPO, CMYK, progressive), PNG, WebP, AVIF, HEIC, TIFF (also 16 bit), "
    "GIF, BMP, and the previews that cameras put into RAW files.",
)
@pytest.mark.parametrize("kind", DATED)
def test_its_capture_time_is_known(commands, kind):
    day = list(FORMATS).index(kind) + 1

    [result] = commands.answer("words", f"{day} March 2018", "-k", "1")["results"]

    [match] = result["matches"]
    assert (Path(match["path"]).name, match["evidence"]) == (name(kind), "date")


@promise(
    "It reads JPEG (also MPO, CMYK, progressive), PNG, WebP, AVIF, HEIC, TIFF (also 16 bit), "
    "GIF, BMP, and the previews that cameras put into RAW files.",
)
def test_a_camera_that_was_held_upright_makes_upright_photos(desk, tmp_path):
    folder = tmp_path / "Pictures"
    folder.mkdir()
    for kind, file_format in TURNED.items():
        turned = photos.oriented(photos.corners((400, 300)), 6, file_format)
        (folder / f"{kind}.{FORMATS[kind][0]}").write_bytes(turned)
    turned = photos.dng(photos.corners((400, 300)).transpose(photos.STORED[6]), (900, 1200), 6)
    (folder / "RAW.dng").write_bytes(turned)
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(len(TURNED) + 1)
    person.wait_for_thumbnails()

    for name_, photo_id in zip(person.names(), person.shown_ids(), strict=True):
        seen = person.window.gallery.thumbnails.pixmap(photo_id).toImage()
        assert seen.width() > seen.height(), name_
        places = [(x * seen.width() // 4, y * seen.height() // 4) for y in (1, 3) for x in (1, 3)]
        for place, colour in zip(places, photos.CORNERS, strict=True):
            shown = seen.pixelColor(*place).getRgb()[:3]
            assert max(abs(a - b) for a, b in zip(shown, colour, strict=True)) < 40, name_


@promise(
    "It reads JPEG (also MPO, CMYK, progressive), PNG, WebP, AVIF, HEIC, TIFF (also 16 bit), "
    "GIF, BMP, and the previews that cameras put into RAW files.",
)
def test_raw_files_are_read_whatever_their_camera_calls_them(tmp_path, capsys):
    commands = Commands(tmp_path / "library", capsys)
    folder = tmp_path / "Pictures"
    folder.mkdir()
    endings = sorted(ending.decode() for ending in formats.RAW_EXTENSIONS)
    quarters = album.quarters(tmp_path / "quarters", len(endings))
    for ending, quarter in zip(endings, quarters, strict=True):
        with Image.open(quarter) as opened:
            shot = photos.dng(opened.convert("RGB"), (600, 400))
        (folder / f"shot.{ending.upper()}").write_bytes(shot)

    indexed = commands.answer("index", str(folder))

    assert (indexed["photos"], indexed["problems"]) == (len(endings), [])
    names = [name for name, _ in found(commands, *quarters)]
    assert names == [f"shot.{ending.upper()}" for ending in endings]


def fill_with_others(folder: Path) -> None:
    """Three photos, and what is none."""
    album.fill(folder, 3)
    for other in ("a.mov", "b.MP4", "letter.pdf", "strange.xyz"):
        (folder / other).write_bytes(b"x")
    own = folder / "Photos Library.photoslibrary" / "originals"
    own.mkdir(parents=True)
    shutil.copy(folder / "coffee.jpg", own / "mine.jpg")


SAID = (
    "1 folder that belongs to Apple Photos (photoslibrary);"
    " the preferences can have it looked into",
    "2 films (1 mov, 1 mp4)",
    "1 document (pdf)",
    "1 of an unknown kind (xyz)",
)


@promise(
    "What is none of these is left out, and named: `photosim index` and the tip of each "
    "folder say what, why and how many.",
    "So is what other programs own, such as a library of Apple Photos.",
    "A folder that is left out counts as one, whatever is in it.",
)
def test_what_is_left_out_is_said_by_index_and_by_the_folders_tip(desk, tmp_path, capsys):
    fill_with_others(tmp_path / "Pictures")
    commands = Commands(tmp_path / "library", capsys)

    _, told, _ = commands.run("index", str(tmp_path / "Pictures"))
    answer = commands.answer("index")
    person = desk.open(tmp_path / "library")
    person.wait_until_shown(3)

    assert [line.strip() for line in told.splitlines()[-5:]] == ["Left out:", *SAID]
    assert sum(one["count"] for one in answer["left_out"]) == 5
    person.wait_until(lambda: person.tip("Pictures")[-5:] == ["Left out:", *SAID])
    assert "mine" not in person.names()


@promise("Name such a folder itself, and it is indexed, and `photosim index` says whose it is.")
def test_a_folder_of_another_program_that_is_named_is_indexed_and_said_to_be_its(tmp_path, capsys):
    fill_with_others(tmp_path / "Pictures")
    package = tmp_path / "Pictures" / "Photos Library.photoslibrary"
    commands = Commands(tmp_path / "library", capsys)

    code, told, said = commands.run("index", str(package))

    assert (code, told.split(":")[0]) == (0, "1 photo")
    assert said == (
        f"{package} belongs to Apple Photos, which keeps account of the files in it;"
        " it is indexed because you named it.\n"
    )


@promise(
    "Where a file has several pages or frames, its first is looked at for likeness, and two such "
    "files are the same picture only when all of them are.",
)
@pytest.mark.parametrize(("file_format", "ending"), [("TIFF", "tif"), ("GIF", "gif")])
def test_all_pages_of_two_files_must_be_the_same(tmp_path, capsys, file_format, ending):
    commands = Commands(tmp_path / "library", capsys)
    folder = tmp_path / "Pictures"
    folder.mkdir()
    cover, *pages = (photos.real(one).resize((420, 300)) for one in album.NAMES[:4])
    for place, last in enumerate(pages):
        data = photos.encoded(cover, file_format, save_all=True, append_images=[last])
        (folder / f"with page {place}.{ending}").write_bytes(data)
    (folder / f"cover.{ending}").write_bytes(photos.encoded(cover, file_format))
    (folder / "cover.png").write_bytes(photos.encoded(cover, "PNG"))
    query = tmp_path / "query.jpg"
    query.write_bytes(photos.encoded(cover))
    assert commands.answer("index", str(folder))["photos"] == 5

    [alike] = commands.answer("search", str(query), "-k", "5")["results"]
    groups = commands.answer("duplicates", "--tier", "same-picture")["groups"]

    assert all(match["similarity"] > 0.85 for match in alike["matches"])
    paged = [p["path"] for group in groups for p in group["photos"] if "with page" in p["path"]]
    assert paged == []


@promise("A photo that is cut off shows what is there, and is marked as damaged.")
def test_a_cut_photo_shows_what_is_there_and_is_marked(desk, tmp_path):
    folder = tmp_path / "Pictures"
    whole = album.fill(folder, 1)["astronaut"].read_bytes()
    (folder / "cut.jpg").write_bytes(photos.truncated(whole, 0.7))
    long_ago = (folder / "astronaut.jpg").stat().st_mtime - 3600
    os.utime(folder / "cut.jpg", (long_ago, long_ago))
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)

    person.wait_until_shown(2)
    person.wait_for_thumbnails()

    photo_id = person.shown_ids()[person.names().index("cut")]
    shown = person.window.gallery.thumbnails.pixmap(photo_id).toImage()
    top = {shown.pixelColor(x, shown.height() // 8).rgb() for x in range(0, shown.width(), 7)}
    assert len(top) > 5
    cell = person.window.gallery.grid.index_of(person.names().index("cut"))
    assert "Damaged" in str(cell.data(Qt.ItemDataRole.AccessibleTextRole))
