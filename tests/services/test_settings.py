import tomllib
from pathlib import Path

import pytest
from support.full_disk import limited
from support.waiting import until

from photosim.core.errors import LogNote, coded, parsed
from photosim.services.settings import TABLE, Settings
from photosim.texts import error_wording, setting_wording

COMMENTS = setting_wording.comments(TABLE)


def told(settings):
    return list(map(error_wording.told, settings.faults))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "photosim" / "settings.toml"


def test_without_a_file_everything_is_as_declared(path):
    settings = Settings(path)

    assert {setting.name: settings.get(setting.name) for setting in TABLE} == {
        setting.name: setting.default for setting in TABLE
    }
    assert not path.exists()


def test_what_was_chosen_is_there_at_the_next_start(path):
    first = Settings(path)
    first.set("colour_scheme", "dark")
    first.set("least_similarity", 72)
    first.set("excluded", ("node_modules", 'a "quoted" name', "Müll"))
    first.close()

    second = Settings(path)

    assert second.colour_scheme == "dark"
    assert second.least_similarity == 72
    assert second.excluded == ("node_modules", 'a "quoted" name', "Müll")


@pytest.mark.parametrize(
    "line",
    [
        'colour_scheme = "purple"',
        "colour_scheme = 3",
        "least_similarity = 101",
        "least_similarity = true",
        'least_similarity = "60"',
        "excluded = [1, 2]",
        "not TOML at all",
        "excluded = 3",
    ],
)
def test_a_value_that_is_not_allowed_falls_back_to_the_default_and_is_logged(path, line, caplog):
    path.parent.mkdir()
    path.write_text(line)

    settings = Settings(path)

    assert all(settings.get(setting.name) == setting.default for setting in TABLE)
    assert len(caplog.records) == 1


def test_keys_that_photosim_does_not_know_stay_in_the_file(path):
    path.parent.mkdir()
    path.write_text(
        'later = [1, 2.5, {a = true}]\n"odd key" = 2026-11-21\n[plugin.deep]\nname = "x"\n'
    )
    before = tomllib.loads(path.read_text())

    settings = Settings(path)
    settings.set("thumbnails", "fit")
    settings.close()

    assert tomllib.loads(path.read_text()) == {**before, "thumbnails": "fit"}


def test_a_value_that_is_not_allowed_is_refused(path):
    settings = Settings(path)

    with pytest.raises(ValueError, match="purple"):
        settings.set("colour_scheme", "purple")
    with pytest.raises(KeyError):
        settings.set("no such thing", "x")


def test_listeners_hear_of_changes_only(path):
    heard = []
    settings = Settings(path)
    settings.subscribe(heard.append)

    settings.set("thumbnails", "fill")
    settings.set("thumbnails", "fit")
    settings.reset()

    assert heard == ["thumbnails", "thumbnails"]
    assert settings.fills_cells


@pytest.mark.parametrize(
    ("choice", "n_cores", "n_workers"),
    [("gentle", 8, 1), ("half", 8, 4), ("half", 1, 1), ("normal", 8, 8), ("normal", 1, 1)],
)
def test_indexing_takes_the_share_of_the_computer_that_was_chosen(path, choice, n_cores, n_workers):
    settings = Settings(path)
    settings.set("indexing", choice)

    assert settings.n_workers(n_cores) == n_workers


def test_a_folder_that_cannot_be_written_is_logged_and_nothing_else(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.toml")
    caplog.clear()

    settings.set("thumbnails", "fit")
    settings.close()

    assert not settings.fills_cells
    assert coded(LogNote.NOT_WRITABLE) in caplog.text


def test_a_choice_that_could_not_be_written_is_written_when_that_is_possible(tmp_path):
    place = tmp_path / "library"
    place.write_text("in the way")
    settings = Settings(place / "settings.toml", retry_s=0.01)
    settings.set("thumbnails", "fit")

    place.unlink()

    assert until(lambda: not Settings(place / "settings.toml").fills_cells)
    settings.close()


def test_on_a_full_disk_the_old_file_stays_and_nothing_lies_beside_it(path, caplog):
    settings = Settings(path, COMMENTS)
    settings.set("least_similarity", 50)
    settings.close()
    before = path.read_bytes()

    with limited(64):
        second = Settings(path, COMMENTS)
        second.set("least_similarity", 60)
        second.close()

    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    assert coded(LogNote.NOT_WRITABLE) in caplog.text


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_what_lies_where_the_file_is_written_beside_stops_nothing(path, make):
    path.parent.mkdir()
    make(path.with_name("settings.toml.new"))

    settings = Settings(path)
    settings.set("thumbnails", "fit")
    settings.close()

    assert not Settings(path).fills_cells


def test_the_file_explains_itself(path):
    settings = Settings(path, COMMENTS)
    settings.set("least_similarity", 50)
    settings.close()

    assert path.read_text().startswith("# Settings of photosim\n")
    assert "always shown. 0 to 100\nleast_similarity = 50" in path.read_text()


def test_a_key_that_is_unknown_is_said_with_the_one_that_may_be_meant_and_stays(path, caplog):
    path.parent.mkdir()
    path.write_text('exclded = ["x"]\nzzz = 1\n[window]\nn = 2\n', "utf-8")

    settings = Settings(path)
    settings.set("thumbnails", "fit")
    settings.close()

    assert told(settings) == [
        "settings.toml: unknown key 'exclded' (did you mean 'excluded'?).",
        "settings.toml: unknown key 'window'.",
        "settings.toml: unknown key 'zzz'.",
    ]
    logged = [record.args[1] for record in caplog.records if len(record.args) == 2]
    assert logged == [parsed(fault)[1][1] for fault in settings.faults]
    assert tomllib.loads(path.read_text("utf-8")) == {
        "thumbnails": "fit", "exclded": ["x"], "zzz": 1, "window": {"n": 2},
    }  # fmt: skip


def test_a_file_that_cannot_be_read_and_a_value_that_is_not_allowed_are_said(path):
    path.parent.mkdir()
    path.write_text("[[[")
    [unread] = told(Settings(path))
    path.write_bytes(b"\xff\xfe\x00 = 1")
    [no_text] = told(Settings(path))
    path.write_text('thumbnails = "' + "x" * 500 + '"')
    [refused] = told(Settings(path))

    assert no_text == "settings.toml: it cannot be read, so the defaults count: it is no text."
    assert unread.startswith("settings.toml: it cannot be read, so the defaults count: ")
    assert refused.startswith("settings.toml: thumbnails = 'xxx") and len(refused) < 150


def test_of_a_file_that_is_followed_nothing_is_said(path):
    path.parent.mkdir()
    path.write_text("fold_alike = false")

    assert Settings(path).faults == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Photos/old", ", such as 'old'"),
        ("/home/me/Photos/old/", ", such as 'old'"),
        ("~/*.tmp", ", such as '*.tmp'"),
        ("**/*", ""),
        ("/", ""),
    ],
)
def test_a_path_where_names_count_is_said_as_long_as_it_stands_there(path, caplog, text, meant):
    path.parent.mkdir()
    path.write_text(f'included = ["trip/", "a*", "{text}"]')

    settings = Settings(path)

    said = f"included: '{text}' is a path, which has no effect; write a name alone{meant}."
    assert told(settings) == [f"settings.toml: {said}"]
    assert [error_wording.told(record.args[2]) for record in caplog.records] == [said[10:]]
    settings.set("included", ("trip",))
    settings.close()
    assert settings.faults == []
