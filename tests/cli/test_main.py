"""The command line: what it prints, how it ends, and what it never does."""

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote_to_bytes

import numpy as np
import pytest
from PIL import Image
from support import photos
from support.at_work import AtWork
from support.commands import Commands
from support.waiting import SOON_S

from photosim.cli import main
from photosim.core.model import card

pytestmark = pytest.mark.slow

INDEX_KEYS = {
    "photos", "photo_files", "files", "added", "changed", "moved", "gone", "unchanged", "offline",
    "problems", "left_out", "seconds", "photos_per_second",
}  # fmt: skip


EVERY_ANSWER = ("duplicates", "clusters", "words noise", "folders", "status", "verify", "restore")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with photos and one file that is none, and its library."""
    root = tmp_path_factory.mktemp("cli")
    folder = root / "photos"
    photos.fill(folder, 5, (200, 150))
    (folder / "text.jpg").write_bytes(b"no photo")
    os.utime(folder / "text.jpg", (1e9, 1e9))
    with AtWork(root / "library") as work:
        work.add(folder)
        work.update()
    return root


@pytest.fixture
def commands(made, capsys) -> Commands:
    return Commands(made / "library", capsys)


@pytest.fixture
def copy(made, tmp_path: Path, capsys) -> Commands:
    """Commands on a library that may be damaged."""
    shutil.copytree(made / "library", tmp_path / "library")
    return Commands(tmp_path / "library", capsys)


def test_index_makes_a_library_and_counts(made, tmp_path: Path, capsys):
    commands = Commands(tmp_path / "new" / "library", capsys)

    first = commands.answer("index", str(made / "photos"))
    second = commands.answer("index")

    assert first.keys() == INDEX_KEYS
    assert (first["photos"], first["photo_files"], first["files"], first["added"]) == (5, 5, 6, 6)
    assert [Path(p["path"]).name for p in first["problems"]] == ["text.jpg"]
    assert all(p["reason"].endswith(".") for p in first["problems"])
    assert first["photos_per_second"] > 0
    assert (second["unchanged"], second["added"], second["photos_per_second"]) == (6, 0, 0)
    assert commands.answer("verify")["wrong"] == []


def test_search_answers_each_picture_in_order(made, commands):
    pictures = [str(made / "photos" / name) for name in ("3.jpg", "1.jpg")]

    results = commands.answer("search", *pictures, "-k", "2")["results"]

    assert [result["query"] for result in results] == pictures
    assert [result["matches"][0]["path"] for result in results] == pictures
    for result in results:
        assert len(result["matches"]) == 2
        assert result["matches"][0]["similarity"] > 0.99 > result["matches"][1]["similarity"]
        assert result["matches"][0].keys() == {
            "path", "photo", "similarity", "evidence", "offline",
        }  # fmt: skip
        assert result["seconds"] > 0


def test_search_by_a_box_is_search_by_that_part(made, commands, tmp_path: Path):
    both = Image.new("RGB", (400, 150))
    for place, seed in enumerate((3, 1)):
        both.paste(photos.noise((200, 150), seed), (200 * place, 0))
    picture = tmp_path / "both.png"
    both.save(picture)

    def found(box: str) -> dict:
        return commands.answer("search", str(picture), "--box", box)["results"][0]["matches"][0]

    assert Path(found("0,0,0.5,1")["path"]).name == "3.jpg"
    assert Path(found("0.5,0,0.5,1")["path"]).name == "1.jpg"
    assert found("0.5,0,0.5,1")["similarity"] > 0.9


@pytest.mark.parametrize(
    "box",
    [
        "",
        "1,2,3",
        "a,b,c,d",
        "0,0,0,1",
        "2,2,1,1",
        "0,0,nan,1",
        "0,0,1,1,1",
        "0;0;1;1",
        "0,0,2,2",
        "-0.1,0,1,1",
        "0.5,0,7,7",
        "0.5,0.5,0.8,0.8",
    ],
)
def test_a_box_that_is_none_is_wrong_usage(commands, box):
    with pytest.raises(SystemExit) as ended:
        commands.run("search", "a.jpg", "--box", box)

    assert ended.value.code == 2


def test_a_box_of_a_few_pixels_could_not_be_searched_by(made, commands):
    picture = str(made / "photos" / "1.jpg")

    said = commands.refusal("search", picture, "--box", "0.5,0.5,0.01,0.01")

    assert "few pixels" in said


def test_status_and_verify_tell_what_is_there(commands):
    status = commands.answer("status")
    verified = commands.answer("verify")

    assert (status["photos"], status["photo_files"], status["files"]) == (5, 5, 6)
    assert status["problems"] == 1
    assert verified["wrong"] == []
    assert verified["checked"]["embeddings"] == 5


def test_status_says_what_of_the_settings_file_is_not_followed(copy):
    assert copy.answer("status")["settings_faults"] == []
    copy.layout.settings.write_text('exclded = ["a"]')

    code, out, _ = copy.run("status", "--json")

    said = "settings.toml: unknown key 'exclded' (did you mean 'excluded'?)."
    assert (code, json.loads(out)["settings_faults"]) == (0, [said])
    assert copy.layout.settings.read_text() == 'exclded = ["a"]'


@pytest.mark.parametrize("command", ["status", "verify", "search 1.jpg", "index"])
def test_without_json_people_can_read_it(made, commands, command):
    name, *pictures = command.split()

    code, out, _ = commands.run(name, *(str(made / "photos" / one) for one in pictures))

    assert code == 0
    assert out.strip()
    assert not out.startswith("{")


def test_a_query_that_cannot_be_read_is_told_with_its_path(made, commands):
    assert "nowhere.jpg" in commands.refusal("search", str(made / "nowhere.jpg"))
    assert "text.jpg" in commands.refusal("search", str(made / "photos" / "text.jpg"))


@pytest.mark.parametrize("command", ["search", "tags"])
def test_a_picture_that_cannot_be_read_does_not_stop_the_others(made, commands, command):
    folder = made / "photos"
    names = (
        folder / "3.jpg",
        folder / "text.jpg",
        folder / "nowhere.jpg",
        folder,
        folder / "1.jpg",
    )
    pictures = [str(name) for name in names]

    code, out, err = commands.run(command, *pictures, "--json")
    answer = json.loads(out)
    told = commands.run(command, *pictures)

    assert code == 1
    assert [one["query"] for one in answer["results"]] == [pictures[0], pictures[4]]
    assert [one["query"] for one in answer["refused"]] == pictures[1:4]
    reasons = [one["reason"] for one in answer["refused"]]
    assert err.splitlines() == reasons and answer["error"] == " ".join(reasons)
    assert all(r.startswith(f"{p}: ") for r, p in zip(reasons, pictures[1:4], strict=True))
    assert (told[0], told[2]) == (1, err)
    assert pictures[0] in told[1] and pictures[4] in told[1]


def test_a_picture_whose_name_begins_with_a_hyphen_is_found(made, commands, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("-beach.jpg", "--box.jpg", " -k.jpg"):
        shutil.copy(made / "photos" / "3.jpg", tmp_path / name)

    plain = commands.answer("search", "-k", "1", "-beach.jpg", " -k.jpg")["results"]
    _, out, _ = commands.run("search", "--json", "-k", "1", "--", "-beach.jpg", "--box.jpg")
    after = json.loads(out)["results"]
    tags = commands.answer("tags", "-beach.jpg")["results"]

    assert [one["query"] for one in plain] == ["-beach.jpg", " -k.jpg"]
    assert [one["query"] for one in after] == ["-beach.jpg", "--box.jpg"]
    assert [len(one["matches"]) for one in (*plain, *after)] == [1] * 4
    assert [one["query"] for one in tags] == ["-beach.jpg"]


def test_an_empty_name_of_a_picture_is_said(commands):
    assert commands.refusal("search", "") == "The name of a picture is empty."


def test_when_no_picture_can_be_read_all_are_named_and_nothing_is_printed(made, commands):
    pictures = [str(made / name) for name in ("one.jpg", "two.jpg")]

    code, out, err = commands.run("search", *pictures)

    assert (code, out) == (1, "")
    assert [line.partition(": ")[0] for line in err.splitlines()] == pictures


def test_a_folder_that_cannot_be_added_does_not_stop_the_others(made, copy, tmp_path: Path):
    inside, new = made / "photos" / "inside", tmp_path / "new"
    inside.mkdir(exist_ok=True)
    new.mkdir()
    (new / "9.jpg").write_bytes(photos.encoded(photos.noise((200, 150), 9)))
    bad = [str(tmp_path / "nowhere"), str(new / "9.jpg"), str(inside)]

    code, out, err = copy.run("index", *bad, str(new), "--json")
    answer = json.loads(out)

    assert (code, answer["added"], answer["photos"]) == (1, 1, 6)
    assert [one["path"] for one in answer["refused"]] == bad
    assert [one["reason"] for one in answer["refused"]] == err.splitlines()
    assert copy.refusal("index", *bad) == answer["error"]


def test_without_a_library_the_sentence_says_how_to_make_one(tmp_path: Path, capsys):
    commands = Commands(tmp_path / "nowhere", capsys)

    for command in (["status"], ["verify"], ["search", "x.jpg"]):
        assert "photosim index" in commands.refusal(*command)
    assert not commands.layout.root.exists()


def test_a_folder_that_is_not_there_or_overlaps_is_refused(made, copy, tmp_path: Path):
    (made / "photos" / "sub").mkdir(exist_ok=True)

    assert "nowhere" in copy.refusal("index", str(tmp_path / "nowhere"))
    assert str(made / "photos") in copy.refusal("index", str(made / "photos" / "sub"))


def test_a_library_that_is_no_database_is_told_by_every_command(tmp_path: Path, capsys):
    commands = Commands(tmp_path, capsys)
    commands.layout.database.write_bytes(b"something else " * 1000)

    for command in (["status"], ["verify"], ["search", "x.jpg"], ["index"]):
        assert "damaged" in commands.refusal(*command)


def _in_one_file(connection: sqlite3.Connection, _folder: Path) -> None:
    connection.execute("PRAGMA journal_mode=DELETE")


def _with_a_log(connection: sqlite3.Connection, folder: Path) -> None:
    """As a program leaves it that was killed while all it wrote stood in its log."""
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute("INSERT INTO photo VALUES ('a')")
    connection.commit()
    shutil.copytree(folder, folder.with_name("killed"))


def _of_sqlite_utils(connection: sqlite3.Connection, _folder: Path) -> None:
    connection.execute("CREATE TABLE _sqlite_migrations (id, migration_set, name, applied_at)")
    connection.execute("INSERT INTO _sqlite_migrations VALUES (1, 'theirs', 'm001', '2026-01-01')")


@pytest.mark.parametrize("leave", [_in_one_file, _with_a_log, _of_sqlite_utils])
def test_a_database_of_another_program_is_told_by_every_command_and_left_alone(
    tmp_path, capsys, leave
):
    (tmp_path / "closed").mkdir()
    with closing(sqlite3.connect(tmp_path / "closed" / "library.db")) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE photo (name TEXT)")
        leave(connection, tmp_path / "closed")
    killed = tmp_path / "killed"
    commands = Commands(killed if killed.exists() else tmp_path / "closed", capsys)
    before = _as_it_lies(commands.layout.root)

    for command in (["status"], ["verify"], ["search", "x.jpg"], ["index"], ["duplicates"]):
        told = commands.refusal(*command)
        assert "is the database of another program. Move it away" in told
    assert _as_it_lies(commands.layout.root) == before


def test_a_library_of_a_newer_photosim_is_told_by_every_command_and_left_alone(copy):
    with closing(sqlite3.connect(copy.layout.database)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('photosim', 'm999_of_tomorrow', '2030-01-01')"
        )
    before = _as_it_lies(copy.layout.root)

    for command in (["status"], ["verify"], ["search", "x.jpg"], ["index"], ["duplicates"]):
        assert "made by a newer photosim" in copy.refusal(*command)
    assert _as_it_lies(copy.layout.root) == before


def _as_it_lies(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Names, permissions and bytes of all files."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(file): (file.stat().st_mode, file.read_bytes()) for file in files}


@pytest.mark.parametrize(
    ("target", "said"),
    [("library.db", "is a link that leads in a circle"), ("gone/x.db", "that leads nowhere")],
)
def test_a_link_that_leads_to_no_library_is_told_by_every_command(tmp_path, capsys, target, said):
    commands = Commands(tmp_path, capsys)
    commands.layout.database.symlink_to(target)

    for command in (["status"], ["search", "x.jpg"], ["index"]):
        told = commands.refusal(*command)
        assert told.startswith(f"{commands.layout.database} is a link")
        assert said in told
    assert list(tmp_path.iterdir()) == [commands.layout.database]


@pytest.mark.parametrize(
    "arguments",
    [
        ["bake"],
        ["search"],
        ["search", "x.jpg", "-k", "0"],
        ["search", "x.jpg", "-k", "many"],
        ["verify", "--files", "none"],
        ["index", "--frobnicate"],
        ["status", "--library", ""],
        ["status", "--model", ""],
    ],
)
def test_wrong_usage_ends_with_2_and_prints_nothing_on_standard_output(commands, capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        commands.run(*arguments)

    printed = capsys.readouterr()
    assert ended.value.code == 2
    assert printed.out == ""
    assert printed.err.count("PICTURE...") <= 1  # how this command is used, not all of photosim
    assert " value: " not in printed.err  # argparse's words for what a function of ours refused


def test_an_empty_name_is_not_the_folder_that_one_stands_in(made, copy, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert "empty" in copy.refusal("index", "")
    assert copy.answer("status")["folders"] == 1


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs Linux's /proc")
def test_what_is_no_folder_of_photos_is_refused_with_the_next_step(made, copy):
    inside = copy.layout.index
    named = [copy.layout.root, inside, Path("/proc/self"), made]

    said = copy.refusal("index", *map(str, named))

    assert f"{copy.layout.root} is where photosim keeps what it knows" in said
    assert f"{inside} is where photosim keeps what it knows" in said
    assert "is made by the system while it runs" in said
    assert "remove that one first" in said
    assert f"`photosim folders --remove {made / 'photos'}`" in said
    assert copy.answer("status")["folders"] == 1


def test_a_library_that_was_cut_off_is_told_and_made_again(made, copy):
    copy.answer("index")
    copy.layout.database.write_bytes(b"")

    for command in (["status"], ["verify"], ["words", "sea"], ["tags", "x.jpg"]):
        assert "`photosim index`" in copy.refusal(*command)
    assert copy.run("index")[0] == 0
    assert copy.answer("status")["photos"] == 5


def test_beside_an_open_library_search_works_and_index_says_why_not(made, copy):
    with AtWork(copy.layout.root) as work:
        work.update()

        found = copy.answer("search", str(made / "photos" / "2.jpg"))
        refused = copy.refusal("index")

    assert Path(found["results"][0]["matches"][0]["path"]).name == "2.jpg"
    assert "Another photosim" in refused


def write(commands: Commands, statement: str) -> None:
    """Change the library behind photosim's back."""
    with closing(sqlite3.connect(commands.layout.database)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("change", "said", "pending"),
    [
        ("file SET state = 1, photo_id = NULL WHERE id = 2", "1 file is not looked at yet", 1),
        ("file SET state = 1, photo_id = NULL WHERE id < 4", "3 files are not looked at yet", 3),
        ("file SET state = 1 WHERE id < 4", "3 files are to be looked at again", 3),
        ("folder SET scanned_at = NULL", "Not every folder was looked through yet", 0),
    ],
)
def test_answers_of_a_library_that_is_not_done_say_so(made, copy, change, said, pending):
    write(copy, f"UPDATE {change}")
    picture = str(made / "photos" / "3.jpg")

    for arguments in (["search", picture], ["words", "sea"]):
        code, out, err = copy.run(*arguments, "--json")
        assert (code, err) == (0, f"{said}; run photosim index.\n")
        assert json.loads(out)["pending"] == pending


