"""What the cell of a photo shows, put together from its row, its match and its thumbnail."""

from __future__ import annotations

from photosim.gui.grid.cell import Content
from photosim.gui.grid.photos import PhotoList
from photosim.gui.grid.thumbnails import Thumbnails
from photosim.gui.texts import photo_facts


def of_row(photos: PhotoList, thumbnails: Thumbnails, row: int) -> Content:
    """What the cell of a row shows now; what is not known yet is asked for."""
    photo, match = photos.photo(row), photos.match_of(row)
    return Content(
        picture=thumbnails.pixmap(photos.photo_id(row)),
        mean_colour=photo.mean_colour if photo else None,
        lead=photos.lead(row),
        fact=photos.fact(row),
        badges=photo_facts.badges(photo) if photo else (),
        is_lead_bold=match is not None and match.evidence in photo_facts.CERTAIN,
        is_pale=photo is not None and photo.offline,
        fold=photos.fold_of(row),
    )
