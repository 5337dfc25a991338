"""Each setting of the README does what its row says."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QPalette
from support import album, guarded, photos, without_rights
from support.commands import Commands
from support.people.person import CTRL, Keys, Person
from support.promised import ROOT, promise

from photosim.services.settings import TABLE
from photosim.texts import setting_wording
from photosim.texts.log_wording import SayingFormatter


def choose(library: Path, **settings: object) -> None:
    library.mkdir(exist_ok=True, mode=0o700)
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    (library / "settings.toml").write_text("\n".join(lines) + "\n")


@promise(
    "The preferences of the window (Ctrl+,) and `settings.toml` in the library's folder are "
    "the same:",
)
def test_preferences_and_settings_file_are_the_same_and_the_table_lists_them(desk, library):
    choose(library, least_similarity=61)
    person = desk.open(library)
    person.press(Keys.Key_Comma, CTRL)
    dialog = person.window.dialogs.dialog("preferences")
    person.wait_until(dialog.isVisible)
    shown = dialog.controls["least_similarity"].value()
    dialog.controls["least_similarity"].setValue(47)
    dialog.controls["fold_alike"].setChecked(False)
    desk.close(person)

    saved = (library / "settings.toml").read_text()
    assert shown == 61
    assert "least_similarity = 47" in saved
    assert "fold_alike = false" in saved
    assert dialog.controls.keys() == {setting.name for setting in TABLE}
    assert setting_wording.describe(TABLE) in (ROOT / "docs" / "settings.md").read_text()


@promise(
    '`colour_scheme` | Light or dark colours, or whatever the system uses. | `"system"` | '
    '"system", "light", "dark"',
)
def test_colours_are_light_or_dark(desk, library):
    choose(library, colour_scheme="dark")
    person = desk.open(library)

    def lightness() -> int:
        return person.window.palette().color(QPalette.ColorRole.Window).lightness()

    dark = lightness()
    person.settings.set("colour_scheme", "light")
    person.wait_until(lambda: lightness() > 180)
    assert dark < 80
    person.settings.set("colour_scheme", "system")
    person.settle()
    assert person.window.actions_["colours_system"].isChecked()


def painted_share(person: Person, name: str) -> float:
    """Which share of the middle line of a cell has the photo's colour."""
    grid = person.window.gallery.grid
    rect = grid.cell_rect(person.names().index(name))
    image = grid.viewport().grab(rect).toImage()
    xs = range(image.width())
    y = image.height() // 3
    red = sum(image.pixelColor(x, y).red() > 150 > image.pixelColor(x, y).green() for x in xs)
    return red / image.width()


@promise(
    "`thumbnails` | Thumbnails fill their place and lose their edges, or fit into it whole. "
    '| `"fill"` | "fill", "fit"',
)
def test_thumbnails_fill_their_place_or_fit_into_it(desk, tmp_path):
    folder = tmp_path / "Pictures"
    folder.mkdir()
    Image.new("RGB", (200, 800), (220, 20, 30)).save(folder / "tall.png")
    person = desk.open(tmp_path / "library")
    person.add_folder(folder)
    person.wait_until_shown(1)
    person.wait_for_thumbnails()
    person.settle()
    filled = painted_share(person, "tall")

    person.settings.set("thumbnails", "fit")
    person.settle()

    assert filled > 0.7
    assert painted_share(person, "tall") < 0.5


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    """A library of 30 photos that are not much alike, through the command line."""
    place = tmp_path_factory.mktemp("many")
    album.quarters(place / "Pictures", 30)
    code, _, err = without_rights.run(
        place, "--library", place / "library", "index", place / "Pictures"
    )
    assert (code, err) == (0, "")
    return place


