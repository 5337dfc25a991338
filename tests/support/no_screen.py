"""What every test of a window needs: silence about the missing screen, and one locale."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale


def quieten(items: list[pytest.Item], folder: Path) -> list[pytest.Item]:
    """Let the tests below a folder show windows; these tests."""
    # the offscreen platform says so whenever a window with a least size, or a menu, is shown
    quiet = pytest.mark.qt_log_ignore(
        "This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)", extend=True
    )
    found = [item for item in items if item.path.is_relative_to(folder)]
    for item in found:
        item.add_marker(quiet)
    return found


@contextmanager
def british_locale() -> Iterator[None]:
    """Numbers and dates as in the texts of the tests."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)
