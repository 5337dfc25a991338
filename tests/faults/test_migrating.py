"""A library of an older photosim is opened by the command line, whatever lies beside it."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing

import pytest
from sqlite_utils import Database
from support import photos, without_rights

from photosim.cli import main
from photosim.core.layout import Layout
from photosim.core.store import schema
from photosim.services.runtime.lock import WriterLock

pytestmark = pytest.mark.slow

COPY = "library-before-m006_examination.db"


@pytest.fixture
def old(tmp_path) -> Layout:
    """A library as an older photosim left it, with a folder and a label."""
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(photos.encoded(photos.noise((200, 150), 1)))
    layout = Layout(tmp_path / "library")
    layout.make()
    with closing(sqlite3.connect(layout.database)) as connection, connection:
        database = Database(connection, execute_plugins=False)
        schema.migrations().apply(database, stop_before="m006_examination")
        connection.execute("INSERT INTO folder (path) VALUES (?)", (os.fsencode(folder),))
        connection.execute("INSERT INTO label (key, name) VALUES ('cat', 'Cat')")
    return layout


def run(layout: Layout, capsys, *arguments: str) -> tuple[int, dict]:
    capsys.readouterr()
    code = main.run(main.parse(["--library", str(layout.root), *arguments, "--json"]))
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("what", ["nothing", "a damaged copy", "a folder", "a link"])
def test_an_older_library_opens_whatever_lies_where_its_copy_belongs(old, capsys, what):
    place = old.root / COPY
    match what:
        case "a damaged copy":
            place.write_bytes(b"SQLite format 3\0" + bytes(9000))
        case "a folder":
            place.mkdir()
        case "a link":
            place.symlink_to(old.root / "nowhere")

    code, answer = run(old, capsys, "index")

    assert (code, answer["photos"]) == (0, 1)
    assert run(old, capsys, "verify")[1]["wrong"] == []
    name = COPY if what == "nothing" else COPY.replace(".db", "-2.db")
    with closing(sqlite3.connect(old.root / name)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("SELECT name FROM label").fetchall() == [("Cat",)]


@pytest.mark.parametrize(
    "command", [["status"], ["verify"], ["folders"], ["words", "cat"], ["search"], ["tags"]]
)
def test_commands_that_only_read_bring_an_older_library_up_to_date(old, capsys, command):
    if command[0] in ("search", "tags"):
        command.append(str(next((old.root.parent / "photos").iterdir())))

    _, answer = run(old, capsys, *command)

    error = answer.get("error")  # no photo was looked at yet
    assert error is None or error.startswith("No photo was indexed with"), error
    assert (old.root / COPY).exists()
    with closing(sqlite3.connect(old.database)) as database:
        assert database.execute("SELECT name FROM label").fetchall() == [("Cat",)]


def test_older_library_that_cannot_be_changed_is_named_with_the_next_step(old, capsys):
    with WriterLock(old.lock).held():  # as the window of the older photosim holds it
        code, answer = run(old, capsys, "verify")
    assert code == 1
    assert "Close that, then try again" in answer["error"]

    old.root.chmod(0o500)
    try:
        code, _, said = without_rights.run(old.root.parent, "--library", old.root, "verify")
    finally:
        old.root.chmod(0o700)
    assert code == 1
    assert "Copy that folder to where you may write" in said
    assert not (old.root / COPY).exists()
