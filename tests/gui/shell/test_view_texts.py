"""What a page without photos says: that there are none only when that is known."""

from dataclasses import replace

import pytest

from photosim.core.records.photos import Folder, FolderState
from photosim.gui.shell.view_texts import ADD_FOLDER, GO_ON, PROBLEMS, SCAN_AGAIN, nothing_in

EMPTY = Folder(1, "/p", FolderState.WATCHING, 0)


@pytest.mark.parametrize(
    ("more", "said", "button"),
    [
        ({}, "No photos were found here.", ADD_FOLDER),
        ({"is_scanned": False}, "has not looked for photos here yet", GO_ON),
        ({"has_unread": True}, "None of the photos", PROBLEMS),
        ({"has_waiting": True}, "Photos were found here", None),
        ({"state": FolderState.SCANNING, "is_scanned": False}, "is looking for photos", None),
        ({"state": FolderState.OFFLINE}, "cannot be read now", SCAN_AGAIN),
        ({"state": FolderState.OFFLINE, "is_scanned": False}, "cannot be read now", SCAN_AGAIN),
    ],
)
def test_that_there_are_no_photos_is_said_after_a_scan_that_found_none(more, said, button):
    sentence, text = nothing_in((replace(EMPTY, **more),))

    assert said in sentence
    assert text == button


@pytest.mark.parametrize("more", [{"is_scanned": False}, {"has_waiting": True}])
def test_one_folder_that_may_hold_photos_is_enough_to_say_nothing_of_the_kind(more):
    sentence, _ = nothing_in((EMPTY, replace(EMPTY, **more)))

    assert "No photos were found" not in sentence
