"""What a person does in a review, each undoable: choices, verdicts, rules, revoking.

An action stands on the window's undo stack as soon as the engine has done it; undoing asks the
engine for the opposite. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from photosim.core.records.review import (
    ChoicesByKey,
    ChoicesMade,
    ChosenAgain,
    ChosenIn,
    Verdict,
    VerdictRow,
    VerdictsMade,
)
from photosim.gui.duplicates import group_texts
from photosim.gui.duplicates.ports import ChoicePort
from photosim.gui.shell.undoing import Act, Finished, Undoing, failing
from photosim.gui.widgets.bridge import Bridge


class UndoableReview(QObject):
    """Does things and can undo them.

    Attributes:
        stack: what was done, for the Edit menu.

    Signals:
        chosen: choices of a group are remembered now. arg1: group id. arg2: the choices by key.
        put_back: an undo or a redo has changed a group, which should be looked at. arg1: its id.
        many_chosen: the same for many groups. arg1: the choices by group id.
        regrouped: the photos of an undo or a redo are in other groups now, of which one should be
            looked at. arg1: its id, empty for none.
        said: what a choice has brought about elsewhere, or could not. arg1: a sentence.
        decided: a verdict was remembered or forgotten.
        failed: something could not be done. arg1: why, a sentence.
    """

    chosen = Signal(str, object)
    put_back = Signal(str)
    many_chosen = Signal(object)
    regrouped = Signal(str)
    said = Signal(str)
    decided = Signal()
    failed = Signal(str)

    def __init__(
        self,
        review: ChoicePort,
        bridge: Bridge,
        undoing: Undoing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._review, self._bridge = review, bridge
        self._undoing = undoing
        self.stack = undoing.stack

    @property
    def is_busy(self) -> bool:
        """Whether the engine has not done everything yet."""
        return self._undoing.is_busy

    def undo(self) -> None:
        """Take the last action back, also one that the engine is still busy with."""
        self._undoing.undo()

    def redo(self) -> None:
        """Do it again."""
        self._undoing.redo()

    # -- choices

    def choose(self, group_id: str, choices: ChoicesByKey, text: str) -> None:
        """Remember what shall become of members; shown at once."""
        self.chosen.emit(group_id, choices)

        def act(finished: Finished) -> None:
            def done(made: ChoicesMade) -> None:
                self._remember(text, made, self._choose_again)
                finished()

            made = self._review.choose(group_id, choices)
            self._bridge.bind(made, done, self._failing(finished))

        self._do(act)

    def choose_many(self, choices: Mapping[str, ChoicesByKey], text: str) -> None:
        """Remember choices in many groups, as one action."""

        def act(finished: Finished) -> None:
            def done(made: ChoicesMade) -> None:
                self._remember(text, made, self._choose_many_again)
                self.many_chosen.emit(choices)
                finished()

            made = self._review.choose_many(choices)
            self._bridge.bind(made, done, self._failing(finished))

        self._do(act)

    def _remember(
        self, text: str, made: ChoicesMade, again: Callable[[Sequence[ChosenIn]], None]
    ) -> None:
        """Put it on the stack; say what the person may have forgotten and cannot see here."""
        self._push(text, lambda: again(made.back), lambda: again(made.after))
        self._say(group_texts.spared(made.spared))

    def _choose_again(self, wanted: Sequence[ChosenIn]) -> None:
        """Choose in one group what was chosen there; shown at once."""

        def act(finished: Finished) -> None:
            def done(made: ChosenAgain) -> None:
                if made != ChosenAgain({one.group_id: one.choices for one in wanted}):
                    self.regrouped.emit(next(iter(made.choices), ""))
                self._say(group_texts.chosen_again(made))
                finished()

            made = self._review.choose_again(wanted)
            self._bridge.bind(made, done, self._failing(finished))
            for one in wanted:
                self.chosen.emit(one.group_id, one.choices)
                self.put_back.emit(one.group_id)

        self._do(act)

    def _choose_many_again(self, wanted: Sequence[ChosenIn]) -> None:
        """Choose in many groups what rules chose there, or what was chosen before."""

        def act(finished: Finished) -> None:
            def done(made: ChosenAgain) -> None:
                self.many_chosen.emit(made.choices)
                self._say(group_texts.chosen_again(made))
                finished()

            made = self._review.choose_again(wanted)
            self._bridge.bind(made, done, self._failing(finished))

        self._do(act)

    def _say(self, sentence: str) -> None:
        if sentence:
            self.said.emit(sentence)

    # -- verdicts

    def decide(self, group_id: str, kind: Verdict, keys: Sequence[int], text: str) -> None:
        """Remember for good what the person says of members."""
        last = VerdictsMade(())

        def decide(after: Callable[[], None]) -> Act:
            def act(finished: Finished) -> None:
                def done(made: VerdictsMade) -> None:
                    nonlocal last
                    last = made
                    after()
                    self.decided.emit()
                    finished()

                made = self._review.decide(group_id, kind, keys)
                self._bridge.bind(made, done, self._failing(finished))

            return act

        def undo() -> None:
            self._do(lambda finished: self._revoke(last.ids, finished))
            if last.spared:
                self._choose_many_again(last.spared)

        def redo() -> None:
            self._do(decide(_nothing))

        self._do(decide(lambda: self._push(text, undo, redo)))

    def revoke(self, rows: Sequence[VerdictRow], text: str) -> None:
        """Forget remembered verdicts."""
        ids = [row.id for row in rows]

        def first(finished: Finished) -> None:
            def done() -> None:
                self._push(text, undo, redo)
                finished()

            self._revoke(ids, done, self._failing(finished))

        def undo() -> None:
            self._do(again)

        def redo() -> None:
            self._do(lambda finished: self._revoke(ids, finished))

        def again(finished: Finished) -> None:
            def done(made: Sequence[int]) -> None:
                ids[:] = made
                self.decided.emit()
                finished()

            made = self._review.decide_again(rows)
            self._bridge.bind(made, done, self._failing(finished))

        self._do(first)

    def _revoke(
        self,
        ids: Sequence[int],
        finished: Finished,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def done(_nothing: None) -> None:
            self.decided.emit()
            finished()

        revoked = self._review.revoke(tuple(ids))
        self._bridge.bind(revoked, done, failed or self._failing(finished))

    # -- one after another

    def _do(self, act: Act) -> None:
        self._undoing.do(act)

    def _failing(self, finished: Finished) -> Callable[[Exception], None]:
        return failing(finished, self.failed.emit)

    def _push(self, text: str, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        self._undoing.push(text, undo, redo)


def _nothing() -> None:
    """Nothing more is to be done then."""
