"""The map of real photos through the whole engine, on good days and on bad ones."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import numpy as np
import pytest
from support import photos
from support.at_work import AtWork
from support.waiting import until

from photosim.core.layout import Layout
from photosim.services.events import MapChanged, Phase, ThemesChanged

pytestmark = pytest.mark.slow

REAL = ("coffee.png", "chelsea.png", "rocket.jpg")
EACH = 12


@pytest.fixture(scope="module")
def indexed(tmp_path_factory) -> Path:
    """An album and a library of it, never drawn."""
    place = tmp_path_factory.mktemp("mapped")
    album = place / "album"
    album.mkdir()
    for name in REAL:
        for number in range(EACH):
            shot = photos.real(name).crop((4 * number, 3 * number, 300 + 4 * number, 220))
            shot.save(album / f"{Path(name).stem} {number}.jpg", quality=88)
    with AtWork(place / "library") as work:
        work.add(album)
        work.update()
    return place


@pytest.fixture
def library(tmp_path, indexed) -> Path:
    return Path(shutil.copytree(indexed / "library", tmp_path / "library"))


def drawn(work: AtWork):
    """The map once it is final and has its colours."""
    work.ask(work.engine.map.photo_map)
    assert until(lambda: MapChanged() in work.events and ThemesChanged() in work.events)
    return work.ask(work.engine.map.photo_map)


def kinds(work: AtWork, ids) -> list[str]:
    by_id = {photo.id: Path(photo.path).name.split()[0] for photo in work.photos(list(ids))}
    return [by_id[int(photo_id)] for photo_id in ids]


def test_the_first_picture_is_there_at_once_and_a_better_one_is_announced(library):
    with AtWork(library) as work:
        first = work.ask(work.engine.map.photo_map)
        final = drawn(work)

        assert not first.is_final and len(first.ids) == len(REAL) * EACH
        assert final.is_final
        np.testing.assert_array_equal(first.ids, final.ids)
        assert until(lambda: work.phase is not Phase.SORTING)
        assert not work.troubles


def test_alike_photos_lie_side_by_side_and_have_one_colour(library):
    with AtWork(library) as work:
        shown = drawn(work)
        kind = np.array(kinds(work, shown.ids))

    apart = ((shown.places[:, None] - shown.places[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    assert (kind[apart.argmin(axis=1)] == kind).mean() > 0.9
    for number in range(len(shown.names)):
        assert len(set(kind[shown.themes == number])) == 1


def test_the_map_is_there_at_once_after_a_restart_and_is_the_same(library):
    with AtWork(library) as work:
        before = drawn(work)
    with AtWork(library) as work:
        after = work.ask(work.engine.map.photo_map)

        assert after.is_final and after.names == before.names
        np.testing.assert_array_equal(after.places, before.places)
        assert MapChanged() not in work.events


def test_an_empty_library_has_an_empty_map(tmp_path):
    with AtWork(tmp_path / "library") as work:
        shown = work.ask(work.engine.map.photo_map)

    assert len(shown.ids) == 0
    assert shown.is_final


def test_a_process_that_is_killed_once_costs_nothing(library):
    with AtWork(library) as work:
        work.ask(work.engine.map.photo_map)
        background = work.engine._access.opened.background
        assert until(lambda: bool(background.pids()))
        os.kill(background.pids()[0], signal.SIGKILL)

        assert until(lambda: MapChanged() in work.events)
        assert work.ask(work.engine.map.photo_map).is_final


def test_closing_in_the_middle_is_quick_and_the_next_start_draws_it(library):
    with AtWork(library) as work:
        work.ask(work.engine.map.photo_map)
        assert until(lambda: Phase.SORTING in work.phases)
    with AtWork(library) as work:
        assert drawn(work).is_final


def test_a_damaged_map_is_drawn_again(library):
    with AtWork(library) as work:
        drawn(work)
    path = Layout(library).map
    content = bytearray(path.read_bytes())
    content[-50] ^= 1
    path.write_bytes(content)

    with AtWork(library) as work:
        assert not work.ask(work.engine.map.photo_map).is_final
        assert until(lambda: MapChanged() in work.events)
        assert work.ask(work.engine.map.photo_map).is_final
