from dataclasses import replace

import pytest
from support.fake_engine import FakeEngine

from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.trash.trash_dialog import TrashDialog
from photosim.gui.widgets.bridge import Bridge
from photosim.services.trash.summary import PlannedFile, TrashSummary

FILES = tuple(PlannedFile(f"/p/{i}.jpg", 1000, i, keeper="/p/big.jpg") for i in range(1, 45))


@pytest.fixture
def dialog(qtbot):
    bridge = Bridge()
    made = TrashDialog(Thumbnails(FakeEngine(()).photos, bridge, bridge))
    qtbot.addWidget(made)
    yield made
    bridge.deleteLater()


def test_a_dialog_that_grows_with_its_list_stays_on_the_screen(dialog):
    room = dialog.screen().availableGeometry()
    dialog.show_waiting()
    dialog.show()
    dialog.move(room.right() - dialog.width(), room.bottom() - dialog.height())

    dialog.show_plan(TrashSummary(44, 44_000, 50, 25, files=FILES), n_others=18)

    assert room.contains(dialog.frameGeometry())
    assert dialog.go.isVisibleTo(dialog)


def test_enter_cancels_where_something_cannot_go_now(dialog):
    dialog.show_plan(TrashSummary(44, 44_000, 50, 25, files=FILES), n_others=0)
    assert dialog.go.property("look") == "primary"

    files = (replace(FILES[0], is_offline=True), *FILES[1:])
    dialog.show_plan(TrashSummary(44, 44_000, 50, 25, files=files), n_others=0)

    assert dialog.back.property("look") == "primary"
    assert dialog.listed.text().startswith("One chosen file cannot go now")


def test_where_nothing_can_go_there_is_no_button_that_moves(dialog):
    files = tuple(replace(file, is_keeper_offline=True) for file in FILES)

    dialog.show_plan(TrashSummary(44, 44_000, 50, 25, files=files), n_others=0)

    assert dialog.title.text() == "Nothing can go now"
    assert dialog.text.text().startswith("None of 44 files can go: ")
    assert not dialog.go.isVisibleTo(dialog) and not dialog.details.isVisibleTo(dialog)
    assert (dialog.back.text(), dialog.back.property("look")) == ("Close", "primary")


def test_enter_cancels_where_what_stays_is_put_down_elsewhere(dialog):
    files = (replace(FILES[0], is_keeper_put_down=True), *FILES[1:])

    dialog.show_plan(TrashSummary(44, 44_000, 50, 25, files=files), n_others=0)

    assert dialog.back.property("look") == "primary"
    assert dialog.listed.text().startswith("What stays of one of the photos is put down")


def test_last_copies_that_cannot_go_are_not_asked_about_and_stay(dialog, qtbot):
    away = PlannedFile("/drive/l.jpg", 1000, 99, is_offline=True)
    last = (("", 99, away.path),)
    dialog.show_plan(TrashSummary(2, 2000, 0, 0, last, {}, (away, FILES[0])), n_others=0)

    with qtbot.waitSignal(dialog.confirmed) as moved:
        dialog.go.click()

    assert list(moved.args) == [(), ()]
