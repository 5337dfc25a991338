"""What the pages of labels and themes are called, what they ask for, what they say. Pure."""

from __future__ import annotations

from photosim.core.records.photos import Folder, FolderState, SortKey, View
from photosim.gui.shell.navigation import ALL_PHOTOS, THEMES, Place, of_label
from photosim.texts import left_out_wording

SHOW_ALL = "Show all photos"


def view_of(place: Place, sort_key: SortKey, descending: bool) -> View:
    """What to ask the engine for at a place."""
    return View(place.folder_id, sort_key, descending, place.label, place.is_suggested, place.theme)


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
        return f"No photo is labelled “{place.label}” now.", SHOW_ALL
    return "This theme is not there any more: its photos went to other themes.", "Show all themes"


ADD_FOLDER, SCAN_AGAIN = "Add a folder…", "Scan again"
GO_ON, PROBLEMS = "Go on indexing", "Show problem files"
"""Buttons of a page without photos."""

MOST_LEFT_OUT = 4
"""Reasons that are told on such a page; the tip of the folder tells all."""


def nothing_in(folders: tuple[Folder, ...]) -> tuple[str, str | None]:
    """The sentence and the button of a page of folders without photos.

    That there are none is said only of folders that were scanned to the end.
    """
    if any(one.state is FolderState.SCANNING for one in folders):
        return "photosim is looking for photos. The first ones appear here soon.", None
    if any(one.state is FolderState.OFFLINE for one in folders):
        return "The folder cannot be read now. Its photos come back when it does.", SCAN_AGAIN
    if any(one.has_waiting for one in folders):
        return "Photos were found here. They appear as soon as photosim has looked at them.", None
    if not all(one.is_scanned for one in folders):
        return "photosim has not looked for photos here yet.", GO_ON
    if any(one.has_unread for one in folders):
        return "None of the photos that were found here can be read.", PROBLEMS
    return " ".join(["No photos were found here.", *_left_out(folders)]), ADD_FOLDER


def _left_out(folders: tuple[Folder, ...]) -> list[str]:
    """What was found instead, in a sentence if there is something."""
    lines = left_out_wording.lines(one for folder in folders for one in folder.left_out)
    if not lines:
        return []
    told = "; ".join(lines[:MOST_LEFT_OUT])
    more = "\N{HORIZONTAL ELLIPSIS}" if len(lines) > MOST_LEFT_OUT else ""
    return [f"Left out: {told}{more or '.'}"]


def way_out(place: Place) -> Place:
    """Where the button of such a page leads."""
    if place.is_suggested:
        return of_label(place.label)
    return ALL_PHOTOS if place.label else THEMES
