"""Which model answers queries: the chosen one, once every photo has its embedding.

Until then the old embeddings serve, so that choosing another model never empties the search.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from photosim.core.errors import LogNote, ModelError, ModelFault, coded
from photosim.core.model import card as cards
from photosim.core.model.card import ModelCard
from photosim.core.model.projection import Projection
from photosim.core.store import Store

log = logging.getLogger(__name__)

NOTE = "serving model"


@dataclass(frozen=True, slots=True)
class ActiveModel:
    """A model with its number in the store; `path` is where its card lies."""

    number: int
    path: Path
    card: ModelCard
    projection: Projection


def load(store: Store, path: Path) -> ActiveModel:
    """A model by its card.

    Raises:
        ModelError: the card or the projection is missing or damaged.
    """
    card = cards.load(path)
    projection = Projection.load(card)
    with store.transaction():
        return ActiveModel(store.embeddings.model(card.id), path, card, projection)


def serving(store: Store, chosen: ActiveModel) -> ActiveModel:
    """The model that answers now: the noted one while it can be loaded, else the chosen one.

    Every photo that the chosen one has not seen is marked to be examined again: all of them when
    it is new, those of the time in between when it was left and is chosen again.
    """
    model = _noted(store, store.library_facts.get(NOTE), chosen) or chosen
    with store.transaction():
        note_serving(store, model)
        n_missing = store.embeddings.request_missing(chosen.number)
    if n_missing:
        log.info("%d files are examined again with %s.", n_missing, chosen.card.id)
    return model


def reading(store: Store, path: Path) -> ActiveModel:
    """The model that answers, for a store that is only read.

    Raises:
        ModelError: neither its card nor the one at `path` fits what the store holds.
    """
    note = store.library_facts.get(NOTE)
    noted = Path(str(note.get("card"))) if isinstance(note, dict) else path
    card = cards.load(noted if noted.exists() else path)
    number = store.embeddings.models().get(card.id)
    if number is None:
        raise ModelError(ModelFault.NOT_INDEXED_WITH, card.title)
    return ActiveModel(number, card.path, card, Projection.load(card))


def note_serving(store: Store, model: ActiveModel) -> None:
    """Write down which model answers; inside the caller's transaction."""
    store.library_facts.set(NOTE, {"id": model.card.id, "card": str(model.path)})


def switch(store: Store, new: ActiveModel) -> None:
    """The new model answers from now on; the embeddings of all others are dropped."""
    with store.transaction():
        note_serving(store, new)
        store.embeddings.remove(set(store.embeddings.models().values()) - {new.number})


def _noted(store: Store, note: object, chosen: ActiveModel) -> ActiveModel | None:
    if not isinstance(note, dict) or note.get("id") == chosen.card.id:
        return None
    try:
        model = load(store, Path(str(note.get("card"))))
    except ModelError as error:
        log.warning("%s", coded(LogNote.MODEL_NOT_LOADED, error))
        return None
    return model if model.card.id == note.get("id") else None
