"""Records of photos, folders, problems, queries and answers: frozen, picklable, plain data."""

from __future__ import annotations

import enum
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photosim.core.records.answer_notes import AnswerNotes
from photosim.core.records.left_out import LeftOut

Floats = npt.NDArray[np.float32]
"""float32 array; the docstring at the place of use says its shape."""
Pixels = npt.NDArray[np.uint8]
"""`(h, w)` grey or `(h, w, 3)` RGB."""
Ids = npt.NDArray[np.int64]
"""`(n,)` int64 array of photo ids."""

KEPT_CLASSES = 10
"""Best classes of each photo; from all 1000, mean average precision is .015 higher, for a hundred
times the room (measured as in tests/bench/words.py)."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file changed.

    Attributes:
        mtime_ns: modification time in ns since 1970; any integer, file systems hold every date.
        size: bytes.
        inode: inode number; 0 where it is not known.
        ctime_ns: time of the last change of the file or of what the file system says of it, in ns;
            None where it is not known.
    """

    mtime_ns: int
    size: int
    inode: int = 0
    ctime_ns: int | None = None


class Traces(enum.IntFlag):
    """What a file shows of how it came about, besides what it says.

    Attributes:
        MAKER_NOTE: the camera's own note is in it.
        LIBRARY: laid out as the free libraries for JPEG and HEIC do by themselves; few cameras do.
        LATER: its record says that it was changed after it was taken.
        EDITED: its history, a comment or its coding is that of a program that edits or converts.
        TWICE: its pixels were quantised before, on the same grid and more coarsely.
        SAVED: nothing in it says when the picture was taken; its capture time is when the file was
            made or changed, which a program that edits writes as well.
        COARSE: a JPEG that is compressed more than cameras do.
        CAPTION: somebody wrote a caption, a title, keywords, names of people, a comment or a colour
            label into it.
        ON_THE_SECOND: its capture time is written with a part of a second, which is 0.
        DEEP: it has more than 8 bits for a colour.
        FILM: a film lies in it besides (a motion photo).
        PALETTE: it is in colour and has 256 colours at most.
    """

    NONE = 0
    MAKER_NOTE = 1
    LIBRARY = 2
    LATER = 4
    EDITED = 8
    TWICE = 16
    SAVED = 32
    COARSE = 64
    CAPTION = 128
    ON_THE_SECOND = 256
    DEEP = 512
    FILM = 1024
    PALETTE = 2048


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the camera wrote into a file; None where it wrote nothing or nonsense.

    Attributes:
        taken: capture time as the camera's clock showed it (naive), with sub-seconds when known.
        utc_offset_s: offset of that clock from UTC in seconds.
        camera: maker and model in one readable string.
        orientation: EXIF orientation 1..8, as it was in the file (already applied to pixels).
        latitude, longitude: degrees, south and west negative.
        exposure_s: exposure time in seconds.
        f_number: aperture.
        iso: sensitivity.
        software: the program that wrote the file last, as it names itself.
        recorded_width, recorded_height: pixels that the camera says it wrote, as they lie in the
            file (before `orientation`).
        rating: stars that it was given, 1 to 5; None for none.
        traces: what the file shows of how it came about.
        written: what somebody wrote into it, as `image.captions.digests` keeps it.
    """

    taken: datetime | None = None
    utc_offset_s: int | None = None
    camera: str | None = None
    orientation: int = 1
    latitude: float | None = None
    longitude: float | None = None
    exposure_s: float | None = None
    f_number: float | None = None
    iso: int | None = None
    software: str | None = None
    recorded_width: int | None = None
    recorded_height: int | None = None
    rating: int | None = None
    traces: Traces = Traces.NONE
    written: bytes = b""


EXAMINATION = 6
"""Version of what an examination finds out; rows that an older one wrote are examined again.