def test_an_answer_of_a_whole_library_says_that_nothing_is_pending(made, copy):
    assert copy.answer("words", "sea")["pending"] == 0
    assert copy.answer("duplicates")["pending"] == 0


EACH = ("index", "search 1.jpg", "words sea", "tags 1.jpg", "duplicates", "clusters", "status")


@pytest.mark.parametrize("command", [*EACH, "verify", "restore"])
def test_a_card_that_cannot_be_read_is_refused_by_each_command(copy, tmp_path: Path, command):
    (tmp_path / "notes.txt").write_text("no card")

    for name, said in (("none.json", "cannot be opened"), ("notes.txt", "is damaged")):
        assert said in copy.refusal(*command.split(), "--model", str(tmp_path / name))


@pytest.mark.parametrize("command", ["search {}", "words sea", "status", "verify"])
def test_a_card_that_is_of_no_effect_is_told_and_that_of_the_library_is_not(
    made, commands, command
):
    asked = command.format(made / "photos" / "1.jpg").split()
    tiny = Path(__file__).parents[1] / "data" / "models" / "tiny.json"

    code, _, err = commands.run(*asked, "--model", str(tiny), "--json")

    assert (code, err.count("\n")) == (0, 1)
    assert err.startswith("Four colours is of no effect here")
    assert commands.answer(*asked, "--model", str(card.shipped()))


