"""The list: all ids at once, rows only when somebody looks."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from support.fake_engine import FakeEngine, FakePhoto, drawn, made_up, made_up_photo

from photosim.core.records.photos import Evidence, Match, SortKey
from photosim.gui.grid.photo_list import MatchRole, PhotoList, PhotoRole
from photosim.gui.texts.photo_facts import QueryTraits
from photosim.gui.widgets.bridge import Bridge


@pytest.fixture
def engine():
    return FakeEngine(photos=made_up(200))


@pytest.fixture
def photos(qtbot, engine):
    bridge = Bridge()
    made = PhotoList(engine.photos, bridge, bridge)
    made.set_ids(np.arange(1, 201))
    yield made
    bridge.deleteLater()


def look_at(qtbot, photos, first, last):
    with qtbot.waitSignal(photos.dataChanged):
        photos.show_rows(first, last)


def test_keeps_the_contract_of_a_model(qtmodeltester, qtbot, photos):
    look_at(qtbot, photos, 0, 20)

    qtmodeltester.check(photos)


def test_nothing_is_asked_until_somebody_looks(qtbot, photos, engine):
    assert photos.rowCount() == 200
    assert engine.asked == []


def test_rows_in_sight_come_in_one_batch_with_a_page_around(qtbot, photos, engine):
    look_at(qtbot, photos, 50, 59)

    [(_, (channel, ids))] = engine.asked
    assert channel == "grid"
    assert ids[:10] == list(range(51, 61))
    assert sorted(ids) == list(range(41, 71))


def test_a_second_look_at_the_same_rows_asks_nothing(qtbot, photos, engine):
    look_at(qtbot, photos, 0, 9)

    photos.show_rows(0, 9)
    qtbot.waitUntil(lambda: not photos._timer.isActive())

    assert engine.count("photos") == 1


def test_stale_rows_are_shown_until_the_new_ones_come(qtbot, photos, engine):
    look_at(qtbot, photos, 0, 9)
    engine.held = True

    photos.mark_stale()
    qtbot.waitUntil(lambda: engine.count("photos") == 2)

    assert photos.index(3).data() == "IMG_0004.JPG"
    engine.photos.put([_renamed(4, "/p/new.jpg")])
    with qtbot.waitSignal(photos.dataChanged):
        engine.release()
    assert photos.index(3).data() == "new.jpg"


def test_ids_that_are_gone_are_not_asked_for_again_and_again(qtbot, photos, engine):
    photos.set_ids(np.array([1, 9999]))
    look_at(qtbot, photos, 0, 1)

    photos.show_rows(0, 1)
    qtbot.waitUntil(lambda: not photos._timer.isActive())

    assert photos.index(1).data() is None
    assert engine.count("photos") == 1


def test_roles_give_photo_match_tip_and_spoken_text(qtbot, photos, engine):
    engine.photos.put([_renamed(7, "/p/<b>7.jpg")])
    match = Match(7, 0.05, Evidence.EMBEDDING)
    photos.set_matches([match])
    look_at(qtbot, photos, 0, 0)
    index = photos.index(0)

    assert index.data(PhotoRole).id == 7
    assert index.data(MatchRole) == match
    assert "&lt;b&gt;7.jpg" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("% alike")


def test_the_line_below_says_what_matters(qtbot, photos):
    look_at(qtbot, photos, 0, 3)

    assert photos.fact(0) == "14 May 2019"
    photos.set_ids(photos.ids, SortKey.NAME)
    assert photos.fact(0) == "IMG_0001.JPG"
    photos.set_matches([Match(1, 0.0, Evidence.PROBABLY_SAME)], QueryTraits(pixels=12_000_000))
    assert photos.lead(0) == "100\N{NO-BREAK SPACE}%"
    assert photos.fact(0) == "probably the same picture, smaller"


@pytest.mark.parametrize(
    ("prefix", "start", "row"),
    [("img_0012", 0, 11), ("IMG_0150", 0, 149), ("img_01", 120, 120), ("img_0003", 50, 2)],
)
def test_type_ahead_finds_names_that_were_never_shown(qtbot, photos, prefix, start, row):
    with qtbot.waitSignal(photos.found) as found:
        photos.look_for(prefix, start)

    assert found.args == [row]


def test_a_name_that_is_not_here_is_said(qtbot, photos):
    with qtbot.waitSignal(photos.not_found) as told:
        photos.look_for("zebra", 0)

    assert told.args == ["zebra"]


def test_the_same_ids_again_reset_nothing(qtbot, photos):
    with qtbot.assertNotEmitted(photos.modelReset):
        photos.set_ids(np.arange(1, 201))


def _renamed(photo_id, path):
    return FakePhoto(made_up_photo(photo_id, path=path), lambda: drawn(photo_id))


def test_the_rows_of_many_are_found_at_once(photos):
    assert photos.rows_of(np.array([200, 3, 999])).tolist() == [2, 199]
    assert photos.rows_of(np.empty(0, np.int64)).tolist() == []
