"""What is wrong with a library, its backups and its caches, in sentences.

What stands in `{:told}` is another code; see `error_wording`.
"""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import (
    BackupFault,
    CacheFault,
    Code,
    Damage,
    Obstacle,
    StoreFault,
)

_STORE: Mapping[Code, str] = {
    StoreFault.NEEDS_FILE: "{} is no file, and photosim needs this name for one. Move it away.",
    StoreFault.LINK_NOWHERE: (
        "{} is a link that leads nowhere. If it leads to a drive, connect that; else move the link"
        " away."
    ),
    StoreFault.LINK_CIRCLE: "{} is a link that leads in a circle. Move it away.",
    StoreFault.FOLDER_READ_ONLY: (
        "photosim cannot write in the folder {}. Make it writable for you, or choose another with"
        " --library."
    ),
    StoreFault.FULL_FOR_FOLDER: (
        "The disk is full: {} cannot be made. Free some space, then try again."
    ),
    StoreFault.FOLDER_REFUSED: (
        "The folder {} of photosim's library cannot be made or used: {:why}. Choose another with"
        " --library."
    ),
    StoreFault.FULL_FOR_LOCK: (
        "The disk is full: there is no room for {}. Free some space, then start photosim again."
    ),
    StoreFault.FOLDER_AS_LOCK: (
        "{} is a folder, and photosim needs this name for a file. Move it away."
    ),
    StoreFault.LOCK_REFUSED: (
        "photosim cannot write {}: {:why}. Make the folder and the file writable for you, or"
        " choose another library with --library."
    ),
    StoreFault.BUSY: (
        "Another photosim is working on this library. Close it first, or wait until it is done."
    ),
    StoreFault.DISK_FULL: "The disk is full. Free some space where the library of photosim lies.",
    StoreFault.DAMAGED_AT: (
        "The library of photosim is damaged ({:told}): {}. `photosim index`, or opening the window,"
        " repairs what can be repaired."
    ),
    StoreFault.DATABASE_DAMAGED: "The library of photosim is damaged ({:told}).",
    StoreFault.UNUSABLE: (
        "The library of photosim cannot be used: {}. Try again; if that does not help, check the"
        " disk on which it lies."
    ),
    StoreFault.NOT_READABLE: (
        "photosim may not read {}: {:why}. Give yourself the right to read and write it, and the"
        " files whose names begin like it, then try again. It was left as it is."
    ),
    StoreFault.NOT_WRITABLE: (
        "photosim may not write {}: {:why}. Give yourself the right to write it, and the files"
        " whose names begin like it, then try again."
    ),
    StoreFault.HELD: (
        "Another program is using {} and does not let go of it. Close it, then try again."
    ),
    StoreFault.DISK_FAILS: (
        "The disk reported an error while {} was read or written. Copy what is on it to another"
        " disk, check this one, then try again. Nothing was repaired."
    ),
    StoreFault.MANY_FILES: (
        "This system lets photosim open no more files. Close other programs, or raise the limit"
        " (`ulimit -n 1024`), then start photosim again."
    ),
    StoreFault.SYSTEM_REFUSES: (
        "photosim cannot use {:told}: {:why}. Check that you may read and write there, and that the"
        " disk is well; then try again."
    ),
    StoreFault.NO_ROOM_FOR_COPY: (
        "There is no room in {} for the copy that photosim makes of a library before it changes the"
        " tables; free some space. The library is as it was."
    ),
    StoreFault.NO_COPY: (
        "No copy of the library could be made in {} before its tables are changed ({:Why}), so"
        " nothing was changed. Check that you may write in that folder, and that its disk is well;"
        " then start photosim again."
    ),
    StoreFault.NOT_MIGRATED: (
        "The library of photosim is damaged, so its tables were not changed. `photosim index`, or"
        " opening the window, repairs what can be repaired."
    ),
    StoreFault.OLDER_UNWRITABLE: (
        "This library was made by an older photosim and has to be brought up to date before it is"
        " read, but {} cannot be written to. Copy that folder to where you may write, and name the"
        " copy with --library."
    ),
    StoreFault.OLDER_IN_USE: (
        "This library was made by an older photosim and has to be brought up to date before it is"
        " read, but another photosim has it open. Close that, then try again."
    ),
    StoreFault.TOO_NEW: (
        "This library was made by a newer photosim. Install the newer version to open it;"
        " nothing was changed."
    ),
    StoreFault.RULES_TOO_NEW: (
        "Keep rules were saved by a newer photosim. Install the newer version to use them."
    ),
    StoreFault.NO_LIBRARY: (
        "There is no library in the file {}. `photosim index`, or opening the window, makes it"
        " again, with your decisions from the newest backup."
    ),
    StoreFault.NONE_IN_FOLDER: (
        "There is no library in {}. Make one with `photosim index FOLDER`."
    ),
    StoreFault.NO_DEMO: (
        "{} is not empty and not a demonstration of photosim's, so nothing is done there. Choose"
        " another folder with --library."
    ),
    StoreFault.DEMO_NOT_WRITTEN: (
        "The demonstration cannot be written to {}: {:Why}. Choose another folder with --library."
    ),
    StoreFault.LIBRARY_MISSING: (
        "{} is missing, but there are backups of your decisions. `photosim index`, or opening the"
        " window, makes it again with the newest one; `photosim restore` lists all there are."
    ),
    StoreFault.OTHER_PROGRAM: (
        "{} is the database of another program. Move it away, or choose another folder with"
        " --library."
    ),
    StoreFault.NOT_OPENED: "The library cannot be opened: {:told}",
    StoreFault.OPENED_ANEW: "The library is opened anew. Try once more.",
    StoreFault.CLOSED: "The library was closed meanwhile.",
}

