"""What a person does and sees in a review: groups, the photos of one, keep rules, the trash.

Only what can be seen or heard is asked for, as in `person`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from support.painted import shows_picture
from support.people.person import Keys, Person

from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice


class Reviewer:
    """A person who reviews groups.

    Attributes:
        person: with the window.
        controller, trash: where groups are reviewed, and the way to the trash.
    """

    def __init__(self, person: Person) -> None:
        assert person.window.review is not None
        self.person = person
        self.controller = person.window.review
        self.trash = person.window.trash

    # -- the list

    def go_to(self, tier: Tier) -> None:
        """Open the groups of a tier from the left column, and wait for all of them."""
        is_similar = tier is Tier.SIMILAR_SHOTS
        self.person.go_to("Similar shots" if is_similar else "Duplicates")
        self.person.wait_until(self.controller.page.isVisible)
        chip = self.controller.page.head.chips.get(tier)
        if chip is not None:
            self.person.wait_until(chip.isVisible)
            if not chip.isChecked():
                self.person.click(chip)
        self.wait_until_compared()

    def wait_until_compared(self) -> None:
        """Until all photos are indexed and compared, and the list, where it is seen, says so."""
        engine, session = self.person.engine, self.controller.session
        self.ask(engine.update)
        self.ask(engine.review.compare)
        if not self.controller.page.isVisible():
            return
        self.person.wait_until(lambda: not session.is_waiting and self._is_all_listed())
        self.settle()

    def _is_all_listed(self) -> bool:
        """Whether the list shows the groups that the engine has now: a file may still come back."""
        session = self.controller.session
        found = self.ask(self.person.engine.review.groups, session.wanted)
        return [group.id for group in session.groups] == [group.id for group in found]

    def ask(self, method: Callable[..., Future], *arguments: object) -> Any:
        """What the engine answers."""
        answer = method(*arguments)
        self.person.wait_until(answer.done)
        return answer.result()

    def groups(self) -> list[str]:
        """What is told of each group: "2 files, frees 1.2 MB, ..., open"."""
        model = self.controller.page.list.model()
        return [self._heard(model, row) for row in range(model.rowCount())]

    @property
    def totals(self) -> str:
        """The line below the title."""
        return self.controller.page.head.subtitle.whole

    @property
    def empty_sentence(self) -> str:
        """What stands in the place of groups."""
        return self.controller.page.empty_sentence

    # -- the group

    def names(self) -> list[str]:
        """Names of the photos that are compared."""
        table = self.controller.page.compare.table.model()
        return [str(table.index(0, i).data()).split("  ")[0] for i in range(table.columnCount())]

    def photos(self) -> list[str]:
        """What is told of each compared photo: "Photo 1, a.jpg, ..., chosen to keep"."""
        panes = self.controller.page.compare.panes.panes
        return [pane.canvas.accessibleName() for pane in panes if pane.isVisible()]

    def say(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key and wait until it was done."""
        self.person.press(key, held)
        self.settle()

    def choose(self, name: str) -> None:
        """Mean a photo, by its number on the keyboard."""
        self.person.press(Keys(Keys.Key_1.value + self.names().index(name)))

    def settle(self) -> None:
        """Until what was said is done, and the group is there."""
        self.person.wait_until(
            lambda: (
                not self.controller.undoable.is_busy
                and not self.controller.session.is_waiting
                and (not self.controller.session.groups or self._is_shown())
            )
        )

    def wait_until_seen(self) -> None:
        """Until there is a picture in each pane."""
        panes = self.controller.page.compare.panes.panes
        seen = [pane.canvas for pane in panes if pane.isVisible()]
        assert seen
        self.person.wait_until(lambda: all(map(shows_picture, seen)))

    # -- rules and the trash

    def apply_rules(self, look: str = "", prefer: str = "") -> str:
        """Apply the keep rules as they are proposed; what the preview said.

        `prefer` names a watched folder in which photos are kept first.
        """
        self.person.press(Keys.Key_R)
        self.person.wait_until(
            lambda: self.controller.rules is not None and self.controller.rules.isVisible()
        )
        rules = self.controller.rules
        assert rules is not None
        if prefer:
            self._pick(rules.preferred.add, prefer)
            assert not rules.apply.isEnabled()  # until there is a new preview
        self.person.wait_until(rules.apply.isEnabled)
        self.person.wait_until(lambda: rules.view.list.rows.rowCount() > 0)
        if look:
            self.person.look(look, rules)
        said = rules.view.text.text()
        self.person.click(rules.apply)
        self.settle()
        return said

    def previewed(self) -> dict[str, tuple[Choice, str]]:
        """What the opened rules show of each photo, by path: what happens, and all that is said."""
        listed = self.controller.rules.view.list
        rows = listed.rows
        found = {}
        for row in range(rows.rowCount()):
            listed.scrollTo(rows.index(row))
            self.person.wait_until(lambda row=row: rows.member(row) is not None)
            member = rows.member(row)
            said = str(rows.index(row).data(Qt.ItemDataRole.ToolTipRole))
            found[member.photo.path] = (member.choice, said)
        return found

    def _pick(self, button: QAbstractButton, text: str) -> None:
        """Choose from the menu that a button opens."""
        self.person.click(button)
        self.person.wait_until(lambda: QApplication.activePopupWidget() is not None)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text().endswith(text)).trigger()
        menu.close()

    def ask_for_the_trash(self) -> str:
        """Press Del; what the plan says."""
        self.person.press(Keys.Key_Delete)
        dialog = self.trash.cleaning.dialog
        self.person.wait_until(lambda: dialog.isVisible() and not dialog.is_waiting)
        return dialog.text.text()

    def move_to_trash(self) -> str:
        """Press the plan's button and wait for the report; what it says."""
        dialog = self.trash.cleaning.dialog
        self.person.click(dialog.go)
        self.person.wait_until(lambda: dialog.close_.isVisible())
        return dialog.text.text()

    def clean_up(self, tier: Tier = Tier.SAME_FILE) -> None:
        """Move to the trash what the keep rules choose in the groups of a tier."""
        self.go_to(tier)
        self.apply_rules()
        self.ask_for_the_trash()
        self.move_to_trash()
        self.close_report()

    def going(self) -> list[str]:
        """What the trash's question tells of each file that would go."""
        rows = self.trash.cleaning.dialog.going.rows
        return [self._heard(rows, row) for row in range(rows.rowCount())]

    def has_pictures_of_what_goes(self) -> bool:
        """Whether the pictures in sight in the trash's question are there."""
        going = self.trash.cleaning.dialog.going
        seen = [going.rows.row(row)[0].photo_id for row in going.rows_in_sight()]
        return bool(seen) and all(going.thumbnails.pixmap(photo_id) for photo_id in seen)

    def refusals(self) -> list[str]:
        """Why files stay, as the report lists it."""
        files = self.trash.cleaning.dialog.files
        return [files.item(row).text() for row in range(files.count())]

    def close_report(self) -> None:
        """Close it, and wait for the groups that are left."""
        dialog = self.trash.cleaning.dialog
        self.person.click(dialog.close_)
        self.person.wait_until(lambda: not dialog.isVisible())
        self.person.wait_until(lambda: QApplication.activeModalWidget() is None)
        self.settle()

    # -- decisions and the journal

    def decisions(self) -> list[str]:
        """The lines of the page of decisions."""
        model = self.controller.decisions_page.model
        return [self._heard(model, row) for row in range(model.rowCount())]

    def journal(self) -> list[str]:
        """The lines of the trash journal: what was moved at once, and its files."""
        model = self.trash.journal_page.model
        lines = []
        for row in range(model.rowCount()):
            top = model.index(row, 0)
            lines.append(str(top.data(Qt.ItemDataRole.AccessibleTextRole)))
            lines += [self._heard(model, i, top) for i in range(model.rowCount(top))]
        return lines

    def _is_shown(self) -> bool:
        detail, group = self.controller.page.compare.detail, self.controller.session.group
        return detail is not None and group is not None and detail.group.id == group.id

    def _heard(
        self,
        model: QAbstractItemModel,
        row: int,
        parent: QModelIndex = QModelIndex(),  # noqa: B008 - Qt's signature
    ) -> str:
        return str(model.index(row, 0, parent).data(Qt.ItemDataRole.AccessibleTextRole))
