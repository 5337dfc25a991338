"""Giving labels and taking them away: what changes, what it says, and that undo brings all back."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import flowers, made_up
from support.long_work import finish

from photosim.core.errors import DiskFullError, LabelError, ThemeError, ThemeFault
from photosim.core.store import Store
from photosim.core.store.labels import THEME
from photosim.core.themes.clustering import sort
from photosim.core.themes.theme_labels import ThemeLabel, ThemeLabels
from photosim.core.themes.tree import MIDDLE
from photosim.services.themes.labelling import Labelling

N = 24


class Themes:
    """Two themes of twelve photos each, labels laid over them as they are now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        graph = flowers.graph(flowers.kinds(12, 12, spread=0.3))
        self._photos = sort(graph, flowers.clustering_input(graph))

    def laid(self):
        yield from ()
        stored = self._store.labels
        labels = [
            ThemeLabel(name, stored.given(name), stored.refused(name), newest)
            for name, newest in stored.naming()
        ]
        return SimpleNamespace(photos=self._photos, labels=ThemeLabels(self._photos, labels))

    def id_of(self, photo_id: int) -> str:
        node = self._photos.tree.nodes[MIDDLE][self._photos.part[photo_id - 1]]
        return self._photos.names[node].decode()

    def name_of(self, photo_id: int) -> str:
        found = finish(self.laid())
        return found.labels.name(self._photos.node(self.id_of(photo_id)))


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "library.db")
    made_up.put(opened, {f"{i}.jpg".encode(): str(i) for i in range(1, N + 1)})
    yield opened
    opened.close()


@pytest.fixture
def themes(store):
    return Themes(store)


@pytest.fixture
def labelling(store, themes):
    return Labelling(SimpleNamespace(store=store), themes, now=lambda: 5.0)


def everything(store: Store) -> list[tuple]:
    return [row for name in store.labels.names() for row in store.labels.all_rows(name)]


def test_giving_a_label_says_how_many_and_taking_it_is_remembered(store, labelling):
    change = finish(labelling.give([1, 2, 3], " Beach "))
    assert change.n_photos == 3

    change = finish(labelling.take([2], "beach"))
    assert change.n_photos == 1
    assert store.labels.given("beach").tolist() == [1, 3]
    assert store.labels.refused("beach").tolist() == [2]


def test_what_changes_nothing_says_so(labelling):
    finish(labelling.give([1, 2], "beach"))

    change = finish(labelling.give([1, 2], "BEACH"))

    assert (change.n_photos, change.before) == (0, ())
    assert finish(labelling.give([], "beach")).n_photos == 0
    assert finish(labelling.give([999_999, -1], "beach")).n_photos == 0


def test_naming_a_theme_labels_all_its_photos(store, themes, labelling):
    change = finish(labelling.name_theme(themes.id_of(1), "beach"))

    assert change.n_photos == 12
    assert store.labels.given("beach").tolist() == list(range(1, 13))
    assert themes.name_of(1) == "beach" and themes.name_of(13) == ""


def test_photos_that_were_taken_out_stay_out_when_the_theme_is_named_again(
    store, themes, labelling
):
    finish(labelling.name_theme(themes.id_of(1), "beach"))
    finish(labelling.take([4], "beach"))
    finish(labelling.name_theme(themes.id_of(1), "beach"))

    assert 4 not in store.labels.given("beach").tolist()


def test_a_name_that_was_taken_from_all_photos_can_be_given_again(store, themes, labelling):
    finish(labelling.name_theme(themes.id_of(1), "beach"))
    finish(labelling.take(list(range(1, 13)), "beach"))

    assert finish(labelling.name_theme(themes.id_of(1), "beach")).n_photos == 12
    assert themes.name_of(1) == "beach"


def test_what_is_changed_meanwhile_is_what_undo_brings_back(store, labelling):
    late = labelling.give(list(range(1, N + 1)), "beach")
    for _ in range(2):
        next(late)  # it has looked up how things stand
    finish(labelling.take([3], "beach"))

    finish(labelling.undo(finish(late)))

    assert store.labels.refused("beach").tolist() == [3] and not len(store.labels.given("beach"))


def test_another_name_takes_the_place_of_the_first_on_the_themes_photos(store, themes, labelling):
    finish(labelling.give([20], "beach"))
    finish(labelling.name_theme(themes.id_of(1), "beach"))

    change = finish(labelling.name_theme(themes.id_of(1), "seaside"))

    assert change.n_photos == 12
    assert themes.name_of(1) == "seaside"
    assert store.labels.given("beach").tolist() == [20]
    assert len(store.labels.given("seaside")) == 12


def test_an_empty_name_takes_the_name_away(store, themes, labelling):
    finish(labelling.name_theme(themes.id_of(1), "beach"))

    change = finish(labelling.name_theme(themes.id_of(1), "  "))

    assert change.n_photos == 12
    assert store.labels.names() == [] and themes.name_of(1) == ""
    assert finish(labelling.name_theme(themes.id_of(1), "")).n_photos == 0


