"""Backups of decisions through the command line: made while indexing, listed, gone back to."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from support import backed_up, without_rights
from support.at_work import AtWork
from support.decided import rows
from support.full_disk import fill, small_disk

from photosim.cli import main
from photosim.core.layout import Layout
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, Preset, Rule, RuleKind, Verdict
from photosim.core.records.trash_items import ItemState, JournalEntry
from photosim.core.store import Store
from photosim.core.store.verdicts import NewVerdict, PhotoIdentity

pytestmark = pytest.mark.slow

KINDS = ("label", "labelled", "verdict", "choice", "preset")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """Photos, and a library in which something of every kind is decided, with its backup."""
    return backed_up.make(tmp_path_factory.mktemp("restore"), 4, run, decide)


@pytest.fixture
def library(made, tmp_path) -> Path:
    shutil.copytree(made / "library", tmp_path / "library")
    return tmp_path / "library"


def run(library: Path, *arguments: str) -> tuple[int, dict]:
    """The exit code of a command and its answer."""
    options = main.parse(["--library", str(library), *arguments, "--json"])
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = main.run(options)
    return code, json.loads(printed.getvalue())


def decide(library: Path, name: str) -> None:
    with closing(Store.open(Layout(library).database)) as store:
        ids = store.photos.live_ids().tolist()
        contents = list(store.labels.contents(ids).values())
        store.labels.put([(content, name, 1) for content in contents], 5.0)
        store.labels.put([(b"", name, ids[-1])], 5.0)
        seen = [PhotoIdentity(content.hex(), b"/x.jpg") for content in contents]
        store.verdicts.add([NewVerdict(Verdict.NOT_DUPLICATES, seen[0], seen[1])], 6.0)
        store.choices.choose(Tier.SAME_PICTURE, {ids[0]: Choice.KEEP})
        store.presets.save(Preset(name, (Rule(RuleKind.MOST_PIXELS),)))


def decisions(library: Path) -> dict[str, set[tuple]]:
    with closing(Store.open_reader(Layout(library).database)) as store:
        found = rows(store)
    return {kind: found.get(kind, set()) for kind in KINDS}


def test_indexing_makes_a_backup_and_restore_lists_it(library):
    code, answer = run(library, "restore")

    assert code == 0
    [backup] = answer["backups"]
    assert backup["whole"] and not backup["set_aside"]
    assert backup["holds"] == {
        "folders": 1, "labels": 1, "labelled photos": 4, "verdicts": 1, "choices": 1,
        "lists of keep rules": 1,
    }  # fmt: skip
    assert Path(backup["path"]).parent == library / "backups"


def test_a_second_run_on_the_same_day_makes_no_other(library):
    decide(library, "More")

    assert run(library, "index")[0] == 0

    assert len(run(library, "restore")[1]["backups"]) == 1


@pytest.mark.parametrize("which", ["--latest", "name", "file name", "path"])
def test_going_back_brings_back_what_was_decided_and_sets_aside_what_is(library, which):
    before = decisions(library)
    [backup] = run(library, "restore")[1]["backups"]
    decide(library, "Later")
    with closing(Store.open(Layout(library).database)) as store:
        store.labels.put([(row[1], "Beach", None) for row in before["labelled"]], 9.0)
    now = decisions(library)
    names = {"name": backup["name"], "file name": Path(backup["path"]).name, "path": backup["path"]}

    code, answer = run(library, "restore", names.get(which, which))

    assert (code, answer["restored"]) == (0, backup["name"])
    assert decisions(library) == before
    assert run(library, "index")[1]["photos"] == 4

    assert run(library, "restore", answer["set_aside"])[0] == 0
    assert decisions(library) == now


def test_what_was_put_back_from_the_trash_since_is_not_for_the_trash_again(library):
    with closing(Store.open(Layout(library).database)) as store:
        ids = store.photos.live_ids().tolist()
        chosen = dict.fromkeys(ids[1:3], Choice.TRASH)
        store.choices.choose(Tier.SAME_PICTURE, chosen)
    during = run(library, "restore", "--latest")[1]["set_aside"]  # made during the clean-up
    with closing(Store.open(Layout(library).database)) as store:
        content = store.photos.hashes(ids)[ids[1]]
        gone = JournalEntry(0, b"/photos/1.jpg", content, 10, 11, False, b"/", None, "")
        item = store.journal.begin(store.journal.begin_batch(1, time.time()), [gone], 8.0)[0]
        store.journal.end([item.id], ItemState.RESTORED, "", time.time() + 1)

    code, answer = run(library, "restore", during)
    assert (code, answer["reopened"], answer["holds"]["choices"]) == (0, 1, 2)

    with closing(Store.open_reader(Layout(library).database)) as store:
        assert store.choices.of(Tier.SAME_PICTURE) == {ids[0]: Choice.KEEP, ids[2]: Choice.TRASH}


def test_decisions_come_back_with_the_photos_into_a_library_that_is_gone(library, made):
    before = decisions(library)
    shutil.move(library / "backups", library.parent / "backups")
    shutil.rmtree(library)
    library.mkdir()
    shutil.move(library.parent / "backups", library / "backups")

    assert run(library, "restore", "--latest")[0] == 0
    assert run(library, "index")[1]["photos"] == 4

    assert {row[2:] for row in decisions(library)["label"]} == {row[2:] for row in before["label"]}
    with closing(Store.open_reader(Layout(library).database)) as store:
        assert len(store.labels.given("Beach")) == 4


def test_it_is_refused_while_another_program_has_the_library(library):
    before = decisions(library)
    with AtWork(library) as work:
        work.update()
        assert run(library, "restore")[0] == 0
        code, answer = run(library, "restore", "--latest")

    assert code == 1 and "Another photosim" in answer["error"]
    assert decisions(library) == before


def test_a_damaged_backup_is_refused_and_the_whole_one_before_it_is_the_latest(library):
    [first] = run(library, "restore")[1]["backups"]
    path = Path(first["path"])
    second = path.with_name(path.name.replace("-0002-", "-0003-"))
    second.write_bytes(path.read_bytes()[:-30])
    before = decisions(library)

    code, answer = run(library, "restore", second.name)
    assert code == 1 and "damaged" in answer["error"] and str(second) in answer["error"]
    assert decisions(library) == before
    assert [b["whole"] for b in run(library, "restore")[1]["backups"]] == [False, True]
    assert run(library, "restore", "--latest")[1]["restored"] == first["name"]


def test_an_unknown_name_and_no_backup_at_all_are_told(library, tmp_path):
    assert "no backup" in run(library, "restore", "yesterday")[1]["error"]
    assert run(tmp_path / "none", "restore") == (0, {"backups": []})
    assert run(tmp_path / "none", "restore", "--latest")[0] == 1
    assert not (tmp_path / "none").exists()


def test_on_a_damaged_library_it_repairs_first_and_sets_the_damaged_one_aside(library):
    before = decisions(library)
    content = Layout(library).database.read_bytes()
    damaged = content[:8192] + b"\xa5" * 8192 * 3 + content[8192 * 4 :]
    Layout(library).database.write_bytes(damaged)

    code, answer = run(library, "restore", "--latest")

    assert code == 0
    assert Path(answer["repaired"]["set_aside"]).read_bytes() == damaged
    assert decisions(library) == before


def test_a_library_that_is_missing_beside_its_backups_is_made_again_and_that_is_said(library):
    before = decisions(library)
    for path in library.glob("library.db*"):
        path.unlink()

    for command in (["status"], ["verify"], ["duplicates"]):
        code, answer = run(library, *command)
        assert code == 1
        assert "library.db is missing" in answer["error"]
        assert "`photosim restore`" in answer["error"]
    code, answer = run(library, "index")

    assert (code, answer["photos"], answer["added"]) == (0, 4, 4)
    assert "was missing and has been made again" in answer["repaired"]["message"]
    assert answer["repaired"]["set_aside"] is None
    assert answer["repaired"]["backup"].startswith("decisions-")
    assert decisions(library) == before
    assert "repaired" not in run(library, "index")[1]


def test_without_room_to_set_aside_nothing_is_put_back(library, tmp_path):
    with small_disk(tmp_path / "disk", 12) as disk:
        small = disk / "library"
        shutil.copytree(library, small)
        decide(small, "Later")
        now = decisions(small)
        filler = fill(disk)

        code, answer = run(small, "restore", "--latest")
        assert code == 1 and ("room" in answer["error"] or "full" in answer["error"])
        assert decisions(small) == now

        filler.unlink()
        assert run(small, "restore", "--latest")[0] == 0
        assert decisions(small) == decisions(library)


def test_its_words_are_plain(library, capsys):
    assert main.run(main.parse(["--library", str(library), "restore"])) == 0
    said = capsys.readouterr().out
    assert "1 label, 4 labelled photos, 1 verdict" in said
    assert main.run(main.parse(["--library", str(library), "restore", "--latest"])) == 0
    said = capsys.readouterr().out
    assert "are back" in said and "kept as decisions-0003" in said


@pytest.mark.skipif(sys.platform == "win32", reason="needs modes of files")
def test_backups_that_may_not_be_read_are_not_said_to_be_missing_or_damaged(made):
    with without_rights.home() as home:
        layout = Layout(shutil.copytree(made / "library", home / "library"))
        (newest, *_) = sorted(layout.backups.iterdir(), reverse=True)
        newest.chmod(0)
        code, out, _ = without_rights.run(home, "--library", layout.root, "restore")
        assert code == 0 and f"The backup {newest} cannot be read: permission denied." in out

        layout.backups.chmod(0o300)
        code, out, err = without_rights.run(home, "--library", layout.root, "restore")

    assert (code, out) == (1, "")
    assert err.startswith(f"The backups of your decisions in {layout.backups} cannot be read")
    assert err.count("\n") == 1


def test_a_library_on_a_disk_without_room_is_read_all_the_same(made, tmp_path, capsys):
    with small_disk(tmp_path / "disk", 12) as disk:
        layout = Layout(shutil.copytree(made / "library", disk / "library"))
        for path in layout.root.glob("*.db-*"):
            path.unlink()
        fill(disk)

        for command in ("status", "folders", "verify", "restore"):
            code, answer = run(layout.root, command)
            assert (code, answer.get("wrong", [])) == (0, [])
        code, answer = run(layout.root, "search", str(made / "photos" / "1.jpg"), "-k", "1")
        assert code == 0 and answer["results"][0]["matches"][0]["path"].endswith("1.jpg")
        assert run(layout.root, "duplicates") == (0, {"groups": [], "pending": 0})
        assert "These are the groups that were known before." in capsys.readouterr().err