def test_photos_that_are_away_are_told(made, copy):
    write(copy, "UPDATE folder SET offline = 1")

    _, out, _ = copy.run("search", str(made / "photos" / "3.jpg"), "-k", "1")

    assert out.endswith("3.jpg (offline)\n")


def test_status_reads_as_a_table(commands):
    _, out, _ = commands.run("status")

    assert "\nlibrary holds: 5 photos\n" in out and "\nproblem files: 1\n" in out
    assert "paused: no\n" in out and "models: " in out and "\n  database: " in out
    assert not set("{}[]'") & set(out) and "False" not in out


def test_verify_says_how_many_files_it_could_not_check(made, copy):
    write(copy, "UPDATE file SET mtime_ns = mtime_ns - 1 WHERE id < 3 AND state = 0")

    code, out, _ = copy.run("verify")

    assert code == 0 and "2 files were not checked" in out and "All is well" not in out
    assert copy.answer("verify")["skipped"] == 2


def test_verify_that_finds_something_wrong_ends_with_1(copy):
    write(copy, "UPDATE photo SET hash = zeroblob(32) WHERE id = 3")  # as if bytes had gone

    code, out, err = copy.run("verify", "--files", "all")

    assert (code, "check the drive" in out) == (1, True)
    assert err.endswith("wrong.\n") and "is well" not in out


