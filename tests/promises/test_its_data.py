"""Where photosim's data lies, who may read it, and what can be lost of it without harm."""

from __future__ import annotations

import gzip
import json
import shutil
import stat
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from support import album, without_rights
from support.commands import Commands
from support.people.sorter import Sorter
from support.promised import promise
from support.trees import tree
from support.waiting import until

from photosim.core.backups.copies import Backups
from photosim.core.store import Store

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's places")


def run(home: Path, *arguments: object) -> str:
    code, out, err = without_rights.run(home, *arguments)
    assert (code, err) == (0, "")
    return out


def made_in(home: Path, but: Path) -> set[str]:
    """What lies in a home besides a folder."""
    return {
        str(path.relative_to(home))
        for path in home.rglob("*")
        if path.is_file() and not path.is_relative_to(but)
    }


@linux_only
@promise(
    "All of it is in one folder, in files that you alone can read: `~/.local/share/photosim` "
    "on Linux, the platform's folder for application data elsewhere, another one with "
    "`--library DIR`.",
)
def test_all_of_it_lies_in_one_folder_which_can_be_another(home):
    folder = home / "Pictures"
    album.fill(folder, 2)

    run(home, "index", folder)
    run(home, "words", "cat")
    run(home, "clusters")
    with without_rights.window(home):
        assert until((home / ".local/share/photosim/window.lock").exists)
    usual = made_in(home, folder)
    run(home, "--library", home / "elsewhere", "index", folder)
    chosen = made_in(home, folder) - usual

    assert usual and {Path(name).parts[:3] for name in usual} == {(".local", "share", "photosim")}
    assert chosen and {Path(name).parts[0] for name in chosen} == {"elsewhere"}
    assert open_to_others(home / ".local" / "share" / "photosim") == []


def open_to_others(folder: Path) -> list[str]:
    """What somebody else may read."""
    found = [folder, *folder.rglob("*")]
    return [str(path) for path in found if stat.S_IMODE(path.lstat().st_mode) & 0o077]


@linux_only
@promise(
    "A folder that photosim makes is closed to other users, and so is every file of its own, "
    "wherever it lies; a folder with other things in it keeps its mode, and `photosim "
    "status` says so.",
)
def test_a_folder_of_photosims_is_closed_and_one_with_other_things_is_not_and_that_is_said(home):
    folder, shared = home / "Pictures", home / "shared"
    album.fill(folder, 2)
    shared.mkdir(mode=0o755)
    shared.chmod(0o755)
    (shared / "letter.txt").write_text("mine")

    run(home, "--library", home / "own", "index", folder)
    code, _, _ = without_rights.run(home, "--library", shared, "index", folder)
    said = {
        name: json.loads(run(home, "--library", home / name, "status", "--json"))
        for name in ("own", "shared")
    }

    assert code == 0
    assert open_to_others(home / "own") == []
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
    assert open_to_others(shared) == [str(shared), str(shared / "letter.txt")]
    assert [said["own"]["readable_by_others"], said["shared"]["readable_by_others"]] == [
        False,
        True,
    ]


def asked(commands: Commands, picture: Path) -> dict[str, object]:
    """What a library answers, once all is made that answers are made of; the themes' photos."""
    themes = commands.answer("clusters")["clusters"]
    searched = commands.answer("search", str(picture))["results"][0]
    words = commands.answer("words", "cat", "Start")["results"]
    return {
        "themes": {path for one in themes for path in one["photos"]},
        "found": [match["path"] for match in searched["matches"]],
        "words": [[match["path"] for match in result["matches"]] for result in words],
        "groups": commands.answer("duplicates")["groups"],
    }


@pytest.fixture
def decided(desk, commands, shelf):
    """Commands on a library with a label, a setting, and everything that is ever made."""
    person = desk.open(commands.layout.root)
    person.wait_until_shown(18)
    sorter = Sorter(person)
    person.click_photo("coffee")
    sorter.label("Start")
    person.wait_until(lambda: sorter.counts() == {"Start": "1"})
    person.go_to("Map")
    person.wait_until(lambda: person.window.map.controller is not None)
    person.wait_until(lambda: person.window.map.controller.page.photos.shown.is_final)
    person.settings.set("least_similarity", 45)
    desk.close(person)
    commands.answer("clusters")
    return commands


def caches(layout) -> list[Path]:
    return [layout.thumbnails, *sorted(path for path in layout.index.iterdir())]


@promise(
    "In it, `library.db` (folders, what is known of each photo, embeddings, your decisions "
    "and labels) and `settings.toml` are what counts; `backups/` holds copies of your "
    "decisions alone, at most one a day and ten in all; `thumbnails.db`, `index/` and the "
    "files of themes, map and words are caches that photosim makes again when they are gone "
    "or damaged; `photosim.log` and `crash.log` say what happened.",
)
@pytest.mark.parametrize("fate", ["gone", "damaged"])
def test_caches_are_made_again_when_they_are_gone_or_damaged(decided, shelf, desk, fate):
    layout = decided.layout
    picture = shelf.folder / "chelsea.jpg"
    before = asked(decided, picture)
    kinds = {path.name.partition("-")[0] for path in caches(layout)}
    assert {"thumbnails.db", "index", "neighbours.arrays", "themes.arrays"} <= kinds
    for path in caches(layout):
        path.unlink() if fate == "gone" else path.write_bytes(b"\xff" * path.stat().st_size)

    indexed = decided.answer("index")

    assert (indexed["added"], indexed["changed"]) == (0, 0)
    assert asked(decided, picture) == before
    person = desk.open(layout.root)
    person.wait_until_shown(18)
    person.wait_for_thumbnails()
    person.go_to("Map")
    person.wait_until(lambda: person.window.map.controller is not None)
    person.wait_until(lambda: person.window.map.controller.page.photos.shown.is_final)
    desk.close(person)
    assert decided.answer("verify", "--files", "all")["wrong"] == []


