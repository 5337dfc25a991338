"""Questions when the index has died, which new photos need to find their theme."""

import pytest

from photosim.core.records.photos import View
from photosim.services.api.labels import LabelQuestions
from photosim.services.api.photos import PhotoQuestions
from photosim.services.runtime.index_process import IndexDiedError


class Dead:
    """Stands in for the way to a library whose index process has died."""

    def run(self, work, done, failed):
        failed(IndexDiedError("The search index has stopped; it is made again."))


def labels(reviving):
    return LabelQuestions(Dead(), lambda _: None, reviving)


@pytest.mark.parametrize(
    "ask",
    [
        lambda reviving, told: labels(reviving).all(told, told),
        lambda reviving, told: labels(reviving).name_theme("0123456789abcdef", "beach", told, told),
        lambda reviving, told: PhotoQuestions(Dead(), None, None, reviving).ids(
            View(label="beach", is_suggested=True), told, told
        ),
    ],
)
def test_an_index_that_is_found_dead_is_made_again(ask):
    revived, told = [], []

    def reviving(failed):
        def failing(error):
            revived.append(error)
            failed(error)

        return failing

    ask(reviving, told.append)

    assert len(told) == 1 and revived == told
