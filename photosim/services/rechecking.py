"""What the last look at a search's best matches needs, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence

from photosim.core import recheck
from photosim.core.pair import Thresholds
from photosim.core.recheck import RecheckOrder
from photosim.core.records import Match
from photosim.core.store import Store
from photosim.core.thumbstore import ThumbStore
from photosim.services.work import Order, Outcome, Reply, Task


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
    hashes = store.photos.hashes(recheck.worth_a_look(matches))
    found = thumbs.get_many(list(hashes.values()))
    pictures = tuple((i, found[content]) for i, content in hashes.items() if content in found)
    if not thumbnail or not pictures:
        return None
    return Order(Task.RECHECK, recheck=RecheckOrder(thumbnail, pictures, thresholds))


def settled(matches: tuple[Match, ...], reply: Reply) -> tuple[Match, ...]:
    """The matches with what a worker replied; as they are when it could not look."""
    if reply.outcome is not Outcome.OK or not isinstance(reply.value, dict):
        return matches
    return recheck.rechecked(matches, reply.value)
