"""What reaches the library, what is left out and named, and what one odd file does to others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image
from support import photos
from support.waiting import SOON_S

from photosim.cli import main

pytestmark = pytest.mark.slow

CASES = Path(__file__).parents[1] / "data" / "cases"
NS = 10**9


class Album:
    """A copy of a case and its library, through the command line."""

    def __init__(self, root: Path, capsys) -> None:
        self.folder = root / "album"
        self.library = root / "library"
        self._capsys = capsys

    def copy(self, *parts: str) -> Path:
        shutil.copytree(CASES.joinpath(*parts), self.folder)
        return self.folder

    def answer(self, *arguments: str) -> dict:
        self._capsys.readouterr()
        code = main.run(main.parse(["--library", str(self.library), *arguments, "--json"]))
        answer = json.loads(self._capsys.readouterr().out)
        assert code == bool(answer.get("wrong"))  # what `verify` finds
        return answer

    def told(self, *arguments: str) -> str:
        self._capsys.readouterr()
        assert main.run(main.parse(["--library", str(self.library), *arguments])) == 0
        return self._capsys.readouterr().out

    def index(self, *options: str) -> dict:
        return self.answer("index", str(self.folder), *options)

    def choose(self, name: str, *values: str) -> None:
        self.library.mkdir(exist_ok=True)
        with (self.library / "settings.toml").open("a", encoding="utf-8") as file:
            file.write(f"{name} = {json.dumps(list(values))}\n")

    def left_out(self, answer: dict) -> dict[tuple[str, str], int]:
        return {(one["ending"], one["reason"]): one["count"] for one in answer["left_out"]}

    def matches(self, picture: Path) -> list[str]:
        [result] = self.answer("search", str(picture), "-k", "9")["results"]
        return [match["path"] for match in result["matches"]]


@pytest.fixture
def album(tmp_path, capsys) -> Album:
    return Album(tmp_path, capsys)


# raw-alone


def test_a_raw_file_is_a_photo(album):
    folder = album.copy("raw-alone")

    answer = album.index()

    assert (answer["photos"], answer["problems"], answer["left_out"]) == (2, [], [])
    assert album.matches(folder / "DSC_0001.dng")[0] == str(folder / "DSC_0001.dng")
    assert len(album.matches(folder / "plain.jpg")) == 2


def test_a_raw_file_is_one_under_every_promised_ending_and_a_jpeg_stays_a_jpeg(album):
    from photosim.core.image.formats import RAW_EXTENSIONS

    album.folder.mkdir()
    endings = sorted(ending.decode() for ending in RAW_EXTENSIONS)
    for number, ending in enumerate(endings):
        preview = photos.noise((320, 240), number)
        name = f"{number}.{ending.upper() if number % 2 else ending}"
        stored = photos.encoded(preview) if number % 3 == 0 else photos.dng(preview, (64, 48))
        (album.folder / name).write_bytes(stored)

    answer = album.index()

    assert (answer["photos"], answer["problems"]) == (len(endings), [])


def test_raw_and_jpeg_of_one_shot_are_no_duplicates(album):
    album.folder.mkdir()
    picture = photos.gradient((800, 600))
    (album.folder / "IMG_1.dng").write_bytes(photos.dng(picture))
    (album.folder / "IMG_1.jpg").write_bytes(photos.encoded(picture))

    assert album.index()["photos"] == 2
    assert album.answer("duplicates")["groups"] == []


NO_RAW = "import sys; sys.modules['rawpy'] = None"


def test_without_rawpy_a_raw_file_is_named(album, tmp_path):
    folder = album.copy("raw-alone")
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "sitecustomize.py").write_text(NO_RAW)
    root = str(Path(main.__file__).parents[2])
    paths = os.pathsep.join([str(tmp_path / "none"), root])
    command = [sys.executable, "-m", "photosim", "--library", str(album.library), "index"]

    def run(*more: str) -> bytes:
        return subprocess.run(
            [*command, str(folder), *more],
            env=dict(os.environ) | {"PYTHONPATH": paths},
            capture_output=True,
            timeout=SOON_S,
            check=True,
        ).stdout

    answer = json.loads(run("--json"))
    assert (answer["photos"], answer["problems"]) == (1, [])
    assert album.left_out(answer) == {("dng", "install photosim[raw]"): 1}
    assert b"1 RAW file was left out: install photosim[raw] (dng)" in run()


# time-2300


@pytest.fixture
def far_reaching(tmp_path) -> Iterator[Path]:
    """A folder on a file system that holds every time; ext4 ends at 1901 and 2446."""
    roots = [tmp_path, *(path for path in [Path("/dev/shm")] if path.is_dir())]
    for root in roots:
        probe = root / "probe"
        probe.touch()
        os.utime(probe, ns=(-11_644_473_600 * NS,) * 2)
        held = probe.stat().st_mtime_ns == -11_644_473_600 * NS
        probe.unlink()
        if held:
            with TemporaryDirectory(dir=root) as folder:
                yield Path(folder)
            return
    pytest.skip("no file system here holds the year 1601")


@pytest.mark.parametrize(
    "seconds",
    [
        10_413_792_000,  # 2300
        -11_644_473_600,  # 1601, what NTFS writes for "none"
        15_032_385_536,  # 2446
        -62_135_596_800 - 86_400 * 400,  # before the calendar's first year
        253_402_300_800 + 86_400 * 400,  # after its last one
    ],
)
def test_an_odd_time_of_one_file_stops_nothing(far_reaching, capsys, seconds):
    album = Album(far_reaching, capsys)
    folder = album.copy("time-2300")
    os.utime(folder / "odd.jpg", ns=(seconds * NS + 7,) * 2)
    assert (folder / "odd.jpg").stat().st_mtime_ns == seconds * NS + 7

    first, second = album.index(), album.index()

    assert (first["photos"], first["added"], first["problems"]) == (3, 3, [])
    assert (second["photos"], second["unchanged"], second["changed"]) == (3, 3, 0)
    assert second["photos_per_second"] == 0.0
    assert len(album.matches(folder / "odd.jpg")) == 3
    assert album.answer("duplicates")["groups"] == []
    assert album.answer("verify")["wrong"] == []
    os.utime(folder / "odd.jpg", ns=(seconds * NS + 8,) * 2)  # compared to the last ns
    assert album.index()["changed"] == 1


# apple-package


def test_nothing_in_a_library_of_apple_photos_is_indexed_and_that_is_said(album):
    album.copy("apple-package")

    answer = album.index()

    assert (answer["photos"], answer["problems"]) == (1, [])
    assert album.left_out(answer) == {("photoslibrary", "belongs to Apple Photos"): 1}
    assert "1 folder that belongs to Apple Photos (photoslibrary)" in album.told("index")
    assert album.answer("duplicates")["groups"] == []


def test_what_is_counted_is_said_and_what_icloud_holds_is_only_online(album):
    """A folder counts as one, and is called a folder; a photo that icloud took away stays known."""
    folder = album.copy("apple-package")
    shutil.copytree(folder / "Photos Library.photoslibrary", folder / ".old")
    shutil.copy(folder / "plain.jpg", folder / "saved.jpg_large")
    shutil.copy(folder / "plain.jpg", folder / "scanned")
    before = album.index()
    (folder / "plain.jpg").rename(folder / ".plain.jpg.icloud")
    (folder / "other.heic.icloud").write_bytes(b"bplist00")

    answer = album.index()

    assert (before["photos"], before["files"]) == (1, 2)
    assert (answer["photos"], answer["files"], answer["gone"]) == (1, 2, 0)
    assert sorted(answer["left_out"], key=lambda one: one["reason"]) == [
        {
            "ending": "photoslibrary",
            "reason": "belongs to Apple Photos",
            "count": 1,
            "folders": 1,
        },
        {"ending": "", "reason": "hidden", "count": 1, "folders": 1},
        {"ending": "heic", "reason": "only online", "count": 1, "folders": 0},
        {"ending": "jpg", "reason": "only online", "count": 1, "folders": 0},
        {"ending": "", "reason": "unknown", "count": 1, "folders": 0},
    ]
    told = album.told("index")
    assert "2 photos that are only online, not downloaded (1 heic, 1 jpg)" in told
    assert "1 of an unknown kind (without an ending)" in told
    assert "1 hidden folder" in told


def test_a_person_can_have_it_looked_into_all_the_same(album):
    folder = album.copy("apple-package")
    album.choose("included", "Photos Library.photoslibrary")

    answer = album.index()

    assert answer["files"] == 3
    assert answer["left_out"][0]["ending"] == "sqlite"
    assert (folder / "plain.jpg").exists()


def test_what_another_program_owns_is_never_proposed_nor_a_reason_to_propose_another(album):
    folder = album.copy("apple-package")
    own = folder / "Photos Library.photoslibrary" / "originals"
    shutil.copy(folder / "plain.jpg", own / "a.jpg")  # of equal files the shorter name stays
    for name in ("mine.jpg", "mine too.jpg"):
        shutil.copy(own / "A" / "A1B2.jpeg", folder / name)
    album.choose("included", "*.PhotosLibrary")
    album.index()

    groups = album.answer("duplicates")["groups"]

    told = {
        str(Path(photo["path"]).relative_to(folder)): (photo["suggestion"], photo["reason"])
        for group in groups
        if group["tier"] == "same-file"
        for photo in group["photos"]
    }
    theirs = ("keep", "it belongs to another program")
    assert told == {
        "Photos Library.photoslibrary/originals/a.jpg": theirs,
        "plain.jpg": ("keep", "the others belong to another program"),
        "Photos Library.photoslibrary/originals/A/A1B2.jpeg": theirs,
        "mine.jpg": ("keep", "shortest name: mine.jpg instead of mine too.jpg"),
        "mine too.jpg": ("trash", "longer name: mine too.jpg instead of mine.jpg"),
    }
    gone = [p["path"] for g in groups for p in g["photos"] if p["suggestion"] == "trash"]
    assert gone == [str(folder / "mine too.jpg")]


def test_a_watched_package_is_looked_into(album):
    folder = album.copy("apple-package") / "Photos Library.photoslibrary"

    assert album.answer("index", str(folder))["files"] == 2


def test_what_is_newly_left_out_keeps_what_was_decided_about_it(album):
    folder = album.copy("apple-package")
    own = folder / "Photos Library.photoslibrary" / "originals" / "A" / "A1B2.jpeg"
    album.choose("included", "*.photoslibrary")
    album.index()
    (album.library / "settings.toml").unlink()

    assert album.index()["photos"] == 1
    shutil.copy(own, folder / "copied out.jpeg")
    again = album.index()

    assert (again["photos"], again["added"]) == (2, 1)
    assert again["photos_per_second"] == 0.0  # it is known: nothing was examined


# edited-in-place


def test_a_file_edited_in_place_is_noticed(album):
    folder = album.copy("edited-in-place", "before")
    photo = folder / "photo.jpg"
    before = photo.stat()
    assert album.index()["added"] == 1
    put_in_place(photo, CASES / "edited-in-place" / "after" / "photo.jpg")
    assert (photo.stat().st_size, photo.stat().st_mtime_ns) == (
        before.st_size,
        before.st_mtime_ns,
    )

    [wrong] = album.answer("verify")["wrong"]
    assert "photo.jpg" in wrong
    answer = album.index()

    assert (answer["changed"], answer["photos"], answer["unchanged"]) == (1, 1, 0)
    assert album.answer("verify")["wrong"] == []
    assert taken(album, photo).startswith("2019-07-14")
    assert album.index()["unchanged"] == 1


def test_permissions_alone_are_no_change(album):
    folder = album.copy("edited-in-place", "before")
    album.index()
    (folder / "photo.jpg").chmod(0o600)

    answer = album.index()

    assert (answer["changed"], answer["unchanged"], answer["photos_per_second"]) == (0, 1, 0.0)


def put_in_place(path: Path, other: Path) -> None:
    """Put a copy of another file in the place of one, with its time, by renaming."""
    found = path.stat()
    beside = path.with_name("beside.tmp")
    shutil.copyfile(other, beside)
    os.utime(beside, ns=(found.st_atime_ns, found.st_mtime_ns))
    beside.replace(path)


def taken(album: Album, photo: Path) -> str:
    """When a photo was taken, as `duplicates` tells of it beside a copy."""
    shutil.copy(photo, photo.with_name("copy.jpg"))
    album.index()
    [group] = album.answer("duplicates", "--tier", "same-file")["groups"]
    photo.with_name("copy.jpg").unlink()
    album.index()
    return str(group["photos"][0]["taken"])


# brackets


def test_a_name_with_brackets_excludes_that_name(album):
    folder = album.copy("brackets")
    album.choose("excluded", "[Originals]", "Photos [old]")

    answer = album.index()

    assert album.left_out(answer) == {("", "excluded"): 2}
    found = {Path(path).name for path in album.matches(folder / "s" / "z.jpg")}
    assert found == {"z.jpg", "k.jpg"}


# what is left out


def test_everything_that_is_no_photo_is_named(album):
    album.folder.mkdir()
    for name in ("film.MOV", "film.mp4", "letter.pdf", "odd.xyz", "drawing.psd", "IMG.xmp"):
        (album.folder / name).write_bytes(b"x")
    (album.folder / "link").symlink_to(album.folder.parent)
    Image.new("RGB", (64, 64), "teal").save(album.folder / "photo.jpg")

    answer = album.index()

    assert answer["photos"] == 1
    assert album.left_out(answer) == {
        ("mov", "film"): 1,
        ("mp4", "film"): 1,
        ("pdf", "document"): 1,
        ("xyz", "unknown"): 1,
        ("psd", "picture of a kind that photosim does not read"): 1,
        ("xmp", "companion of a photo"): 1,
        ("", "link, which is not followed"): 1,
    }
    assert album.index()["left_out"] == answer["left_out"]
    told = album.told("index")
    for line in ("2 films (1 mov, 1 mp4)", "1 document (pdf)", "1 link, which is not followed"):
        assert f"  {line}\n" in told


# permissions


def test_a_problem_file_is_tried_again_when_a_person_says_so(album):
    album.folder.mkdir()
    (album.folder / "a.jpg").write_bytes(b"no photo")
    os.utime(album.folder / "a.jpg", (1e9, 1e9))

    assert len(album.index()["problems"]) == 1
    assert len(album.index("--retry")["problems"]) == 1
    assert album.answer("status")["problems"] == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_permission_given_back_is_noticed(album):
    album.copy("edited-in-place", "before")
    photo = album.folder / "photo.jpg"
    photo.chmod(0)
    assert len(album.index()["problems"]) == 1
    photo.chmod(0o600)

    answer = album.index()

    assert (answer["photos"], answer["problems"]) == (1, [])
    album.folder.chmod(0)
    assert album.index()["offline"] == 1
    album.folder.chmod(0o700)
    assert album.index()["unchanged"] == 1
