"""Each reason of the trash reads as it did when journals held sentences."""

import pytest

from photosim.core.errors import StoreError, TrashError, TrashFault, coded
from photosim.texts import error_wording, trash_wording

A, B = "/p/a.jpg", "/q/b.jpg"

BEFORE = {
    TrashFault.OTHER_GROUP: ([A], f"{A} stays: its group is another one now."),
    TrashFault.GONE: ([A], f"{A} is not there any more."),
    TrashFault.LINK: ([A], f"{A} is a link, not a file."),
    TrashFault.NOT_ORDINARY: ([A], f"{A} is not an ordinary file."),
    TrashFault.UNREACHABLE: ([A, "I/O error"], f"{A} cannot be reached: I/O error."),
    TrashFault.CHANGED: ([A], f"{A} changed while it was read."),
    TrashFault.CHANGED_MEANWHILE: ([A], f"{A} changed meanwhile."),
    TrashFault.CHANGED_AT_LAST: ([A], f"{A} changed at the last moment."),
    TrashFault.CHANGED_AND_BACK: ([A], f"{A} changed at the last moment; it is where it was."),
    TrashFault.CHANGED_AND_STUCK: (
        [A, "/t/a.jpg", coded(TrashFault.OTHER_BY_NOW, A)],
        f"{A} changed at the last moment. What came in its place is in the trash, as /t/a.jpg: "
        f"{A} is another file by now.",
    ),
    TrashFault.NO_PHOTO: ([A], f"{A} is no photo."),
    TrashFault.NOT_AS_SEEN: ([A], f"{A} is no longer the photo that was looked at."),
    TrashFault.NEVER_TOUCHED: ([A, "/p"], f"{A} lies in /p, which is never touched."),
    TrashFault.NO_COPY: ([A], f"No copy of {A} would stay."),
    TrashFault.NO_COPY_IN_GROUP: (
        ["a.jpg"],
        "a.jpg would go, but nothing of its group would stay. Keep one of them, or say that it may"
        " go all the same.",
    ),
    TrashFault.NO_COPY_OF_COMPANION: (
        ["/p/a.mov", "a.jpg"],
        "/p/a.mov belongs to a.jpg and would go with it, but no copy of it would stay.",
    ),
    TrashFault.ONE_FILE: ([A, B], f"{A} and {B} are one file under two names."),
    TrashFault.ONE_SHOT: ([A, B], f"{A} and {B} belong to one shot and stay together."),
    TrashFault.KEEPER_GOES: ([B], f"{B}, which should stay, is to go as well."),
    TrashFault.KEEPER_CHANGED: ([B], f"{B}, which should stay, has changed."),
    TrashFault.FOLDER_AWAY: (
        ["/mnt/usb", A],
        f"/mnt/usb is offline: {A} was not moved. Connect the drive, then try again.",
    ),
    TrashFault.KEEPER_AWAY: (
        ["/mnt/usb", A],
        f"/mnt/usb is offline, and {A}, which should stay, lies there."
        " Connect the drive, then try again.",
    ),
    TrashFault.KEEPER_WENT: (
        [B, A],
        f"{B}, which should stay, went with {A}: they were one file. It is back.",
    ),
    TrashFault.WINDOW_ONLY: (
        [A],
        f"{A} stays: photos can be moved to the trash in the window only.",
    ),
    TrashFault.NO_ROOM: (
        [A],
        f"{A} stays: there is no room in the trash. Empty it, or make room on its disk.",
    ),
    TrashFault.NO_TRASH: (
        ["/h", "Not a directory"],
        "There is no trash: /h cannot be made (Not a directory).",
    ),
    TrashFault.ON_WINDOWS_SHARE: (
        [A],
        f"{A} lies on a network drive. Windows has no trash there and would erase it; it stays.",
    ),
    TrashFault.REFUSED: (
        [A, "No"],
        f"{A} cannot be moved to the trash (No); it stays where it is.",
    ),
    TrashFault.NOT_TAKEN: ([A], f"The system's trash did not take {A}."),
    TrashFault.NOT_KEPT: ([A], f"The system's trash did not keep {A}; photosim put it back."),
    TrashFault.LOST: (
        [A, coded(TrashFault.NO_WAY_BACK)],
        f"The system's trash did not keep {A}. It cannot be put back.",
    ),
    TrashFault.NO_WAY_BACK: ([], "It cannot be put back."),
    TrashFault.STOPPED: ([], "It was stopped."),
    TrashFault.DRIVE_AWAY: ([A], f"The drive of {A} is not connected."),
    TrashFault.DRIVE_OFFLINE: (
        [A],
        f"The drive of {A} is offline. Plug it in, then bring it back.",
    ),
    TrashFault.PLACE_TAKEN: (
        [A],
        f"{A} is another file now. Move it elsewhere, then bring this back.",
    ),
    TrashFault.ALREADY_THERE: ([A], f"{A} is there already."),
    TrashFault.OTHER_BY_NOW: ([A], f"{A} is another file by now."),
    TrashFault.EMPTIED: ([A], f"{A} is not in the trash any more."),
    TrashFault.CHANGED_IN_TRASH: ([A], f"{A} was changed in the trash; it stays there."),
    TrashFault.LONG_NAME: (
        [A],
        f"{A} stays: its name is too long for the trash. Give it a shorter one, then try again.",
    ),
    TrashFault.NOT_WHAT_WENT: (
        [A, "/t/a.jpg"],
        f"{A} was changed in the trash and is not what was moved. It lies there as /t/a.jpg;"
        " look at it, and move it back yourself.",
    ),
    TrashFault.PLACE_NO_FILE: (
        [A],
        f"At {A} lies a folder or a link now, and no file. Move it elsewhere, then bring this"
        " back.",
    ),
    TrashFault.NOT_COPIED: ([A], f"{A} could not be copied from the trash."),
    TrashFault.ENDED: ([], "photosim ended before this was moved; it is where it was."),
    TrashFault.ENDED_IN_SHOT: (
        [],
        "photosim ended before all files of this shot were moved; they are where they were.",
    ),
    TrashFault.REPLACED: (
        [A],
        f"Another file came in the place of {A} before it was moved; it is where it was.",
    ),
    TrashFault.VANISHED: ([A], f"{A} is neither where it lay nor in the trash."),
    TrashFault.UNCERTAIN: (
        [],
        "Its drive is not connected; what became of it is looked up when it is there again.",
    ),
}