0: before frames, damage and pixels were looked at. 1: before views of an MPO without a stated type,
dates of PNG, and JPEGs cut off behind an end marker. 3: before `Traces.DEEP`. 4: before
`Traces.FILM` and comments. 5: before `Metadata.written` and `Traces.PALETTE`. Raise it when a
photo's row gets more to say.
"""


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything that a worker finds out about one photo, end to end.

    Attributes:
        content_hash: SHA-256 of the file's bytes, hex.
        size: bytes of the file.
        width, height: pixels of the whole photo, upright (orientation applied).
        file_format: Pillow's name of the format: "JPEG", "HEIF", ...; "RAW" for raw files.
        metadata: what the camera wrote.
        thumbnail: JPEG bytes, sRGB, upright, long edge `thumbnails.LONG_EDGE` px (or the photo's
        own). mean_colour: 0xRRGGBB of the whole photo, for placeholders. phash: 64-bit perceptual
        hash, unsigned. model_id: the model that made `features`. features: `(dim,)` float16, the
        model's pooled features, not normalised. classes: `(n, 2)` float32, best first: class number
        and probability; may be empty. n_frames: pages or frames that a person can see; previews and
        auxiliary pictures are none. is_damaged: the file is cut off or broken, and only a part of
        the picture is shown. pixel_hash: hash of all that is seen, without metadata, hex; equal for
        equal pixels; None
            when it was not worth its time.
        detail: about the share of the picture's pixels along a line that are real, in (0, 2]: an
            enlarged copy has less than what it was made of; None when it was not measured.
    """

    content_hash: str
    size: int
    width: int
    height: int
    file_format: str
    metadata: Metadata
    thumbnail: bytes
    mean_colour: int
    phash: int
    model_id: str
    features: npt.NDArray[np.float16]
    classes: Floats
    n_frames: int = 1
    is_damaged: bool = False
    pixel_hash: str | None = None
    detail: float | None = None


@dataclass(frozen=True, slots=True)
class KnownContent:
    """A worker's answer for a file whose bytes the library has already examined."""

    content_hash: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that could not be read as a photo, and why: a coded fault.

    Of a file that an older photosim refused it is a sentence.
    """

    path: str
    reason: str
    folder_id: int = 0
    file_id: int = 0


class FolderState(enum.StrEnum):
    """What a watched folder is doing."""

    WATCHING = "watching"
    SCANNING = "scanning"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Folder:
    """A watched folder as the window lists it.

    Attributes:
        n_photos, n_files: photos in it, and the files that these are: the same photo may lie in
            it several times.
        note: why it is offline, or scanned by the clock, as `coded`; else empty.
        is_scanned: whether it was ever scanned to the end.
        has_waiting: whether files were found that are not examined yet, of a folder without photos.
        has_unread: whether files were found that cannot be read, likewise.
        left_out: what lies in it and is no photo, the most first.
    """

    id: int
    path: str
    state: FolderState
    n_photos: int
    note: str = ""
    n_files: int = 0
    is_scanned: bool = True
    has_waiting: bool = False
    has_unread: bool = False
    left_out: tuple[LeftOut, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the path, for people."""
        return Path(self.path).name or self.path


class SortKey(enum.StrEnum):
    """How a view sorts its photos."""

    DATE = "date"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class View:
    """Which photos the gallery shows, of one watched folder or of all, and in which order.

    Attributes:
        label: only photos with this label; empty for no limit.
        is_suggested: those that the label is only suggested for.
        theme: only photos of the theme with this id; empty for no limit.
    """

    folder_id: int | None = None
    sort_key: SortKey = SortKey.DATE
    descending: bool = True
    label: str = ""
    is_suggested: bool = False
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo as a cell or a panel shows it.

    Attributes:
        id: the photo's id in the library; ids are never used twice.
        path: where one file of it lies (`os.fsdecode`, may hold surrogate escapes).
        n_files: how many files hold the same bytes.
        offline: the folder of that file cannot be read now.
        taken: capture time, else None; `modified` is the file's modification time.
        mean_colour: 0xRRGGBB.
        n_frames: pages or frames that a person can see.
        is_damaged: only a part of the picture is there.
        is_examined: all that photosim now looks for was looked for; False for a photo of an older
            library that waits to be examined again, and is not proposed for the trash until then.
    """

    id: int
    path: str
    folder_id: int
    n_files: int
    size: int
    width: int
    height: int
    file_format: str
    taken: datetime | None
    modified: datetime
    camera: str | None
    latitude: float | None
    longitude: float | None
    mean_colour: int
    content_hash: str
    offline: bool = False
    n_frames: int = 1
    is_damaged: bool = False
    is_examined: bool = True

    @property
    def name(self) -> str:
        """File name for people: bytes that are not Unicode appear as replacement characters."""
        return readable(os.fsencode(Path(self.path).name))


_COMMANDING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Ends of lines, what a terminal obeys, and what turns the direction of the letters around."""


