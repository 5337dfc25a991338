"""A library of small photos in which something is decided, with a backup of that."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from support import photos

from photosim.core.layout import Layout
from photosim.core.store import Store


def label(library: Path, name: str) -> None:
    """Give all photos of a library a label."""
    with closing(Store.open(Layout(library).database)) as store:
        contents = store.labels.contents(store.photos.live_ids())
        store.labels.put([(content, name, 1) for content in contents.values()], 5.0)


def labels(library: Path) -> dict[str, int]:
    """How many photos have each label in a library that must be sound."""
    with closing(Store.open_reader(Layout(library).database)) as store:
        assert store.faults() == []
        return {one.name: one.n_photos for one in store.labels.listed()}


def make(
    root: Path,
    n_photos: int,
    photosim: Callable[..., tuple],
    decide: Callable[[Path, str], None] = label,
) -> Path:
    """`root`, in which `photos` and the `library` lie, when all is done.

    Args:
        root: an empty folder.
        n_photos: how many photos.
        photosim: runs a command on a library; the exit code is the first that it returns.
        decide: decides something in a library that is called "Beach".
    """
    folder = photos.fill(root / "photos", n_photos)
    library = root / "library"
    assert photosim(library, "index", str(folder))[0] == 0
    decide(library, "Beach")
    assert photosim(library, "index")[0] == 0
    return root
