"""What is found out about a single file: cases of odd files, through the command line."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from support import photos

from photosim.cli import main
from photosim.core.layout import Layout
from photosim.core.records.photos import EXAMINATION
from photosim.core.store.thumbstore import ThumbStore

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "data" / "cases"
LONG_AGO = (1e9, 1e9)


class Desk:
    """A folder and its library, by the command line alone."""

    def __init__(self, root: Path, capsys) -> None:
        self.folder = root / "photos"
        self.layout = Layout(root / "library")
        self._capsys = capsys

    def copy(self, case: str) -> None:
        shutil.copytree(CASES / case, self.folder)
        for path in self.folder.iterdir():
            os.utime(path, LONG_AGO)

    def run(self, *arguments: str) -> dict:
        self._capsys.readouterr()
        library = ["--library", str(self.layout.root)]
        assert main.run(main.parse([*library, *arguments, "--json"])) == 0
        return json.loads(self._capsys.readouterr().out)

    def index(self) -> dict:
        return self.run("index", str(self.folder))

    def rows(self, columns: str) -> dict[str, tuple]:
        """Columns of the photos' table by file name."""
        sql = f"SELECT file.name, {columns} FROM photo JOIN file ON photo_id = photo.id"
        with closing(sqlite3.connect(self.layout.database)) as connection:
            return {os.fsdecode(row[0]): row[1:] for row in connection.execute(sql)}

    def thumbnail(self, name: str) -> np.ndarray:
        content_hash = self.rows("hex(photo.hash)")[name][0].lower()
        with closing(ThumbStore.open_reader(self.layout.thumbnails)) as thumbs:
            found = thumbs.get_many([content_hash])[content_hash]
        with Image.open(io.BytesIO(found)) as image:
            return np.asarray(image.convert("RGB"), float)


@pytest.fixture
def desk(tmp_path, capsys) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_picture_that_lacks_only_its_end_marker_is_in_the_library(desk):
    desk.copy("no-end-marker")

    answer = desk.index()

    assert (answer["photos"], answer["problems"]) == (1, [])
    assert desk.rows("is_damaged")["whole.jpg"] == (0,)
    assert desk.thumbnail("whole.jpg").std() > 10


def test_the_hour_24_is_the_hour_0_of_the_day_that_is_written(desk):
    desk.copy("hour-24")

    desk.index()

    assert desk.rows("taken")["photo.jpg"] == ("2016-05-01T00:17:40",)


def test_a_profile_is_read_by_what_it_does(desk):
    desk.copy("linear-profile")

    desk.index()

    means = [desk.thumbnail(name).mean((0, 1)) for name in ("linear.jpg", "plain.jpg")]
    assert np.abs(means[0] - means[1]).max() < 6
    groups = desk.run("duplicates", "--tier", "same-picture")["groups"]
    assert [{Path(p["path"]).name for p in group["photos"]} for group in groups] == [
        {"linear.jpg", "plain.jpg"}
    ]


def test_equal_compressed_pictures_have_one_hash_whatever_their_record(desk):
    desk.copy("exif-shifted")

    desk.index()

    hashes = desk.rows("pixel_hash")
    assert hashes["a_original.jpg"] == hashes["a_two_hours_less.jpg"]
    assert hashes["b_original.jpg"] == hashes["b_model_repaired.jpg"]
    assert len({one for (one,) in hashes.values()}) == 4


@pytest.mark.parametrize(
    ("case", "frames"),
    [
        ("pages-tiff", {"scan_A.tif": 3, "scan_B.tif": 3, "first_page_only.tif": 1}),
        ("gif-still", {"moving.gif": 6, "still.jpg": 1}),
    ],
)
def test_pages_and_frames_are_counted(desk, case, frames):
    desk.copy(case)

    desk.index()

    assert {name: n for name, (n,) in desk.rows("n_frames").items()} == frames
    assert len({one for (one,) in desk.rows("pixel_hash").values()}) == len(frames)


WRITTEN = {"exif": photos.exif(Make="Canon")}
CUT = {
    "plain": ("JPEG", {}, 0.6), "png": ("PNG", {}, 0.6), "heic": ("HEIF", {}, 0.6),
    "tiff": ("TIFF", {}, 0.6), "webp": ("WEBP", {}, 0.6),
    "lossless": ("WEBP", {"lossless": True}, 0.99),
    "webp of a camera": ("WEBP", WRITTEN, 0.6), "webp, nearly whole": ("WEBP", WRITTEN, 0.999),
    "avif of a camera": ("AVIF", WRITTEN, 0.9), "avif, nearly whole": ("AVIF", WRITTEN, 0.999),
}  # fmt: skip
"""Format, how it is written, and the share of the bytes that is there; the metadata lie behind."""