@promise(
    "In it, `library.db` (folders, what is known of each photo, embeddings, your decisions "
    "and labels) and `settings.toml` are what counts; `backups/` holds copies of your "
    "decisions alone, at most one a day and ten in all; `thumbnails.db`, `index/` and the "
    "files of themes, map and words are caches that photosim makes again when they are gone "
    "or damaged; `photosim.log` and `crash.log` say what happened.",
)
def test_the_database_and_the_settings_are_what_counts(decided, shelf, desk, tmp_path, capsys):
    picture = shelf.folder / "chelsea.jpg"
    before = asked(decided, picture)
    saved = Commands(tmp_path / "saved", capsys)
    saved.layout.root.mkdir(mode=0o700)
    for path in (decided.layout.database, decided.layout.settings):
        shutil.copy(path, saved.layout.root)

    assert saved.answer("index")["unchanged"] == decided.answer("status")["files"]
    assert asked(saved, picture) == before
    person = desk.open(saved.layout.root)
    person.wait_until_shown(18)
    person.wait_until(lambda: Sorter(person).counts() == {"Start": "1"})
    assert person.settings.get("least_similarity") == 45


@promise(
    "In it, `library.db` (folders, what is known of each photo, embeddings, your decisions "
    "and labels) and `settings.toml` are what counts; `backups/` holds copies of your "
    "decisions alone, at most one a day and ten in all; `thumbnails.db`, `index/` and the "
    "files of themes, map and words are caches that photosim makes again when they are gone "
    "or damaged; `photosim.log` and `crash.log` say what happened.",
)
def test_backups_hold_decisions_alone_one_a_day_ten_in_all(decided, desk):
    backups = decided.layout.root / "backups"
    decided.answer("index")
    decided.answer("index")
    [today] = backups.iterdir()
    with gzip.open(today) as file:
        content = file.read()
    today.unlink()
    with closing(Store.open(decided.layout.database)) as store:
        for n_days in range(15, 0, -1):
            earlier = Backups(backups, lambda n=n_days: time.time() - n * 86_400)
            for _ in earlier.making(store, lambda: None):
                pass
    person = desk.open(decided.layout.root)
    person.wait_until_shown(18)
    sorter = Sorter(person)
    person.click_photo("rocket")
    sorter.label("New")
    person.wait_until(lambda: len(sorter.counts()) == 2)
    desk.close(person)
    decided.answer("index")

    assert b"Start" in content
    assert len(content) < 20_000 < decided.layout.database.stat().st_size / 10
    kept = sorted(path.name for path in backups.iterdir())
    assert len(kept) == 10
    assert time.strftime("%Y-%m-%d") in kept[-1]


@linux_only
@promise(
    "In it, `library.db` (folders, what is known of each photo, embeddings, your decisions "
    "and labels) and `settings.toml` are what counts; `backups/` holds copies of your "
    "decisions alone, at most one a day and ten in all; `thumbnails.db`, `index/` and the "
    "files of themes, map and words are caches that photosim makes again when they are gone "
    "or damaged; `photosim.log` and `crash.log` say what happened.",
)
def test_the_logs_say_what_happened(home):
    folder, library = home / "Pictures", home / "library"
    album.fill(folder, 2)
    (folder / "2019").mkdir()
    run(home, "--library", library, "index", folder)
    (library / "settings.toml").write_text('least_similarity = "much"\n')

    def library_warns():
        """Of a watched folder that goes and comes back watchdog says something."""
        (folder / "2019").rename(home / "2019")
        (home / "2019").rename(folder / "2019")
        return "RuntimeWarning" in (library / "photosim.log").read_text()

    with without_rights.window(home, "--library", library) as window:
        assert until((library / "crash.log").exists)
        assert until(library_warns)
    assert window.said == ""  # the terminal is for sentences
    said = (library / "photosim.log").read_text()
    process = without_rights.start(home, "--library", library)
    try:
        assert until(lambda: without_rights.listens(process))
        process.send_signal(6)  # as the C library does when something is badly wrong
        process.communicate(timeout=without_rights.WITHIN_S)
    finally:
        process.kill()

    assert "least_similarity = 'much' is not allowed" in said
    assert "Fatal Python error: Aborted" in (library / "crash.log").read_text()


@linux_only
@promise(
    "Delete the folder, and photosim knows nothing of you; your photos are untouched.",
)
def test_without_its_folder_photosim_knows_nothing_and_the_photos_are_untouched(home):
    folder = home / "Pictures"
    album.fill(folder, 3)
    before = tree(folder)
    run(home, "index", folder)
    run(home, "words", "cat")

    shutil.rmtree(home / ".local" / "share" / "photosim")

    code, _, err = without_rights.run(home, "status")
    assert (code, err.startswith("There is no library")) == (1, True)
    assert made_in(home, folder) == set()
    assert tree(folder) == before
