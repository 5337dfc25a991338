"""Keep rules: arranged at the left, what they would do at the right; saved under a name."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder
from photosim.core.records.review import DEFAULTS, Choice, Preset, RuleKind, RulePreview
from photosim.gui.duplicates import group_texts
from photosim.gui.duplicates.beginning_rules import beginning, last_name
from photosim.gui.duplicates.ports import ReviewPorts
from photosim.gui.duplicates.preview_view import PreviewView
from photosim.gui.duplicates.rule_list import ArrangedRules, rules
from photosim.gui.duplicates.undoable import UndoableReview
from photosim.gui.duplicates.value_list import ValueList, offered_folders, offered_formats
from photosim.gui.shell.window_state import WindowState
from photosim.gui.widgets import appearance
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.latest_question import LatestQuestion
from photosim.gui.widgets.list_style import fields
from photosim.gui.widgets.pressing import ComboBox
from photosim.gui.widgets.screen_fit import resize_within_screen
from photosim.texts import error_wording

_ASK_MS = 250
"""So long nothing is changed before a preview is asked for."""
_SIZE, _LEAST = QSize(1040, 700), QSize(420, 280)
"""As large as this, if the screen has room for it and its frame."""
_NARROW_PX = 760
"""Below this width rules and what they would do do not fit side by side: one is shown at a time."""
_CHANGED = (
    "New: what comes straight from the camera is kept before all that was made of it, and where"
    " that is in doubt nothing is proposed. Rules that you arranged are as you left them."
)
_UNSAVED = "Rules not saved"


class RulesDialog(QDialog):
    """Arranges rules for one tier; applying them chooses, and moves nothing.

    Attributes:
        arranged, preferred, formats, never: what the person arranges.
        view: what would happen.
        preset: the saved rules.
        rules_changed: that the default rules changed, said once.
        turn: in a narrow dialog shows the rules, or what they would do.
    """

    def __init__(
        self,
        engine: ReviewPorts,
        bridge: Bridge,
        undoable: UndoableReview,
        state: WindowState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setStyleSheet(fields())  # first: every part is polished once
        self._review, self._bridge = engine.review, bridge
        self._undoable, self._state = undoable, state
        self._tier = Tier.SAME_FILE
        self._folders: Sequence[Folder] = ()
        self._presets: dict[str, Preset] = {}
        self._preview = RulePreview({})
        self._question = LatestQuestion(bridge, self)
        self._is_fresh = True
        self._is_default = True
        self.heading = appearance.heading(parent=self)
        self.arranged = ArrangedRules(self)
        self.preferred = self._folder_list(
            "Preferred folders", "None yet. The first one counts most."
        )
        self.never = self._folder_list("Never touch", "None yet. Files in these are never moved.")
        self.formats = ValueList(
            "Preferred formats", "None yet. The first one counts most.", offered_formats
        )
        self.preset = ComboBox(self)
        self.save = appearance.link_button("Save as\N{HORIZONTAL ELLIPSIS}", self)
        self.forget = appearance.link_button("Forget", self)
        self.view = PreviewView(engine, bridge, self)
        self.rules_changed = appearance.label(_CHANGED, parent=self)
        self.rules_changed.setWordWrap(True)
        self.rules_changed.hide()
        self.turn = appearance.button("", parent=self)
        self._is_looking = False
        self._left = self._rules_pane()
        self.apply = appearance.primary_button("Apply", self)
        self.apply.setDefault(True)  # Enter is for it wherever no button has the keyboard
        self._cancel = appearance.button("Cancel", parent=self)
        self._clock = QTimer(self, singleShot=True, interval=_ASK_MS)
        self._clock.timeout.connect(self._ask)
        self._lay_out()
        self._connect()

    @property
    def rules(self) -> Preset:
        """What is arranged now."""
        made = rules(self.arranged.list.kinds, self.preferred.values, self.formats.values)
        ties = self.arranged.ties.isChecked()
        return Preset(self.preset.currentText(), made, self.never.values, ties)

    def show_for(self, tier: Tier, folders: Sequence[Folder]) -> None:
        """Open for a tier, with what was arranged the last time."""
        self._is_fresh = self._is_fresh or tier is not self._tier
        self._tier, self._folders = tier, folders
        title = f"Keep rules: {group_texts.TIERS[tier].lower()}"
        self.setWindowTitle(title)
        self.heading.setText(title)
        if self._is_fresh:
            self._show_rules(DEFAULTS[tier])
        self._ask_presets(self.preset.currentText())
        self._ask()
        resize_within_screen(self, _SIZE)
        self.open()
        self.arranged.list.setFocus()

    # -- the preview

    def _on_arranged(self) -> None:
        self._question.forget()  # no earlier preview counts: it is not what is arranged now
        self.apply.setEnabled(False)
        self._is_default = False
        self.preset.setCurrentIndex(0)
        self._clock.start()

    def _ask(self) -> None:
        self._question.forget()
        self.apply.setEnabled(False)
        self.view.show_waiting()
        preview = self._review.preview(self._tier, self.rules)
        self._question.ask(preview, self._on_preview, self._on_failed)

    def _on_preview(self, preview: RulePreview) -> None:
        self._preview = preview
        self.view.show_preview(preview, self._tier)
        self.apply.setText(f"Apply to {group_texts.groups(preview.n_losing)}")
        self.apply.setEnabled(preview.n_trash > 0)

    def _on_failed(self, error: Exception) -> None:
        self.view.show_failure(error_wording.sentence(error))

    def _on_apply(self) -> None:
        """Choose what was previewed, nothing else."""
        choices = {
            group_id: {
                key: choice for key, (choice, _) in members.items() if choice is not Choice.OPEN
            }
            for group_id, members in self._preview.choices.items()
        }
        # its never-touch folders hold from now on, and the next start begins with these rules
        if not self._is_default:
            self._save(replace(self.rules, name=last_name(self._tier)))
        decided = {group_id: members for group_id, members in choices.items() if members}
        self._undoable.choose_many(decided, "Apply keep rules")
        self.accept()

    # -- presets

    def _ask_presets(self, name: str) -> None:
        self._bridge.bind(
            self._review.presets(), partial(self._on_presets, name), self._on_preset_failed
        )

    def _on_presets(self, name: str, presets: Sequence[Preset]) -> None:
        self._presets = {preset.name: preset for preset in presets}
        self.preset.blockSignals(True)
        self.preset.clear()
        self.preset.addItem(_UNSAVED)
        self.preset.addItems(list(self._presets))
        self.preset.setCurrentIndex(max(0, self.preset.findText(name)))
        self.preset.blockSignals(False)
        self.forget.setEnabled(self.preset.currentIndex() > 0)
        if self._is_fresh:
            self._begin(beginning(self._tier, self._presets))
        self._is_fresh = False

    def _begin(self, preset: Preset) -> None:
        """Begin with some rules; those who know the earlier ones are told that ours changed."""
        if self._presets and not self._state.knows_of_originals:
            self.rules_changed.show()
        self._state.knows_of_originals = True
        if preset.name:
            self.preset.setCurrentIndex(self.preset.findText(preset.name))
        elif preset.never_touch:
            self._show_rules(preset)
            self._ask()

    def _on_chosen(self, row: int) -> None:
        self.forget.setEnabled(row > 0)
        preset = self._presets.get(self.preset.currentText()) if row > 0 else None
        if preset is not None:
            self._show_rules(preset)
            self._is_default = False
            self._ask()

    def _show_rules(self, preset: Preset) -> None:
        """Arrange as a preset says; says nothing."""
        self._is_default = True
        by_kind = {rule.kind: rule.values for rule in preset.rules}
        self.arranged.list.show_kinds([rule.kind for rule in preset.rules])
        self.preferred.show_values(by_kind.get(RuleKind.PREFERRED_FOLDER, ()))
        self.formats.show_values(by_kind.get(RuleKind.FORMAT, ()))
        self.never.show_values(preset.never_touch)
        self._show_ties(preset.breaks_ties)

    def _show_ties(self, breaks_ties: bool) -> None:
        self.arranged.ties.blockSignals(True)
        self.arranged.ties.setChecked(breaks_ties)
        self.arranged.ties.blockSignals(False)

    def _on_save(self) -> None:
        dialog = QInputDialog(self)
        dialog.setWindowTitle("Save these rules")
        dialog.setLabelText("Name of these rules")
        row = self.preset.currentIndex()
        dialog.setTextValue(self.preset.currentText() if row > 0 else "My rules")
        dialog.textValueSelected.connect(self.save_as)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_as(self, name: str) -> None:
        """Save what is arranged under a name; another preset of that name is replaced."""
        if not name.strip():
            return
        arranged = self.rules
        self._save(replace(arranged, name=name.strip()))

    def _save(self, preset: Preset) -> None:
        self._ask_presets_after(self._review.save_preset(preset), preset.name)

    def _on_forget(self) -> None:
        self._ask_presets_after(self._review.forget_preset(self.preset.currentText()), "")

    def _ask_presets_after(self, change: Future[None], name: str) -> None:
        self._bridge.bind(change, partial(self._on_changed, name), self._on_preset_failed)

    def _on_changed(self, name: str, _nothing: None) -> None:
        self._ask_presets(name)

    def _on_preset_failed(self, error: Exception) -> None:
        if self._is_fresh:
            self.view.show_failure(error_wording.sentence(error))
        self._undoable.failed.emit(error_wording.sentence(error))

    # -- making

    def _folder_list(self, title: str, hint: str) -> ValueList:
        return ValueList(
            title, hint, lambda: offered_folders(self._folders), can_browse=True, parent=self
        )

    def _rules_pane(self) -> QScrollArea:
        """Everything that is arranged, below each other."""
        scroll, left = QScrollArea(self), QWidget()
        scroll.setWidget(left)  # while it is empty: all that moves with it is polished again
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, appearance.GAP_M, 0)
        column.setSpacing(appearance.GAP_M)
        row = QHBoxLayout()
        self.preset.setAccessibleName("Saved rules")
        row.addWidget(self.preset, 1)
        row.addWidget(self.save)
        row.addWidget(self.forget)
        column.addLayout(row)
        for widget in (self.arranged, self.preferred, self.formats, self.never):
            column.addWidget(widget)
        column.addStretch(1)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumWidth(left.minimumSizeHint().width() + appearance.GAP_XL)
        return scroll

    def _lay_out(self) -> None:
        self.setModal(True)
        self.setMinimumSize(_LEAST)
        both = QHBoxLayout()
        both.setSpacing(appearance.GAP_L)
        both.addWidget(self._left)
        both.addWidget(self.view, 1)
        buttons = QHBoxLayout()
        hint = appearance.label("Applying chooses; nothing is moved.", muted=True)
        hint.setWordWrap(True)
        buttons.addWidget(hint, 1)
        buttons.addWidget(self.turn)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.apply)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(
            appearance.GAP_XL, appearance.GAP_L, appearance.GAP_XL, appearance.GAP_L
        )
        outer.setSpacing(appearance.GAP_M)
        outer.addWidget(self.heading)
        outer.addWidget(self.rules_changed)
        outer.addLayout(both, 1)
        outer.addLayout(buttons)
        self._arrange_panes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show one of the two where both do not fit."""
        super().resizeEvent(event)
        self._arrange_panes()

    def _arrange_panes(self) -> None:
        is_narrow = self.width() < _NARROW_PX
        self._left.setVisible(not is_narrow or not self._is_looking)
        self.view.setVisible(not is_narrow or self._is_looking)
        self.turn.setVisible(is_narrow)
        self.turn.setText("Back to the rules" if self._is_looking else "What they would do")

    def _on_turn(self) -> None:
        self._is_looking = not self._is_looking
        self._arrange_panes()

    def _connect(self) -> None:
        self.arranged.list.arranged.connect(self._on_arranged)
        self.arranged.ties.toggled.connect(self._on_arranged)
        kinds = self.arranged.list
        self.preferred.added.connect(lambda: kinds.switch_on(RuleKind.PREFERRED_FOLDER))
        self.formats.added.connect(lambda: kinds.switch_on(RuleKind.FORMAT))
        for values in (self.preferred, self.formats, self.never):
            values.changed.connect(self._on_arranged)
        self.preset.currentIndexChanged.connect(self._on_chosen)
        self.save.clicked.connect(self._on_save)
        self.forget.clicked.connect(self._on_forget)
        self.apply.clicked.connect(self._on_apply)
        self._cancel.clicked.connect(self.reject)
        self.turn.clicked.connect(self._on_turn)
