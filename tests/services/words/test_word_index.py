"""What words are answered from: read once for all who wait, and fitting the model that answers."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from support import made_up
from support.fakes import examined

from photosim.core.active_model import ActiveModel
from photosim.core.errors import ModelError, WordFault
from photosim.core.layout import Layout
from photosim.core.model import card as cards
from photosim.core.model.projection import Projection
from photosim.core.store import Store
from photosim.core.words.library_terms import ParsedText
from photosim.core.words.parsed_query import ParsedQuery, Sense, Term
from photosim.services.api.words import tags_of
from photosim.services.runtime.jobs import Turn
from photosim.services.search.read_only_library import ReadOnlyPhotos
from photosim.services.themes.theme_tags import ThemeTags
from photosim.services.words.word_index import Searched, Understood, WordIndex
from photosim.texts import error_wording

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
        live = ReadOnlyPhotos(self.store, self.shipped.number)
        searched = Searched(lambda: self.model, lambda: live, lambda: None)
        self.layout, self.searched = Layout(folder), searched
        self.words = WordIndex(self.store, self.layout, searched, writes=False)

    def _model(self, card: cards.ModelCard) -> ActiveModel:
        photo_id = self.photo_id
        with self.store.transaction():
            number = self.store.embeddings.model(card.id)
            seen = examined("cat", classes=np.array([[CAT, 1.0]], np.float32))
            self.store.embeddings.put(photo_id, number, seen)
        return ActiveModel(number, cards.shipped(), card, Projection.load(card))

    @property
    def photo_id(self) -> int:
        found = self.store.photos.id_of(made_up.content_hash("cat"))
        assert found is not None
        return found


def understood(*terms: Term) -> Understood:
    return Understood(ParsedText("", "", (), (), False), ParsedQuery(terms))


@dataclass
class Opened:
    """What naming themes needs of an open library."""

    store: Store
    serving: ActiveModel


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.store.close()


def test_classes_of_another_model_have_no_names_of_the_shipped_one(shelf):
    assert [tag.text for tag in shelf.words.tags.of(shelf.photo_id)]

    shelf.model = shelf.other

    assert shelf.words.tags.of(shelf.photo_id) == []


def test_themes_are_not_named_after_another_models_classes(shelf):
    opened = Opened(shelf.store, shelf.shipped)
    tags = ThemeTags(opened)
    assert [tag.text for tag in tags([shelf.photo_id])[0]]

    opened.serving = shelf.other
    assert tags([shelf.photo_id]) == [[]]

    opened.serving = shelf.shipped
    assert tags([shelf.photo_id])[0]


def test_picture_is_not_leaned_by_the_classes_of_another_model(shelf):
    cat = understood(Term("cat", Sense.KNOWN, np.ones(1000, np.float32)))
    features = np.ones((1, 1280), np.float32)
    assert shelf.words.steering(cat)(features).shape == features.shape

    shelf.model = shelf.other

    with pytest.raises(ModelError, match=f"{WordFault.NO_VOCABULARY} .*Other eyes"):
        shelf.words.steering(cat)


@pytest.mark.parametrize("missing", ["vocabulary.json", "imagenet-labels.txt"])
def test_missing_file_of_the_words_is_named(shelf, tmp_path, missing):
    for name in {"vocabulary.json", "imagenet-labels.txt"} - {missing}:
        shutil.copy(cards.shipped().parent / name, tmp_path)
    words = WordIndex(shelf.store, shelf.layout, shelf.searched, models=tmp_path)

    assert missing in words.trouble()
    assert "cannot be opened" in error_wording.told(words.trouble())
    with pytest.raises(ModelError, match=missing):
        tags_of(words, shelf.photo_id)


def test_labels_are_tags_also_without_the_words(shelf, tmp_path):
    content = bytes.fromhex(made_up.content_hash("cat"))
    shelf.store.labels.put([(content, "Minka", 1)], 1.0)
    words = WordIndex(shelf.store, shelf.layout, shelf.searched, models=tmp_path)

    assert [tag.text for tag in tags_of(words, shelf.photo_id)] == ["Minka"]


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
