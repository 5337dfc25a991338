"""Killed at any point while it moves photos: journal and disk agree, and everything comes back."""

import os
import random
import signal
import tempfile
from pathlib import Path

import pytest
from support import trash_until_killed
from support.forked import PROCESSES
from support.trash_at_work import TrashAtWork, sha256
from support.trash_until_killed import requests
from support.waiting import SOON_S

from photosim.core.records.trash_items import ItemState

pytestmark = pytest.mark.slow

TRASHING, RESTORING, SAVING = 14, 6, 8
"""How often it is killed while files go, come back, and go while somebody saves them."""
MEMORY = Path("/dev/shm")
"""To be killed needs no disk: here nothing waits until it has really written."""
COPIES = 50
"""Photos that go; with what belongs to them a hundred files."""


@pytest.fixture
def root(tmp_path):
    """Photos, each with a copy; some with RAW files, films and sidecars; some oddly named."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as root:
        for folder in ("kept", "copies"):
            fill(Path(root) / "photos" / folder)
        yield Path(root)


def fill(directory: Path) -> None:
    directory.mkdir(parents=True)
    for n in range(COPIES):
        stem = os.fsdecode(b"\xff%d" % n) if n % 10 == 0 else f"{n}"
        for ending in (".HEIC", *[(), (".xmp",), (".MOV", ".xmp"), (".CR2",)][n % 4]):
            content = random.Random(f"{n}{ending}").randbytes(20_000)
            (directory / f"{stem}{ending}").write_bytes(content)


def test_killed_at_any_point_it_loses_nothing_and_everything_comes_back(root):
    chance = random.Random(5)
    with TrashAtWork(root) as work:
        before = work.tree()
    n_gone, n_back = set(), set()
    for _ in range(TRASHING):
        kill_after(chance.randrange(500), root)
        n_gone.add(checked(root, before)[ItemState.IN_TRASH])
        undo(root, before)
    for _ in range(RESTORING):
        batch = trash_all(root)
        kill_after(chance.randrange(280), root, batch)
        n_back.add(checked(root, before)[ItemState.IN_TRASH])
        undo(root, before)

    assert len(n_gone) > TRASHING / 2  # it was killed early, late and in between
    assert len(n_back) > RESTORING / 2


def test_killed_while_files_are_saved_at_the_last_moment_it_knows_where_each_of_them_lies(root):
    chance = random.Random(8)
    with TrashAtWork(root) as work:
        before = work.tree()
    n_gone, n_saved = set(), set()
    for _ in range(SAVING):
        kill_after(chance.randrange(500), root, saves=True)
        with TrashAtWork(root) as work:
            work.restore()  # nothing: but it comes after the settling
            items, tree = work.items(), work.tree()
            in_trash = {os.fsencode(work.fake.folder / "files" / n) for n in work.fake.names()}
        done = [item for item in items if item.state is ItemState.IN_TRASH]
        assert {item.place for item in done} == in_trash
        for item in done:
            assert sha256(os.fsdecode(item.place)) == item.file.content_hash
        gone = {os.path.relpath(os.fsdecode(item.file.path), root / "photos") for item in done}
        there = {name: content for name, content in tree.items() if not name.endswith(".new")}
        assert there.keys() == before.keys() - gone
        saved = {name for name, content in there.items() if content != before[name]}
        assert all(there[name] == trash_until_killed.SAVED + before[name] for name in saved)
        n_gone.add(len(gone))
        n_saved.add(len(saved))
        start_again(root, before)

    assert len(n_gone) > SAVING / 2
    assert len(n_saved) > SAVING / 2


def start_again(root: Path, before: dict[str, bytes]) -> None:
    """Bring back what went, and take back what was saved."""
    with TrashAtWork(root) as work:
        report = work.restore(*[i for i in work.items() if i.state is ItemState.IN_TRASH])
        assert report.refused == ()
        for name in work.tree():
            path = work.photos / name
            if name.endswith(".new"):
                path.unlink()
            else:
                path.write_bytes(before[name])
        assert work.tree() == before


def kill_after(steps: int, root: Path, batch: int | None = None, *, saves: bool = False) -> None:
    """Let it work for so many steps, if it has so many to do, then kill it."""
    reader, writer = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=trash_until_killed.main, args=(root, batch, writer, saves))
    process.start()
    writer.close()
    while steps > 0 and (told := os.read(reader.fileno(), steps)):
        steps -= len(told)
    process.kill()
    process.join(SOON_S)
    assert process.exitcode in (0, -signal.SIGKILL)
    reader.close()


def checked(root: Path, before: dict[str, bytes]) -> dict[ItemState, int]:
    """Compare journal and disk after the next start has settled them; files by state."""
    with TrashAtWork(root) as work:
        work.restore()  # nothing: but it comes after the settling
        items, tree = work.items(), work.tree()
        in_trash = {os.fsencode(work.fake.folder / "files" / n) for n in work.fake.names()}
    done = [item for item in items if item.state is ItemState.IN_TRASH]
    for item in items:
        assert item.state in (ItemState.IN_TRASH, ItemState.FAILED, ItemState.RESTORED)
    for item in done:
        assert sha256(os.fsdecode(item.place)) == item.file.content_hash
    assert {item.place for item in done} == in_trash
    gone = {os.path.relpath(os.fsdecode(item.file.path), work.photos) for item in done}
    assert len(gone) == len(done)
    assert tree.items() <= before.items()
    assert before.keys() - tree.keys() == gone  # what stays, above all, is where it was
    assert {name.partition("/")[0] for name in gone} <= {"copies"}
    stems = {Path(name).stem for name in gone}
    assert all(Path(name).stem not in stems for name in tree if name.startswith("copies"))
    return {state: sum(item.state is state for item in items) for state in ItemState}


def undo(root: Path, before: dict[str, bytes]) -> None:
    """Bring everything back, and look whether it is all there."""
    with TrashAtWork(root) as work:
        report = work.restore(*[i for i in work.items() if i.state is ItemState.IN_TRASH])
        assert report.refused == ()
        assert work.tree() == before
        assert work.fake.names() == []
        notes = work.fake.folder / "info"
        # Qt makes the note before it writes into it: nobody can tell whose that was
        assert not any((notes / name).stat().st_size for name in work.fake.notes())


def trash_all(root: Path) -> int:
    """Move all copies; the batch."""
    with TrashAtWork(root) as work:
        report = work.move(*requests(work.photos))
        assert report.refused == ()
        return report.batch_id
