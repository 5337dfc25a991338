"""Why something is proposed, what would be lost by it, how two photos differ: codes and numbers.

`photosim.texts.reason_wording` says them to people. A code's comment names the values that go with
it, in their order; pixels and bytes are whole numbers, names and paths are text for people.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Change(enum.Enum):
    """In what a second photo differs from a first."""

    PLACE = enum.auto()  # per cent of the picture that is another one, rounded
    SMALLER = enum.auto()  # pixels of the second, of the first
    LARGER = enum.auto()  # the same
    SMALLER_PART = enum.auto()  # per cent along a line, of what both show
    LARGER_PART = enum.auto()  # the same
    CROPPED = enum.auto()  # per cent that is left
    LESS_AROUND = enum.auto()
    FRAMED = enum.auto()
    SHOWS_MORE = enum.auto()
    MIRRORED = enum.auto()
    TURNED = enum.auto()  # degrees anticlockwise: 90, -90 or 180
    TILTED = enum.auto()  # degrees
    LOST_COLOUR = enum.auto()
    GAINED_COLOUR = enum.auto()
    BRIGHTER = enum.auto()
    DARKER = enum.auto()
    MARKED = enum.auto()
    PART_MISSING = enum.auto()
    FORMAT = enum.auto()  # format of the second, of the first
    COMPRESSION = enum.auto()  # bytes of the second, of the first
    SMALLER_FILE = enum.auto()  # the same
    LARGER_FILE = enum.auto()  # the same


class Loss(enum.Enum):
    """What would be lost with a photo."""

    TIME = enum.auto()
    PLACE = enum.auto()
    FILE_BESIDE = enum.auto()  # its ending
    LABEL = enum.auto()  # its name
    STARS = enum.auto()
    CAPTION = enum.auto()
    FILM = enum.auto()
    DEPTH = enum.auto()
    OTHER_TIME = enum.auto()
    COLOURS = enum.auto()
    GREY = enum.auto()
    TONES = enum.auto()
    MIRRORED = enum.auto()
    TURNED = enum.auto()
    EDGES = enum.auto()  # per cent of the picture
    QUALITY = enum.auto()
    PAGES = enum.auto()  # how many
    PIXELS = enum.auto()  # pixels that stay, that there are
    MORE_PIXELS = enum.auto()


class Trace(enum.Enum):
    """Why a photo is not taken for the camera's own file."""

    NO_RECORD = enum.auto()
    NO_TIME = enum.auto()
    OTHER_SIZE = enum.auto()
    CONVERTED = enum.auto()  # to which format
    SAVED_BY = enum.auto()  # a program's name
    EDITED = enum.auto()
    TWICE = enum.auto()
    SHOWS_LESS = enum.auto()
    BY_PROGRAM = enum.auto()
    LATER = enum.auto()
    NO_NOTE = enum.auto()


class Drawback(enum.Enum):
    """What speaks for a photo that would go, beside the other one that would stay."""

    COLOURED = enum.auto()
    MIRRORED = enum.auto()
    TURNED = enum.auto()
    CROPPED = enum.auto()
    ADDED_AROUND = enum.auto()
    FRAMED = enum.auto()
    LIT = enum.auto()
    AROUND = enum.auto()
    STRETCHED = enum.auto()
    RECOLOURED = enum.auto()
    REFOCUSED = enum.auto()
    NOISIER = enum.auto()
    SHARPENED = enum.auto()
    SHARPER = enum.auto()
    RESAVED = enum.auto()
    EDITED = enum.auto()
    MAY_SHOW_MORE = enum.auto()
    LOSSLESS = enum.auto()
    LESS_COMPRESSED = enum.auto()
    ENLARGED = enum.auto()
    UNPROVEN = enum.auto()
    TONED = enum.auto()
    OTHER_TIME = enum.auto()
    REDUCED = enum.auto()
    MORE_COLOURS = enum.auto()


