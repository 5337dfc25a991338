"""Does the order of indexing matter? Indexes photos in shuffled orders and compares the groups.

Each run makes a library of its own and puts the same examined photos into it in another order, in
batches between which it compares or not; in the end all runs must have the same groups. The photos
of FOLDER are examined once, with the model, as the workers do.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import measuring

from photosim.core.errors import DecodeError
from photosim.core.folders.tally import Tally
from photosim.core.image.decode import Decoder
from photosim.core.image.examine import Examiner
from photosim.core.layout import Layout
from photosim.core.library import Finding, Library
from photosim.core.model import card
from photosim.core.model.embed import Embedder
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Examined, Stamp
from photosim.services.duplicates.close_look_queue import CloseLookQueue
from photosim.services.duplicates.compare_queue import CompareQueue
from photosim.services.duplicates.compare_run import CompareRun
from photosim.services.notifier import Notifier
from photosim.services.runtime.index_process import IndexProcess
from photosim.services.runtime.jobs import Turn
from photosim.services.runtime.worker_pool import WorkerPool

Groups = frozenset[tuple[str, frozenset[str]]]
"""Tier and content hashes of each group."""


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=400, help="at most so many of the folder")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument(
        "--batches", type=int, default=1, help="parts, compared one after the other"
    )
    options = parser.parse_args()
    found = examined(measuring.photos_in(options.folder), options.photos)
    workers = WorkerPool(os.cpu_count() or 1, (str(card.shipped()), 1, 0))
    workers.start()
    try:
        runs = [one_run(found, seed, options.batches, workers) for seed in range(options.runs)]
    finally:
        workers.stop()
    tiers = sorted(tier for tier, _ in runs[0])
    measuring.show(
        {
            "photos": len(found),
            "runs": len(runs),
            "groups": {tier: tiers.count(tier) for tier in set(tiers)},
            "different_from_the_first": sum(run != runs[0] for run in runs),
            "groups_that_differ": len(frozenset().union(*(run ^ runs[0] for run in runs))),
        },
        as_json=options.json,
    )


def examined(paths: list[Path], most: int) -> list[Examined]:
    """What a worker finds out about photos, evenly chosen; those that cannot be read left out."""
    examiner = Examiner(Embedder(card.load(card.shipped()), threads=1), Decoder())
    found: dict[str, Examined] = {}
    for path in paths[:: max(1, len(paths) // most)][:most]:
        try:
            one = examiner.examine(os.fsencode(path))
        except DecodeError:
            continue
        if isinstance(one, Examined):
            found[one.content_hash] = one
    return list(found.values())


def one_run(found: list[Examined], seed: int, batches: int, workers: WorkerPool) -> Groups:
    """The groups of a library that got the photos in an order of its own."""
    photos = random.Random(seed).sample(found, len(found))
    size = -(-len(photos) // batches)
    index = IndexProcess(1)
    index.start()
    with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
        library = Library.open(Layout(Path(work)), card.shipped(), index)
        for _ in library.open_index():
            pass
        bell = threading.Event()
        feed = CompareQueue(library, workers, bell.set, 6)
        close = CloseLookQueue(library, feed, workers, bell.set, 6)
        comparing = CompareRun(library, feed, close, Notifier(lambda _: None), lambda: False)
        folder = library.add_folder(os.fsencode(Path(work) / "photos")).id
        for start in range(0, len(photos), size):
            put(library, folder, photos[start : start + size], start)
            compare(comparing, bell)
        groups = named(library, comparing)
        library.close()
    index.stop()
    measuring.note(f"run {seed + 1}: {len(groups)} groups")
    return groups


def put(library: Library, folder: int, photos: list[Examined], start: int) -> None:
    """Index photos in this order."""
    for number, one in enumerate(photos, start):
        name = f"{number:06}.jpg".encode()
        with library.store.transaction():
            library.store.files.add(folder, b"", {name: Stamp(number, one.size, number + 1)})
        ((file, _),) = library.next_files(1, ())
        library.record([Finding(file, one)], Tally())


def compare(comparing: CompareRun, bell: threading.Event) -> None:
    """A whole run of comparing."""
    for turn in comparing.run():
        if turn is Turn.WAIT:
            bell.wait(0.25)
            bell.clear()


def named(library: Library, comparing: CompareRun) -> Groups:
    """The groups by what their photos hold."""
    return frozenset(
        (grouped.group.tier, frozenset(library.store.photos.hashes(grouped.keys).values()))
        for tier in (Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS)
        for grouped in comparing.grouping.all(tier)
    )


if __name__ == "__main__":
    main()
