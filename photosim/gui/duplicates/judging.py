"""What the keys of a review say: of the photo they mean, or of the whole group."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, GroupDetail, Member, Verdict
from photosim.gui.duplicates.compare import Compare
from photosim.gui.duplicates.session import Session
from photosim.gui.duplicates.undoable import UndoableReview

_KEPT = "{} is kept, in every group."
_EQUAL_KEPT = "{} is kept, in every group, and so is every file equal to it."
_STAYS = (
    "{} stays: you said that it is kept, in every group. To let it go, revoke that under "
    "Remembered decisions first."
)
_EQUAL_STAYS = (
    "{} stays: you said that it, or a file equal to it, is kept, in every group. To let it go, "
    "revoke that under Remembered decisions first."
)


class Judging(QObject):
    """Turns keys, buttons and menu entries into actions on the group that is seen.

    Signals:
        said: a sentence for the person. arg1: the sentence.
        ended: the same about the end of the list, which holds as long as the last group is seen.
    """

    said = Signal(str)
    ended = Signal(str)

    def __init__(self, session: Session, undoable: UndoableReview, compare: Compare) -> None:
        super().__init__(compare)
        self._session = session
        self._undoable = undoable
        self._compare = compare

    # -- one photo

    def keep(self) -> None:
        """Keep the photo that is meant."""
        self._choose(Choice.KEEP, "Keep %1")

    def trash(self) -> None:
        """Put it down for the trash; nothing is moved before the person says so for all."""
        detail, member = self._compare.detail, self._compare.member
        if member is not None and member.is_protected:
            self.said.emit(f"{member.photo.name} lies in a folder that is never touched.")
            return
        if detail is not None and member is not None and member.is_kept:
            said = _EQUAL_STAYS if detail.group.tier is Tier.SAME_FILE else _STAYS
            self.said.emit(said.format(member.photo.name))
            return
        self._choose(Choice.TRASH, "Put %1 down for the trash")

    def always_keep(self) -> None:
        """Keep it in every group, now and later."""
        detail, member = self._compare.detail, self._compare.member
        if detail is not None and member is not None:
            text = f"Always keep {member.photo.name}"
            self._undoable.decide(detail.group.id, Verdict.KEEP, (member.key,), text)
            is_equal = detail.group.tier is Tier.SAME_FILE
            self.said.emit((_EQUAL_KEPT if is_equal else _KEPT).format(member.photo.name))

    def _choose(self, choice: Choice, text: str) -> None:
        detail, member = self._compare.detail, self._compare.member
        if detail is None or member is None or member.choice is choice:
            return
        said = text.replace("%1", member.photo.name)
        self._undoable.choose(detail.group.id, {member.key: choice}, said)

    # -- the group

    def not_duplicates(self) -> None:
        """No two of these belong together, whatever photosim finds later."""
        detail = self._compare.detail
        if detail is None:
            return
        if detail.group.tier is Tier.SAME_FILE:
            self.said.emit("These files are equal to the last byte. Keep all (A) keeps them.")
            return
        self._decide(detail, Verdict.NOT_DUPLICATES, "Not duplicates")

    def keep_all(self) -> None:
        """Keep every photo of the group, and do not ask again."""
        detail = self._compare.detail
        if detail is None:
            return
        if detail.group.tier is Tier.SAME_FILE:
            # one photo in several places: nothing can be said of a pair
            choices = {member.key: Choice.KEEP for member in detail.members}
            self._undoable.choose(detail.group.id, choices, "Keep all")
            self.next_group()
        else:
            self._decide(detail, Verdict.KEEP_BOTH, "Keep all")

    def _decide(self, detail: GroupDetail, kind: Verdict, text: str) -> None:
        keys = [member.key for member in detail.members]
        self._undoable.decide(detail.group.id, kind, keys, text)
        self._session.step(1)

    # -- going on

    def accept(self) -> None:
        """Choose what is proposed for the photos that are open still, and go on."""
        detail = self._compare.detail
        if detail is None:
            return
        choices = {
            member.key: member.suggestion for member in detail.members if _is_proposed(member)
        }
        if choices:
            self._undoable.choose(detail.group.id, choices, "Accept what was proposed")
        self.next_group()

    def next_group(self) -> None:
        """Look at the next group."""
        if not self._session.step(1) and self._session.groups:
            more = " Del moves what you chose to the trash." if self._session.totals.n_trash else ""
            self.ended.emit(f"This is the last group.{more}")

    def previous_group(self) -> None:
        """Look at the group before."""
        self._session.step(-1)


def _is_proposed(member: Member) -> bool:
    return member.choice is Choice.OPEN and member.suggestion is not Choice.OPEN
