"""`photosim index` is killed at any point; nothing is wrong afterwards and nothing done twice."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from support import photos
from support.waiting import SOON_S, ended, until

from photosim.cli import main
from photosim.core.layout import Layout

pytestmark = pytest.mark.slow

ROUNDS = 12
PHOTOS = 5
"""New photos in each round, so that every run has something to do."""


def test_killed_at_any_point_it_goes_on_and_makes_no_embedding_twice(tmp_path: Path, capsys):
    chance = random.Random(7)
    folder = tmp_path / "photos"
    layout = Layout(tmp_path / "library")
    seen: dict[int, tuple] = {}
    survived = []
    for n in range(ROUNDS):
        for seed in range(n * PHOTOS, (n + 1) * PHOTOS):
            write(folder, seed)
        kill_at(chance, layout, folder, already=len(seen))
        survived.append(len(seen))

        rows = embeddings(layout)
        assert seen.items() <= rows.items()  # what was there is untouched, row ids and all
        seen = rows
        if layout.database.exists() and counted(layout, "embedding"):
            assert verified(layout, capsys) == []  # an index that was not saved is not wrong

    report = json.loads(index(layout, folder).communicate(timeout=SOON_S)[0])

    assert seen.items() <= embeddings(layout).items()
    assert len(embeddings(layout)) == ROUNDS * PHOTOS
    assert (report["photos"], report["files"]) == (ROUNDS * PHOTOS, ROUNDS * PHOTOS)
    assert report["problems"] == []
    assert verified(layout, capsys) == []
    assert len(set(survived)) > 2  # some of the killed runs had got somewhere


def kill_at(chance: random.Random, layout: Layout, folder: Path, already: int) -> None:
    """Start to index and kill the main process alone, at a point that chance says."""
    stages = [
        lambda: layout.lock.exists(),
        lambda: counted(layout, "note"),
        lambda: counted(layout, "file") > already,
        lambda: counted(layout, "embedding") > already,
        lambda: counted(layout, "embedding") == counted(layout, "file") > already,
    ]
    stage = chance.choice(stages)
    process = index(layout, folder)
    until(lambda: stage() or process.poll() is not None)
    children = children_of(process.pid)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=SOON_S)
    assert all(ended(pid) for pid in children)


def write(folder: Path, seed: int) -> None:
    folder.mkdir(exist_ok=True)
    data = photos.encoded(photos.noise((320, 240), seed))
    (folder / f"{seed}.jpg").write_bytes(data)


def index(layout: Layout, folder: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "photosim", "--library", layout.root, "index", "--json", folder],
        cwd=Path(main.__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def children_of(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in text.split()]


def counted(layout: Layout, table: str) -> int:
    """Rows of a table that another process is writing; 0 while there is none."""
    try:
        with closing(reading(layout)) as connection:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def embeddings(layout: Layout) -> dict[int, tuple]:
    try:
        with closing(reading(layout)) as connection:
            rows = connection.execute("SELECT rowid, photo_id, features FROM embedding")
            return {row[0]: row[1:] for row in rows}
    except sqlite3.OperationalError:
        return {}


def reading(layout: Layout) -> sqlite3.Connection:
    return sqlite3.connect(f"{layout.database.as_uri()}?mode=ro", uri=True)


def verified(layout: Layout, capsys) -> list[str]:
    capsys.readouterr()
    code = main.run(main.parse(["--library", str(layout.root), "verify", "--json"]))
    answer = json.loads(capsys.readouterr().out)
    assert code == bool(answer["wrong"]), answer
    return answer["wrong"]
