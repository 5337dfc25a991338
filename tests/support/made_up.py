"""Photos in a store, made up and without files: what a review needs of a library."""

from __future__ import annotations

from collections.abc import Mapping

from support.fakes import examined

from photosim.core.records.photos import Stamp
from photosim.core.store import Store

STAMP = Stamp(5, 5)


def put(
    store: Store,
    files: Mapping[bytes, str],
    folder: bytes = b"/photos",
    stamp: Stamp = STAMP,
    **more,
) -> None:
    """Files of a folder with their contents, by path relative to it; examined."""
    with store.transaction():
        folder_id = store.folders.add(folder).id
        for path, content in files.items():
            directory, _, name = path.rpartition(b"/")
            store.files.add(folder_id, directory, {name: stamp})
            photo = store.photos.put(examined(content, **more), stamp)
            [row] = store.files.rows(folder_id, directory, [name])
            store.files.done(row.id, stamp, photo)


def take(store: Store, *paths: bytes, folder: bytes = b"/photos") -> None:
    """The files are gone."""
    with store.transaction():
        store.files.remove([file_id(store, path, folder) for path in paths])


def rename(store: Store, old: bytes, new: bytes, folder: bytes = b"/photos") -> None:
    """A file lies elsewhere now."""
    photo = photo_at(store, old, folder)
    with store.transaction():
        folder_id = store.folders.add(folder).id
        directory, _, name = new.rpartition(b"/")
        store.files.add(folder_id, directory, {name: STAMP})
        store.files.done(file_id(store, new, folder), STAMP, photo)
        store.files.remove([file_id(store, old, folder)])


def file_id(store: Store, path: bytes, folder: bytes = b"/photos") -> int:
    """The id of a file."""
    return _row(store, path, folder).id


def photo_at(store: Store, path: bytes, folder: bytes = b"/photos") -> int:
    """The id of the photo that a file holds."""
    photo_id = _row(store, path, folder).photo_id
    assert photo_id is not None
    return photo_id


def content_hash(content: str) -> str:
    """The hash that `put` gave to a content."""
    return examined(content).content_hash


def _row(store: Store, path: bytes, folder: bytes):
    [watched] = [row for row in store.folders.all() if row.path == folder]
    directory, _, name = path.rpartition(b"/")
    [row] = store.files.rows(watched.id, directory, [name])
    return row