def test_caches_that_are_missing_are_told_and_not_wrong(copy):
    shutil.rmtree(copy.layout.index)
    copy.layout.thumbnails.unlink()

    code, out, err = copy.run("verify")

    assert (code, err) == (0, "")
    assert "There is no index file; it is made at the next start." in out
    assert "There are no thumbnails" in out and out.endswith("All is well.\n")


@pytest.mark.parametrize("table", ["embedding", "photo", "file", "label"])
def test_verify_says_of_a_damaged_page_what_to_do_and_nothing_of_sqlite(copy, table):
    database = copy.layout.database
    with closing(sqlite3.connect(database)) as connection:
        sql = "SELECT rootpage - 1 FROM sqlite_master WHERE name = ?"
        (page,) = connection.execute(sql, (table,)).fetchone()
    content = bytearray(database.read_bytes())
    content[page * 8192 : (page + 1) * 8192] = random.Random(7).randbytes(8192)
    database.write_bytes(content)

    code, out, err = copy.run("verify", "--json")

    answer = json.loads(out)
    [said] = answer.get("wrong") or [answer["error"]]
    assert (code, err.count("\n")) == (1, 1)
    assert said.startswith("The library of photosim is damaged (") and str(database) in said
    assert said.endswith("`photosim index`, or opening the window, repairs what can be repaired.")
    assert not re.search("malformed|tree|page|error code|sqlite", said, re.IGNORECASE)


