"""Where the parts of a theme's card lie: pictures above, words below. Arithmetic only."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QRect, QRectF, QSizeF

from photosim.gui.grid.lattice import GAP_PX, Lattice

PAD_PX = 8
"""From the card's edge to its pictures."""
_ASPECT = 0.58
"""Height of the pictures to their width."""
_TILE_GAP_PX = 6
_LARGE_SHARE = 0.66
"""The first picture's share of the width."""


class CardLattice(Lattice):
    """Cards in rows; `caption_px` is the height of their words with the room around these."""

    @cached_property
    def picture_height(self) -> int:
        """Height of the pictures with the room above them, px."""
        return PAD_PX + round((self.picture_width - 2 * PAD_PX) * _ASPECT)

    @cached_property
    def line_height(self) -> int:
        """From the top of one line of cards to the top of the next, px."""
        return self.picture_height + self.caption_px + GAP_PX

    def card(self, cell: int) -> QRect:
        """A card, without the gap below it."""
        return self.rect(cell).adjusted(0, 0, 0, -GAP_PX)


def pictures_of(card: QRectF, caption_px: float) -> QRectF:
    """Where the pictures of a card lie together."""
    return card.adjusted(PAD_PX, PAD_PX, -PAD_PX, -caption_px)


def tiles(room: QRectF, n: int, *, is_mirrored: bool = False) -> list[QRectF]:
    """The places of n pictures (1 to 4): a large one, the others in a column beside it."""
    n = min(n, 4)
    if n <= 1:
        return [room] if n else []
    large = QRectF(room.topLeft(), large_size(room.size(), n))
    side = room.adjusted(large.width() + _TILE_GAP_PX, 0, 0, 0)
    height = (side.height() - (n - 2) * _TILE_GAP_PX) / (n - 1)
    placed = [large]
    for i in range(n - 1):
        top = side.top() + i * (height + _TILE_GAP_PX)
        placed.append(QRectF(side.left(), top, side.width(), height))
    if is_mirrored:
        for tile in placed:
            tile.moveLeft(room.left() + room.right() - tile.right())
    return placed


def large_size(room: QSizeF, n: int) -> QSizeF:
    """Size of the first of n pictures; two share the width equally."""
    if n <= 1:
        return room
    share = 0.5 if n == 2 else _LARGE_SHARE
    return QSizeF(round((room.width() - _TILE_GAP_PX) * share), room.height())


def small_size(room: QSizeF) -> QSizeF:
    """Size of the largest of the small pictures beside a large one, of three."""
    width = room.width() - _TILE_GAP_PX - large_size(room, 3).width()
    return QSizeF(width, (room.height() - _TILE_GAP_PX) / 2)
