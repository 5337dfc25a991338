"""Which labels there are: asked of the engine when something changed, for whoever shows them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.core.records.caseless import caseless
from photosim.core.records.themes import Label
from photosim.gui.labels.ports import LabelQueryPort
from photosim.gui.shell.searching import Cancellable
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.intervals import QUIET_MS
from photosim.texts import error_wording


class LabelList(QObject):
    """The labels, by name. GUI thread.

    Signals:
        changed: they are others now, or stand at other photos.
        failed: they cannot be read. arg1: why, a sentence.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(
        self, source: LabelQueryPort, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._bridge = source, bridge
        self._labels: tuple[Label, ...] = ()
        self._awaited: Cancellable | None = None
        self._was_asked = False
        self._clock = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._clock.timeout.connect(self.refresh)
        bridge.labels_changed.connect(self._on_others)
        bridge.themes_changed.connect(self._on_others)  # labels are suggested for other photos
        bridge.photos_changed.connect(self._on_photos_changed)

    @property
    def labels(self) -> tuple[Label, ...]:
        """All labels as last heard of."""
        return self._labels

    def find(self, name: str) -> Label | None:
        """The label with this name, in whatever case it is written."""
        wanted = caseless(name)
        return next((one for one in self._labels if caseless(one.name) == wanted), None)

    def refresh(self) -> None:
        """Ask now; an earlier question that is not answered yet is dropped."""
        self._was_asked = True
        self._clock.stop()
        if self._awaited is not None:
            self._awaited.cancel()
        self._awaited = self._bridge.bind(self._source.all(), self._on_labels, self._on_failed)

    def _on_others(self, _event: object) -> None:
        self.refresh()

    def _on_photos_changed(self, _event: object) -> None:
        if self._was_asked:
            self._clock.start()
        else:
            self.refresh()

    def _on_labels(self, labels: Sequence[Label]) -> None:
        self._awaited = None
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._awaited = None
        self.failed.emit(error_wording.sentence(error))