@promise(
    "`least_similarity` | How alike a photo must be to be shown when a search begins, in per "
    "cent; the 20 most alike are always shown. | `30` | 0 to 100",
)
@pytest.mark.parametrize(("least", "at_least", "at_most"), [(0, 30, 30), (100, 20, 29)])
def test_a_search_begins_with_what_is_alike_enough_but_the_20_most_alike(
    desk, many, tmp_path, least, at_least, at_most
):
    library = shutil.copytree(many / "library", tmp_path / "library")
    choose(library, least_similarity=least, fold_alike=False)
    person = desk.open(library)
    person.wait_until_shown(30)

    person.search_by_drop(many / "Pictures" / "coffee 1.jpg")

    assert at_least <= len(person.names()) <= at_most
    assert person.names()[0] == "coffee 1"


@promise(
    "`fold_alike` | In the answer to a search, nearly equal photos are shown as one with "
    "their number. | `true` | true or false",
    "`better_first` | Of photos that are equally alike, the one with more pixels, or the "
    "sharper one, comes first. | `true` | true or false",
)
def test_nearly_equal_photos_are_one_and_the_better_comes_first(desk, tmp_path):
    folder = tmp_path / "Pictures"
    paths = album.fill(folder, 4)
    (folder / "chelsea small.jpg").write_bytes(album.smaller(paths["chelsea"]))
    (folder / "chelsea tiny.jpg").write_bytes(album.recompressed(paths["chelsea"]))
    query = tmp_path / "cat.png"
    with Image.open(paths["chelsea"]) as opened:
        opened.convert("RGB").resize((500, 333)).save(query)
    person = desk.open(tmp_path / "library", n_workers=2)
    person.add_folder(folder)
    person.wait_until_shown(6)
    person.wait_until(lambda: "Duplicates, 1" in person.places())

    person.search_by_drop(query)
    folded = person.photos()
    person.settings.set("fold_alike", False)
    unfolded = person.names()

    assert len(folded) == 4
    assert "2 nearly equal photos folded into it" in folded[0]
    assert len(unfolded) == 6
    assert unfolded[0] == "chelsea"  # the largest
    person.settings.set("better_first", False)
    person.settle()
    alike = [one.rpartition(",")[2] for one in person.photos()]
    assert {name.split()[0] for name in person.names()[:3]} == {"chelsea"}
    assert len(alike) == 6


