"""Killed at each step of a backup, a repair and a restore: nothing is lost, and it goes on."""

from __future__ import annotations

import json
import shutil
import signal
from functools import partial
from pathlib import Path

import pytest
from support import backed_up, forked, killed_at_a_step, photos
from support.backed_up import label, labels

from photosim.core.backups.copies import Backups
from photosim.core.layout import Layout

pytestmark = pytest.mark.slow

PAGE = 8192
MOST_STEPS = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A library with a label on its photos and a backup of that."""
    return backed_up.make(tmp_path_factory.mktemp("killed"), 3, photosim)


@pytest.fixture
def library(made, tmp_path) -> Path:
    return tmp_path / "library"


def renew(made: Path, library: Path) -> None:
    shutil.rmtree(library, ignore_errors=True)
    shutil.copytree(made / "library", library)


def photosim(library: Path, *arguments: str, step: int = 0) -> tuple[int | None, bytes]:
    """Run a command, or kill it at a step: how it ended and what it printed."""
    more = {"run": partial(killed_at_a_step.run, step)} if step else {}
    done = forked.start("--library", library, *arguments, "--json", **more)
    out, _ = done.communicate()
    return done.returncode, out


def damage(library: Path) -> bytes:
    """A page of photos and one of labels are gone."""
    path = Layout(library).database
    content = bytearray(path.read_bytes())
    for page in (len(content) // PAGE - 1, len(content) // PAGE // 2, 9):
        content[page * PAGE : (page + 1) * PAGE] = b"\xa5" * PAGE
    path.write_bytes(content)
    return bytes(content)


def steps(*, every: int = 1):
    return range(1, MOST_STEPS, every)


def test_a_restore_that_is_killed_leaves_what_was_or_what_was_asked_for(made, library):
    n_killed, seen = 0, set()
    for step in steps():
        renew(made, library)
        label(library, "Later")
        code, _ = photosim(library, "restore", "--latest", step=step)
        found = frozenset(labels(library))
        seen.add(found)
        assert found in ({"Beach"}, {"Beach", "Later"})
        whole = [backup for backup in Backups(Layout(library).backups).all() if backup.is_whole]
        assert any(not backup.is_set_aside for backup in whole)
        if code != -signal.SIGKILL:
            assert code == 0
            break
        n_killed += 1
        assert photosim(library, "restore", "--latest")[0] == 0
        assert set(labels(library)) == {"Beach"}
        if found == {"Beach"}:
            assert any(backup.is_set_aside for backup in whole)

    assert n_killed > 5
    assert len(seen) == 2


def test_a_repair_that_is_killed_goes_on_and_the_damaged_one_is_set_aside_untouched(made, library):
    n_killed = 0
    for step in steps():
        renew(made, library)
        content = damage(library)
        code, _ = photosim(library, "restore", "--latest", step=step)
        if code != -signal.SIGKILL:
            break
        n_killed += 1

        command = ("index",) if step % 7 == 0 else ("restore", "--latest")
        assert photosim(library, *command)[0] == 0

        assert set(labels(library)) == {"Beach"}
        aside = list(library.glob("library-damaged-*.db"))
        assert [path.read_bytes() for path in aside] == [content]
        assert not list(library.glob("library.db.repair*"))

    assert n_killed > 8


def test_a_backup_that_is_killed_harms_no_other_and_is_made_again(made, library):
    n_killed = 0
    for step in steps(every=4):
        renew(made, library)
        for path in Layout(library).backups.iterdir():
            path.unlink()
        code, _ = photosim(library, "index", step=step)
        for backup in Backups(Layout(library).backups).all():
            assert backup.is_whole
        if code != -signal.SIGKILL:
            break
        n_killed += 1
        assert json.loads(photosim(library, "index")[1])["photos"] == 3
        [backup] = Backups(Layout(library).backups).all()
        assert backup.is_whole and backup.holds["label"] == 1

    assert n_killed > 2


def test_killed_while_the_index_is_saved_it_is_saved_or_made_again(made, library):
    """The index's own process writes; the main one dies between its file and the store's row."""
    n_killed = 0
    for step in steps(every=5):
        renew(made, library)
        new = library.parent / "photos"
        new.mkdir(exist_ok=True)
        (new / "new.jpg").write_bytes(photos.encoded(photos.noise((160, 120), 1000 + step)))
        code, _ = photosim(library, "index", str(new), step=step)
        if code != -signal.SIGKILL:
            break
        n_killed += 1
        assert json.loads(photosim(library, "index", str(new))[1])["photos"] == 4
        assert json.loads(photosim(library, "verify")[1])["wrong"] == []
        shutil.rmtree(new)

    assert n_killed > 2