PHRASES: Mapping[Code, str] = {
    Obstacle.FILE_IN_PLACE: "a file is in its place",
    Obstacle.NO_LOCKS: "this file system knows no locks",
    Obstacle.OTHER_USER: "it belongs to another user",
    Obstacle.UNREADABLE: "it cannot be read",
    Obstacle.SOME_FILE: "a file or a folder",
    Obstacle.SYSTEM_ERROR: "[Errno {0}] {0:Why}{1}",
    Damage.UNREADABLE: "not all of it can be read",
    Damage.WRONG_KIND: "values of the wrong kind",
    Damage.ROW_MISSING: "a row that must be there is missing",
    Damage.NO_TEXT: "names that are no text",
    Damage.NO_TIME: "a capture time that is none",
    Damage.CLASSES: "classes of the wrong length",
    Damage.FEATURES: "features of different lengths",
    Damage.EMBEDDINGS: "{} embeddings that cannot be any",
    Damage.CHOICE: "an unknown choice",
    Damage.VERDICT: "an unknown verdict",
    Damage.FOLDER_WITHOUT_PATH: "a folder without a path",
    Damage.NOTE: "the note {} cannot be read",
    Damage.PRESET: "the preset {} cannot be read",
    Damage.PAIR: "a pair that is nothing known",
    Damage.DIFFERENCES: "differences that cannot be read",
    Damage.JOURNAL_STATE: "an unknown state in the journal",
    Damage.LOOSE_ROWS: "rows of {} belong to nothing",
}
"""What stands in the sentences of others."""

