"""Whatever happens to files and runs, comparing ends with the groups of the photos that are there.

Photos come and go, runs are ended in the middle, the program is killed and started again; the end
must be what one undisturbed run over the same files says.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.comparable import Compared, every

from photosim.core.records.pairs import Tier

NAMES = sorted(every(["coffee", "chelsea"]))
DEEDS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(NAMES)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(st.just("some turns"), st.integers(1, 25)),
    st.tuples(st.just("restart"), st.none()),
    st.tuples(st.just("run"), st.none()),
)
_expected: dict[frozenset[str], list[object]] = {}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(undoable=st.lists(DEEDS, min_size=4, max_size=14))
def test_the_end_is_that_of_one_undisturbed_run(undoable):
    with tempfile.TemporaryDirectory() as folder:
        album = Compared(Path(folder))
        there: set[str] = set()
        for deed, what in undoable:
            _do(album, there, deed, what)
        album.index()
        album.run()
        found = _groups(album)
        album.driver.library.close()

    assert found == _undisturbed(frozenset(there))


def _do(album: Compared, there: set[str], deed: str, what: object) -> None:
    if deed == "put":
        album.put(str(what))
        album.index()
        there.add(str(what))
    elif deed == "remove" and what in there:
        (album.driver.photos / f"{what}.jpg").unlink()
        album.index()
        there.discard(str(what))
    elif deed == "some turns":
        album.some_turns(int(str(what)))
    elif deed == "restart":
        album.restart()
    elif deed == "run":
        album.run()


def _undisturbed(names: frozenset[str]) -> list[object]:
    if names not in _expected:
        with tempfile.TemporaryDirectory() as folder:
            album = Compared(Path(folder))
            album.put(*sorted(names))
            album.index()
            album.run()
            _expected[names] = _groups(album)
            album.driver.library.close()
    return _expected[names]


def _groups(album: Compared) -> list[object]:
    return [album.groups(tier) for tier in (Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS)]