@promise(
    "`indexing` | How much of the computer photosim may use while it looks at new photos. | "
    '`"normal"` | "gentle", "half", "normal"',
)
def test_indexing_uses_so_many_cores(home):
    folder = home / "Pictures"
    album.made_up(folder, 40)
    n_cores = os.cpu_count() or 1
    allowed = {"gentle": 1, "half": max(1, n_cores // 2), "normal": n_cores}
    n_processes = {}
    for chosen, most in allowed.items():
        library, guard = home / chosen, guarded.Guard(home / f"guard {chosen}", folder)
        choose(library, indexing=chosen)

        code, _, err = without_rights.run(
            home, "--library", library, "index", folder, **guard.environment(without_rights.REPO)
        )

        assert (code, err) == (0, "")
        assert 1 <= len(guard.notes("open")) <= most  # on a busy machine one may do all the work
        n_processes[chosen] = len(guard.notes("process"))
    others = n_processes["gentle"] - 1  # all but those that look at photos
    assert n_processes == {chosen: others + most for chosen, most in allowed.items()}


def fill(folder: Path, *names: str) -> None:
    for number, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(photos.encoded(photos.noise((200, 150), number)))


@promise(
    "`excluded` | Names of folders and files that are never indexed; with * or ? a pattern, "
    'brackets mean themselves. | `["@eaDir", ".thumbnails", ".Trash*", "$RECYCLE.BIN"]` | a '
    "list of texts",
)
def test_what_is_excluded_is_never_indexed(tmp_path, capsys):
    folder = tmp_path / "Pictures"
    fill(folder, "a.jpg", "@eaDir/b.jpg", "trip [old]/c.jpg", "o/d.jpg", "x_edited.jpg")
    commands = Commands(tmp_path / "library", capsys)
    assert commands.answer("index", str(folder))["photos"] == 4  # all but @eaDir

    choose(tmp_path / "library", excluded=["*_edited.jpg", "trip [old]"])
    assert commands.answer("index")["photos"] == 2
    [result] = commands.answer("search", str(folder / "a.jpg"))["results"]
    found = {Path(match["path"]).name for match in result["matches"]}
    assert found == {"a.jpg", "d.jpg"}


def test_a_path_excludes_nothing_and_that_is_said(tmp_path, capsys, caplog):
    folder = tmp_path / "Pictures"
    fill(folder, "a.jpg", "old/b.jpg")
    commands = Commands(tmp_path / "library", capsys)
    choose(tmp_path / "library", excluded=[str(folder / "old"), "Pictures/old"])

    caplog.handler.setFormatter(SayingFormatter())  # as the terminal and the log show it

    assert commands.answer("index", str(folder))["photos"] == 2

    said = "is a path, which has no effect; write a name alone, such as 'old'."
    assert caplog.text.count(said) == 2
    assert len(commands.answer("status")["settings_faults"]) == 2


@promise(
    "`included` | Names of folders that are indexed though they are hidden or belong to "
    "another program, such as `Photos Library.photoslibrary`. | `[]` | a list of texts",
)
def test_what_is_included_is_indexed_though_it_is_hidden_or_anothers(tmp_path, capsys):
    folder = tmp_path / "Pictures"
    fill(folder, "a.jpg", ".hidden/b.jpg", "Photos Library.photoslibrary/originals/c.jpg")
    commands = Commands(tmp_path / "library", capsys)
    assert commands.answer("index", str(folder))["photos"] == 1

    choose(tmp_path / "library", included=[".hidden", "Photos Library.photoslibrary"])

    assert commands.answer("index")["photos"] == 3


@promise("Photos on a drive that is away have it from their thumbnails until the drive is back.")
def test_a_photo_on_a_drive_that_is_away_is_found_with_another_model_too(tmp_path, capsys):
    folder, drive = tmp_path / "Pictures", tmp_path / "Drive"
    fill(tmp_path, "Pictures/a.jpg", "Drive/b.jpg")
    commands = Commands(tmp_path / "library", capsys)
    tiny = str(ROOT / "tests" / "data" / "models" / "tiny.json")
    commands.answer("index", str(folder), str(drive))
    query = str(shutil.copy(drive / "b.jpg", tmp_path))
    drive.rename(tmp_path / "away")

    away = commands.answer("index", "--model", tiny)
    [found] = commands.answer("search", query, "--model", tiny)["results"]
    (tmp_path / "away").rename(drive)
    back = commands.answer("index", "--model", tiny)

    assert away["offline"] == 1
    assert Path(found["matches"][0]["path"]).name == "b.jpg"
    assert found["matches"][0]["offline"]
    assert (back["offline"], back["photos"]) == (0, 2)


@promise(
    "`model_card` | The JSON file of another model; empty for the model that comes with "
    'photosim. | `""` | a path or nothing',
    "Choose its card in the preferences or with `--model CARD`.",
    "The old embeddings answer until every photo has a new one.",
)
def test_another_model_is_chosen_by_its_card(tmp_path, capsys):
    folder = tmp_path / "Pictures"
    fill(folder, "a.jpg", "b.jpg")
    commands = Commands(tmp_path / "library", capsys)
    tiny = ROOT / "tests" / "data" / "models" / "tiny.json"
    commands.answer("index", str(folder))
    shipped = commands.answer("status")["models"]

    choose(tmp_path / "library", model_card=str(tiny))
    [old] = commands.answer("search", str(folder / "b.jpg"))["results"]
    commands.answer("index", "--model", str(tiny))
    both = commands.answer("status")["models"]
    [found] = commands.answer("search", str(folder / "b.jpg"))["results"]
    choose(tmp_path / "library", model_card="")
    commands.answer("index")
    [again] = commands.answer("search", str(folder / "b.jpg"))["results"]

    assert len(shipped) == 1
    assert set(both) - set(shipped)
    for result in (old, found, again):
        assert Path(result["matches"][0]["path"]).name == "b.jpg"
    assert commands.answer("status")["models"] != []
