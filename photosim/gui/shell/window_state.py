"""Size, place and columns of the window, remembered from day to day; state, not settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import SortKey
from photosim.gui.shell.columns import ThreeColumns

_LONGEST_SIZE = 4
"""Digits of a size in px; longer ones are none of ours."""


class WindowState:
    """Reads and writes an INI file; whatever is missing or damaged is left as it is."""

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        """For `QWidget.restoreGeometry`; empty at the first start."""
        return self._bytes("window/geometry")

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("window/geometry", geometry)

    @property
    def cell_size(self) -> int:
        """Width of the photos, px; 0 when it was never chosen."""
        return self._px("gallery/cell_size")

    @cell_size.setter
    def cell_size(self, px: int) -> None:
        self._file.setValue("gallery/cell_size", px)

    @property
    def sort(self) -> tuple[SortKey, bool]:
        """How views are sorted, and whether descending."""
        text = str(self._file.value("gallery/order", SortKey.DATE.value))
        sort_key = SortKey(text) if text in list(SortKey) else SortKey.DATE
        return sort_key, str(self._file.value("gallery/descending", "true")) == "true"

    @sort.setter
    def sort(self, sort: tuple[SortKey, bool]) -> None:
        self._file.setValue("gallery/order", sort[0].value)
        self._file.setValue("gallery/descending", "true" if sort[1] else "false")

    @property
    def theme_level(self) -> float:
        """How fine themes are shown, 0..1; the middle at the first start."""
        text = str(self._file.value("themes/level", "0.5"))
        try:
            level = float(text)
        except ValueError:
            level = -1
        return level if 0 <= level <= 1 else 0.5

    @theme_level.setter
    def theme_level(self, level: float) -> None:
        self._file.setValue("themes/level", str(level))

    def reviewed_group(self, tier: Tier) -> str:
        """The group of a tier at which the review stopped; empty when there was none."""
        return str(self._file.value(f"review/{tier.value}", ""))

    def set_reviewed_group(self, tier: Tier, group_id: str) -> None:
        """Remember, at once, where the review is: it goes on there after whatever happens."""
        self._file.setValue(f"review/{tier.value}", group_id)

    @property
    def duplicates_tier(self) -> Tier:
        """Which tier of duplicates was looked at last."""
        text = str(self._file.value("review/tier", Tier.SAME_FILE.value))
        return Tier.SAME_PICTURE if text == Tier.SAME_PICTURE.value else Tier.SAME_FILE

    @duplicates_tier.setter
    def duplicates_tier(self, tier: Tier) -> None:
        self._file.setValue("review/tier", tier.value)

    @property
    def knows_of_originals(self) -> bool:
        """Whether the person was told that keep rules begin with the camera's own file now."""
        return str(self._file.value("review/knows_of_originals", "false")) == "true"

    @knows_of_originals.setter
    def knows_of_originals(self, is_told: bool) -> None:
        self._file.setValue("review/knows_of_originals", "true" if is_told else "false")

    def restore_columns(self, columns: ThreeColumns) -> None:
        """Give the columns their widths of the last time."""
        left, right = columns.widths
        widths = self._px("window/left_px") or left, self._px("window/right_px") or right
        columns.restore(widths, str(self._file.value("window/query_pane", "true")) == "true")

    def save_columns(self, columns: ThreeColumns) -> None:
        """Remember the widths that the person gave them, also while the window is small."""
        left, right = columns.widths
        self._file.setValue("window/left_px", left)
        self._file.setValue("window/right_px", right)
        self._file.setValue("window/query_pane", "true" if columns.is_right_wanted else "false")

    def _px(self, key: str) -> int:
        """A size; 0 when it was never chosen."""
        text = str(self._file.value(key, "0"))
        return int(text) if text.isdecimal() and len(text) <= _LONGEST_SIZE else 0

    def _bytes(self, key: str) -> QByteArray:
        value = self._file.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
