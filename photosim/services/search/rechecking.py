"""What the last looks at a search's best matches need, and what comes of them."""

from __future__ import annotations

import os
from collections.abc import Sequence

import numpy as np

from photosim.core.compare.close_job import CloseAnswer, CloseOrder, OnDisk
from photosim.core.compare.compare_job import ComparedPhoto
from photosim.core.image.examine import QueryLook
from photosim.core.records.pairs import Comparison, PairInput, Thresholds, Tier
from photosim.core.records.photos import Match, Metadata
from photosim.core.search import rerank
from photosim.core.search.rerank import RecheckOrder
from photosim.core.store import Store
from photosim.core.store.thumbstore import ThumbStore
from photosim.services.runtime.messages import Order, Outcome, Reply, Task


def order(
    store: Store,
    thumbs: ThumbStore,
    thresholds: Thresholds,
    thumbnail: bytes,
    matches: Sequence[Match],
) -> Order | None:
    """The order for a worker; None when there is nothing to look at.

    Args:
        store: of the library, in its thread.
        thumbs: of the library, in its thread.
        thresholds: of the model that answers.
        thumbnail: the query's small picture, JPEG bytes.
        matches: what was found.
    """
    hashes = store.photos.hashes(rerank.worth_a_look(matches))
    found = thumbs.get_many(list(hashes.values()))
    pictures = tuple((i, found[content]) for i, content in hashes.items() if content in found)
    if not thumbnail or not pictures:
        return None
    return Order(Task.RECHECK, recheck=RecheckOrder(thumbnail, pictures, thresholds))


def settled(matches: tuple[Match, ...], reply: Reply) -> tuple[Match, ...]:
    """The matches with what a worker replied; as they are when it could not look."""
    if reply.outcome is not Outcome.OK or not isinstance(reply.value, dict):
        return matches
    return rerank.rechecked(matches, reply.value)


def close_order(
    store: Store,
    thumbs: ThumbStore,
    thresholds: Thresholds,
    query: OnDisk,
    matches: Sequence[Match],
) -> Order | None:
    """The order for a close look at the files of the best matches; None without any to look at.

    Args:
        store: of the library, in its thread.
        thumbs: of the library, in its thread.
        thresholds: of the model that answers.
        query: the picture that is searched with, as `asked` makes it.
        matches: what was found.
    """
    similarity = {match.photo_id: match.similarity for match in matches}
    photos = _on_disk(store, thumbs, rerank.worth_a_close_look(matches))
    if not photos or not query.seen.thumbnail:
        return None
    comparisons = tuple(
        Comparison(_QUERY, photo_id, Tier.SAME_PICTURE, similarity[photo_id], is_certain=False)
        for photo_id in (one.seen.look.photo_id for one in photos)
    )
    return Order(Task.CLOSE_LOOK, close=CloseOrder(query, tuple(photos), comparisons, thresholds))


def asked(look: QueryLook, path: bytes) -> OnDisk:
    """A query picture's file for a close look."""
    seen = _look(_QUERY, look.width, look.height)
    return OnDisk(ComparedPhoto(seen, bytes.fromhex(look.content_hash), look.seen), (path,))


def looked_at(matches: tuple[Match, ...], reply: Reply) -> tuple[Match, ...]:
    """The matches with what the files said; what could not be read is only probably the same."""
    if reply.outcome is not Outcome.OK or not isinstance(reply.value, CloseAnswer):
        return matches
    found = {c.second: c.tier is Tier.SAME_PICTURE for c in reply.value.comparisons}
    return rerank.looked_at(matches, found)


_QUERY = 0
"""The query among photos: theirs are ids from 1."""


def _on_disk(store: Store, thumbs: ThumbStore, photo_ids: Sequence[int]) -> list[OnDisk]:
    """Those photos whose files and small pictures are there."""
    wholes = store.whole_photos.get(photo_ids)
    found = []
    for photo in store.photos.get(photo_ids):
        files = wholes[photo.id].files if photo.id in wholes else ()
        paths = tuple(os.fsencode(place.path) for place in files if not place.is_offline)
        small = thumbs.get_many([photo.content_hash]).get(photo.content_hash)
        if small and paths:
            look = _look(photo.id, photo.width, photo.height)
            found.append(
                OnDisk(ComparedPhoto(look, bytes.fromhex(photo.content_hash), small), paths)
            )
    return found


def _look(photo_id: int, width: int, height: int) -> PairInput:
    """What a close look needs to know of a photo: hardly anything but its id."""
    return PairInput(photo_id, np.zeros(0, np.float32), 0, Metadata(), width, height, "", 0)
