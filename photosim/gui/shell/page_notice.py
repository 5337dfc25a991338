"""What the strip above the photos says about a page: what is away, new, or to be known. Pure."""

from __future__ import annotations

from photosim.core.records.photos import Folder, FolderState
from photosim.gui.shell.navigation import Stop
from photosim.gui.texts import counts
from photosim.texts import error_wording, note_wording

SHOW_LATE = "Show it"


def notice(stop: Stop, folder: Folder | None, n_searchable: int) -> tuple[str, str | None]:
    """The sentence about a page, empty when there is none, and the button that helps.

    Args:
        stop: the page.
        folder: the watched folder that it shows, if it shows one.
        n_searchable: photos that a search would look through now.
    """
    answer, query = stop.answer, stop.place.query
    is_away = folder is not None and folder.state is FolderState.OFFLINE
    if folder is not None and is_away and folder.n_photos:
        why = f" {error_wording.told(folder.note)}" if folder.note else ""
        name = counts.path(folder.name)
        return f"{name} is offline. Its photos can still be found.{why}", "Scan again"
    if stop.late:
        is_one = len(stop.late) == 1
        found = (
            "Probably the same picture was" if is_one else "More of probably the same picture were"
        )
        return f"{found} found on a second look.", SHOW_LATE
    # what there is to say of words stands with better ones (`gui.words.hints`)
    is_told = query is not None and bool(query.text)
    if answer is not None and answer.notes and answer.matches and not is_told:
        return note_wording.said(answer.notes), None
    if answer is not None and answer.n_photos < n_searchable:
        n_more = counts.photos(n_searchable - answer.n_photos)
        return f"{n_more} came after this search.", "Search again"
    return "", None
