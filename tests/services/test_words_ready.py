"""What words are answered from: read once for all who wait, and fitting the model that answers."""

from dataclasses import replace
from pathlib import Path

import made_up
import numpy as np
import pytest
from fakes import examined

from photosim.core import card as cards
from photosim.core.errors import ModelError
from photosim.core.layout import Layout
from photosim.core.projection import Projection
from photosim.core.serving import Model
from photosim.core.store import Store
from photosim.core.wording import Sense, Term, Wording
from photosim.services.jobs import Turn
from photosim.services.words_at_work import Searched, WordsAtWork
from photosim.services.words_once import StillPhotos

CAT = 281


class Shelf:
    """One photo of a cat, seen by two models; `model` is the one that answers."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(folder / "library.db")
        made_up.put(self.store, {b"a.jpg": "cat"})
        card = cards.load(cards.shipped())
        self.shipped = self._model(card)
        self.other = self._model(replace(card, id="other", title="Other eyes", labels=None))
        self.model = self.shipped
        live = StillPhotos(self.store, self.shipped.number)
        searched = Searched(lambda: self.model, lambda: live, lambda: None)
        self.words = WordsAtWork(self.store, Layout(folder), searched, writes=False)

    def _model(self, card: cards.ModelCard) -> Model:
        photo_id = self.photo_id
        with self.store.transaction():
            number = self.store.embeddings.model(card.id)
            seen = examined("cat", classes=np.array([[CAT, 1.0]], np.float32))
            self.store.embeddings.put(photo_id, number, seen)
        return Model(number, cards.shipped(), card, Projection.load(card))

    @property
    def photo_id(self) -> int:
        found = self.store.photos.id_of(made_up.content_hash("cat"))
        assert found is not None
        return found


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.store.close()


def test_classes_of_another_model_have_no_names_of_the_shipped_one(shelf):
    assert [tag.text for tag in shelf.words.tags.of(shelf.photo_id)]

    shelf.model = shelf.other

    assert shelf.words.tags.of(shelf.photo_id) == []


def test_picture_is_not_leaned_by_the_classes_of_another_model(shelf):
    cat = Wording((Term("cat", Sense.KNOWN, np.ones(1000, np.float32)),))
    assert shelf.words.leaning(cat).note == ""

    shelf.model = shelf.other

    with pytest.raises(ModelError, match="no words for what Other eyes sees"):
        shelf.words.leaning(cat)


def test_who_asks_while_all_is_read_waits_for_that(shelf):
    first, second = shelf.words.ready(), shelf.words.ready()

    assert next(first) is Turn.AGAIN
    assert next(second) is Turn.WAIT
    assert set(first) <= {Turn.AGAIN}
    assert list(second) == [] and shelf.words.is_ready


def test_reading_that_was_given_up_is_done_by_the_next(shelf):
    first, second = shelf.words.ready(), shelf.words.ready()
    next(first)
    next(second)

    first.close()

    assert next(second) is Turn.AGAIN
    assert set(second) <= {Turn.AGAIN} and shelf.words.is_ready
