"""The promise: nothing is sent, nothing is changed, nothing is lost, nothing is forgotten."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support import album, full_disk, guarded, photos, without_rights
from support.commands import Commands
from support.people import cleaning
from support.people.person import Keys, Person
from support.people.reviewer import Reviewer
from support.people.sorter import Sorter
from support.promised import promise
from support.trash_at_work import FakeTrash
from support.trees import tree
from support.waiting import until

from photosim.core.records.pairs import Tier

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's /proc")

COMMANDS = (
    *("words cat", "duplicates", "clusters", "status", "verify --files all", "index --retry"),
    *("search {picture}", "tags {picture}", "search {picture} --box 0,0,0.5,0.5"),
)
"""All that can be asked of a library once it is indexed."""


# nothing is sent


@pytest.fixture(scope="module")
def watched():
    """What the processes of many commands and of a window noted, none of which had a network."""
    with without_rights.home() as home:
        folder = home / "Pictures"
        guard = guarded.Guard(home / "guard", folder)
        use_everything(home, album.fill(folder, 6), guard)
        yield guard
        said = (home / ".local" / "share" / "photosim" / "photosim.log").read_text()
        assert "ERROR" not in said


def use_everything(home: Path, paths: dict[str, Path], guard: guarded.Guard) -> None:
    environment = guard.environment(without_rights.REPO)
    give_up = guarded.without_network()
    picture = str(paths["coffee"])
    for command in ("index {folder}", *COMMANDS, "--library {demo} demo"):
        asked = command.format(folder=home / "Pictures", picture=picture, demo=home / "demo")
        code, out, err = without_rights.run(
            home, *asked.split(), "--json", first=give_up, **environment
        )
        assert (code, err) == (0, ""), asked
        assert "error" not in json.loads(out)
    query = shutil.copy(paths["chelsea"], home / "Pictures" / "dropped here.jpg")
    with without_rights.window(home, query, first=give_up, **environment):
        assert until(lambda: "dropped here" in str(guard.notes("open")))


@linux_only
@promise(
    "Nothing is ever sent. photosim uses no network: no accounts, no statistics, no search "
    "for updates.",
    "Everything happens on your own computer.",
    "The ONNX Runtime, which runs the model, has a telemetry of its own in newer versions; "
    "photosim switches it off (`ORT_DISABLE_TELEMETRY=1`) before it is loaded, in every "
    "process.",
)
def test_no_process_uses_the_network_and_telemetry_is_off_in_each(watched):
    assert watched.notes("network") == {}
    assert len(watched.notes("process")) > 20
    assert len(watched.notes("onnxruntime")) > 10
    assert {tuple(seen) for seen in watched.notes("onnxruntime").values()} == {("1",)}


# nothing is changed


@pytest.fixture
def full(tmp_path):
    """Photos with copies, and what else lies beside photos."""
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 6)
    cleaning.plant(list(paths.values())[:4], folder / "From the phone")
    (folder / "coffee.xmp").write_text("<x:xmpmeta/>")
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7")
    (folder / "broken.jpg").write_bytes(b"no picture")
    return folder


@pytest.fixture
def trash(tmp_path, monkeypatch):
    """The system's trash, which is a folder of this test."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "Trash" / "files"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


@promise(
    "A photo is never changed, renamed or deleted. photosim only reads; the one thing it "
    "does is to move a photo to the system's trash when you say so.",
    "No command deletes anything.",
)
def test_no_command_and_no_window_changes_a_file_but_what_one_moves_to_the_trash(
    desk, full, tmp_path, trash, capsys
):
    before = tree(full)
    commands = Commands(tmp_path / "library", capsys)
    commands.answer("index", str(full))
    for command in COMMANDS:
        commands.answer(*command.format(picture=full / "coffee.jpg").split())
    assert tree(full) == before

    person = desk.open(tmp_path / "library")
    person.wait_until_shown(8)
    look_around(person, full)
    reviewer = Reviewer(person)
    reviewer.go_to(Tier.SAME_FILE)
    reviewer.wait_until_seen()
    reviewer.apply_rules()
    reviewer.ask_for_the_trash()
    assert tree(full) == before
    assert not trash.exists()

    reviewer.move_to_trash()
    reviewer.close_report()
    gone = before.keys() - tree(full).keys()
    assert {path.parent.name for path in gone} == {"From the phone"}
    assert names(trash) == sorted(path.name for path in gone)
    assert {tree(trash)[trash / path.name].content for path in gone} == {
        before[path].content for path in gone
    }
    cleaning.undo_all(reviewer)
    assert tree(full) == before