def test_a_file_that_is_cut_off_is_shown_and_marked(desk):
    desk.folder.mkdir()
    for seed, (name, (file_format, options, share)) in enumerate(CUT.items()):
        data = photos.encoded(photos.noise((600, 400), seed, cells=90), file_format, **options)
        (desk.folder / f"{name}.jpg").write_bytes(photos.truncated(data, share))
        os.utime(desk.folder / f"{name}.jpg", LONG_AGO)

    answer = desk.index()

    assert (answer["photos"], answer["problems"]) == (len(CUT), [])
    assert desk.rows("is_damaged") == {f"{name}.jpg": (1,) for name in CUT}


def test_an_end_marker_makes_no_whole_picture_of_a_jpeg_that_is_cut_off(desk):
    desk.folder.mkdir()
    grey = photos.solid((600, 400), (128, 128, 128))  # as a decoder fills in what is missing
    grey.paste(photos.noise((600, 200), cells=90))
    for name, picture, options in (
        ("plain.jpg", photos.noise((600, 400), 1, cells=90), {}),
        ("restarts.jpg", photos.noise((600, 400), 2, cells=90), {"restart_marker_rows": 1}),
        ("tail.jpg", photos.noise((600, 400), 3, cells=90), {}),
        ("black and white.jpg", photos.noise((600, 400), 4, cells=90).convert("L"), {}),
    ):
        data = photos.truncated(photos.encoded(picture, **options), 0.6) + b"\xff\xd9"
        (desk.folder / name).write_bytes(data + (b"film" * 99 if name == "tail.jpg" else b""))
    (desk.folder / "whole.jpg").write_bytes(photos.encoded(grey))
    (desk.folder / "whole, progressive.jpg").write_bytes(photos.encoded(grey, progressive=True))

    desk.index()

    marked = {name: damaged for name, (damaged,) in desk.rows("is_damaged").items()}
    assert marked == {name: "whole" not in name for name in marked}
    assert len(marked) == 6


def test_a_file_of_which_nothing_is_there_is_not_said_to_be_written_for_ever(desk):
    desk.folder.mkdir()
    data = photos.truncated(photos.encoded(photos.noise((600, 400), cells=90)), 0.02)
    for name, at in (("old.jpg", 1e9), ("new.jpg", None)):
        (desk.folder / name).write_bytes(data)
        if at:
            os.utime(desk.folder / name, (at, at))

    reasons = {Path(p["path"]).name: p["reason"] for p in desk.index()["problems"]}
    assert "may still be being written" in reasons["new.jpg"]
    assert "may still be being written" not in reasons["old.jpg"]

    os.utime(desk.folder / "new.jpg", LONG_AGO)
    reasons = {Path(p["path"]).name: p["reason"] for p in desk.index()["problems"]}
    assert reasons["new.jpg"] == reasons["old.jpg"]


ABSURD = {
    "iso.jpg": photos.exif(ISOSpeedRatings="99999999999999999999"),
    "exposure.jpg": photos.exif(ExposureTime=(4294967295, 0), FNumber=float(2**31)),
    "place.jpg": photos.exif(
        GPSLatitude=(IFDRational(0, 0), 0.0, 0.0), GPSLongitude=(1.0, 0.0, 0.0)
    ),
    "names.jpg": photos.exif(Make="\0\ud800\x07" * 30, Model="x" * 60_000),
    "date.jpg": photos.exif(DateTimeOriginal="9999:99:99 99:99:99"),
    "year.jpg": photos.exif(DateTimeOriginal="9999:12:31 23:59:60"),
    "size.jpg": photos.exif(ExifImageWidth=4294967295, ExifImageHeight=0),
}


def test_absurd_numbers_and_texts_of_some_files_stop_no_other(desk):
    desk.folder.mkdir()
    for seed, name in enumerate(ABSURD, 10):
        data = photos.encoded(photos.noise((200, 150), seed), exif=ABSURD[name])
        (desk.folder / name).write_bytes(data)
    photos.fill(desk.folder, 3, (200, 150))

    answer = desk.index()

    assert (answer["photos"], answer["problems"]) == (3 + len(ABSURD), [])
    assert desk.run("verify")["wrong"] == []
    assert all(iso is None for (iso,) in desk.rows("iso").values())


def test_a_library_of_an_older_photosim_is_examined_again(desk):
    desk.copy("pages-tiff")
    (desk.folder / "cut.jpg").write_bytes(
        photos.truncated(photos.encoded(photos.noise((600, 400), cells=90)), 0.6)
    )
    os.utime(desk.folder / "cut.jpg", LONG_AGO)
    desk.index()
    with closing(sqlite3.connect(desk.layout.database)) as connection, connection:
        connection.execute(
            "UPDATE photo SET examination = 0, n_frames = 1, is_damaged = 0, pixel_hash = NULL"
        )

    answer = desk.index()

    assert (answer["unchanged"], answer["changed"]) == (4, 0)
    rows = desk.rows("examination, n_frames, is_damaged")
    assert rows == {
        "scan_A.tif": (EXAMINATION, 3, 0),
        "scan_B.tif": (EXAMINATION, 3, 0),
        "first_page_only.tif": (EXAMINATION, 1, 0),
        "cut.jpg": (EXAMINATION, 1, 1),
    }
