"""PySide6 6.12.0 loses references to None and True on Python 3.11, until the program aborts."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

N_CALLS = 20_000
IMMORTAL = sys.version_info >= (3, 12)


class Sender(QObject):
    sent = Signal(int)


def test_calls_and_signals_lose_no_references(qtbot):
    label, sender = QLabel(), Sender()
    qtbot.addWidget(label)
    before = sys.getrefcount(None), sys.getrefcount(True)

    for i in range(N_CALLS):
        label.setText(str(i))
        sender.sent.emit(i)

    after = sys.getrefcount(None), sys.getrefcount(True)
    assert label.text() == str(N_CALLS - 1)
    assert IMMORTAL or all(now > then - 1000 for now, then in zip(after, before, strict=True))