def alike(match: dict[str, object]) -> tuple[object, ...]:
    """Which photo matched, and how well."""
    return match["path"], match["photo"], match["similarity"]


def look_around(person: Person, folder: Path) -> None:
    """Search, open large, label, look at themes and map."""
    person.search_by_drop(folder / "coffee.jpg")
    person.wait_for_thumbnails()
    person.click_photo("rocket")
    person.press(Keys.Key_Return)
    person.wait_until(lambda: person.window.viewer.is_sharp)
    person.press(Keys.Key_Escape)
    sorter = Sorter(person)
    sorter.label("Start")
    # what is nearly equal to it is labelled with it
    person.wait_until(lambda: sorter.counts().keys() == {"Start"})
    person.search_words("cat")
    sorter.go_to_themes()


# the last copy


@pytest.fixture
def review(desk, tmp_path):
    """Opens a window on the pictures with a trash that can be told, and goes to equal files."""
    told = FakeTrash(tmp_path / "Trash")

    def open_(folder: Path) -> tuple[Reviewer, FakeTrash]:
        person = desk.open(tmp_path / "library", n_workers=2, trash=told)
        if not person.window.sidebar.folders:
            person.add_folder(folder)
        reviewer = Reviewer(person)
        reviewer.go_to(Tier.SAME_FILE)
        return reviewer, told

    return open_


@pytest.fixture
def pair(tmp_path) -> tuple[Path, Path]:
    """A photo and a copy of it."""
    (original,) = album.quarters(tmp_path / "Pictures", 1)
    (copy,) = cleaning.plant([original], tmp_path / "Pictures" / "copies")
    return original, copy


@promise(
    "The last copy of a photo does not go by mistake.",
)
def test_to_move_the_last_copy_is_asked_for_again_and_it_stays_unless_that_is_answered(
    review, pair
):
    reviewer, trash = review(pair[0].parent)
    before = tree(pair[0].parent)
    for number in (Keys.Key_1, Keys.Key_2):
        reviewer.person.press(number)
        reviewer.say(Keys.Key_T)
    reviewer.ask_for_the_trash()
    dialog = reviewer.trash.cleaning.dialog
    assert dialog.back.hasFocus()  # Enter cancels
    assert dialog.grave.text() == "No copy of it stays."
    assert dialog.go.text() == "Move 2 last copies to trash"

    reviewer.person.click(dialog.go)

    assert dialog.title.text() == "These would be gone"
    assert "no copy would stay" in dialog.text.text()
    assert (tree(pair[0].parent), trash.names()) == (before, [])
    reviewer.person.click(dialog.keep_last)
    reviewer.person.wait_until(lambda: dialog.close_.isVisible() or not dialog.isVisible())
    assert any(path.exists() for path in pair)
    if dialog.isVisible():
        reviewer.close_report()


def vanish(path: Path) -> None:
    path.unlink()


def become_another(path: Path) -> None:
    """With the size and the time of before: only reading it tells."""
    known = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))


@promise(
    "Right before a file goes to the trash, the photo that stays is read once more, and the "
    "file must still be the one you looked at.",
)
@pytest.mark.parametrize("happens", [vanish, become_another])
@pytest.mark.parametrize("to", [0, 1], ids=["to what stays", "to what goes"])
def test_a_file_goes_only_when_it_and_what_stays_are_as_they_were(review, pair, happens, to):
    reviewer, trash = review(pair[0].parent)
    reviewer.apply_rules()
    reviewer.ask_for_the_trash()
    (line,) = reviewer.going()
    goes = next(path for path in pair if line.startswith(path.name))
    stays = next(path for path in pair if path != goes)
    happens((stays, goes)[to])
    before = tree(pair[0].parent)

    reviewer.move_to_trash()

    assert reviewer.trash.cleaning.dialog.title.text() == "Nothing was moved"
    assert [goes.name in reason for reason in reviewer.refusals()] == [True]
    assert (tree(pair[0].parent), trash.names()) == (before, [])
    reviewer.close_report()


