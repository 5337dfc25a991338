"""Questions when the index has died, which new photos need to find their theme."""

from concurrent.futures import Future

import pytest

from photosim.core.records.photos import View
from photosim.services.api.labels import LabelQuestions
from photosim.services.api.photos import PhotoQuestions
from photosim.services.runtime.futures import fail, tell
from photosim.services.runtime.index_process import IndexDiedError


class Dead:
    """Stands in for the way to a library whose index process has died."""

    def run(self, work):
        future = Future()
        fail(future, IndexDiedError("The search index has stopped; it is made again."))
        return future


def labels(reviving):
    return LabelQuestions(Dead(), lambda _: None, reviving)


@pytest.mark.parametrize(
    "ask",
    [
        lambda reviving: labels(reviving).all(),
        lambda reviving: labels(reviving).name_theme("0123456789abcdef", "beach"),
        lambda reviving: PhotoQuestions(Dead(), None, None, reviving).ids(
            View(label="beach", is_suggested=True)
        ),
    ],
)
def test_an_index_that_is_found_dead_is_made_again(ask):
    revived, told = [], []

    def reviving(future):
        tell(future, failed=revived.append)
        return future

    tell(ask(reviving), failed=told.append)

    assert len(told) == 1 and revived == told
