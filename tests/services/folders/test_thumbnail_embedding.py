"""While the model changes, what is offline is embedded from its thumbnails."""

import numpy as np
import pytest

from photosim.core.errors import PhotosimError, StoreError
from photosim.services.folders.thumbnail_embedding import ThumbnailEmbedding
from photosim.services.runtime.messages import Outcome, Reply


class Seen:
    """What a worker answers."""

    def __init__(self, data: bytes) -> None:
        self.features = np.full((1, 2), data[0], np.float32)
        self.classes = np.empty((0, 2), np.float32)


class Pool:
    """Keeps orders until the test answers them."""

    def __init__(self) -> None:
        self.waiting = []
        self.outcome = Outcome.OK

    def submit(self, order, done):
        self.waiting.append((order, done))

    def answer(self):
        waiting, self.waiting = self.waiting, []
        for order, done in waiting:
            done(Reply(self.outcome, Seen(order.data), "Why."))


class FakeLibrary:
    """Photos with thumbnails; remembers what stands in for them."""

    def __init__(self, thumbnails):
        self.thumbnails = thumbnails
        self.is_changing_model = True
        self.is_full = False
        self.kept = {}

    def unseen(self, after, limit):
        ids = [n for n in sorted(self.thumbnails) if n > after and n not in self.kept]
        return {photo_id: self.thumbnails[photo_id] for photo_id in ids[:limit]}

    def stand_in(self, found):
        if self.is_full:
            raise StoreError("Full.")
        self.kept |= {photo_id: one.features[0] for photo_id, one in found.items()}


@pytest.fixture
def pool():
    return Pool()


@pytest.fixture
def embedding(pool):
    return ThumbnailEmbedding(pool, lambda: None, ahead=2)


def finish(embedding, pool, library):
    """Turn until nothing is left; fails when it never ends."""
    embedding.begin()
    for _ in range(50):
        if not embedding.has_more(library):
            return
        embedding.turn(library)
        assert len(pool.waiting) <= 2
        pool.answer()
    raise AssertionError("it goes on for ever")


def test_each_photo_is_embedded_from_its_thumbnail(embedding, pool):
    library = FakeLibrary({3: b"\x07", 5: b"\x08", 9: b"\x09"})

    finish(embedding, pool, library)

    assert library.kept == {3: 7.0, 5: 8.0, 9: 9.0}


def test_nothing_is_done_while_the_model_stays(embedding, pool):
    library = FakeLibrary({3: b"\x07"})
    library.is_changing_model = False

    finish(embedding, pool, library)

    assert library.kept == {}


def test_photos_without_a_thumbnail_are_passed_over_at_once(embedding, pool):
    library = FakeLibrary({1: None, 2: None, 3: None, 4: b"\x07"})

    embedding.begin()
    assert embedding.turn(library)  # nobody would wake the library thread
    assert not embedding.turn(library)
    finish(embedding, pool, library)

    assert library.kept == {4: 7.0}


def test_a_thumbnail_that_cannot_be_read_holds_nothing_up(embedding, pool):
    library = FakeLibrary({1: b"\x07"})
    pool.outcome = Outcome.UNREADABLE

    finish(embedding, pool, library)

    assert library.kept == {}


def test_what_has_come_while_the_disk_was_full_is_written_later(embedding, pool):
    library = FakeLibrary({1: b"\x07"})
    embedding.begin()
    embedding.turn(library)
    pool.answer()
    library.is_full = True
    with pytest.raises(StoreError):
        embedding.turn(library)

    library.is_full = False
    embedding.turn(library)

    assert library.kept == {1: 7.0}


def test_a_model_that_does_not_load_ends_the_run_and_the_next_begins_anew(embedding, pool):
    library = FakeLibrary({1: b"\x07"})
    embedding.begin()
    embedding.turn(library)
    pool.outcome = Outcome.MODEL
    pool.answer()
    with pytest.raises(PhotosimError, match="Why"):
        embedding.turn(library)

    pool.outcome = Outcome.OK
    finish(embedding, pool, library)

    assert library.kept == {1: 7.0}