@promise(
    "Each step is written down before and after, so that every file comes back to where it was: "
    "by undo, and tomorrow or after a crash by the Trash journal.",
    "The Trash journal shows what went, and brings it back.",
)
def test_what_went_comes_back_tomorrow_by_the_journal(review, desk, full):
    reviewer, trash = review(full)
    before = tree(full)
    reviewer.apply_rules()
    reviewer.ask_for_the_trash()
    reviewer.move_to_trash()
    reviewer.close_report()
    assert len(trash.names()) == len(before) - len(tree(full)) > 1
    desk.close(reviewer.person)

    reviewer, trash = review(full)
    bring_back(reviewer, trash.names())

    assert tree(full) == before
    assert trash.names() == []


def bring_back(reviewer: Reviewer, gone: list[str]) -> None:
    """By the journal, which names what went."""
    person, page = reviewer.person, reviewer.trash.journal_page
    person.choose("journal")
    person.wait_until(lambda: all(name in " ".join(reviewer.journal()) for name in gone))
    page.tree.setCurrentIndex(page.model.index(0, 0))
    person.click(page.restore)
    person.wait_until_said("back where")


@linux_only
@promise(
    "Each step is written down before and after, so that every file comes back to where it was: "
    "by undo, and tomorrow or after a crash by the Trash journal.",
)
def test_what_went_comes_back_after_a_crash(desk, full, tmp_path, trash):
    before = tree(full)
    paths = [str(Path(__file__).parents[1]), str(without_rights.REPO)]
    killed = subprocess.run(
        [sys.executable, "-m", "support.trash_window_until_killed", tmp_path / "library", full],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths), "QT_QPA_PLATFORM": "offscreen"},
        timeout=without_rights.WITHIN_S,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    gone = before.keys() - tree(full).keys()
    assert names(trash) == sorted(path.name for path in gone)
    assert len(gone) == 2

    person = desk.open(tmp_path / "library", n_workers=2)
    person.wait_until_said("was interrupted: 2 of ")
    person.wait_until_idle()
    bring_back(Reviewer(person), names(trash))

    assert tree(full) == before
    assert names(trash) == []


@promise(
    "Where the trash does not work, the file stays.",
)
def test_a_file_stays_where_the_trash_does_not_work(review, pair):
    reviewer, trash = review(pair[0].parent)
    before = tree(pair[0].parent)

    def refuse(path: Path) -> None:
        raise OSError(30, "Read-only file system", str(path))

    trash.before = refuse
    reviewer.apply_rules()
    reviewer.ask_for_the_trash()
    reviewer.move_to_trash()

    assert reviewer.trash.cleaning.dialog.title.text() == "Nothing was moved"
    assert len(reviewer.refusals()) == 1
    assert tree(pair[0].parent) == before
    reviewer.close_report()


# broken pictures


HOSTILE = {
    "empty.jpg": b"",
    "letter.jpg": b"Dear all, the photos come tomorrow.",
    "page.png": b"<html>not found</html>",
    "bomb.png": photos.png_bomb(60_000, 60_000),
    "wide.png": photos.png_bomb(400_000_000, 1),
    "large.png": photos.png_bomb(15_100, 10_000),
    "script.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\nshowpage\n",
    "nothing.heic": b"\x00\x00\x00\x18ftypheic" + bytes(4000),
    "nothing.nef": b"II*\0" + b"\xff" * 4000,
    "nothing.tif": b"MM\0*" + b"\xff" * 4000,
}
"""Files that cannot be read, or that would need more memory than there is."""


