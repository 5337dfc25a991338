"""Labels put together: the list of labels, what can be undone, and the places that show and ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from photosim.gui.labels.dialog import LabelDialog
from photosim.gui.labels.label_actions import LabelActions
from photosim.gui.labels.label_bar import LabelBar
from photosim.gui.labels.label_chips import LabelChips
from photosim.gui.labels.label_list import LabelList
from photosim.gui.labels.ports import LabelPorts
from photosim.gui.labels.undoable import UndoableLabels
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.navigation import ALL_PHOTOS, Place, of_label
from photosim.gui.shell.title import Naming
from photosim.gui.shell.undoing import Undoing
from photosim.gui.texts import label_texts
from photosim.gui.widgets.bridge import Bridge


class LabelController(QObject):
    """Everything about labels. GUI thread.

    Attributes:
        label_list, undoable, label_actions: which labels there are, what is done with them, what is
        asked. bar: above the photos of a label. chips: the labels of what is selected.

    Signals:
        said: a sentence. arg1: the sentence. arg2: the words of a button, or "". arg3: its slot.
        place_wanted: go there. arg1: `Place`.
        relabelled: names or counts on the present page may be others.
    """

    said = Signal(str, str, object)
    place_wanted = Signal(object)
    relabelled = Signal()

    def __init__(
        self,
        engine: LabelPorts,
        bridge: Bridge,
        actions: Actions,
        undoing: Undoing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._undoing = undoing
        self._place: Place = ALL_PHOTOS
        self._given_name: Callable[[str], str] = lambda _theme_id: ""
        self._ids: Sequence[int] = ()
        self.label_list = LabelList(engine.labels, bridge, self)
        self.undoable = UndoableLabels(engine.labels, bridge, undoing, self)
        self.label_actions = LabelActions(
            engine.photos, bridge, self.label_list, self.undoable, actions, window
        )
        self.bar = LabelBar()
        self.chips = LabelChips(engine.labels, bridge)
        self._connect(bridge)

    def name_themes(self, given_name: Callable[[str], str]) -> None:
        """From now on `given_name` says what a person named the theme of an id, empty if not."""
        self._given_name = given_name

    @property
    def name(self) -> str:
        """The label that the photos of the page have, or may have; empty elsewhere."""
        place = self._place
        return place.label or (self._given_name(place.theme) if place.theme else "")

    @property
    def naming(self) -> Naming | None:
        """How the title of a label's page is written over; None on other pages."""
        place = self._place
        if not place.label or place.is_suggested:
            return None
        names = [one.name for one in self.label_list.labels]
        return Naming(place.label, "Rename this label…", names, label_texts.LONGEST)

    def set_ids(self, ids: Sequence[int], folded: Sequence[int] = ()) -> None:
        """These photos are selected now, on whatever page, with what is `folded` into them."""
        ids = [*ids, *folded] if folded else ids
        self._ids = ids
        self.label_actions.set_ids(ids)
        self.bar.show_chosen(len(ids))
        self.chips.show_ids(ids)

    def ask(self, ids: Sequence[int]) -> LabelDialog | None:
        """Ask for a label for these photos."""
        return self.label_actions.ask(ids)

    def show_place(self, place: Place) -> None:
        """The person is there."""
        self._place = place
        self.refresh()

    def refresh(self) -> None:
        """Labels, or names of themes, are others now: show the page's again."""
        name = self.name
        self.label_actions.set_place(self._place, name)
        label = self.label_list.find(name) if name else None
        self.bar.show_label(label, is_suggested=self._place.is_suggested)

    def rename(self, typed: str) -> None:
        """The title of a label's page was written over."""
        name = label_texts.clean(typed)
        if self._place.label and name and name != self._place.label:
            self.label_actions.rename_to(self._place.label, name)

    # -- making

    def _connect(self, bridge: Bridge) -> None:
        self.label_list.changed.connect(self.refresh)
        self.label_list.failed.connect(self._say)
        self.undoable.told.connect(self._tell)
        self.undoable.said.connect(self._say)
        self.undoable.renamed.connect(self._on_renamed)
        self.label_actions.said.connect(self._say)
        self.bar.look_wanted.connect(self._on_look)
        self.bar.accepted.connect(lambda: self.label_actions.accept(self.name, self._suggested()))
        self.bar.refused.connect(lambda: self.label_actions.refuse(self.name, self._suggested()))
        self.chips.add_wanted.connect(self.label_actions.ask)
        self.chips.taken_off.connect(self.undoable.unlabel)
        self.chips.opened.connect(lambda name: self.place_wanted.emit(of_label(name)))
        bridge.labels_changed.connect(self._on_labels_changed)

    def _suggested(self) -> Sequence[int]:
        """The chosen ones of the suggested photos that are in sight; none means all."""
        return self._ids if self._place.is_suggested else ()

    def _on_look(self) -> None:
        self.place_wanted.emit(of_label(self.name, is_suggested=True))

    def _on_renamed(self, before: str, now: str) -> None:
        if self._place.label == before:
            self.place_wanted.emit(of_label(now, is_suggested=self._place.is_suggested))

    def _on_labels_changed(self, _event: object) -> None:
        self.chips.refresh()
        self.relabelled.emit()

    def _say(self, sentence: str) -> None:
        self.said.emit(sentence, "", None)

    def _tell(self, sentence: str) -> None:
        """Something was done: the button takes just that back, and nothing that came after it."""
        at = self._undoing.stack.index()

        def undo() -> None:
            if self._undoing.stack.index() == at:
                self._undoing.undo()

        self.said.emit(sentence, "Undo", undo)
