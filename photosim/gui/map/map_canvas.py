"""The map as it is painted: dots, thumbnails over them, names of themes over these.

What is painted does not grow with the library: all dots are one image, made by numpy and kept until
one moves on; thumbnails are those of the cells in sight. Photos are asked for once the view rests.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from photosim.core.records.photos import Photo
from photosim.gui.grid.sight_timer import SightTimer
from photosim.gui.grid.thumbnails import PictureRoom, Thumbnails
from photosim.gui.map import covers
from photosim.gui.map import plane as planes
from photosim.gui.map.buckets import Rows
from photosim.gui.map.cover_painter import CoverPainter, CoverState
from photosim.gui.map.covers import Covers
from photosim.gui.map.dots import Dots
from photosim.gui.map.map_photos import MapPhotos
from photosim.gui.map.map_rows import MapRows
from photosim.gui.map.plane import Plane
from photosim.gui.map.theme_colours import ThemeColours
from photosim.gui.map.theme_names import NamedTheme, ThemeNames
from photosim.gui.texts import photo_facts
from photosim.gui.widgets.appearance import Role

_REACH_PX = 10.0
"""How far from a dot the mouse means it."""


class MapCanvas(QWidget):
    """Paints a map and does what it is told; what a person does goes to `MapInput`.

    Attributes:
        plane: what part is looked at.
        current: row of the photo with the keyboard's focus, -1 for none.
        hovered: row of the photo under the mouse, -1 for none.
        band, lasso: what is drawn around photos to select them; empty while nothing is.

    Signals:
        plane_changed: another part is looked at.
        opened: Enter or Space, or a double click. arg1: photo id.
        left: Esc, while nothing is selected: back to the page before.
        hovered_changed: another photo is under the mouse, or none.
    """

    plane_changed = Signal()
    opened = Signal(int)
    left = Signal()
    hovered_changed = Signal()

    def __init__(
        self,
        photos: MapPhotos,
        rows: MapRows,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.plane = Plane()
        self.current = self.hovered = -1
        self._photos = photos
        self._rows = rows
        self._thumbnails = thumbnails
        self._picked: int | None = None
        self._names = ThemeNames()
        self.band = QRectF()
        self.lasso = QPainterPath()
        self._covers: Covers | None = None
        self._dots = Dots(photos.shown.places)
        self._are_dots_right = False
        self._take_colours()
        self._sight = SightTimer(self._look, self)
        photos.replaced.connect(self._on_replaced)
        photos.chosen_changed.connect(self._on_chosen_changed)
        rows.came.connect(self.refresh)
        thumbnails.ready.connect(self._on_thumbnail)
        self.setMinimumSize(160, 120)
        self.setMouseTracking(True)

    @Slot()
    def refresh(self) -> None:
        """Paint anew, soon."""
        self.update()

    # -- what is looked at

    def look_at(self, plane: Plane) -> None:
        """Look at another part."""
        if plane != self.plane:
            self.plane = plane
            self._covers, self._are_dots_right = None, False
            self.refresh()
            self.plane_changed.emit()

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Nearer by some steps, or further away by negative ones; `at` stays where it is."""
        self.look_at(self.plane.zoomed(planes.STEP**steps, at))

    def show_whole(self) -> None:
        """Look at all of the map."""
        self.look_at(self.plane.whole())

    def choose_in_sight(self) -> None:
        """Select every photo that is in sight."""
        view = QRectF(self.rect())
        self._photos.choose(self._photos.within_rect(self.plane, view))

    def go_to(self, row: int) -> None:
        """The keyboard is at this photo now; it is brought into sight and told."""
        self.current = row
        if not QRectF(self.rect()).contains(self.rect_of(row)):
            self.look_at(self.plane.centred(*self._photos.place(row)))
        self.refresh()
        self.tell_current()

    def tell_current(self) -> None:
        """Tell screen readers of the photo with the keyboard's focus."""
        text = self.text_of(self.current)
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text_of(self, row: int) -> str:
        """What screen readers tell of a photo: its name and date, its theme."""
        photo = self._rows.photo(self._photos.photo_id(row))
        known = photo_facts.accessible_text(photo, None) if photo is not None else ""
        chosen = self.tr("selected") if self._photos.chosen[row] else ""
        return ", ".join(part for part in (known, self._photos.theme_name(row), chosen) if part)

    def hover(self, row: int) -> None:
        """The mouse is over this photo now; -1 for none."""
        if row != self.hovered:
            self.hovered = row
            self.refresh()
            self.hovered_changed.emit()

    def pick_theme(self, number: int | None) -> None:
        """Let all but one theme fade; None for none."""
        if number != self._picked:
            self._picked = number
            self._are_dots_right = False
            self.refresh()

    @property
    def picked(self) -> int | None:
        """The theme that has not faded; None when none has."""
        return self._picked

    def covers(self) -> Covers:
        """The thumbnails in sight."""
        if self._covers is None:
            self._covers = covers.in_sight(
                self.plane, self._photos.buckets, self._photos.shown.places
            )
        return self._covers

    def row_at(self, at: QPointF) -> int:
        """The row of the photo at a point of the view, its thumbnail or its dot; -1 for none."""
        cover = self.covers().at(at.x(), at.y())
        if cover >= 0:
            return int(self.covers().rows[cover])
        return self._photos.nearest(self.plane, at, _REACH_PX)

    def rect_of(self, row: int) -> QRectF:
        """Where a photo is seen: its thumbnail, else its dot."""
        cover = self.covers().of_row(row)
        if cover >= 0:
            return self.covers().rect(cover)
        at = self.plane.to_view(*self._photos.place(row))
        return QRectF(at.x() - 4, at.y() - 4, 8, 8)

    def as_seen(self, rows: Rows, contains: Callable[[QPointF], bool]) -> Rows:
        """Rows of the photos in some shape, by what one sees.

        A thumbnail that stands for its photo alone is in it with its middle, even where the photo
        itself lies a little beside it.

        Args:
            rows: those that lie in it by their places.
            contains: whether a point of the view is in it.
        """
        seen = self.covers()
        alone = seen.counts == 1
        middles = (seen.corners[alone] + seen.side / 2).tolist()
        inside = np.fromiter((contains(QPointF(*middle)) for middle in middles), np.bool_)
        single = seen.rows[alone]
        return np.union1d(np.setdiff1d(rows, single[~inside]), single[inside])

    def n_behind(self, row: int) -> int:
        """How many more photos the thumbnail of a photo stands for."""
        cover = self.covers().of_row(row)
        return int(self.covers().counts[cover]) - 1 if cover >= 0 else 0

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """All layers, then what is in sight is asked for."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(Role.Base))
        if len(self._photos):
            self._paint_dots(painter)
            self._paint_covers(painter)
            colours = (self.palette().color(Role.Text), self.palette().color(Role.Base))
            self._names.paint(painter, self.plane, self._named(), colours)
        self._paint_band(painter)
        painter.end()
        self._sight.note_painting()

    def _paint_dots(self, painter: QPainter) -> None:
        if not self._are_dots_right:
            chosen, ratio = self._photos.chosen, self.devicePixelRatioF()
            colours = self._colours.of_photos(self._photos.shown.themes, chosen, self._picked)
            self._dots.paint(self.plane, ratio, colours, chosen)
            self._are_dots_right = True
        painter.drawImage(QPointF(), self._dots.image)

    def _paint_covers(self, painter: QPainter) -> None:
        seen, shown = self.covers(), self._photos.shown
        empty = self.palette().color(Role.AlternateBase)
        ids, themes = shown.ids[seen.rows].tolist(), shown.themes[seen.rows].tolist()
        states = self._states(seen)
        for cover, (photo_id, theme, state) in enumerate(zip(ids, themes, states, strict=True)):
            photo = self._rows.photo(photo_id)
            picture = self._thumbnails.pixmap(photo_id) or _placeholder(photo, empty)
            is_out = self._picked is not None and theme != self._picked
            self._cover_painter.paint(
                painter,
                seen.rect(cover),
                picture,
                self._colours.of(theme),
                state,
                is_pale=is_out or (photo is not None and photo.offline),
            )

    def _states(self, seen: Covers) -> list[CoverState]:
        """How each thumbnail stands."""
        current = self.current if self.hasFocus() else -1
        chosen = self._photos.chosen[seen.rows].tolist()
        rows, counts = seen.rows.tolist(), seen.counts.tolist()
        return [
            CoverState(is_chosen, row == current, row == self.hovered, count > 1)
            for row, count, is_chosen in zip(rows, counts, chosen, strict=True)
        ]

    def _named(self) -> list[NamedTheme]:
        if self._picked is None:
            return self._photos.themes
        return [one for one in self._photos.themes if one.number == self._picked]

    def _paint_band(self, painter: QPainter) -> None:
        colour = self.palette().color(Role.Highlight)
        painter.setPen(colour)
        colour.setAlphaF(0.15)
        painter.setBrush(colour)
        if not self.band.isEmpty():
            painter.drawRect(self.band)
        if not self.lasso.isEmpty():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPath(self.lasso)

    def draw_band(self, band: QRectF) -> None:
        """Show what a rectangle encloses; an empty one takes it away."""
        self.band = band
        self.refresh()

    def draw_lasso(self, lasso: QPainterPath) -> None:
        """Show what a line encloses; an empty one takes it away."""
        self.lasso = lasso
        self.refresh()

    # -- asking

    @Slot()
    def _look(self) -> None:
        seen = self.covers()
        ids = self._photos.shown.ids[seen.rows].tolist()
        side = round(seen.side * self.devicePixelRatioF())
        self._thumbnails.want(ids, PictureRoom(QSize(side, side)))
        self._rows.want(ids)

    @Slot(int)
    def _on_thumbnail(self, photo_id: int) -> None:
        self.refresh()  # one repaint for all that came in this turn

    # -- what changes

    @Slot()
    def _on_replaced(self) -> None:
        self.current = self.hovered = -1
        self._dots = Dots(self._photos.shown.places)
        self._covers, self._are_dots_right = None, False
        self.refresh()

    @Slot()
    def _on_chosen_changed(self) -> None:
        self._are_dots_right = False
        self.refresh()

    def _take_colours(self) -> None:
        self._colours = ThemeColours(self.palette())
        self._cover_painter = CoverPainter(self.palette())
        self._are_dots_right = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The same part in another size."""
        super().resizeEvent(event)
        self.look_at(self.plane.resized(self.size()))

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours anew when they change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._take_colours()
            self.refresh()

    def event(self, event: QEvent) -> bool:
        """On another screen dots are other pixels."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._are_dots_right = False
        return super().event(event)


def _placeholder(photo: Photo | None, empty: QColor) -> QColor:
    """The photo's mean colour, as far as it is known."""
    if photo is None:
        return empty
    colour = photo.mean_colour
    return QColor(colour >> 16 & 255, colour >> 8 & 255, colour & 255)
