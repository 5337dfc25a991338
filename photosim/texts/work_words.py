"""What becomes of work in the background, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import Code, Work, WorkFault

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
    WorkFault.NO_OTHER_START: "Another photosim cannot be started: {}.",
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
}
