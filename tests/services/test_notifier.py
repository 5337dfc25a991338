"""Telling often enough and not too often."""

import pytest

from photosim.services.events import FoldersChanged, Phase, PhotosChanged, ProblemsChanged, Progress
from photosim.services.notifier import LEAST_PHOTOS_S, PROGRESS_S, Notifier


class Library:
    """As much of a library as is told of."""

    n_photos = 10

    def __init__(self):
        self.store = self.files = self.folders = self
        self.counted = 0

    def listed(self, _scanning=frozenset()):
        return ()

    def n_problems(self):
        return 2

    @property
    def n_to_examine(self):
        self.counted += 1
        return 7


@pytest.fixture
def told():
    return []


@pytest.fixture
def now():
    return [1000.0]


@pytest.fixture
def notifier(told, now):
    return Notifier(told.append, lambda: now[0])


def test_progress_is_told_seldom_but_another_phase_at_once(notifier, told, now):
    for _ in range(100):
        notifier.progress(Progress(Phase.INDEXING))
    assert len(told) == 1

    notifier.progress(Progress(Phase.PAUSED))
    assert len(told) == 2

    now[0] += PROGRESS_S
    notifier.progress(Progress(Phase.PAUSED))
    assert len(told) == 3


def test_photos_are_told_at_most_once_in_a_while(notifier, told, now):
    library = Library()
    for _ in range(100):
        notifier.photos(library)
    assert told == [PhotosChanged(10), FoldersChanged(()), ProblemsChanged(2)]

    now[0] += LEAST_PHOTOS_S
    notifier.photos(library)
    assert told.count(PhotosChanged(10)) == 2


def test_the_end_of_a_run_is_always_told_in_full(notifier, told):
    library = Library()
    notifier.photos(library)
    told.clear()

    notifier.settled(library, Phase.IDLE)

    assert told == [
        PhotosChanged(10),
        FoldersChanged(()),
        ProblemsChanged(2),
        Progress(Phase.IDLE, n_photos=10),
    ]


def test_counting_what_waits_is_not_repeated_at_once(notifier, now):
    library = Library()

    assert [notifier.n_pending(library, 0) for _ in range(50)] == [7] * 50
    assert library.counted == 1

    now[0] += PROGRESS_S
    notifier.n_pending(library, 0)
    assert library.counted == 2


def test_what_was_done_since_the_count_waits_no_more(notifier):
    library = Library()

    assert [notifier.n_pending(library, n) for n in (100, 102, 107, 108)] == [7, 5, 0, 0]
    assert library.counted == 1
