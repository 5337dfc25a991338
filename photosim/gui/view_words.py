"""What the pages of labels and themes are called, what they ask for, what they say. Pure."""

from __future__ import annotations

from photosim.core.records import Order, View
from photosim.gui.navigation import ALL_PHOTOS, THEMES, Place, of_label


def view_of(place: Place, order: Order, descending: bool) -> View:
    """What to ask the engine for at a place."""
    return View(place.folder_id, order, descending, place.label, place.is_suggested, place.theme)


def is_limited(place: Place) -> bool:
    """Whether a place shows only photos of a label or of a theme."""
    return bool(place.label or place.theme)


def title(place: Place, theme_name: str) -> str:
    """What the page of a label or of a theme is called; `theme_name` is empty when unknown."""
    if place.label:
        return f"Perhaps {place.label}" if place.is_suggested else place.label
    return theme_name or "Theme"


def nothing(place: Place) -> tuple[str, str]:
    """The sentence and the button of a label's or a theme's page without photos."""
    if place.is_suggested:
        return (
            f"photosim has no photos to suggest for “{place.label}” now.",
            "Show the labelled photos",
        )
    if place.label:
        return f"No photo is labelled “{place.label}” now.", "Show all photos"
    return "This theme is not there any more: its photos went to other themes.", "Show all themes"


def way_out(place: Place) -> Place:
    """Where the button of such a page leads."""
    if place.is_suggested:
        return of_label(place.label)
    return ALL_PHOTOS if place.label else THEMES
