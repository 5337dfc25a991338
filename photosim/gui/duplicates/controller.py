"""The review put together: its pages, what their keys do, and its place in the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Folder, FolderState
from photosim.core.records.review import GroupFilter
from photosim.gui.duplicates import group_texts
from photosim.gui.duplicates.controls import Controls
from photosim.gui.duplicates.decisions_page import DecisionsPage
from photosim.gui.duplicates.group_finder import GroupFinder
from photosim.gui.duplicates.judging import Judging
from photosim.gui.duplicates.page import ReviewPage
from photosim.gui.duplicates.ports import ReviewPorts
from photosim.gui.duplicates.rules_dialog import RulesDialog
from photosim.gui.duplicates.session import Session
from photosim.gui.duplicates.undoable import UndoableReview
from photosim.gui.shell.actions import Actions
from photosim.gui.shell.navigation import (
    DUPLICATES,
    REMEMBERED_DECISIONS,
    REVIEWED,
    SIMILAR_SHOTS,
    TRASH_JOURNAL,
    Kind,
    Place,
)
from photosim.gui.shell.undoing import Undoing
from photosim.gui.shell.window_state import WindowState
from photosim.gui.widgets.bridge import Bridge
from photosim.gui.widgets.intervals import ASK_EVERY_MS
from photosim.services.events import FoldersChanged, GroupsChanged, Progress

PLACES = {
    "duplicates": DUPLICATES,
    "similar_shots": SIMILAR_SHOTS,
    "decisions": REMEMBERED_DECISIONS,
}


class ReviewController(QObject):
    """Everything that a review consists of. GUI thread.

    Attributes:
        session, undoable: the groups, and what was done.
        page, decisions_page: what is shown, by `pages` for their kinds of places.
        rules: the keep rules, once they were asked for.
        staying: leads from a photo to its group.
        judging, controls: what keys, buttons and menus say and do.

    Signals:
        said: a sentence. arg1: the sentence. arg2: the words of a button, or "". arg3: its slot.
        place_wanted: go there. arg1: `Place`.
        reveal_wanted: show a file in the file manager. arg1: its path.
        search_wanted: search with a photo. arg1: photo id.
        trash_wanted: ask what goes to the trash. arg1: the tier in which it was chosen.
        left: Esc: to the page before.
        counted: how many groups there are. arg1: their number by tier.
    """

    said = Signal(str, str, object)
    place_wanted = Signal(object)
    reveal_wanted = Signal(object)  # Qt's texts lose bytes that are not Unicode
    search_wanted = Signal(int)
    counted = Signal(object)
    trash_wanted = Signal(object)
    left = Signal()

    def __init__(
        self,
        engine: ReviewPorts,
        bridge: Bridge,
        actions: Actions,
        state: WindowState,
        undoing: Undoing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._engine, self._bridge = engine, bridge
        self._actions, self._state, self._window = actions, state, window
        self._kind = Kind.PHOTOS
        self._folders: tuple[Folder, ...] = ()
        self._is_stale = False
        self.session = Session(engine.review, engine.trash, bridge, self)
        self.undoable = UndoableReview(engine.review, bridge, undoing, self)
        self.page = ReviewPage(self.session, engine.photos, bridge)
        self.decisions_page = DecisionsPage(engine.review, bridge)
        self.judging = Judging(self.session, self.undoable, self.page.compare)
        self.group_finder = GroupFinder(engine.review, bridge, self)
        self.rules: RulesDialog | None = None
        self.controls = Controls(self.page, self.judging, self.undoable, actions)
        self._clock = QTimer(self, singleShot=True, interval=ASK_EVERY_MS)
        self._clock.timeout.connect(self._catch_up)
        self._connect()
        self._tell_controls()

    @property
    def pages(self) -> dict[Kind, QWidget]:
        """The page of each kind of place."""
        return {
            Kind.DUPLICATES: self.page,
            Kind.SIMILAR_SHOTS: self.page,
            Kind.DECISIONS: self.decisions_page,
        }

    # -- where the person is

    def show_place(self, place: Place) -> None:
        """The person went there."""
        is_other, self._kind = place.kind is not self._kind, place.kind
        if is_other and place.kind in REVIEWED:
            is_similar = place.kind is Kind.SIMILAR_SHOTS
            self._show_tier(Tier.SIMILAR_SHOTS if is_similar else self._state.duplicates_tier)
        elif is_other and place.kind is Kind.DECISIONS:
            self.decisions_page.refresh()
        self._tell_controls()

    def focus(self) -> None:
        """The person pressed Enter on this place, or clicked it: keys are for the page now."""
        if self._kind in REVIEWED:
            self.page.enter()
        elif self._kind in self.pages:
            self.pages[self._kind].setFocus()

    def show_folders(self, changed: FoldersChanged) -> None:
        """Know the watched folders."""
        self._folders = changed.folders
        away = tuple(one for one in self._folders if one.state is FolderState.OFFLINE)
        self.page.show_folders(self._folders, away)

    def show_progress(self, progress: Progress) -> None:
        """Know what the engine does."""
        self.page.show_progress(progress)

    def _show_group(self, tier: Tier, group_id: str) -> None:
        """Go to a group that somebody elsewhere in the window has asked for."""
        self._state.set_reviewed_group(tier, group_id)
        is_similar = tier is Tier.SIMILAR_SHOTS
        if not is_similar:
            self._state.duplicates_tier = tier
        self.session.show(GroupFilter(tier), group_id)
        self.place_wanted.emit(SIMILAR_SHOTS if is_similar else DUPLICATES)
        self.page.enter()

    def _on_tier_wanted(self, tier: Tier) -> None:
        """The person chose a tier, also the one that is shown: keys are for its groups."""
        self._show_tier(tier)
        self.page.enter()

    def _show_tier(self, tier: Tier) -> None:
        if tier is not Tier.SIMILAR_SHOTS:
            self._state.duplicates_tier = tier
        if self.session.wanted.tier is not tier:
            wanted = GroupFilter(tier, sort_key=self.session.wanted.sort_key)
            self.session.show(wanted, self._state.reviewed_group(tier))
        elif not self.session.groups or self._is_stale:
            self.session.show(self.session.wanted, self._state.reviewed_group(tier))
        self._is_stale = False

    # -- what the engine says

    def _on_groups_changed(self, event: GroupsChanged) -> None:
        self.page.show_counts(event.counts)
        self.counted.emit({tier: n for tier, (n, _) in event.counts.items()})
        self.session.forget_details()
        self.page.thumbnails.look_again()
        self._is_stale = True
        if not self._clock.isActive():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._is_stale and self._kind in REVIEWED:
            self._is_stale = False
            self.session.refresh()
            self._clock.start()

    def _on_decided(self) -> None:
        self.session.forget_details()
        self.session.refresh()
        if self._kind is Kind.DECISIONS:
            self.decisions_page.refresh()

    # -- what is asked of it

    def on_trashed(self) -> None:
        """Files went to the trash, or came back."""
        self.session.forget_details()
        self.session.refresh()

    def clean_up(self) -> None:
        """Have it asked what goes to the trash and what stays."""
        self.trash_wanted.emit(self.session.wanted.tier)

    def show_rules(self) -> None:
        """Arrange keep rules for the tier that is reviewed."""
        tier = self.session.wanted.tier
        if tier is Tier.SIMILAR_SHOTS:
            self.said.emit(
                "Similar shots are chosen by hand: no rule knows the best one.", "", None
            )
            return
        if self.rules is None:
            self.rules = RulesDialog(
                self._engine, self._bridge, self.undoable, self._state, self._window
            )
        self.rules.show_for(tier, self._folders)

    def _on_empty_action(self) -> None:
        session, tier = self.session, self.session.wanted.tier
        said = group_texts.nothing(tier, is_filtered=False, is_comparing=False)[0]
        is_elsewhere = self.page.empty_sentence.startswith(said)
        if session.is_filtered and not session.groups:
            self.page.filters.show_all()
        elif is_elsewhere and tier is Tier.SAME_FILE:
            self._show_tier(Tier.SAME_PICTURE)
        elif is_elsewhere and tier is Tier.SAME_PICTURE:
            self.place_wanted.emit(SIMILAR_SHOTS)
        else:
            session.refresh()

    # -- making

    def _connect(self) -> None:
        session, undoable, page = self.session, self.undoable, self.page
        self._bridge.groups_changed.connect(self._on_groups_changed)
        session.moved.connect(self._on_moved)
        undoable.chosen.connect(session.take_choices)
        undoable.put_back.connect(lambda group_id: session.go_to(session.where(group_id)))
        undoable.many_chosen.connect(session.take_many)
        undoable.regrouped.connect(session.look_again)
        undoable.said.connect(self._say)
        undoable.decided.connect(self._on_decided)
        undoable.failed.connect(self._say)
        self.group_finder.found.connect(self._show_group)
        self.controls.rules_wanted.connect(self.show_rules)
        self.controls.trash_wanted.connect(self.clean_up)
        self.controls.reveal_wanted.connect(self.reveal_wanted)
        self.controls.left.connect(self.left)
        self.controls.refused.connect(self._say)
        self.controls.search_wanted.connect(self.search_wanted)
        page.empty_action.connect(self._on_empty_action)
        page.compare.retry_wanted.connect(self._on_empty_action)
        self._connect_head()
        self._connect_decisions()
        for name, place in PLACES.items():
            self._actions[name].triggered.connect(partial(self.place_wanted.emit, place))

    def _connect_head(self) -> None:
        head = self.page.head
        head.tier_wanted.connect(self._on_tier_wanted)
        head.rules_wanted.connect(self.show_rules)
        head.trash_wanted.connect(self.clean_up)
        head.journal_wanted.connect(lambda: self.place_wanted.emit(TRASH_JOURNAL))
        head.decisions_wanted.connect(lambda: self.place_wanted.emit(REMEMBERED_DECISIONS))

    def _connect_decisions(self) -> None:
        self.decisions_page.revoke_wanted.connect(self.undoable.revoke)
        self.decisions_page.said.connect(self._say)

    def _on_moved(self) -> None:
        group = self.session.group
        if group is not None:
            self._state.set_reviewed_group(group.tier, group.id)
        self._tell_controls()

    def _tell_controls(self) -> None:
        self.controls.enable(self._kind in REVIEWED and self.session.group is not None)

    def _say(self, sentence: str) -> None:
        self.said.emit(sentence, "", None)
