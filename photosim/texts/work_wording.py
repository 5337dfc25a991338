"""What becomes of work in the background, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import Code, LogNote, Work, WorkFault

PHRASES: Mapping[Code, str] = {
    Work.MAP: "Drawing the map",
    Work.COLOURS: "Looking at colours",
    Work.THEMES: "Sorting the photos",
}
"""What stands in the sentences of others."""

SENTENCES: Mapping[Code, str] = {
    **PHRASES,
    WorkFault.CRASHED: "{:told} has stopped twice. It is tried again when asked for.",
    WorkFault.TOO_SLOW: "{:told} takes too long on this computer.",
    WorkFault.BUG: "{:told} went wrong: photosim made a mistake; see the log.",
    WorkFault.MUCH_MEMORY: "{:told} needs more memory than there is.",
    WorkFault.NOT_BEGUN: "{:told} could not be begun.",
    WorkFault.CLOSING: "photosim is closing.",
    WorkFault.NO_WORKERS: "The part of photosim that reads pictures cannot be started.",
    WorkFault.NO_OTHER_START: "Another photosim cannot be started: {:Why}.",
    WorkFault.OTHER_START_ENDED: "Another photosim ended with {}.",
    WorkFault.INDEXING_STOPPED: "Indexing stopped: {}",
    WorkFault.RESUME: "Press Resume to try again.",
    WorkFault.NEARLY_FULL: (
        "The disk is nearly full, so photosim stopped indexing. Free some space."
    ),
    WorkFault.GOES_ON_WITH_ROOM: (
        "photosim goes on by itself when there is room. What is indexed so far can be searched."
    ),
    WorkFault.OPENED_WITH_ROOM: "photosim opens the library when there is room.",
    LogNote.MODEL_NOT_LOADED: "The model used so far cannot be loaded: {:told}",
    LogNote.COLOURS_NOT_KEPT: "The colours are looked at again at the next start: {:told}",
    LogNote.CLASSES_NOT_KEPT: "What the photos show is read again at the next start: {:told}",
    LogNote.INDEX_MADE_AGAIN: "The index is made again: {:told}",
    LogNote.INDEX_MADE_LATER: "The index is made again at the next start: {:told}",
    LogNote.INDEX_DIED: "The index process died and is started again.",
    LogNote.INDEX_DIED_LOADING: "The index process died while it loaded the index.",
    LogNote.NO_NEW_BACKUP: "There is no new backup of decisions: {:told}",
    LogNote.WATCHING_STOPPED: "Watching has stopped and is started again.",
    LogNote.NO_SOCKET: "{} is no socket of photosim's and is left alone.",
    LogNote.NOT_WRITABLE: "{} cannot be written: {:told}",
    LogNote.ROWS_NOT_READ: "Rows and thumbnails cannot be read: {:told}",
    LogNote.OTHER_START: "Another start: {:told}",
    LogNote.WORKER_DIED: "A worker died (exit code {}).",
    LogNote.OPEN_TO_OTHERS: (
        "Other users of this computer may look into {}; photosim's own files in it are closed to "
        "them."
    ),
    LogNote.NO_THEME_NAMES: "Themes have no names of words: {:told}",
    LogNote.RUN_INTERRUPTED: "A run of the trash was interrupted: {}.",
}
