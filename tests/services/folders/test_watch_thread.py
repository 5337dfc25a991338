"""Following folders with the real watcher: what happens in them is told, until it is stopped."""

import os
import queue
import threading
from pathlib import Path

import pytest

from photosim.core.folders.exclusions import Exclusions
from photosim.core.image.formats import is_photo_name
from photosim.core.store.folders import FolderRow
from photosim.services.folders.watch_thread import WatchThread

SOON = 30.0


@pytest.fixture
def heard():
    return queue.SimpleQueue()


@pytest.fixture
def watch_thread(heard):
    watch_thread = WatchThread(
        lambda folder, directories: heard.put((folder, directories)),
        lambda folder: heard.put((folder, None)),
        is_photo_name,
        Exclusions(),
    )
    yield watch_thread
    watch_thread.stop()
    assert "watch" not in {thread.name for thread in threading.enumerate()}


def row(number: int, path: Path) -> FolderRow:
    path.mkdir(exist_ok=True)
    return FolderRow(number, os.fsencode(path), False, "", None)


def test_each_new_folder_is_to_be_scanned_and_changes_are_told(watch_thread, heard, tmp_path: Path):
    one, two = row(1, tmp_path / "one"), row(2, tmp_path / "two")
    watch_thread.start([one])
    assert heard.get(timeout=SOON) == (1, None)
    watch_thread.follow([one, two])
    assert heard.get(timeout=SOON) == (2, None)

    (tmp_path / "two" / "a.jpg").write_bytes(b"photo")

    assert heard.get(timeout=SOON) == (2, {b""})


def test_a_folder_that_is_followed_no_more_is_not_told(watch_thread, heard, tmp_path: Path):
    one, two = row(1, tmp_path / "one"), row(2, tmp_path / "two")
    watch_thread.start([one, two])
    assert {heard.get(timeout=SOON)[0], heard.get(timeout=SOON)[0]} == {1, 2}
    watch_thread.follow([two])

    (tmp_path / "one" / "a.jpg").write_bytes(b"photo")
    (tmp_path / "two" / "a.jpg").write_bytes(b"photo")

    assert heard.get(timeout=SOON) == (2, {b""})
    assert heard.empty()


def test_a_receiver_that_raises_does_not_end_the_watching(tmp_path: Path, heard):
    def raising(folder):
        heard.put(folder)
        raise RuntimeError("a bug of the receiver")

    watch_thread = WatchThread(
        lambda folder, _: heard.put(("dirty", folder)), raising, is_photo_name, Exclusions()
    )
    watch_thread.start([row(1, tmp_path / "one")])
    assert heard.get(timeout=SOON) == 1

    (tmp_path / "one" / "a.jpg").write_bytes(b"photo")

    assert heard.get(timeout=SOON) == ("dirty", 1)
    watch_thread.stop()


def test_it_can_be_stopped_before_the_start_and_started_after_the_stop(
    watch_thread, tmp_path: Path
):
    watch_thread.stop()

    watch_thread.start([row(1, tmp_path / "one")])
