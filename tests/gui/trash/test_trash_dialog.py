from dataclasses import replace

import pytest
from support.fake_engine import FakeEngine

from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.trash.trash_dialog import TrashDialog
from photosim.gui.widgets.bridge import Bridge
from photosim.services.trash.summary import PlannedFile, TrashSummary

FILES = tuple(PlannedFile(f"/p/{i}.jpg", 1000, i, stays="/p/big.jpg") for i in range(1, 45))


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

    files = (replace(FILES[0], is_away=True), *FILES[1:])
    dialog.show_plan(TrashSummary(44, 44_000, 50, 25, files=files), n_others=0)

    assert dialog.back.property("look") == "primary"
    assert dialog.listed.text().startswith("One of the files cannot go now")
