"""Themes and labels of real photos through the whole engine, on good days and on bad ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import photos
from support.at_work import AtWork
from support.waiting import until

from photosim.core.errors import LabelError
from photosim.core.layout import Layout
from photosim.core.records.photos import SortKey, View
from photosim.core.records.themes import Theme, Themes
from photosim.services.events import LabelsChanged, Phase, ThemesChanged

pytestmark = pytest.mark.slow

REAL = ("coffee.png", "chelsea.png", "rocket.jpg")
EACH = 8


def shot(name: str, number: int):
    """A picture once more, shifted and in another light."""
    box = (4 * number, 3 * number, 300 + 4 * number, 220)
    image = photos.real(name).crop(box)
    return image.point(lambda value: min(255, value + 7 * number))


def fill(folder: Path, names=REAL, each: int = EACH) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        for number in range(each):
            path = folder / f"{Path(name).stem} {number}.jpg"
            shot(name, number).save(path, quality=88)
    return folder


@pytest.fixture(scope="module")
def album(tmp_path_factory) -> Path:
    return fill(tmp_path_factory.mktemp("album"))


@pytest.fixture(scope="module")
def indexed(tmp_path_factory, album) -> Path:
    """A library of the album, never sorted."""
    library = tmp_path_factory.mktemp("indexed")
    with AtWork(library) as work:
        work.add(album)
        work.update()
    return library


@pytest.fixture
def library(tmp_path, indexed) -> Path:
    return Path(shutil.copytree(indexed, tmp_path / "library"))


def themes(work: AtWork, level: float = 0.5, parent: str = "") -> Themes:
    return work.engine.themes.at(level, parent).result(timeout=60)


def sorted_themes(work: AtWork, level: float = 0.5) -> Themes:
    """The themes once they are sorted."""
    assert until(lambda: themes(work).is_ready)
    return themes(work, level)


def names_in(work: AtWork, view: View) -> set[str]:
    ids = work.ask(work.engine.photos.ids, view).tolist()
    return {Path(photo.path).name for photo in work.photos(ids)} if ids else set()


def theme_of(work: AtWork, file_name: str) -> Theme:
    for theme in themes(work).themes:
        if file_name in names_in(work, View(theme=theme.id)):
            return theme
    raise LookupError(file_name)


def kinds_of(names: set[str]) -> set[str]:
    return {name.split()[0] for name in names}


def test_the_first_question_starts_sorting_and_an_event_tells_when_it_is_done(library):
    with AtWork(library) as work:
        first = themes(work)
        assert (first.is_ready, first.themes, first.n_photos) == (False, (), len(REAL) * EACH)
        assert work.comes(lambda: ThemesChanged() in work.events)

        found = themes(work)
        assert found.is_ready and found.n_missing == 0
        assert sum(theme.size for theme in found.themes) <= len(REAL) * EACH
        for theme in found.themes:
            inside = names_in(work, View(theme=theme.id))
            assert len(kinds_of(inside)) == 1 and len(inside) >= theme.size
            assert theme.name and not theme.is_named
            assert (theme.since, theme.until) == (None, None)  # that of a file is no capture time
        assert Phase.SORTING in work.phases
        assert work.comes(lambda: work.phase is not Phase.SORTING)
        assert not work.troubles


def test_themes_are_there_at_once_after_a_restart_and_are_the_same(library):
    with AtWork(library) as work:
        before = sorted_themes(work)
    with AtWork(library) as work:
        assert themes(work) == before
        assert ThemesChanged() not in work.events


def test_sub_themes_hold_the_photos_of_their_theme(library):
    with AtWork(library) as work:
        for theme in sorted_themes(work, 0.0).themes:
            parts = themes(work, 0.0, parent=theme.id).themes
            inside = [names_in(work, View(theme=part.id)) for part in parts]
            assert len(parts) == theme.n_parts
            assert set().union(*inside) == names_in(work, View(theme=theme.id))
        assert themes(work, 0.5, parent="0123456789abcdef").themes == ()


def test_a_name_labels_all_photos_and_is_there_after_a_restart(library):
    with AtWork(library) as work:
        sorted_themes(work)
        theme = theme_of(work, "chelsea 0.jpg")
        inside = names_in(work, View(theme=theme.id))
        change = work.ask(work.engine.labels.name_theme, theme.id, "Our cat")
        assert change.n_photos == len(inside)
        assert work.comes(lambda: LabelsChanged() in work.events)
    with AtWork(library) as work:
        named = theme_of(work, "chelsea 0.jpg")
        assert (named.name, named.is_named, named.n_suggested) == ("Our cat", True, 0)
        assert names_in(work, View(label="our CAT")) == inside
        [label] = work.ask(work.engine.labels.all)
        assert (label.name, label.n_photos) == ("Our cat", len(inside))
        assert work.ask(work.engine.labels.of, [label.cover]) == {"Our cat": 1}

        redo = work.ask(work.engine.labels.undo, change)
        assert work.ask(work.engine.labels.all) == []
        assert not theme_of(work, "chelsea 0.jpg").is_named
        work.ask(work.engine.labels.undo, redo)
        assert theme_of(work, "chelsea 0.jpg").name == "Our cat"


def test_new_photos_are_with_their_neighbours_at_once_and_only_suggested(library, album, tmp_path):
    own = Path(shutil.copytree(album, tmp_path / "own"))
    with AtWork(library) as work:
        sorted_themes(work)
        theme = theme_of(work, "coffee 0.jpg")
        work.ask(work.engine.labels.name_theme, theme.id, "breakfast")
        for name in ("coffee 8.jpg", "coffee 9.jpg"):
            shot("coffee.png", int(name[7])).rotate(4).save(own / name)
        work.add(own)
        work.update()

        now = theme_of(work, "coffee 8.jpg")
        assert now.name == "breakfast" and now.id == theme.id and now.n_suggested == 2
        suggested = View(label="breakfast", is_suggested=True)
        assert names_in(work, suggested) == {"coffee 8.jpg", "coffee 9.jpg"}
        assert "coffee 8.jpg" not in names_in(work, View(label="breakfast"))
        assert until(lambda: work.ask(work.engine.labels.all)[0].n_suggested == 2)

        paths = work.paths()
        work.ask(work.engine.labels.give, [paths["coffee 8.jpg"]], "breakfast")
        work.ask(work.engine.labels.take, [paths["coffee 9.jpg"]], "breakfast")
        assert names_in(work, suggested) == set()
        assert "coffee 8.jpg" in names_in(work, View(label="breakfast"))

        work.ask(work.engine.themes.sort_again)
        assert themes(work).n_missing == 0
        assert theme_of(work, "coffee 8.jpg").name == "breakfast"
        assert names_in(work, suggested) == set(), "refusing is remembered"


def test_labels_survive_renaming_and_forgetting_the_folder(library, tmp_path):
    own = fill(tmp_path / "own", ("astronaut.png",), 3)
    with AtWork(library) as work:
        folder = work.add(own)
        work.update()
        ids = work.ask(work.engine.photos.ids, View(folder.id)).tolist()
        work.ask(work.engine.labels.give, ids, "Eileen")
        (own / "astronaut 0.jpg").rename(own / "renamed.jpg")
        work.update()
        assert "renamed.jpg" in names_in(work, View(label="Eileen"))

        work.ask(work.engine.folders.remove, folder.id)
        assert work.ask(work.engine.labels.all)[0].n_photos == 0
        work.add(own)
        work.update()
        assert len(names_in(work, View(label="Eileen"))) == 3


def test_views_of_labels_and_themes_have_an_order_and_a_folder(library, tmp_path):
    own = fill(tmp_path / "own", ("astronaut.png",), 2)
    with AtWork(library) as work:
        folder = work.add(own)
        work.update()
        everything = work.ask(work.engine.photos.ids, View()).tolist()
        work.ask(work.engine.labels.give, everything, "all")

        up, down = (
            work.ask(
                work.engine.photos.ids, View(sort_key=SortKey.NAME, descending=way, label="all")
            ).tolist()
            for way in (False, True)
        )
        assert up == down[::-1] and sorted(up) == sorted(everything)
        assert names_in(work, View(folder.id, label="all")) == {
            "astronaut 0.jpg",
            "astronaut 1.jpg",
        }
        assert names_in(work, View(label="nobody")) == set()
        assert names_in(work, View(theme="nothing")) == set()


def test_an_empty_library_is_sorted_without_a_word(tmp_path):
    with AtWork(tmp_path / "library") as work:
        assert themes(work) == Themes((), 0.5)
        work.ask(work.engine.themes.sort_again)
        assert themes(work) == Themes((), 0.5)
        assert not work.troubles


def test_one_photo_is_one_theme(tmp_path):
    album = fill(tmp_path / "album", ("rocket.jpg",), 1)
    with AtWork(tmp_path / "library") as work:
        work.add(album)
        work.update()
        [theme] = sorted_themes(work).themes
        assert (theme.size, theme.n_parts, len(theme.covers)) == (1, 1, 1)
        change = work.ask(work.engine.labels.name_theme, theme.id, "🚀")
        assert change.n_photos == 1


def test_photos_that_are_all_alike_are_one_theme(tmp_path):
    album = tmp_path / "album"
    album.mkdir()
    image = photos.solid((64, 48))
    for number in range(40):
        image.save(album / f"{number}.jpg", quality=80, comment=str(number).encode())
    with AtWork(tmp_path / "library") as work:
        work.add(album)
        work.update()
        for level in (0.0, 0.5, 1.0):
            assert len(sorted_themes(work, level).themes) == 1


@pytest.mark.parametrize("damaged", ["graph", "themes"])
def test_a_damaged_cache_is_made_again(library, damaged):
    path = getattr(Layout(library), damaged)
    with AtWork(library) as work:
        before = sorted_themes(work)
    path.write_bytes(path.read_bytes()[:-7] + b"nonsense")
    with AtWork(library) as work:
        again = sorted_themes(work)
        work.ask(work.engine.themes.sort_again)
        assert [theme.id for theme in again.themes] == [theme.id for theme in before.themes]
        assert themes(work).themes == before.themes and not work.troubles


def test_photos_that_vanish_are_in_no_theme(library, album, tmp_path):
    own = fill(tmp_path / "own", ("astronaut.png",), 8)
    with AtWork(library) as work:
        folder = work.add(own)
        work.update()
        sorted_themes(work)
        theme = theme_of(work, "astronaut 0.jpg")
        shutil.rmtree(own)
        work.ask(work.engine.folders.forget_missing, folder.id)

        found = themes(work)
        assert theme.id not in [one.id for one in found.themes]
        assert names_in(work, View(theme=theme.id)) == set()
        live = set(work.ask(work.engine.photos.ids, View()).tolist())
        assert all(set(one.covers) <= live for one in found.themes)


def test_stopping_in_the_middle_of_sorting_loses_nothing(library):
    with AtWork(library) as work:
        assert not themes(work).is_ready
    with AtWork(library) as work:
        assert sorted_themes(work).themes


def test_the_process_that_sorts_may_be_killed(library, tmp_path):
    with AtWork(library) as work:
        before = set(_children())
        themes(work)
        assert until(lambda: set(_children()) - before or themes(work).is_ready)
        for process in set(_children()) - before:
            if process.name != "photosim-index":
                process.kill()
        assert sorted_themes(work).themes
        assert work.ask(work.engine.labels.all) == []


def test_a_label_that_nobody_can_see_is_refused(library):
    with AtWork(library) as work:
        with pytest.raises(LabelError):
            work.ask(work.engine.labels.give, [1], "\u200b")
        assert work.ask(work.engine.labels.all) == []
        assert LabelsChanged() not in work.events


def _children():
    import multiprocessing

    return multiprocessing.active_children()