class Why(enum.Enum):
    """Why a photo is proposed to stay, to go, or is left open."""

    PROTECTED = enum.auto()
    SAID = enum.auto()
    SAID_OF_EQUAL = enum.auto()
    CHOSEN = enum.auto()
    UNREADABLE = enum.auto()
    OWNED = enum.auto()
    BESIDE_PROTECTED = enum.auto()
    BESIDE_SAID = enum.auto()
    BESIDE_CHOSEN = enum.auto()
    BESIDE_KEPT = enum.auto()
    ALONE = enum.auto()
    EQUAL = enum.auto()
    TIED = enum.auto()
    NO_RULE = enum.auto()
    BY_HAND = enum.auto()
    UNEXAMINED = enum.auto()
    UNCERTAIN = enum.auto()
    DOUBTED = enum.auto()
    NONE_STAYS = enum.auto()
    DAMAGED = enum.auto()
    DAMAGED_ALONE = enum.auto()
    DAMAGED_BUT = enum.auto()  # losses
    WHOLE = enum.auto()
    NOT_OWNED = enum.auto()
    OTHER_PAGES = enum.auto()  # pages that it has, that the other has
    TAKES_ALONG = enum.auto()  # name of a file beside it
    KNOWN_ALONE = enum.auto()  # a loss
    STRAIGHT = enum.auto()
    IN_DOUBT = enum.auto()
    OTHER_FORMATS = enum.auto()
    MADE_OF_OTHER = enum.auto()  # a trace
    UNSURE = enum.auto()
    SHOWS_MOST = enum.auto()  # pixels of this one, of the other
    SHOWS_LESS = enum.auto()  # the same
    NOT_ENLARGED = enum.auto()
    ENLARGED = enum.auto()  # pixels that it shows, that it has
    TORN = enum.auto()  # a loss of one, a loss of another one
    SMALLER_KNOWS = enum.auto()  # a loss
    HAS = enum.auto()  # a loss
    LACKS = enum.auto()  # a loss
    IN_PREFERRED_FOLDER = enum.auto()  # its path
    NOT_IN_PREFERRED_FOLDER = enum.auto()  # its path
    IN_LESS_PREFERRED_FOLDER = enum.auto()  # its path
    PREFERRED_FORMAT = enum.auto()  # of this one, of the other
    NOT_PREFERRED_FORMAT = enum.auto()  # the same
    MOST_PIXELS = enum.auto()  # width and height of this one, of the other
    FEWER_PIXELS = enum.auto()  # the same
    LARGEST_FILE = enum.auto()  # bytes of this one, of the other
    SMALLER_FILE = enum.auto()  # the same
    TAKEN_FIRST = enum.auto()  # times of this one, of the other
    TAKEN_LATER = enum.auto()  # the same, as the following
    TAKEN_LAST = enum.auto()
    TAKEN_EARLIER = enum.auto()
    MODIFIED_FIRST = enum.auto()
    MODIFIED_LATER = enum.auto()
    MODIFIED_LAST = enum.auto()
    MODIFIED_EARLIER = enum.auto()
    SHARPEST = enum.auto()
    LESS_SHARP = enum.auto()
    SHORTEST_NAME = enum.auto()  # of this one, of the other
    LONGER_NAME = enum.auto()  # the same
    HAS_COMPANIONS = enum.auto()  # the first one's name, how many more
    LACKS_COMPANIONS = enum.auto()  # of the other: the same
    BEST_SHOT = enum.auto()  # merits
    SOURCE = enum.auto()


class Merit(enum.Enum):
    """What speaks for one of several shots."""

    SHARPEST = enum.auto()
    SHARP = enum.auto()
    WELL_EXPOSED = enum.auto()
    MOST_PIXELS = enum.auto()
    NOT_CLIPPED = enum.auto()


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and what is said with it.

    Attributes:
        code: what is so.
        values: as the comment at the code says.
    """

    code: Change | Loss | Trace | Drawback | Why | Merit
    values: tuple[ReasonValue, ...] = ()


ReasonValue = int | str | datetime | None | Reason
"""A time that is not known is None."""


def reason(code: Change | Loss | Trace | Drawback | Why | Merit, *values: ReasonValue) -> Reason:
    """A code with its values."""
    return Reason(code, values)
