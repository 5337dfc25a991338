"""What a person does with the box on the query's picture."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from support.people.person import Person

from photosim.core.records.photos import Box
from photosim.gui.search.part_picture import PartPicture


def picture(person: Person) -> PartPicture:
    """The query's picture, in sight."""
    person.show_query_pane()
    shown = person.window.query_pane.picture
    person.wait_until(shown.isVisible)
    return shown


def at(person: Person, x: float, y: float) -> QPoint:
    """A place of the picture, by fractions of it; never (0, 0), for QTest that is the middle."""
    target = picture(person).target()
    left = target.left() + round(x * (target.width() - 1))
    return QPoint(max(1, left), max(1, target.top() + round(y * (target.height() - 1))))


def drag(person: Person, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Press at one place of the picture, move, let go at another."""
    shown, button = picture(person), Qt.MouseButton.LeftButton
    first, last = at(person, *start), at(person, *end)
    QTest.mousePress(shown, button, pos=first)
    for step in (1, 2, 3):
        QTest.mouseMove(shown, first + (last - first) * step / 3)
    QTest.mouseRelease(shown, button, pos=last)


def draw(person: Person, box: Box) -> None:
    """Draw a box from its top left to its bottom right."""
    drag(person, (box.x, box.y), (box.x + box.width, box.y + box.height))


def click(person: Person, x: float, y: float) -> None:
    QTest.mouseClick(picture(person), Qt.MouseButton.LeftButton, pos=at(person, x, y))


def about(shown: Box | None, wanted: Box) -> bool:
    """Whether a box lies where it should, as exactly as pixels allow."""
    if shown is None:
        return False
    pairs = zip(
        (shown.x, shown.y, shown.width, shown.height),
        (wanted.x, wanted.y, wanted.width, wanted.height),
        strict=True,
    )
    return all(abs(one - other) < 0.02 for one, other in pairs)