@promise(
    "A broken or hostile picture can at worst be skipped.",
    "Pictures are decoded in processes of their own, with limits of time and memory; a file "
    "that cannot be read stands under Problem files with the reason.",
    "Pictures above 150 megapixels (JPEG: 512) and files above 1 GB are listed as problems.",
)
def test_hostile_pictures_stand_under_problem_files_and_all_others_are_found(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    for name, data in HOSTILE.items():
        (folder / name).write_bytes(data)
    with (folder / "huge.jpg").open("wb") as huge:
        huge.truncate(1_500_000_000)  # without a byte on the disk
    bad = {*HOSTILE, "huge.jpg"}
    person = desk.open(tmp_path / "library")

    person.add_folder(folder)
    person.wait_until_shown(4)
    person.wait_until(lambda: f"Problem files, {len(bad)}" in person.places())
    person.search_by_drop(paths["coffee"])
    found = person.names()[0]
    person.go_to("Problem files")
    person.wait_until(lambda: len(person.problems()) == len(bad))

    assert found == "coffee"
    assert set(person.problems()) == bad
    assert "151 megapixels" in person.problems()["large.png"]
    assert "1500 MB" in person.problems()["huge.jpg"]
    assert all(len(said) > 15 and said.endswith(".") for said in person.problems().values())


@linux_only
@promise(
    "Pictures are decoded in processes of their own, with limits of time and memory; a file "
    "that cannot be read stands under Problem files with the reason.",
)
def test_pictures_are_decoded_in_processes_of_their_own_with_limits(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    before = {process.pid for process in multiprocessing.active_children()}
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(4)
    person.search_by_drop(paths["coffee"])

    children = [p.pid for p in multiprocessing.active_children() if p.pid not in before]
    limits = [limited(pid) for pid in children]

    assert {"Max address space", "Max cpu time"} in limits
    assert limited(os.getpid()) == set()


def limited(pid: int) -> set[str]:
    """What Linux limits of a process."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return {
        name
        for name in ("Max address space", "Max cpu time")
        for line in lines
        if line.startswith(name) and line.removeprefix(name).split()[0] != "unlimited"
    }


@linux_only
@promise(
    "Pictures are decoded in processes of their own, with limits of time and memory; a file "
    "that cannot be read stands under Problem files with the reason.",
)
def test_the_process_that_is_asked_never_opens_a_picture_itself(watched):
    asked = {
        pid: said
        for pid, (said,) in watched.notes("process").items()
        if "-m photosim" in said and "verify" not in said and "demo" not in said
    }
    opened = watched.notes("open")

    assert len(asked) > 8
    assert opened
    by_asked = {Path(path).name for pid in asked.keys() & opened.keys() for path in opened[pid]}
    assert by_asked <= {"dropped here.jpg"}  # by the window, to see whether it may be read


# a drive that is unplugged


@promise(
    "A drive that is unplugged is offline, not empty.",
    "Nothing is forgotten, and nothing is computed again when it is back.",
)
def test_an_unplugged_drive_is_offline_and_nothing_is_computed_again(tmp_path, capsys):
    drive = tmp_path / "drive"
    paths = album.fill(drive, 5)
    query = tmp_path / "query.jpg"
    query.write_bytes(album.recompressed(paths["chelsea"]))
    commands = Commands(tmp_path / "library", capsys)
    assert commands.answer("index", str(drive))["added"] == 5
    before = commands.answer("search", str(query))["results"][0]["matches"]

    drive.rename(tmp_path / "in a drawer")
    away = commands.answer("index")
    found = commands.answer("search", str(query))["results"][0]["matches"]
    status = commands.answer("status")
    (tmp_path / "in a drawer").rename(drive)
    back = commands.answer("index")

    assert (away["photos"], away["offline"], away["gone"]) == (5, 5, 0)
    assert (status["offline_folders"], status["photos"]) == (1, 5)
    assert {match["offline"] for match in found} == {True}
    # its files cannot be looked at closely now
    assert (before[0]["evidence"], found[0]["evidence"]) == (
        "same picture",
        "probably the same picture",
    )
    assert [alike(match) for match in found] == [alike(match) for match in before]
    assert (back["unchanged"], back["added"], back["changed"], back["moved"]) == (5, 0, 0, 0)
    assert back["photos_per_second"] == 0  # nothing was examined


@promise("A drive that is unplugged is offline, not empty.")
def test_photos_of_an_unplugged_drive_below_a_folder_stay_whatever_is_written_there(
    tmp_path, capsys
):
    folder = tmp_path / "Pictures"
    album.fill(folder, 2)
    commands = Commands(tmp_path / "library", capsys)
    with full_disk.small_disk(folder / "usb", 4) as drive:
        album.fill(drive / "2019", 2)
        album.fill(drive, 1)
        assert commands.answer("index", str(folder))["files"] == 5
    (folder / "usb/backup.jpg").write_bytes(photos.encoded(photos.real()))

    away = commands.answer("index")

    assert (away["files"], away["gone"], away["added"]) == (5, 0, 0)
    assert [Path(one["path"]).name for one in away["problems"]] == ["usb"]
    assert "not connected" in away["problems"][0]["reason"]
