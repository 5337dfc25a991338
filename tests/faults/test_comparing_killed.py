"""`photosim duplicates` is killed at any point; the next run ends with the same groups."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import ImageOps
from support import forked, photos
from support.waiting import ended, until

from photosim.core.layout import Layout

pytestmark = pytest.mark.slow

ROUNDS = 3
LOOKED_AT = "pair WHERE tier = 'same picture' AND is_certain"
PICTURES = ("coffee.png", "chelsea.png", "astronaut.png", "rocket.jpg")


@pytest.fixture(scope="module")
def album(tmp_path_factory) -> Path:
    """Four pictures, each four times."""
    folder = tmp_path_factory.mktemp("album")
    for name in PICTURES:
        picture, stem = photos.real(name), Path(name).stem
        picture.save(folder / f"{stem}.jpg", quality=95)
        picture.resize((picture.width // 2, picture.height // 2)).save(folder / f"{stem} half.jpg")
        picture.convert("L").save(folder / f"{stem} grey.jpg")
        ImageOps.mirror(picture).save(folder / f"{stem} mirrored.jpg")
    return folder


@pytest.fixture(scope="module")
def indexed(tmp_path_factory, album) -> Path:
    library = tmp_path_factory.mktemp("indexed") / "library"
    photosim(library, "index", str(album)).communicate()
    return library


def test_killed_at_any_point_it_ends_with_the_same_groups(tmp_path, indexed):
    chance = random.Random(11)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    shutil.copytree(indexed, whole)
    expected = groups(whole)
    points = set()
    for _ in range(ROUNDS):
        shutil.rmtree(killed, ignore_errors=True)
        shutil.copytree(indexed, killed)
        for _ in range(2):
            points.add(kill_at(chance, killed))

        assert groups(killed) == expected

    assert expected
    assert len(points) > 2  # the killed runs had got to different places


def test_with_workers_and_index_killed_while_it_compares_it_ends_with_the_same_groups(
    tmp_path, indexed
):
    chance = random.Random(13)
    whole = tmp_path / "whole"
    shutil.copytree(indexed, whole)
    expected = groups(whole)
    n_killed = 0
    for n in range(ROUNDS):
        library = tmp_path / f"library {n}"
        shutil.copytree(indexed, library)
        process = photosim(library, "duplicates")
        n_killed += kill_some_child(chance, process, library, goal=1 + 2 * n)
        answer, _ = process.communicate()
        assert process.returncode == 0

        assert told(answer) == expected

    assert n_killed > 0


def kill_some_child(chance: random.Random, process, library: Path, goal: int) -> int:
    """Kill one of the processes of a run once it has compared some pairs; how many were killed."""
    table = "pair WHERE state = 2"
    until(lambda: counted(library, table) >= goal or process.poll() is not None)
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    pids = [pid for task in tasks for pid in task.read_text().split() if is_at_work(pid)]
    if not pids:
        return 0
    with contextlib.suppress(ProcessLookupError):
        os.kill(int(chance.choice(pids)), signal.SIGKILL)
    return 1


def is_at_work(pid: str) -> bool:
    """Whether a process is a worker or holds the index; others only keep count."""
    return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()


def kill_at(chance: random.Random, library: Path) -> tuple[int, int]:
    """Compare and kill the main process alone; how much was searched and compared by then."""
    table = chance.choice(("searched", "pair WHERE state = 2", LOOKED_AT, LOOKED_AT, "quality"))
    goal = counted(library, table) + chance.randrange(1, 8)
    process = photosim(library, "duplicates")
    until(lambda: counted(library, table) >= goal or process.poll() is not None)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    pids = [int(pid) for pid in children.read_text().split()] if children.exists() else []
    process.kill()
    process.communicate()
    assert all(ended(pid) for pid in pids)
    return counted(library, "searched"), counted(library, "pair WHERE state = 2")


def groups(library: Path) -> list[tuple[str, frozenset[str]]]:
    """What `duplicates` says when nothing disturbs it."""
    return told(photosim(library, "duplicates").communicate()[0])


def told(answer: bytes) -> list[tuple[str, frozenset[str]]]:
    """The groups of an answer."""
    return sorted(
        (group["tier"], frozenset(Path(photo["path"]).name for photo in group["photos"]))
        for group in json.loads(answer)["groups"]
    )


def photosim(library: Path, *command: str) -> forked.Forked:
    return forked.start("--library", library, *command, "--json")


def counted(library: Path, table: str) -> int:
    """Rows of a table that another process is writing; 0 while it cannot be read."""
    uri = f"{Layout(library).database.as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
