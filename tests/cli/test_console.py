"""What a command says on standard error while it works."""

import pytest

from photosim.cli.console import ProgressLine, Waiting
from photosim.services.events import Phase, Progress


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_in_a_pipe_progress_is_a_line_now_and_then(capsys, clock):
    waiting = Waiting(clock)
    for seconds, done in ((0, 10), (29, 1100), (31, 1200), (40, 1300), (62, 2400)):
        clock.now = 100.0 + seconds
        waiting.notify(Progress(Phase.COMPARING, done, 5300))
    waiting.end_line()

    assert capsys.readouterr().err.splitlines() == [
        "Comparing: 1,200 of 5,300 photos",
        "Comparing: 2,400 of 5,300 photos",
    ]


def test_reading_files_is_said_in_a_pipe_as_well(capsys, clock):
    counting = ProgressLine("Reading files", clock)
    counting.show(1, 60_000)
    clock.now += 31
    counting.show(1001, 60_000)

    assert capsys.readouterr().err == "Reading files: 1,001 of 60,000\n"


@pytest.mark.parametrize("phase", [Phase.COMPARING, Phase.INDEXING, Phase.LOOKING, Phase.SORTING])
def test_of_nothing_to_do_nothing_is_said(capsys, clock, phase):
    waiting = Waiting(clock)
    clock.now += 31

    waiting.notify(Progress(phase, 0, 0))

    assert capsys.readouterr().err == ""
