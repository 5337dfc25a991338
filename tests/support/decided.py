"""A library in which a person has decided something of every kind."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from support.fakes import examined

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Stamp
from photosim.core.records.review import Choice, Preset, Rule, RuleKind, Verdict
from photosim.core.records.trash_items import JournalEntry
from photosim.core.store import Store
from photosim.core.store.verdicts import NewVerdict, PhotoIdentity


def decide(store: Store, n_photos: int = 6) -> None:
    """Photos in a folder, with labels, a theme's name, verdicts, choices, a preset, a journal."""
    with store.transaction():
        folder = store.folders.add(b"/photos")
        names = [b"%d.jpg" % number for number in range(n_photos)]
        store.files.add(folder.id, b"", {name: Stamp(1, 1) for name in names})
        model = store.embeddings.model("one")
        ids = []
        for file in store.files.pending(n_photos):
            found = examined(file.path, dim=1280)
            ids.append(store.photos.put(found, file.stamp))
            store.embeddings.put(ids[-1], model, found)
            store.files.done(file.id, file.stamp, ids[-1])
    contents = list(store.labels.contents(ids).values())
    store.labels.put([(content, "Beach", 1) for content in contents[:4]], 5.0)
    store.labels.put([(contents[4], "Beach", 0), (b"", "Beach", 3), (contents[0], "Cat", 1)], 6.0)
    store.choices.choose(Tier.SAME_PICTURE, {ids[0]: Choice.KEEP, ids[1]: Choice.TRASH})
    store.choices.choose(Tier.SAME_FILE, {1: Choice.TRASH})
    batch = store.journal.begin_batch(1, 7.0)
    leaving = JournalEntry(0, b"/photos/x.jpg", "ab" * 16, 10, 11, False, b"/", None, "")
    item = store.journal.begin(batch, [leaving], 8.0)[0]
    store.journal.moved(item.id, b"/trash/x.jpg", 9.0)
    store.presets.save(Preset("Mine", (Rule(RuleKind.MOST_PIXELS),), ("/photos/best",)))
    seen = [
        PhotoIdentity(content.hex(), b"/photos/%d.jpg" % n) for n, content in enumerate(contents)
    ]
    apart = [NewVerdict(Verdict.NOT_DUPLICATES, one, other) for one, other in pairwise(seen)]
    store.verdicts.add([*apart, NewVerdict(Verdict.KEEP, seen[0])], 9.0)


def decided(path: Path, n_photos: int = 6) -> Path:
    """Such a library at a path, closed."""
    store = Store.open(path)
    decide(store, n_photos)
    store.close()
    return path


def rows(store: Store) -> dict[str, set[tuple]]:
    """All decisions, in any order."""
    found: dict[str, set[tuple]] = {}
    for part in store.decisions.parts():
        found.setdefault(part.table, set()).update(part.rows)
    return found
