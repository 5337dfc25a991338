"""How fast and how long still."""

import pytest

from photosim.services.runtime.throughput import QUIET_S, WINDOW_S, Throughput


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def work(pace, clock, seconds, per_second):
    for _ in range(seconds):
        clock.now += 1
        pace.add(per_second)


def test_nothing_is_known_at_first(clock):
    pace = Throughput(clock)

    assert pace.per_second == 0
    assert pace.seconds_left(100) is None


def test_the_rest_takes_as_long_as_the_rate_says(clock):
    pace = Throughput(clock)
    work(pace, clock, 20, 5)

    assert pace.per_second == pytest.approx(5)
    assert pace.seconds_left(500) == pytest.approx(100)


def test_only_the_last_minute_counts(clock):
    pace = Throughput(clock)
    work(pace, clock, 100, 1)
    work(pace, clock, int(WINDOW_S), 10)

    assert pace.per_second == pytest.approx(10, rel=0.02)


def test_too_early_or_too_little_no_time_is_told(clock):
    pace = Throughput(clock)
    work(pace, clock, int(QUIET_S) - 1, 5)
    assert pace.seconds_left(10) is None

    work(pace, clock, 1, 5)
    assert pace.seconds_left(10) is not None
    assert pace.seconds_left(100 * pace.done) is None


def test_starting_again_forgets(clock):
    pace = Throughput(clock)
    work(pace, clock, 20, 5)

    pace.restart()

    assert (pace.done, pace.per_second) == (0, 0)