def readable(path: bytes) -> str:
    """A path as text that can be shown and encoded in one line, whatever bytes it holds.

    An end of a line in a name and what else is no sign is written as Python writes it.
    """
    return _COMMANDING.sub(_written_out, path.decode("utf-8", "replace"))


def shown(text: str) -> str:
    """A path as the system gave it, or what holds one, as `readable` shows it, in any locale."""
    try:
        known = os.fsencode(text)
        known.decode("utf-8")
    except UnicodeError:  # bytes that are no text, or a sign that the locale does not know
        known = text.encode("utf-8", "surrogateescape")
    return readable(known)


def _written_out(sign: re.Match[str]) -> str:
    return sign[0].encode("unicode_escape").decode("ascii")


class Evidence(enum.StrEnum):
    """What makes a match: its embedding, pixels so alike that it is the same picture, or words.

    Small pictures say that it is `PROBABLY_SAME`, a close look at the files that it is. `PART` is a
    part of the photo that is alike. Of words: `LABEL` a label, `WORDS` what the model sees, `DATE`
    when it was taken, `NAME` what stands in its path or camera.
    """

    EMBEDDING = "embedding"
    PROBABLY_SAME = "probably the same picture"
    SAME_PICTURE = "same picture"
    SAME_FILE = "same file"
    PART = "part"
    WORDS = "words"
    LABEL = "label"
    NAME = "name"
    DATE = "date"


class FactKind(enum.StrEnum):
    """What of a photo's own facts has the words that were searched for."""

    FILE_NAME = "file name"
    FOLDER = "folder"
    CAMERA = "camera"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class MatchedFile:
    """Of a photo that lies in several places, the file that a match is about.

    Attributes:
        path: as `os.fsdecode` gives it.
        folder_id: the watched folder that it is in.
        offline: whether that cannot be read now.
    """

    path: str
    folder_id: int
    offline: bool


@dataclass(frozen=True, slots=True)
class Match:
    """One neighbour of a query.

    Attributes:
        distance: cosine distance, 0 the same, in [0, 2].
        fact: of a match by name, which fact has the words.
        file: the file that makes it a match; None where any file of the photo would do.
    """

    photo_id: int
    distance: float
    evidence: Evidence = Evidence.EMBEDDING
    fact: FactKind | None = None
    file: MatchedFile | None = None

    @property
    def similarity(self) -> float:
        """1 for the same; what a person sees."""
        return max(0.0, 1.0 - self.distance)


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, upright: left, top, width and height as fractions of it, 0..1."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Query:
    """What to search with: one of a file, a picture's bytes, a photo of the library, or words.

    Attributes:
        path: a file anywhere on this computer.
        data: an encoded picture (dropped or pasted); `name` is what to call it.
        photo_id: a photo of the library; without a box answered without decoding anything.
        text: words, as a person typed them; with a picture: this picture, but more like the words.
        box: search by this part of the picture; None for all of it.
    """

    path: str | None = None
    data: bytes | None = field(default=None, repr=False)
    name: str = ""
    photo_id: int | None = None
    text: str = ""
    box: Box | None = None

    @property
    def has_picture(self) -> bool:
        """Whether it is not words alone."""
        return not (self.path is None and self.data is None and self.photo_id is None)


@dataclass(frozen=True, slots=True)
class Answer:
    """Matches of one query, most alike first, with the query's own small picture (JPEG bytes).

    `seconds` is all that the person waited for; `search_seconds` the search in the library alone.
    `subject` is the part of the picture that photosim takes for its main subject, None when it is
    all of it or not looked for; `notes` say what the person should know: words beyond photosim.
    `folds` are sets of matches, by photo id, that are nearly the same picture; `qualities` say by
    photo id which of equally alike photos is the better one: the greater number.
    """

    matches: tuple[Match, ...]
    seconds: float
    thumbnail: bytes = b""
    width: int = 0
    height: int = 0
    n_photos: int = 0
    search_seconds: float = 0.0
    subject: Box | None = None
    notes: AnswerNotes = ()
    folds: tuple[tuple[int, ...], ...] = ()
    qualities: Mapping[int, float] = field(default_factory=dict, hash=False, repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """Decoded pixels for the large view: RGB rows without padding, sRGB, upright."""

    photo_id: int
    width: int
    height: int
    rgb: bytes = field(repr=False)