@pytest.mark.parametrize("fault", TrashFault)
def test_each_reason_reads_as_journals_held_it_before(fault):
    values, sentence = BEFORE[fault]

    assert error_wording.sentence(TrashError(fault, *values)) == sentence
    assert error_wording.told(sentence) == sentence


def test_error_that_says_another_says_both():
    lost = TrashError(TrashFault.LOST, A, str(StoreError("The disk is full.")))

    both = f"The system's trash did not keep {A}. The disk is full."
    assert error_wording.sentence(lost) == both


@pytest.mark.parametrize("name", ["#trash-gone", '#trash-gone ["x"]', "{}", "{:told}"])
def test_name_that_looks_like_a_code_is_a_name(name):
    assert (
        error_wording.sentence(TrashError(TrashFault.GONE, name))
        == f"{name} is not there any more."
    )


def test_what_names_a_file_is_known_from_the_code_and_from_the_sentence():
    stuck = TrashError(TrashFault.CHANGED_AND_STUCK, A, "/t/a.jpg", coded(TrashFault.NO_WAY_BACK))

    assert trash_wording.names(str(stuck), A) and not trash_wording.names(str(stuck), B)
    assert trash_wording.names(f"{A} is no photo.", A)
    assert not trash_wording.names(coded(TrashFault.ENDED), A)
    assert not trash_wording.names("It was stopped.", A)
    assert trash_wording.names(coded(TrashFault.GONE, '/p/"ü".jpg'), '/p/"ü".jpg')