_BACKUPS: Mapping[Code, str] = {
    BackupFault.NONE_WHOLE: "There is no whole backup in {}.",
    BackupFault.BACKUP_MISSING: (
        "There is no backup {} in {}. `photosim restore` lists all there are."
    ),
    BackupFault.BACKUP_NO_ROOM: (
        "There is no room in {} for a backup of your decisions; free some space."
    ),
    BackupFault.BACKUP_REFUSED: (
        "No backup of your decisions could be made in {} ({:Why}); check that you may write there."
    ),
    BackupFault.BACKUPS_UNREADABLE: (
        "The backups of your decisions in {} cannot be read: {:why}. Give yourself the right to"
        " read and write in that folder, then try again."
    ),
    BackupFault.BACKUP_UNREADABLE: (
        "The backup {} cannot be read: {:why}. Give yourself the right to read it, or choose"
        " another one."
    ),
    BackupFault.BACKUP_DAMAGED: "The backup {} is damaged. Choose another one.",
    BackupFault.BACKUP_TOO_NEW: "The backup {} was made by a newer photosim; use that one.",
    BackupFault.DATABASE_EMPTY: "The library of photosim is damaged: {} is empty.",
    BackupFault.DATABASE_MISSING: "The library of photosim is damaged: {} is missing.",
    BackupFault.NOTHING_LEFT: (
        "The library of photosim is damaged: nothing in {} can be read, and there is no backup of"
        " your decisions. Move that file away to begin anew; your photos are untouched."
    ),
    BackupFault.REPAIR_NO_ROOM: (
        "The library of photosim is damaged, and there is no room in {} to repair it; free as much"
        " space as library.db takes, then start photosim again. Nothing was changed."
    ),
    BackupFault.REPAIR_REFUSED: (
        "The library of photosim is damaged, and cannot be repaired in {} ({:Why}). Check that you"
        " may write there."
    ),
    BackupFault.REPAIR_FAILED: (
        "The library of photosim could not be repaired: {} does not hold what was written to it."
        " Check the disk; the damaged library is as it was."
    ),
    BackupFault.DAMAGED_AGAIN: (
        "The library of photosim is damaged, also after it was repaired ({:told})."
        " `photosim restore` lists the backups of your decisions that can be put back."
    ),
    BackupFault.REPAIRED: "The library of photosim was damaged and has been repaired.",
    BackupFault.MADE_AGAIN: "The library of photosim was missing and has been made again.",
    BackupFault.ALL_FROM_BACKUP: (
        "Your folders and decisions came from the backup of {}; `photosim restore` lists all"
        " there are."
    ),
    BackupFault.FROM_BACKUP: (
        "What could not be read of your decisions came from the backup of {}: labels and decisions"
        " since then may be missing."
    ),
    BackupFault.WITHOUT_BACKUP: (
        "There was no backup of your decisions, so some of them may be lost."
    ),
    BackupFault.DECISIONS_WHOLE: "All your decisions are there.",
    BackupFault.LOOKED_AT_AGAIN: "Some photos are looked at again.",
    BackupFault.SET_ASIDE: "The damaged one is kept as {}.",
}

_CACHES: Mapping[Code, str] = {
    CacheFault.ARRAYS_DAMAGED: "The file {} is damaged; it is made again.",
    CacheFault.ARRAYS_OTHER_KIND: "The file {} is of another kind; it is made again.",
    CacheFault.ARRAYS_OTHER_VERSION: "The file {} is of another version; it is made again.",
    CacheFault.ARRAYS_MISSING: "The file {} is not there; it is made again.",
    CacheFault.ARRAYS_NO_ROOM: "There is no room left in {}; free some space.",
    CacheFault.ARRAYS_REFUSED: (
        "The file {} cannot be read or written ({:Why}). Give yourself the right to use its folder,"
        " or remove that: photosim makes it again."
    ),
    CacheFault.THUMBNAILS_NO_ROOM: ("There is no room for thumbnails left in {}; free some space."),
    CacheFault.THUMBNAILS_REFUSED: (
        "The thumbnails in {} cannot be read or written; check that you may read and write in that"
        " folder."
    ),
    CacheFault.INDEX_NOT_WRITTEN: "The search index could not be written to {}.",
    CacheFault.INDEX_REFUSED: (
        "The search index could not be written to {} ({:Why}), so it is made again at every start."
        " Give yourself the right to write there, or remove that folder: photosim makes it again."
    ),
    CacheFault.INDEX_FORBIDDEN: (
        "photosim may not read the search index {} ({:Why}). Give yourself the right to read it, or"
        " remove its folder: photosim makes it again."
    ),
    CacheFault.INDEX_NO_FOLDER: "The folder {} for the search index is gone.",
    CacheFault.INDEX_NO_ROOM: (
        "There is no room left in {} for the search index; free some space."
    ),
    CacheFault.INDEX_UNREADABLE: "The search index {} cannot be read; it is made again.",
    CacheFault.INDEX_DAMAGED: "The search index {} is damaged or outdated; it is made again.",
    CacheFault.INDEX_OTHER_RECORD: "The search index {} does not match its record.",
    CacheFault.INDEX_NOT_LOADED: "The search index {} cannot be loaded.",
    CacheFault.INDEX_NOT_RUNNING: "The search index is not running; it is made again.",
    CacheFault.INDEX_STOPPED: "The search index has stopped; it is made again.",
}

SENTENCES: Mapping[Code, str] = {**_STORE, **PHRASES, **_BACKUPS, **_CACHES}
