"""Says in a few words what photos show, from the classes that are stored: for names of themes."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from photosim.core.errors import LogNote, ModelError, coded
from photosim.core.library import Library
from photosim.core.model import card as cards
from photosim.core.records.themes import Tag
from photosim.core.words import vocabulary
from photosim.core.words.tags import Tagger
from photosim.core.words.vocabulary import Vocabulary

log = logging.getLogger(__name__)


class ThemeTags:
    """The tags of photos; for the library thread.

    Args:
        library: the open library.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._tagger: Tagger | None = None
        self._model = -1

    def __call__(self, photo_ids: Sequence[int]) -> list[list[Tag]]:
        """What each of some photos shows; some 0.1 ms each. Nothing without a vocabulary."""
        tagger = self._loaded()
        if tagger is None:
            return [[] for _ in photo_ids]
        model, store = self._library.serving.number, self._library.store
        found = []
        for photo_id in photo_ids:
            rows = store.embeddings.classes(photo_id, model)
            found.append(tagger.seen({int(number): float(chance) for number, chance in rows}))
        return found

    def _loaded(self) -> Tagger | None:
        """What names the classes of the model that answers; another may have taken over."""
        serving = self._library.serving
        if self._model != serving.number:
            self._model = serving.number
            try:
                folder = cards.shipped().parent
                fits = vocabulary.fits(serving.card, folder)
                self._tagger = Tagger(Vocabulary.load(folder)) if fits else None
            except ModelError as error:  # themes are named by their time then
                log.warning("%s", coded(LogNote.NO_THEME_NAMES, error))
                self._tagger = None
        return self._tagger
