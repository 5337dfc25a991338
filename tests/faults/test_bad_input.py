"""Everything bad that may lie in a folder or be dropped, through the engine and its real workers.

Each file ends as a photo or with a reason; nothing else stops, and no worker is lost for good.
"""

import os
import random
from pathlib import Path

import pytest
from support import photos
from support.at_work import AtWork

from photosim.core.errors import DecodeError
from photosim.core.records.photos import Query
from photosim.texts import error_wording

pytestmark = pytest.mark.slow

LONG_AGO = (1e9, 1e9)
"""What was changed long ago is not still being written."""

ODD_NAME = os.fsdecode(b"\xff\xfe <b> \xe9.jpg")
PHOTOS = {
    "good.jpg": photos.encoded(photos.noise(seed=1)),
    "png called.jpg": photos.encoded(photos.noise(seed=2), "PNG"),
    "jpeg called.heic": photos.encoded(photos.noise(seed=3)),
    "sixteen thousand wide.jpg": photos.huge_jpeg(),
    "one pixel.png": photos.encoded(photos.solid((1, 1)), "PNG"),
    "first frame.gif": photos.animated(),
    "cut in half.png": photos.truncated(photos.encoded(photos.noise(seed=6), "PNG"), 0.5),
    ODD_NAME: photos.encoded(photos.noise(seed=4)),
}
PROBLEMS = {
    "empty.jpg": b"",
    "cut in its head.jpg": photos.truncated(photos.encoded(photos.noise(seed=5)), 0.02),
    "text.jpg": b"this is no picture at all, whatever its name says",
    "document.jpg": b"%PDF-1.7 and so on",
    "script.png": b"%!PS-Adobe-3.0\n(hello) show",
    "bomb.png": photos.png_bomb(60_000, 60_000),
    "random.webp": random.Random(1).randbytes(20_000),
}


def fill(folder: Path) -> Path:
    folder.mkdir()
    for name, data in (PHOTOS | PROBLEMS).items():
        (folder / name).write_bytes(data)
        os.utime(folder / name, LONG_AGO)
    (folder / "loop").symlink_to(folder)
    (folder / "link.jpg").symlink_to(folder / "good.jpg")
    (folder / "dead link.jpg").symlink_to(folder / "nowhere.jpg")
    os.mkfifo(folder / "pipe.jpg")
    (folder / "folder.jpg").mkdir()
    return folder


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    root = tmp_path_factory.mktemp("bad")
    with AtWork(root / "library") as work:
        work.folder = fill(root / "photos")
        work.add(work.folder)
        work.report = work.update()
        yield work


def test_every_file_is_a_photo_or_has_a_reason(work):
    shown = {os.path.basename(photo.path) for photo in work.photos(ids(work))}  # noqa: PTH119

    assert shown == set(PHOTOS)
    assert work.problems().keys() == set(PROBLEMS)
    for problem in work.problems().values():
        told = error_wording.told(problem.reason)
        assert told.endswith(".")
        assert "Traceback" not in told
        assert "mistake" not in told


def test_what_is_cut_off_is_marked_as_damaged_and_nothing_else_is(work):
    damaged = [os.path.basename(photo.path) for photo in work.photos(ids(work)) if photo.is_damaged]  # noqa: PTH119

    assert damaged == ["cut in half.png"]


def ids(work: AtWork) -> list[int]:
    return list(work.paths().values())


def test_nothing_of_it_is_trouble_and_every_photo_can_be_searched(work):
    assert work.troubles == []
    assert work.report.files == len(PHOTOS) + len(PROBLEMS)
    found = work.search(Query(path=str(work.folder / "good.jpg")))
    assert found[0] == work.paths()["good.jpg"]
    assert sorted(found) == sorted(ids(work))


def test_a_second_look_reads_none_of_it_again(work):
    report = work.update()

    assert (report.examined, report.changed, report.added) == (0, 0, 0)
    assert {Path(problem.path).name for problem in report.problems} == set(PROBLEMS)


@pytest.mark.parametrize(
    "name", [*PROBLEMS, "folder.jpg", "pipe.jpg", "dead link.jpg", "nowhere.jpg", "loop", ""]
)
def test_what_is_no_picture_is_refused_as_a_query_with_a_reason(work, name):
    with pytest.raises(DecodeError) as told:
        work.search(Query(path=str(work.folder / name)))

    assert error_wording.sentence(told.value).endswith(".")


@pytest.mark.parametrize("name", sorted(PROBLEMS))
def test_bytes_that_are_no_picture_are_refused_too(work, name):
    with pytest.raises(DecodeError):
        work.search(Query(data=PROBLEMS[name], name=name))


def test_a_link_to_a_photo_is_searched_with_as_the_photo(work):
    found = work.search(Query(path=str(work.folder / "link.jpg")))

    assert found[0] == work.paths()["good.jpg"]


def test_a_name_that_is_not_unicode_is_searched_with(work):
    found = work.search(Query(path=str(work.folder / ODD_NAME)))

    shown = {photo.id: photo.path for photo in work.photos(found)}
    assert shown[found[0]] == str(work.folder / ODD_NAME)