def test_verify_finds_missing_thumbnails(copy):
    connection = sqlite3.connect(copy.layout.thumbnails)
    with connection:
        connection.execute("DELETE FROM thumb WHERE rowid IN (SELECT rowid FROM thumb LIMIT 2)")
    connection.close()

    answer = copy.answer("verify")

    assert answer["wrong"] == []
    assert answer["missing"] == ["2 thumbnails are missing; they are made when they are looked at."]


def test_verify_finds_one_flipped_bit_in_the_index_and_index_mends_it(made, copy):
    (saved,) = copy.layout.index.glob("index-*.hnsw")
    data = bytearray(saved.read_bytes())
    data[len(data) // 2] ^= 1
    saved.write_bytes(data)
    assert len(copy.answer("verify")["wrong"]) == 1

    picture = str(made / "photos" / "4.jpg")
    found = copy.answer("search", picture)  # searched all the same, from the embeddings
    copy.answer("index")

    assert found["results"][0]["matches"][0]["path"] == picture
    assert copy.answer("verify")["wrong"] == []


def test_verify_finds_a_damaged_embedding(copy):
    connection = sqlite3.connect(copy.layout.database)
    with connection:
        (features,) = connection.execute("SELECT features FROM embedding LIMIT 1").fetchone()
        infinite = np.array([np.inf], np.float16).tobytes() + features[2:]
        connection.execute("UPDATE embedding SET features = ? WHERE rowid = 1", (infinite,))
    connection.close()

    assert copy.answer("verify")["wrong"] == [
        "1 damaged embedding; `photosim index` makes them again."
    ]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="paths are Unicode there")
