"""The command line: one test for each command, and for what holds for all of them."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from support import album, guarded, without_rights
from support.commands import Commands
from support.people.sorter import Sorter
from support.promised import promise
from support.trees import tree
from support.waiting import until

from photosim.cli import main
from photosim.core.layout import Layout
from photosim.core.model import card

N_PHOTOS = len(album.NAMES) + len(album.COPIES) - 1
"""Of a shelf: the one equal copy is a file, and no photo of its own."""


def names(matches: list[dict]) -> list[str]:
    return [Path(match["path"]).stem for match in matches]


@promise(
    "photosim can be used from a terminal and by scripts, without its window: its commands search "
    "the same library and find the same photos.",
    "`photosim search PICTURE... [-k N] [--box X,Y,W,H]` | the photos that look like each "
    "picture, or like the part of it in a box (left, top, width, height as fractions), most "
    "alike first",
)
def test_search_finds_what_the_window_finds(shelf, commands, desk, tmp_path):
    sent = tmp_path / "sent.jpg"
    sent.write_bytes(album.recompressed(shelf.folder / "coffee.jpg"))
    person = desk.open(commands.layout.root)
    person.wait_until_shown(N_PHOTOS)
    for setting in ("fold_alike", "better_first"):
        person.settings.set(setting, False)
    person.search_by_drop(sent)
    seen = person.names()[:5]
    desk.close(person)

    [result] = commands.answer("search", str(sent), "-k", "5")["results"]

    assert sorted(names(result["matches"])[:2]) == sorted(seen[:2])
    assert set(names(result["matches"])) == set(seen)
    alike = [match["similarity"] for match in result["matches"]]
    assert alike == sorted(alike, reverse=True)
    assert len(alike) == 5


@promise(
    "`photosim search PICTURE... [-k N] [--box X,Y,W,H]` | the photos that look like each "
    "picture, or like the part of it in a box (left, top, width, height as fractions), most "
    "alike first",
)
def test_search_answers_each_picture_and_a_box(shelf, commands):
    pictures = [str(shelf.folder / f"{name}.jpg") for name in ("rocket", "moon")]

    whole = commands.answer("search", *pictures, "-k", "2")["results"]
    [part] = commands.answer("search", pictures[1], "--box", "0.25,0.25,0.5,0.5")["results"]

    assert [result["query"] for result in whole] == pictures
    assert [names(result["matches"])[0] for result in whole] == ["rocket", "moon"]
    assert [len(result["matches"]) for result in whole] == [2, 2]
    assert names(part["matches"])[0] == "moon"
    assert part["matches"][0]["similarity"] < whole[1]["matches"][0]["similarity"] + 1e-6


@promise(
    "`photosim index [FOLDER...]` | adds folders and brings everything up to date; `--retry` "
    "reads problem files once more",
)
def test_index_adds_folders_and_brings_everything_up_to_date(tmp_path, capsys):
    commands = Commands(tmp_path / "library", capsys)
    first, second = tmp_path / "first", tmp_path / "second"
    paths = album.fill(first, 3)
    album.made_up(second, 2)
    (first / "broken.jpg").write_bytes(b"no picture")

    added = commands.answer("index", str(first), str(second))
    paths["coffee"].unlink()
    paths["chelsea"].rename(first / "other name.jpg")
    updated = commands.answer("index")

    assert (added["photos"], len(added["problems"])) == (5, 1)
    assert (updated["gone"], updated["moved"], updated["photos"]) == (1, 1, 4)


@promise(
    "`photosim index [FOLDER...]` | adds folders and brings everything up to date; `--retry` "
    "reads problem files once more",
)
def test_retry_reads_problem_files_once_more(commands):
    kept = '#unreadable ["Device or resource busy"]'  # as before numbers were kept
    with sqlite3.connect(commands.layout.database) as database:
        asked = "UPDATE file SET problem = ? WHERE problem IS NOT NULL"
        assert database.execute(asked, (kept,)).rowcount == 1
    database.close()

    [before] = commands.answer("index")["problems"]
    [after] = commands.answer("index", "--retry")["problems"]

    assert before["reason"] == "The file cannot be read (Device or resource busy)."
    assert after["reason"] != before["reason"]
    assert before["path"] == after["path"]


@promise(
    "`photosim words TEXT... [-k N]` | the photos that fit each text best, and a sentence "
    "where words are beyond photosim",
)
def test_words_finds_photos_for_each_text_and_says_what_is_beyond_it(commands):
    cat, coffee, odd = commands.answer("words", "cat", "a cup of coffee", "xyzzy", "-k", "3")[
        "results"
    ]

    assert names(cat["matches"])[0].startswith("chelsea")
    assert names(coffee["matches"])[0].startswith("coffee")
    assert max(len(one["matches"]) for one in (cat, coffee)) <= 3
    assert odd["note"].endswith(".") and odd["matches"] == []


@promise(
    "`photosim tags PICTURE...` | a few words for each picture, which need not be in the "
    "library; your labels are among them",
)
def test_tags_says_words_for_a_picture_from_elsewhere_and_labels_are_among_them(
    desk, commands, shelf, tmp_path
):
    elsewhere = tmp_path / "elsewhere.jpg"
    elsewhere.write_bytes(album.recompressed(shelf.folder / "coffee.jpg"))
    person = desk.open(commands.layout.root)
    person.wait_until_shown(N_PHOTOS)
    sorter = Sorter(person)
    for name in ("coffee", "coffee cropped"):
        person.click_photo(name)
        sorter.label("Breakfast")
    person.wait_until(lambda: sorter.counts() == {"Breakfast": "2"})
    desk.close(person)

    [of_elsewhere] = commands.answer("tags", str(elsewhere))["results"]
    [of_photo] = commands.answer("tags", str(shelf.folder / "coffee.jpg"))["results"]

    assert 1 < len(of_elsewhere["tags"]) < 20
    assert {"cup", "coffee", "espresso"} & {tag["tag"] for tag in of_elsewhere["tags"]}
    assert "Breakfast" in [tag["tag"] for tag in of_photo["tags"]]


@promise(
    "`photosim duplicates [--tier TIER]` | the groups: `same-file`, `same-picture` or "
    "`similar-shots`, with what is proposed, why, and what would be lost by it",
)
def test_duplicates_lists_the_groups_of_each_tier_with_reasons(commands):
    groups = commands.answer("duplicates")["groups"]
    by_tier = {
        tier: commands.answer("duplicates", "--tier", tier)["groups"]
        for tier in ("same-file", "same-picture", "similar-shots")
    }

    assert [group for found in by_tier.values() for group in found] == groups
    [same] = by_tier["same-file"]
    assert sorted(names(same["photos"])) == ["chelsea", "chelsea copy"]
    pictures = [sorted(names(group["photos"])) for group in by_tier["same-picture"]]
    assert ["coffee", "coffee cropped"] in pictures
    assert ["rocket", "rocket sent"] in pictures
    assert any({"chelsea small", "chelsea turned"} <= set(found) for found in pictures)
    told = [photo for group in groups for photo in group["photos"]]
    assert {photo["suggestion"] for photo in told} >= {"keep", "trash"}
    going = [photo for photo in told if photo["suggestion"] == "trash"]
    assert all(photo["reason"] for photo in going)
    lost = {name: photo["lost"] for photo in going for name in names([photo])}
    assert lost["chelsea turned"] == ["that it is turned"]
    assert lost["chelsea copy"] == lost["rocket sent"] == []


@promise(
    "`photosim clusters [--level LEVEL]` | the themes that the photos fall into, with their "
    "names; `--level` from 0, coarse (few large ones), to 1, fine",
)
def test_clusters_sorts_all_photos_into_named_themes_few_or_many(commands, shelf):
    found = commands.answer("clusters")["clusters"]
    few, many = (commands.answer("clusters", "--level", at)["clusters"] for at in "01")

    paths = [path for path in tree(shelf.folder) if path.name != "broken.jpg"]
    photos = {str(path) for path in paths if path.name != "chelsea copy.jpg"}
    assert {path for one in found for path in one["photos"]} == photos
    assert all(one["name"] for one in found)
    assert len(few) < len(many)


@promise(
    "`photosim folders [--remove FOLDER...]` | lists the watched folders; with `--remove` these "
    "are watched no more, and their files and your labels stay",
)
def test_folders_lists_them_and_watches_one_no_more_while_files_and_labels_stay(
    desk, shelf, tmp_path, capsys
):
    commands = Commands(shutil.copytree(shelf.library, tmp_path / "library"), capsys)
    before, labels = tree(shelf.folder), commands.answer("status")["labels"]
    [listed] = commands.answer("folders")["folders"]
    assert (listed["path"], listed["photos"]) == (str(shelf.folder), N_PHOTOS)
    assert listed["photo_files"] == N_PHOTOS + 1

    answer = commands.answer("folders", "--remove", f"{shelf.folder}/")

    assert (answer["removed"], answer["folders"]) == ([str(shelf.folder)], [])
    status = commands.answer("status")
    assert (status["folders"], status["photos"], status["labels"]) == (0, 0, labels)
    assert tree(shelf.folder) == before
    assert "is not watched" in commands.refusal("folders", "--remove", str(shelf.folder))


@promise(
    "`photosim status` | counts, sizes and versions",
    "`photo_files` of an answer counts the files that hold `photos`, their copies among them; "
    "`files` counts all that are known, those of `problems` and those that are not looked at yet "
    "as well.",
)
def test_status_says_counts_sizes_and_versions(commands):
    status = commands.answer("status")

    assert (status["photos"], status["photo_files"], status["problems"]) == (
        N_PHOTOS,
        N_PHOTOS + 1,
        1,
    )
    assert status["files"] == N_PHOTOS + 2
    layout = commands.layout
    assert status["bytes"]["database"] >= layout.database.stat().st_size
    assert {"photosim", "python", "onnxruntime", "sqlite"} <= status["versions"].keys()


@promise(
    "`photosim verify` | checks that the library is whole, and that some files hold what it "
    "says (`--files all`: all of them); changes nothing",
)
def test_verify_sees_what_is_not_as_the_library_says_and_changes_nothing(tmp_path, capsys):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 3)
    commands = Commands(tmp_path / "library", capsys)
    commands.answer("index", str(folder))
    whole = commands.answer("verify", "--files", "all")
    known = paths["coffee"].stat()
    content = bytearray(paths["coffee"].read_bytes())
    content[len(content) // 2] ^= 1
    paths["coffee"].write_bytes(content)
    os.utime(paths["coffee"], ns=(known.st_atime_ns, known.st_mtime_ns))
    before = tree(tmp_path)

    some = commands.answer("verify")
    [fault] = commands.answer("verify", "--files", "all")["wrong"]

    assert whole["wrong"] == []
    assert some["checked"].keys() == whole["checked"].keys()
    assert "coffee.jpg" in fault
    changed = {path.name for path, entry in tree(tmp_path).items() if before.get(path) != entry}
    assert all(name.endswith(("-wal", "-shm")) for name in changed)  # SQLite's, of any reader


@promise(
    "`photosim verify` | checks that the library is whole, and that some files hold what it "
    "says (`--files all`: all of them); changes nothing",
    "When `verify` finds something wrong it is 1 as well; a cache that is missing is made again "
    "by itself, and is not wrong.",
)
def test_verify_sees_a_damaged_library(commands):
    with sqlite3.connect(commands.layout.database) as database:
        database.execute(
            "DELETE FROM embedding WHERE rowid IN (SELECT rowid FROM embedding LIMIT 2)"
        )
    database.close()

    assert len(commands.answer("verify")["wrong"]) == 1
    code, _, said = commands.run("verify")
    assert (code, said) == (1, "1 thing is wrong.\n")


@promise(
    "`photosim restore [NAME]` | lists the backups of your decisions; goes back to one, or "
    "to the newest with `--latest`",
)
def test_restore_lists_the_backups_and_goes_back_to_one(desk, commands):
    in_window(desk, commands, {"Breakfast": "1"}, "coffee")
    commands.answer("index")
    [backup] = commands.answer("restore")["backups"]
    in_window(desk, commands, {"Breakfast": "1", "Later": "1"}, "rocket")

    gone_back = commands.answer("restore", "--latest")

    assert gone_back["restored"] == backup["name"]
    in_window(desk, commands, {"Breakfast": "1"})
    commands.answer("restore", gone_back["set_aside"])
    in_window(desk, commands, {"Breakfast": "1", "Later": "1"})
    commands.answer("restore", backup["name"])
    in_window(desk, commands, {"Breakfast": "1"})


def in_window(desk, commands: Commands, labels: dict[str, str], photo: str = "") -> None:
    """Give a photo the last of these labels; all of them are in the left column then."""
    person = desk.open(commands.layout.root)
    person.wait_until_shown(N_PHOTOS)
    sorter = Sorter(person)
    if photo:
        person.click_photo(photo)
        sorter.label(list(labels)[-1])
    person.wait_until(lambda: sorter.counts() == labels)
    desk.close(person)


# what holds for all


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="paths are Unicode there")
@promise(
    "In `--json` a path that is no Unicode text is written as an address, "
    "`file:///photos/caf%E9.jpg`, and no other path is.",
)
def test_json_holds_paths_of_any_bytes_and_is_read_by_every_program(shelf, tmp_path, capsys):
    told = {}
    for name in ("caf\udce9", "café %E9"):
        library = shutil.copytree(shelf.library, tmp_path / name)
        told[name] = Commands(library, capsys).answer("status")["library"]

    assert list(told.values()) == [f"file://{tmp_path}/caf%E9", f"{tmp_path}/café %E9"]
    json.dumps(told.popitem(), ensure_ascii=False).encode()
    _, text, _ = Commands(tmp_path / "caf\udce9", capsys).run("status")
    assert "file://" not in text


EACH = ("index", "search {picture}", "words cat", "tags {picture}", "duplicates", "clusters")
EACH += ("folders", "status", "verify", "restore")


@promise(
    "Each command takes `--library DIR`, `--model CARD` and `--json`: one JSON object on "
    "standard output and nothing else there.",
)
@pytest.mark.parametrize("command", EACH)
def test_each_command_takes_library_model_and_json_and_prints_one_object(
    shelf, tmp_path, capsys, command
):
    library = shutil.copytree(shelf.library, tmp_path / "library")
    asked = command.format(picture=shelf.folder / "coffee.jpg").split()
    options = ["--library", str(library), "--model", str(card.shipped()), "--json"]

    for arguments in (options + asked, asked + options):
        assert main.run(main.parse(arguments)) == 0
        out = capsys.readouterr().out
        assert out.count("\n") == 1
        assert isinstance(json.loads(out), dict)


@promise(
    "Each command takes `--library DIR`, `--model CARD` and `--json`: one JSON object on "
    "standard output and nothing else there.",
)
def test_a_model_card_that_is_none_is_refused_by_a_command_that_uses_it(commands, tmp_path):
    assert "card" in commands.refusal("index", "--model", str(tmp_path / "none.json"))


@promise(
    "The exit code is 0 when it is done, 1 when it could not be (one sentence on standard "
    "error says why), 2 for wrong usage.",
)
def test_exit_codes_of_the_process_tell_how_it_went(home, shelf):
    library = shutil.copytree(shelf.library, home / "library")
    asked = {
        0: ("status",),
        1: ("search", home / "nowhere.jpg"),
        2: ("search", "--frobnicate"),
    }

    for expected, command in asked.items():
        code, out, err = without_rights.run(home, "--library", library, *command)
        assert code == expected
        assert bool(out) == (expected == 0)
        if expected == 1:
            assert err.count("\n") == 1 and err.endswith(".\n") and "nowhere.jpg" in err
    code, out, err = without_rights.run(home, "--library", library, "--json", *asked[1])
    assert (code, json.loads(out)["error"] + "\n") == (1, err)


@promise(
    "One program writes a library at a time: `index`, `duplicates`, `clusters`, `folders "
    "--remove` and `restore NAME` say so while the window is open.",
    "The others work beside it.",
)
def test_beside_the_window_those_that_write_say_so_and_all_others_answer(desk, commands, shelf):
    person = desk.open(commands.layout.root)
    person.wait_until_shown(N_PHOTOS)

    for command in ("index", "duplicates", "clusters", "folders --remove /x", "restore --latest"):
        assert "Another photosim" in commands.refusal(*command.split())
    for command in (
        "search {picture}",
        "words cat",
        "tags {picture}",
        "folders",
        "status",
        "verify",
        "restore",
    ):
        picture = shelf.folder / "coffee.jpg"
        assert commands.answer(*command.format(picture=picture).split())


@promise(
    "`photosim [PICTURE...]` without a command opens the window, and searches with the "
    "picture; when the window is open already, that one does.",
)
def test_without_a_command_the_window_opens_and_searches_with_the_picture(home, shelf, tmp_path):
    library = shutil.copytree(shelf.library, home / "library")
    first, second = (home / name for name in ("first.jpg", "second.jpg"))
    for path in (first, second):
        path.write_bytes(album.recompressed(shelf.folder / "coffee.jpg"))
    guard = guarded.Guard(home / "guard", home)
    environment = guard.environment(without_rights.REPO)

    def examined() -> str:
        return " ".join(path for seen in guard.notes("open").values() for path in seen)

    with without_rights.window(home, "--library", library, first, **environment):
        assert until(lambda: str(first) in examined())
        before = set(guard.notes("open"))
        code, out, err = without_rights.run(home, "--library", library, second, **environment)
        assert (code, out, err) == (0, "", "")
        assert until(lambda: str(second) in examined())
        opened_by = {pid for pid, seen in guard.notes("open").items() if str(second) in seen}
        assert opened_by & before  # the window that was open already
    assert Layout(library).window_state.exists()
