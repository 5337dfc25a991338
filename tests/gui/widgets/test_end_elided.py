"""A sentence in a table is cut at its end."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem

from photosim.gui.widgets.end_elided import EndElided


def test_sentence_is_cut_at_its_end(qapp):
    model = QStandardItemModel(1, 1)
    option = QStyleOptionViewItem()
    option.textElideMode = Qt.TextElideMode.ElideMiddle

    EndElided().initStyleOption(option, model.index(0, 0))

    assert option.textElideMode is Qt.TextElideMode.ElideRight