def test_a_theme_that_is_gone_is_told(labelling):
    with pytest.raises(ThemeError, match=ThemeFault.THEME_GONE):
        finish(labelling.name_theme("0123456789abcdef", "beach"))


def test_renaming_keeps_the_photos_and_the_themes_name(store, themes, labelling):
    finish(labelling.name_theme(themes.id_of(1), "beach"))

    change = finish(labelling.rename("BEACH", "Strand"))

    assert change.n_photos == 12
    assert store.labels.names() == ["Strand"] and themes.name_of(1) == "Strand"


def test_renaming_onto_another_label_joins_them(store, labelling):
    finish(labelling.give([1, 2], "beach"))
    finish(labelling.give([2, 3], "sea"))
    finish(labelling.take([1], "sea"))

    finish(labelling.rename("beach", "SEA"))

    assert store.labels.names() == ["sea"]
    assert store.labels.given("sea").tolist() == [1, 2, 3]


def test_renaming_the_case_only_writes_it_so(store, labelling):
    finish(labelling.give([1, 2], "beach"))

    change = finish(labelling.rename("beach", "Beach"))
    assert store.labels.names() == ["Beach"] and change.n_photos == 2

    finish(labelling.undo(change))
    assert store.labels.names() == ["beach"]
    assert finish(labelling.rename("beach", "beach")).n_photos == 0


def test_removing_a_label_takes_it_from_all_photos(store, labelling):
    finish(labelling.give([1, 2], "beach"))

    change = finish(labelling.remove("beach"))

    assert change.n_photos == 2
    assert store.labels.names() == []


@pytest.mark.parametrize("deed", ["rename", "remove"])
def test_a_label_that_is_not_there_is_told(labelling, deed):
    more = ("new",) if deed == "rename" else ()
    with pytest.raises(LabelError, match=ThemeFault.LABEL_GONE):
        finish(getattr(labelling, deed)("x" * 10_000, *more))


@pytest.mark.parametrize("name", ["", "  ", "\0", "x" * 10_000])
def test_names_that_no_label_can_have_are_refused(store, labelling, name):
    with pytest.raises(LabelError):
        finish(labelling.give([1], name))
    assert store.labels.count() == 0


@pytest.mark.parametrize("name", ["../", "море 🏖", "'; DROP TABLE label; --", "%_*?", "<b>"])
def test_any_other_name_is_a_label_like_all(store, labelling, name):
    finish(labelling.give([1], name))
    assert store.labels.names() == [name] and store.labels.given(name).tolist() == [1]


def test_a_full_disk_changes_nothing(store, labelling):
    finish(labelling.give([1], "beach"))
    before = everything(store)
    store._connection.execute(f"PRAGMA max_page_count={_pages(store)}")

    with pytest.raises(DiskFullError):
        for number in range(400):
            finish(labelling.give(range(1, N + 1), f"a label with a rather long name {number}"))

    assert everything(store)[: len(before)] == before or set(before) <= set(everything(store))


def _pages(store: Store) -> int:
    return store._connection.number("PRAGMA page_count") + 2


DEEDS = st.one_of(
    st.tuples(st.just("give"), st.lists(st.integers(1, N)), st.sampled_from(["a", "A", "b"])),
    st.tuples(st.just("take"), st.lists(st.integers(1, N)), st.sampled_from(["a", "b"])),
    st.tuples(st.just("name_theme"), st.integers(1, N), st.sampled_from(["a", "b", "c", ""])),
    st.tuples(st.just("rename"), st.sampled_from(["a", "b"]), st.sampled_from(["A", "b", "c"])),
    st.tuples(st.just("remove"), st.sampled_from(["a", "b", "c"])),
)


@settings(max_examples=40, deadline=None)
@given(undoable=st.lists(DEEDS, max_size=8))
def test_undoing_everything_backwards_and_redoing_it_brings_all_back(undoable, tmp_path_factory):
    store = Store.open(tmp_path_factory.mktemp("labels") / "library.db")
    made_up.put(store, {f"{i}.jpg".encode(): str(i) for i in range(1, N + 1)})
    themes = _THEMES or _THEMES.append(Themes(store)) or _THEMES
    themes[0]._store = store
    labelling = Labelling(SimpleNamespace(store=store), themes[0], now=lambda: 5.0)
    states, changes = [everything(store)], []
    for name, *arguments in undoable:
        if name == "name_theme":
            arguments[0] = themes[0].id_of(arguments[0])
        try:
            changes.append(finish(getattr(labelling, name)(*arguments)))
        except LabelError:
            continue
        states.append(everything(store))

    redos = []
    for change, state in zip(reversed(changes), reversed(states[:-1]), strict=True):
        redos.append(finish(labelling.undo(change)))
        assert everything(store) == state
    for redo, state in zip(reversed(redos), states[1:], strict=True):
        finish(labelling.undo(redo))
        assert everything(store) == state
    assert all(row[0] == THEME or len(row[0]) == 32 for row in everything(store))
    store.close()


_THEMES: list[Themes] = []
