"""What an older photosim examined is examined again, once there is nothing else to examine.

Its rows do not say how many pages a photo has or whether it is damaged; until they do, nothing is
proposed for the trash. A slice at a time is marked as to be examined, so that what comes meanwhile
does not wait behind a whole library. Files that it could not read are tried once more.
"""

from __future__ import annotations

import numpy as np

from photosim.core.records.photos import EXAMINATION, Examined, Traces
from photosim.core.store import Store

SLICE = 256
"""Photos that are marked at once: some seconds of work."""

_TRIED = "problems tried by examination"
_SENSORS = "sensor data are looked for"


def request(store: Store, limit: int = SLICE) -> int:
    """Mark one file each of some photos that an older examination wrote; how many there were."""
    with store.transaction():
        return store.files.examine_older(EXAMINATION, limit)


def retry_problems(store: Store) -> None:
    """Mark the files that an older examination could not read, once for each version of it."""
    if store.library_facts.get(_TRIED, 0) == EXAMINATION:
        return
    with store.transaction():
        store.files.retry_problems()
        store.library_facts.set(_TRIED, EXAMINATION)


def doubt_raw_files(store: Store) -> None:
    """Have RAW files examined again, once, of which nobody saw whether their sensor data are there.

    One was taken for whole when its preview was.
    """
    if store.library_facts.get(_SENSORS, False):
        return
    with store.transaction():
        store.files.doubt("RAW", EXAMINATION)
        store.library_facts.set(_SENSORS, True)


def is_other(store: Store, photo_id: int, model: int, found: Examined) -> bool:
    """Whether a photo that is known looks, counts or is dated otherwise than its rows say."""
    (photo,) = store.photos.get([photo_id]) or (None,)
    _, features = store.embeddings.features([photo_id], model)
    if photo is None or not len(features):
        return False
    is_same = np.array_equal(features[0], found.features.astype(np.float32))
    counted = photo.n_frames, photo.is_damaged
    is_counted_so = counted == (found.n_frames, found.is_damaged)
    return not is_same or not is_counted_so or _is_dated_otherwise(store, photo_id, model, found)


def _is_dated_otherwise(store: Store, photo_id: int, model: int, found: Examined) -> bool:
    """Whether its time is one of saving and was not known to be, or the other way round."""
    look, _ = store.pair_inputs.of([photo_id], model).get(photo_id, (None, b""))
    traces = look.metadata.traces if look else found.metadata.traces
    return Traces.SAVED in traces ^ found.metadata.traces