def test_paths_that_are_not_unicode_are_written_as_addresses_that_every_reader_takes(
    tmp_path: Path, capsys
):
    folder = tmp_path / "caf\udce9"
    folder.mkdir()
    for name, data in (("\udcff", photos.encoded(photos.noise())), ("\udcfe", b"no photo")):
        (folder / f"{name}.jpg").write_bytes(data)
        os.utime(folder / f"{name}.jpg", (1e9, 1e9))
    commands = Commands(tmp_path / "library\udce9", capsys)
    picture = str(folder / "\udcff.jpg")

    indexed = commands.answer("index", str(folder))
    found = commands.answer("search", picture)["results"][0]
    told = [commands.answer(*command.split()) for command in EVERY_ANSWER]

    as_address = f"file://{tmp_path}/caf%E9/"
    assert [p["path"] for p in indexed["problems"]] == [f"{as_address}%FE.jpg"]
    assert found["query"] == found["matches"][0]["path"] == f"{as_address}%FF.jpg"
    assert os.fsdecode(unquote_to_bytes(found["query"].removeprefix("file://"))) == picture
    for answer in (indexed, found, *told):
        json.dumps(answer, ensure_ascii=False).encode()  # no surrogate stands alone
    assert f"file://{tmp_path}/library%E9" in json.dumps(told)
    refused = commands.refusal("search", str(folder / "none\udcff.jpg"))
    assert "none\N{REPLACEMENT CHARACTER}.jpg" in refused
    for command in (["index"], ["search", picture], ["status"], ["verify"]):
        code, out, _ = commands.run(*command)
        assert code == 0
        out.encode()  # can be shown on any terminal


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_commands_no_terminal_and_stays_in_its_line(tmp_path: Path, capsys):
    folder = tmp_path / "photos"
    folder.mkdir()
    told = "a\\nb\\x1b[31m\\x9b\\u202egpj\\u2028\\u2029"
    name = "a\nb\x1b[31m\x9b\u202egpj\u2028\u2029"
    data = photos.encoded(photos.noise())
    for stem in (name, "kept"):
        (folder / f"{stem}.jpg").write_bytes(data)
    (folder / f"{name} broken.jpg").write_bytes(b"no photo")
    commands = Commands(tmp_path / "library", capsys)
    picture = str(folder / f"{name}.jpg")

    said = [
        commands.run(*arguments)
        for arguments in (
            ("index", str(folder)),
            ("search", picture),
            ("words", name),
            ("tags", picture),
            ("duplicates",),
            ("tags", str(folder / f"{name} broken.jpg")),
        )
    ]

    for _, out, err in said:
        assert told in out + err
        assert not set(out + err) & set(name) - set("ab[31mgpj\n")
        assert name not in out + err
    assert [code for code, _, _ in said] == [0, 0, 0, 0, 0, 1]
    assert said[0][1].startswith("1 photo in 2 files: 3 added")
    assert f"longer name: {told}.jpg" in said[4][1]
    assert said[5][2].count("\n") == 1


