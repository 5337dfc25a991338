"""`photosim index` on libraries that are damaged in many ways: it repairs them, and says so."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support import backed_up, forked
from support.backed_up import labels
from support.full_disk import fill, small_disk

from photosim.core.layout import Layout

pytestmark = pytest.mark.slow

PAGE = 8192
DAMAGED = 24
N_PHOTOS = 30


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Photos, and a library that knows them and a label, with a backup; not to be changed."""
    return backed_up.make(tmp_path_factory.mktemp("damaged"), N_PHOTOS, photosim)


def photosim(library: Path, *arguments: str) -> tuple[int | None, dict, str]:
    done = forked.start("--library", library, *arguments, "--json")
    out, err = done.communicate()
    assert out.count(b"\n") == 1, err
    return done.returncode, json.loads(out), err.decode()


@pytest.fixture
def library(made, tmp_path) -> Path:
    shutil.copytree(made / "library", tmp_path / "library")
    return tmp_path / "library"


def is_whole(library: Path) -> bool:
    with closing(sqlite3.connect(f"{Layout(library).database.as_uri()}?mode=ro", uri=True)) as one:
        try:
            return one.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        except sqlite3.DatabaseError:
            return False


def damage(library: Path, seed: int) -> bytes:
    """Overwrite bits, bytes, pages, or cut the file; its content then."""
    chance = random.Random(seed)
    path = Layout(library).database
    content = bytearray(path.read_bytes())
    match seed % 6:
        case 0:
            at = chance.randrange(len(content) // PAGE) * PAGE
            content[at : at + PAGE] = bytes(PAGE)
        case 1:
            at = chance.randrange(len(content) // PAGE) * PAGE
            content[at : at + PAGE] = chance.randbytes(PAGE)
        case 2:
            del content[chance.randrange(len(content)) :]
        case 3:
            for _ in range(20):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        case 4:
            at = chance.randrange(len(content) // PAGE) * PAGE
            content[at : at + 64] = chance.randbytes(64)
        case 5:
            content[: chance.choice((16, 100, PAGE))] = bytes(chance.choice((16, 100, PAGE)))
    path.write_bytes(content)
    return bytes(content)


@pytest.mark.parametrize("seed", range(DAMAGED))
def test_indexing_never_ends_well_in_silence_on_a_damaged_library(library, seed):
    content = damage(library, seed)
    was_whole = is_whole(library)

    code, answer, said = photosim(library, "index")

    assert code == 0, said
    assert was_whole or "damaged and has been repaired" in said
    assert "tree page" not in said.lower()  # SQLite's own report is for the log
    assert ("repaired" in answer) or was_whole
    assert is_whole(library)
    assert answer["photos"] == N_PHOTOS and answer["problems"] == []
    assert labels(library) == {"Beach": N_PHOTOS}
    assert photosim(library, "verify")[1]["wrong"] == []
    if "repaired" in answer:
        assert Path(answer["repaired"]["set_aside"]).read_bytes() == content
    if seed < 3:
        again = photosim(library, "index")
        assert (again[0], again[2], "repaired" in again[1]) == (0, "", False)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE embedding SET features = x'ff7f' || substr(features, 3) WHERE photo_id = 5",
        "UPDATE embedding SET features = substr(features, 1, 99) WHERE photo_id IN (5, 9)",
        "UPDATE embedding SET features = 'text' WHERE photo_id = 5",
        "UPDATE embedding SET classes = substr(classes, 1, 7) WHERE photo_id = 5",
        "UPDATE photo SET phash = 'text' WHERE id = 5",
    ],
)
def test_what_the_check_of_sqlite_does_not_see_is_repaired_too(library, change):
    with closing(sqlite3.connect(Layout(library).database)) as connection, connection:
        connection.execute(change)
    shutil.rmtree(Layout(library).index)

    code, answer, said = photosim(library, "index")

    assert code == 0, said
    assert (answer["photos"], answer["problems"]) == (N_PHOTOS, [])
    assert photosim(library, "verify")[1]["wrong"] == []
    assert labels(library) == {"Beach": N_PHOTOS}
    assert "repaired" in answer and "damaged and has been repaired" in said


@pytest.mark.parametrize("command", ["search", "words", "status", "verify"])
def test_commands_that_only_read_say_what_to_do(library, made, command):
    Layout(library).database.write_bytes(bytes(40_000))
    more = {"search": [str(made / "photos" / "1.jpg")], "words": ["dog"]}.get(command, [])

    code, answer, said = photosim(library, command, *more)

    assert code == 1 and "photosim index" in answer["error"]
    assert said.count("\n") == 1


def test_comparing_repairs_too(library):
    damage(library, 1)

    code, answer, said = photosim(library, "duplicates")

    assert code == 0 and "groups" in answer
    assert "repaired" in said and is_whole(library)


def test_without_room_for_a_repair_nothing_is_changed_and_with_room_all_is_there(made, tmp_path):
    with small_disk(tmp_path / "disk", 12) as disk:
        library = disk / "library"
        shutil.copytree(made / "library", library)
        content = damage(library, 1)
        filler = fill(disk, leaving=60_000)

        code, answer, _ = photosim(library, "index")

        assert code == 1 and "no room" in answer["error"] and "damaged" in answer["error"]
        assert Layout(library).database.read_bytes() == content
        assert not [p.name for p in library.iterdir() if "repair" in p.name]

        os.truncate(filler, 0)
        code, answer, _ = photosim(library, "index")
        assert (code, answer["photos"]) == (0, N_PHOTOS)
        assert labels(library) == {"Beach": N_PHOTOS}
