"""Why a file does not go to the trash, or does not come back."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import Code, TrashFault, parsed


def names(reason: str, path: str) -> bool:
    """Whether a reason, once it is said, names a file or something beside it; readable text."""
    found = parsed(reason)
    return any(path in str(value) for value in (found[1] if found else [reason]))


_ANEW = {
    TrashFault.NOT_AS_SEEN,
    TrashFault.OTHER_GROUP,
    TrashFault.KEEPER_CHANGED,
    TrashFault.KEEPER_GOES,
}
_ANEW_OF_ANOTHER = {
    TrashFault.GONE,
    TrashFault.LINK,
    TrashFault.NOT_ORDINARY,
    TrashFault.CHANGED,
    TrashFault.CHANGED_MEANWHILE,
}


def is_to_decide(reason: str, path: str) -> bool:
    """Whether a file did not go because it, or what should stay, is not what was looked at.

    Not so where the trash does not work or a drive is away: there the decision stands.

    Args:
        reason: as `coded`.
        path: of the file that did not go, readable text.
    """
    found = parsed(reason)
    if found is None:
        return False
    code, values = found
    return code in _ANEW or (code in _ANEW_OF_ANOTHER and path not in values)


SENTENCES: Mapping[Code, str] = {
    TrashFault.GONE: "{} is not there any more.",
    TrashFault.LINK: "{} is a link, not a file.",
    TrashFault.NOT_ORDINARY: "{} is not an ordinary file.",
    TrashFault.UNREACHABLE: "{} cannot be reached: {:Why}.",
    TrashFault.CHANGED: "{} changed while it was read.",
    TrashFault.CHANGED_MEANWHILE: "{} changed meanwhile.",
    TrashFault.CHANGED_AT_LAST: "{} changed at the last moment.",
    TrashFault.CHANGED_AND_BACK: "{} changed at the last moment; it is where it was.",
    TrashFault.CHANGED_AND_STUCK: (
        "{} changed at the last moment. What came in its place is in the trash, as {}: {:told}"
    ),
    TrashFault.NO_PHOTO: "{} is no photo.",
    TrashFault.NOT_AS_SEEN: "{} is no longer the photo that was looked at.",
    TrashFault.NEVER_TOUCHED: "{} lies in {}, which is never touched.",
    TrashFault.NO_COPY: "No copy of {} would stay.",
    TrashFault.NO_COPY_IN_GROUP: (
        "{} would go, but nothing of its group would stay. Keep one of them, or say that it may"
        " go all the same."
    ),
    TrashFault.OTHER_GROUP: "{} stays: its group is another one now.",
    TrashFault.NO_COPY_OF_COMPANION: (
        "{} belongs to {} and would go with it, but no copy of it would stay."
    ),
    TrashFault.ONE_FILE: "{} and {} are one file under two names.",
    TrashFault.ONE_SHOT: "{} and {} belong to one shot and stay together.",
    TrashFault.KEEPER_GOES: "{}, which should stay, is to go as well.",
    TrashFault.KEEPER_CHANGED: "{}, which should stay, has changed.",
    TrashFault.KEEPER_WENT: (
        "{}, which should stay, went with {}: they were one file. It is back."
    ),
    TrashFault.WINDOW_ONLY: "{} stays: photos can be moved to the trash in the window only.",
    TrashFault.NO_ROOM: (
        "{} stays: there is no room in the trash. Empty it, or make room on its disk."
    ),
    TrashFault.LONG_NAME: (
        "{} stays: its name is too long for the trash. Give it a shorter one, then try again."
    ),
    TrashFault.NO_TRASH: "There is no trash: {} cannot be made ({:Why}).",
    TrashFault.ON_WINDOWS_SHARE: (
        "{} lies on a network drive. Windows has no trash there and would erase it; it stays."
    ),
    TrashFault.REFUSED: "{} cannot be moved to the trash ({:Why}); it stays where it is.",
    TrashFault.NOT_TAKEN: "The system's trash did not take {}.",
    TrashFault.NOT_KEPT: "The system's trash did not keep {}; photosim put it back.",
    TrashFault.LOST: "The system's trash did not keep {}. {:told}",
    TrashFault.NO_WAY_BACK: "It cannot be put back.",
    TrashFault.STOPPED: "It was stopped.",
    TrashFault.DRIVE_AWAY: "The drive of {} is not connected.",
    TrashFault.DRIVE_OFFLINE: "The drive of {} is offline. Plug it in, then bring it back.",
    TrashFault.FOLDER_AWAY: ("{} is offline: {} was not moved. Connect the drive, then try again."),
    TrashFault.KEEPER_AWAY: (
        "{} is offline, and {}, which should stay, lies there. Connect the drive, then try again."
    ),
    TrashFault.PLACE_TAKEN: ("{} is another file now. Move it elsewhere, then bring this back."),
    TrashFault.ALREADY_THERE: "{} is there already.",
    TrashFault.OTHER_BY_NOW: "{} is another file by now.",
    TrashFault.EMPTIED: "{} is not in the trash any more.",
    TrashFault.CHANGED_IN_TRASH: "{} was changed in the trash; it stays there.",
    TrashFault.NOT_WHAT_WENT: (
        "{} was changed in the trash and is not what was moved. It lies there as {}; look at it,"
        " and move it back yourself."
    ),
    TrashFault.PLACE_NO_FILE: (
        "At {} lies a folder or a link now, and no file. Move it elsewhere, then bring this back."
    ),
    TrashFault.NOT_COPIED: "{} could not be copied from the trash.",
    TrashFault.ENDED: "photosim ended before this was moved; it is where it was.",
    TrashFault.ENDED_IN_SHOT: (
        "photosim ended before all files of this shot were moved; they are where they were."
    ),
    TrashFault.REPLACED: (
        "Another file came in the place of {} before it was moved; it is where it was."
    ),
    TrashFault.VANISHED: "{} is neither where it lay nor in the trash.",
    TrashFault.UNCERTAIN: (
        "Its drive is not connected; what became of it is looked up when it is there again."
    ),
}
"""What is said of each code, with a place for each of its values; see `error_wording`."""