def test_what_libraries_complain_of_is_no_answer(made, tmp_path: Path):
    noisy = tmp_path / "samples.tif"
    Image.new("RGB", (40, 40)).save(noisy)
    count, many = (
        b"\x15\x01\x03\x00\x01\x00\x00\x00\x03\x00",
        b"\x15\x01\x04\x00\x01\x00\x00\x00\x12\x12",
    )
    noisy.write_bytes(noisy.read_bytes().replace(count, many))

    done = subprocess.run(
        [sys.executable, "-m", "photosim", "--library", made / "library", "search", noisy],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip

    assert done.returncode == 1
    assert done.stderr.startswith(f"{noisy}: ") and done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
@pytest.mark.parametrize("arguments", [["status"], ["status", "--json"], ["tags", "none.jpg"]])
def test_an_answer_that_nobody_reads_or_nothing_takes_ends_in_a_sentence_at_most(made, arguments):
    read, write = os.pipe()
    os.close(read)
    with open(write, "w") as nobody, Path("/dev/full").open("w") as full:  # noqa: PTH123
        unread, untaken = (
            subprocess.run(
                [sys.executable, "-m", "photosim", "--library", made / "library", *arguments],
                stdout=where, stderr=subprocess.PIPE, text=True, check=False, env=os.environ,
            )
            for where in (nobody, full)
        )  # fmt: skip

    if "status" in arguments:
        assert (unread.returncode, unread.stderr) == (0, "")
        assert untaken.returncode == 1
        assert untaken.stderr == "The answer could not be written: no space left on device.\n"
    else:
        assert unread.returncode == untaken.returncode == 1
        assert unread.stderr == untaken.stderr == "none.jpg: There is no such file.\n"


IN_ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.skipif(sys.platform == "win32", reason="the system's letters are set otherwise there")
@pytest.mark.parametrize(
    "locale",
    [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}, IN_ASCII],
    ids=["ascii", "latin-1", "no locale"],
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["words", "json"])
def test_a_locale_without_our_letters_gets_the_answer_all_the_same(made, locale, options):
    done = subprocess.run(
        [sys.executable, "-m", "photosim", "--library", made / "library", "words"]  # noqa: RUF005
        + ["“fähre” 写真", *options],
        capture_output=True, check=False, env=os.environ | locale,
    )  # fmt: skip

    assert (done.returncode, done.stderr.count(b"Traceback")) == (0, 0), done.stderr
    if options:
        assert json.loads(done.stdout)
    else:
        assert done.stdout


GUARD = """
import os, sys
open(os.path.join(os.environ["GUARD"], f"pid-{os.getpid()}"), "w").close()
def _guard(event, arguments):
    network = event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind")
    if network or event == "import" and arguments[0] in ("PySide6", "shiboken6"):
        with open(os.path.join(os.environ["GUARD"], "caught"), "a") as file:
            file.write(f"{event} {arguments}\\n")
sys.addaudithook(_guard)
"""


def test_it_never_uses_the_network_nor_qt_in_any_of_its_processes(made, tmp_path: Path):
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(GUARD)
    root = str(Path(main.__file__).parents[2])
    environment = dict(os.environ) | {
        "GUARD": str(guard),
        "PYTHONPATH": os.pathsep.join([str(guard), root]),
    }
    environment.pop("ORT_DISABLE_TELEMETRY", None)
    common = [sys.executable, "-m", "photosim", "--library", str(tmp_path / "library"), "--json"]

    for command in (["index", str(made / "photos")], ["search", str(made / "photos" / "1.jpg")]):
        done = subprocess.run(
            common + command, env=environment, capture_output=True, timeout=SOON_S, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert "error" not in json.loads(done.stdout)

    assert not (guard / "caught").exists(), (guard / "caught").read_text()
    assert len(list(guard.glob("pid-*"))) >= 6  # the guard was in the children, too
