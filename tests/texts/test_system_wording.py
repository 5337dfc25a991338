"""What the system says of an error is kept as its number, and read as it was when it was a text."""

import errno
import os

import pytest

from photosim.core.errors import (
    KINDS,
    BackupFault,
    CacheFault,
    Fault,
    ModelFault,
    SettingFault,
    StoreError,
    StoreFault,
    TrashFault,
    WordFault,
    WorkFault,
    coded,
    system_reason,
)
from photosim.texts import error_wording, system_wording

DENIED = os.strerror(errno.EACCES)
P = "/p/a"

SAID = {
    Fault.UNREADABLE: ([], f"The file cannot be read ({DENIED})."),
    Fault.ENTRY_UNREADABLE: ([P], f"{P} cannot be read: {DENIED}."),
    TrashFault.UNREACHABLE: ([P], f"{P} cannot be reached: {DENIED}."),
    TrashFault.NO_TRASH: ([P], f"There is no trash: {P} cannot be made ({DENIED})."),
    TrashFault.REFUSED: (
        [P],
        f"{P} cannot be moved to the trash ({DENIED}); it stays where it is.",
    ),
    StoreFault.FOLDER_REFUSED: (
        [P],
        f"The folder {P} of photosim's library cannot be made or used: {DENIED.lower()}. Choose"
        " another with --library.",
    ),
    StoreFault.LOCK_REFUSED: (
        [P],
        f"photosim cannot write {P}: {DENIED.lower()}. Make the folder and the file writable for"
        " you, or choose another library with --library.",
    ),
    StoreFault.NOT_READABLE: (
        [P],
        f"photosim may not read {P}: {DENIED.lower()}. Give yourself the right to read and write"
        " it, and the files whose names begin like it, then try again. It was left as it is.",
    ),
    StoreFault.NOT_WRITABLE: (
        [P],
        f"photosim may not write {P}: {DENIED.lower()}. Give yourself the right to write it, and"
        " the files whose names begin like it, then try again.",
    ),
    StoreFault.SYSTEM_REFUSES: (
        [P],
        f"photosim cannot use {P}: {DENIED.lower()}. Check that you may read and write there, and"
        " that the disk is well; then try again.",
    ),
    StoreFault.NO_COPY: (
        [P],
        f"No copy of the library could be made in {P} before its tables are changed ({DENIED}), so"
        " nothing was changed. Check that you may write in that folder, and that its disk is well;"
        " then start photosim again.",
    ),
    StoreFault.DEMO_NOT_WRITTEN: (
        [P],
        f"The demonstration cannot be written to {P}: {DENIED}. Choose another folder with"
        " --library.",
    ),
    BackupFault.BACKUP_REFUSED: (
        [P],
        f"No backup of your decisions could be made in {P} ({DENIED}); check that you may write"
        " there.",
    ),
    BackupFault.BACKUPS_UNREADABLE: (
        [P],
        f"The backups of your decisions in {P} cannot be read: {DENIED.lower()}. Give yourself the"
        " right to read and write in that folder, then try again.",
    ),
    BackupFault.BACKUP_UNREADABLE: (
        [P],
        f"The backup {P} cannot be read: {DENIED.lower()}. Give yourself the right to read it, or"
        " choose another one.",
    ),
    BackupFault.REPAIR_REFUSED: (
        [P],
        f"The library of photosim is damaged, and cannot be repaired in {P} ({DENIED}). Check that"
        " you may write there.",
    ),
    CacheFault.ARRAYS_REFUSED: (
        [P],
        f"The file {P} cannot be read or written ({DENIED}). Give yourself the right to use its"
        " folder, or remove that: photosim makes it again.",
    ),
    CacheFault.INDEX_REFUSED: (
        [P],
        f"The search index could not be written to {P} ({DENIED}), so it is made again at every"
        " start. Give yourself the right to write there, or remove that folder: photosim makes it"
        " again.",
    ),
    CacheFault.INDEX_FORBIDDEN: (
        [P],
        f"photosim may not read the search index {P} ({DENIED}). Give yourself the right to read"
        " it, or remove its folder: photosim makes it again.",
    ),
    ModelFault.FILE_NOT_OPENED: ([P], f"The model file {P} cannot be opened: {DENIED}."),
    ModelFault.CARD_NOT_OPENED: ([P], f"The model card {P} cannot be opened: {DENIED}."),
    WorkFault.NO_OTHER_START: ([], f"Another photosim cannot be started: {DENIED}."),
    WordFault.CLASSES_UNREADABLE: ([P], f"The file {P} cannot be opened: {DENIED}."),
    SettingFault.UNREADABLE: ([], f"it cannot be read, so the defaults count: {DENIED}."),
}
"""Each code with a number of the system: what stands before that, and how it reads."""


@pytest.mark.parametrize("code", SAID)
def test_number_reads_as_the_text_that_older_libraries_hold(code):
    values, sentence = SAID[code]
    before = DENIED.lower() if "{:why}" in error_wording.SENTENCES[code] else DENIED

    assert error_wording.told(coded(code, *values, errno.EACCES)) == sentence
    assert error_wording.told(coded(code, *values, before)) == sentence


def test_each_code_with_a_number_of_the_system_is_tried():
    codes = [code for kind in KINDS for code in kind]

    assert {code for code in codes if "hy}" in error_wording.SENTENCES[code]} - set(SAID) == {
        *(code for code in codes if code == "system-error")
    }


@pytest.mark.parametrize("none", [None, "None"])
def test_where_the_system_gave_no_reason_that_stands_there(none):
    assert error_wording.told(coded(Fault.UNREADABLE, none)) == "The file cannot be read (None)."


@pytest.mark.parametrize("number", [10**30, -(10**30), 0, -1, 99_999])
def test_number_of_no_error_is_said_all_the_same(number):
    assert system_wording.said(number) and system_wording.in_small_letters(number)


def test_a_text_is_not_changed():
    assert system_wording.said("Not Now") == system_wording.in_small_letters("Not Now") == "Not Now"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.EIO, os.strerror(errno.EIO), P), errno.EIO),
        (OSError(errno.EIO, "The drive is tired", P), "The drive is tired"),
        (OSError("No such thing"), None),
        (OSError(0, "Nothing"), "Nothing"),
        (OSError(0, os.strerror(0)), os.strerror(0)),
    ],
)
def test_number_is_kept_where_the_system_has_these_words_for_it(error, reason):
    assert system_reason(error) == reason


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EACCES, DENIED),
        OSError(errno.EACCES, DENIED, P),
        OSError(errno.EACCES, DENIED, "/it's"),
        OSError(errno.EACCES, DENIED, P, None, "/q"),
        OSError(errno.EACCES, "Not now", P),
        OSError("Not now"),
        ValueError(f"[Errno 13] {DENIED}"),
    ],
)
def test_error_of_the_system_that_is_a_value_reads_as_python_writes_it(error):
    told = StoreError(StoreFault.DATABASE_DAMAGED, error)

    assert error_wording.sentence(told) == f"The library of photosim is damaged ({error})."


def test_words_of_the_system_are_not_kept():
    kept = str(StoreError(StoreFault.DATABASE_DAMAGED, OSError(errno.EACCES, DENIED, P)))

    assert DENIED not in kept and str(errno.EACCES) in kept
