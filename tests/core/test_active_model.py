"""The model that answers: the old one until the chosen one has seen every photo."""

import pytest
from support.fakes import examined, model_card
from support.saying import raises_saying

from photosim.core import active_model
from photosim.core.errors import ModelError
from photosim.core.records.photos import Stamp
from photosim.core.store import Store


@pytest.fixture
def store(tmp_path):
    store = Store.open(tmp_path / "library.db")
    yield store
    store.close()


@pytest.fixture
def cards(tmp_path):
    """Paths of two cards of different dimensions."""
    return {
        "one": model_card(tmp_path / "models", "one"),
        "two": model_card(tmp_path / "models", "two", dim=6, projected=3),
    }


def put(store, name: str, model: active_model.ActiveModel) -> int:
    folder = store.folders.add(b"/photos").id
    found = examined(name, dim=model.card.feature_dim)
    photo = store.photos.put(found, Stamp(1, 1))
    store.embeddings.put(photo, model.number, found)
    store.files.add(folder, b"", {name.encode(): Stamp(1, 1)})
    (row,) = store.files.rows(folder, b"", [name.encode()])
    store.files.done(row.id, row.stamp, photo)
    return photo


def chosen(store, path) -> tuple[active_model.ActiveModel, active_model.ActiveModel]:
    """The chosen model and the one that serves."""
    model = active_model.load(store, path)
    return model, active_model.serving(store, model)


def test_first_model_serves_at_once(store, cards):
    model, serves = chosen(store, cards["one"])

    assert serves == model
    assert (model.card.id, model.projection.dim) == ("one", 4)


def test_old_model_serves_and_every_photo_is_requested(store, cards):
    one, _ = chosen(store, cards["one"])
    put(store, "a", one)
    put(store, "b", one)

    two, serves = chosen(store, cards["two"])

    assert (two.card.id, serves.card.id) == ("two", "one")
    assert store.files.n_pending() == 2


def test_new_model_serves_after_the_switch_and_the_others_are_dropped(store, cards):
    one, _ = chosen(store, cards["one"])
    put(store, "a", one)
    two, _ = chosen(store, cards["two"])
    put(store, "b", two)

    active_model.switch(store, two)

    assert chosen(store, cards["two"])[1].card.id == "two"
    assert len(store.embeddings.ids(one.number)) == 0
    assert len(store.embeddings.ids(two.number)) == 1


@pytest.mark.parametrize("fault", ["missing", "damaged", "another"])
def test_chosen_model_serves_at_once_when_the_old_one_cannot(store, cards, fault):
    one, _ = chosen(store, cards["one"])
    put(store, "a", one)
    if fault == "missing":
        cards["one"].unlink()
    elif fault == "damaged":
        cards["one"].write_text("{")
    else:  # a newer version of the model in the same place
        cards["one"].write_text(cards["one"].read_text().replace('"one"', '"one-b"', 1))

    two, serves = chosen(store, cards["two"])

    assert serves == two
    assert store.files.n_pending() == 1


@pytest.mark.parametrize("note", [5, "one", [], {"id": "one"}, {"card": None}, {}])
def test_note_that_makes_no_sense_is_no_old_model(store, cards, note):
    store.library_facts.set(active_model.NOTE, note)

    two, serves = chosen(store, cards["two"])

    assert serves == two


def test_model_that_is_chosen_again_is_given_what_it_has_missed(store, cards):
    one, _ = chosen(store, cards["one"])
    put(store, "a", one)
    two, _ = chosen(store, cards["two"])
    put(store, "b", two)

    _, serves = chosen(store, cards["one"])

    assert serves.number == one.number
    missing = {file.path for file in store.files.pending(10)}
    assert b"/photos/b" in missing


def test_missing_card_is_told(store, tmp_path):
    with pytest.raises(ModelError):
        active_model.load(store, tmp_path / "none.json")


# reading only


def test_reader_finds_the_model_that_serves_whatever_is_chosen(store, cards):
    one, _ = chosen(store, cards["one"])
    chosen(store, cards["two"])

    found = active_model.reading(store, cards["two"])
    assert (found.number, found.path, found.card) == (one.number, one.path, one.card)


def test_reader_takes_the_given_card_when_the_noted_one_is_gone(store, cards):
    chosen(store, cards["one"])
    two = active_model.load(store, cards["two"])
    cards["one"].unlink()

    found = active_model.reading(store, cards["two"])
    assert (found.number, found.path, found.card) == (two.number, two.path, two.card)


def test_reader_of_a_library_without_this_model_is_told(store, cards):
    with raises_saying(ModelError, "photosim index"):
        active_model.reading(store, cards["one"])
