"""A library whose files may not be used: what is wrong with which is said, all else is left."""

from __future__ import annotations

import resource
import shutil
import sys
from pathlib import Path

import pytest
from support import album, without_rights

from photosim.core.layout import Layout
from photosim.core.store import Store

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's rights"),
]


@pytest.fixture(scope="module")
def indexed():
    """A home with a library of two photos, to be copied."""
    with without_rights.home() as folder:
        album.fill(folder / "photos", 2)
        code, _, err = without_rights.run(
            folder, "--library", folder / "library", "index", folder / "photos"
        )
        assert (code, err) == (0, "")
        yield folder


@pytest.fixture
def library(indexed):
    with without_rights.home() as folder:
        shutil.copytree(indexed / "library", folder / "library")
        yield folder / "library"


def said(library: Path, *command: str, **how: object) -> tuple[int, str, str]:
    """Exit code, answer and what else is said; never a traceback, never SQLite's words."""
    code, out, err = without_rights.run(library.parent, "--library", library, *command, **how)
    for word in ("Traceback", "Errno", "unable to open", "readonly", "damaged", "repaired"):
        assert word not in err + out
    return code, out, err


def unreadable(library: Path) -> Path:
    path = library / "library.db"
    path.chmod(0)
    return path


def unwritable(library: Path) -> Path:
    path = library / "library.db"
    path.chmod(0o400)
    return path


def log_is_a_folder(library: Path) -> Path:
    path = library / "library.db-wal"
    path.mkdir()
    return path


def log_is_unreadable(library: Path) -> Path:
    path = library / "library.db-wal"
    path.write_bytes(b"not to be read")
    path.chmod(0)
    return path


@pytest.mark.parametrize(
    "hinder",
    [unreadable, unwritable, log_is_a_folder, log_is_unreadable],
)
def test_a_database_that_may_not_be_used_is_named_and_left_as_it_is(library, hinder):
    path = hinder(library)
    path_mode = path.stat().st_mode
    before = {name for name in path.parent.iterdir() if name.name.startswith("library")}
    whole = (library / "library.db").stat()

    code, _, err = said(library, "index")
    checked, *wrong = said(library, "verify")

    now = (library / "library.db").stat()
    there = {name for name in path.parent.iterdir() if name.name.startswith("library")}
    assert (code, checked) == (1, 1)
    assert (
        err.startswith((f"photosim may not read {path}: ", f"photosim may not write {path}: "))
        or f"{path} is no file" in err
    )
    assert err.count("\n") == 1 and str(path) in "".join(wrong)
    assert path.stat().st_mode == path_mode
    assert (now.st_ino, now.st_size, now.st_mtime_ns) == (
        whole.st_ino,
        whole.st_size,
        whole.st_mtime_ns,
    )
    assert {name.name for name in there - before} <= {"library.db-wal", "library.db-shm"}


def test_a_database_is_used_again_once_it_may_be_read(library):
    path = unreadable(library)
    said(library, "index")
    path.chmod(0o600)

    assert said(library, "index")[::2] == (0, "")
    store = Store.open_reader(Layout(library).database)
    n_photos = store.photos.count()
    store.close()
    assert n_photos == 2


def test_without_the_folder_of_the_index_all_else_works(library):
    (library / "index").chmod(0)

    code, _, err = said(library, "index")

    assert code == 0
    assert str(library / "index") in err and "remove that folder" in err
    assert said(library, "status")[::2] == (0, "")


def test_that_no_more_files_can_be_opened_is_said(library):
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))

    code, _, err = said(library, "index", first=limit)

    assert code == 1
    assert "raise the limit" in err and err.count("\n") == 1
