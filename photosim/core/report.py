"""What can be said about a library: counts, sizes, versions, and whether it fits together."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

import photosim
from photosim.core.disk import obstacles
from photosim.core.errors import CheckFault, IndexFileError, StoreFault, coded
from photosim.core.folders import verification
from photosim.core.index import index_file
from photosim.core.index.live_index import noted_index
from photosim.core.layout import Layout
from photosim.core.records.checks import Check, CheckedPart
from photosim.core.records.index_report import UNLISTED
from photosim.core.records.photos import Ids
from photosim.core.store import Store
from photosim.core.store.thumbstore import ThumbStore

PACKAGES = (
    *("onnxruntime", "hnswlib", "graspologic-native", "openTSNE", "numpy", "pillow", "pillow-heif"),
    "PySide6-Essentials",
)


SAMPLE = 100
"""Files whose content `verify` reads unless told otherwise: half a minute from a slow drive."""


def status(store: Store, layout: Layout) -> dict[str, object]:
    """Counts, sizes in bytes and versions; anything JSON can hold."""
    folders = store.folders.all()
    return {
        "library": str(layout.root),
        "readable_by_others": layout.is_open,
        "photos": store.photos.count(),
        "photo_files": store.files.n_with_photos(),
        "files": store.files.count(),
        "pending": store.files.n_pending(),
        "problems": store.files.n_problems() + store.library_facts.get(UNLISTED, 0),
        "folders": len(folders),
        "offline_folders": sum(folder.offline for folder in folders),
        "paused": bool(store.library_facts.get("paused", False)),
        "labels": store.labels.count(),
        "models": sorted(store.embeddings.models()),
        "bytes": {
            "database": _size(layout.database),
            "thumbnails": _size(layout.thumbnails),
            "index": sum(_size(path) for path in layout.index.glob("index-*")),
            "themes": _size(layout.graph) + _size(layout.themes),
        },
        "versions": versions(),
    }


def versions() -> dict[str, str | None]:
    """The versions of photosim and of what it stands on; None of what is not installed."""
    found: dict[str, str | None] = {
        "photosim": photosim.__version__,
        "python": platform.python_version(),
    }
    found["sqlite"] = sqlite3.sqlite_version
    for package in PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found[package] = None
    return found


def verify(
    store: Store,
    layout: Layout,
    model: int,
    n_sampled: int | None = SAMPLE,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Check]:
    """Check a library, one thing after the other; reads all of the database and of the index.

    Of a damaged database nothing else is checked: what it says cannot be trusted.

    Args:
        store: of the library.
        layout: where it lies.
        model: number of the one whose embeddings are checked.
        n_sampled: how many files are read, see `verification.check`.
        told: how many of them were read so far, and of how many.
    """
    faults = store.faults()
    damage = tuple(coded(StoreFault.DAMAGED_AT, fault, layout.database) for fault in faults)
    yield Check(CheckedPart.DATABASE, 1, damage or _hindrances(layout))
    if faults:
        return
    live = store.photos.live_ids()
    yield _check_embeddings(store, live, model)
    yield _check_thumbnails(store, layout, live)
    yield _check_index(store, layout, model)
    read = verification.check(store, n_sampled, told)
    shortened = verification.shortened(read.faults)
    yield Check(CheckedPart.FILES, read.n, shortened, read.n_skipped)


def _hindrances(layout: Layout) -> tuple[str, ...]:
    """Why a database that can be read cannot be used; nothing where all is only to be read."""
    if not os.access(layout.root, os.W_OK):
        return ()
    found = obstacles.of_reading(layout.database) or obstacles.of_writing(layout.database)
    return () if found is None else (str(found),)


def _check_embeddings(store: Store, live: Ids, model: int) -> Check:
    faults = []
    missing = np.setdiff1d(live, store.embeddings.ids(model))
    if len(missing):
        faults.append(coded(CheckFault.EMBEDDINGS_MISSING, len(missing)))
    n_bad = 0
    for _, features in store.embeddings.batches(live, model):
        n_bad += int((~np.isfinite(features).all(axis=1)).sum()) if len(features) else 0
    if n_bad:
        is_one = n_bad == 1
        fault = CheckFault.EMBEDDING_DAMAGED if is_one else CheckFault.EMBEDDINGS_DAMAGED
        faults.append(coded(fault, n_bad))
    return Check(CheckedPart.EMBEDDINGS, len(live), tuple(faults))


def _check_thumbnails(store: Store, layout: Layout, live: Ids) -> Check:
    if not layout.thumbnails.exists():  # opening would make it: nothing is changed here
        nothing = coded(CheckFault.NO_THUMBNAILS)
        return Check(CheckedPart.THUMBNAILS, len(live), missing=(nothing,))
    thumbs = ThumbStore.open_reader(layout.thumbnails)
    try:
        n_missing = 0
        for start in range(0, len(live), 500):
            hashes = store.photos.hashes(live[start : start + 500].tolist())
            n_missing += len(thumbs.missing(list(hashes.values())))
    finally:
        thumbs.close()
    if thumbs.has_met_damage:
        damage = coded(CheckFault.THUMBNAILS_DAMAGED, layout.thumbnails)
        return Check(CheckedPart.THUMBNAILS, len(live), (damage,))
    missing = (coded(CheckFault.THUMBNAILS_MISSING, n_missing),) if n_missing else ()
    return Check(CheckedPart.THUMBNAILS, len(live), missing=missing)


def _check_index(store: Store, layout: Layout, model: int) -> Check:
    record = noted_index(store, model)
    if record is None or not os.path.lexists(layout.index / record.name):
        return Check(CheckedPart.INDEX, 0, missing=(coded(CheckFault.NO_INDEX_FILE),))
    try:
        index_file.read(layout.index / record.name, record)
    except IndexFileError as error:
        return Check(CheckedPart.INDEX, record.count, (str(error),))
    return Check(CheckedPart.INDEX, record.count)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # not there, or a cache that may not be looked at: nothing to count
        return 0
