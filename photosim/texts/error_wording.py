"""What is wrong, in one plain sentence that says what, where and what to do next."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence

from photosim.core.errors import Code, CodeValue, Fault, FileContent, parsed
from photosim.texts import (
    check_wording,
    library_wording,
    model_wording,
    quotes,
    review_wording,
    search_wording,
    setting_wording,
    system_wording,
    theme_wording,
    trash_wording,
    work_wording,
)


def sentence(error: Exception) -> str:
    """What a person is told of an error."""
    return told(str(error))


def told(reason: str) -> str:
    """The reason why something is wrong, in words; what is a sentence stays one."""
    found = parsed(reason)
    return reason if found is None else _said(*found)


_ENTRIES = (
    *(Fault.ENTRY_FORBIDDEN, Fault.ENTRY_MISSING, Fault.ENTRY_UNREADABLE),
    Fault.ENTRY_SENSELESS,
)
"""Faults of a directory's entry, the first value of which is its path."""


def told_beside(reason: str) -> str:
    """The same for a place where the path of the file or folder stands beside it."""
    found = parsed(reason)
    if found is None or found[0] not in _ENTRIES:
        return told(reason)
    code, (_, *others) = found
    said = _said(code, ["this", *others])
    return said[:1].upper() + said[1:]


def with_advice(reason: str, advice: str) -> str:
    """What is wrong and what to do, which may be nothing."""
    return f"{told(reason)} {told(advice)}".strip()


_WHY = {"Why": system_wording.said, "why": system_wording.in_small_letters}
_UNKNOWN = "…"
"""Stands for a value that was not kept."""


class _Speech(string.Formatter):
    """As `str.format`; what stands in `{:told}` is another code, in `{:quoted}` are words.

    In `{:Why}` stands an errno, said as the system says it, in `{:why}` the same in small letters.
    Both may also be a text, or another code.
    Whatever the values are, a sentence comes of them.
    """

    def get_value(self, key: int | str, args: Sequence[CodeValue], kwargs: object) -> CodeValue:
        at = int(key)
        return args[at] if at < len(args) else _UNKNOWN

    def format_field(self, value: CodeValue, form: str) -> str:
        if form == "quoted":
            words = value if isinstance(value, list | tuple) else [value]
            return quotes.listed(map(str, words))
        if form in _WHY and isinstance(value, int):
            return _WHY[form](value)
        return told(str(value)) if form in ("told", *_WHY) else str(value)


def _said(code: Code, values: list[CodeValue]) -> str:
    if code is Fault.OTHER_CONTENT:
        values = [_CONTENTS.get(str(value), _OTHER_CONTENT) for value in values]
    return _Speech().vformat(SENTENCES[code], values, {})


_FILES: Mapping[Code, str] = {
    Fault.GONE: "The file is not there any more.",
    Fault.NO_PERMISSION: "You have no permission to read this file.",
    Fault.IS_FOLDER: "This is a folder, not a file.",
    Fault.NOT_ORDINARY: "This is not an ordinary file.",
    Fault.DISK_ERROR: "The disk reported an error while the file was read.",
    Fault.INTERRUPTED: "The network folder was interrupted while the file was read.",
    Fault.BROKEN_LINK: "The file is a link that leads nowhere.",
    Fault.LONG_PATH: (
        "The file's path is too long for this system. Give it, or a folder above it, a shorter"
        " name."
    ),
    Fault.UNREADABLE: "The file cannot be read ({:Why}).",
    Fault.CHANGED: "The file changed while it was read.",
    Fault.LARGE_FILE: "The file has {} MB, more than photosim opens ({} MB).",
    Fault.EMPTY: "The file is empty.",
    Fault.CUT_OFF: "The file is cut off: nothing of the picture can be shown.",
    Fault.NEARLY_NOTHING: "The file is cut off: almost nothing of the picture is there.",
    Fault.STILL_WRITTEN: "The file ends too early; it may still be being written.",
    Fault.NO_PIXELS: "The picture has no pixels.",
    Fault.MANY_PIXELS: (
        "The picture has {} megapixels, more than photosim opens ({} in this format)."
    ),
    Fault.FAR_TOO_MANY_PIXELS: "The picture has far more pixels than photosim opens.",
    Fault.MUCH_MEMORY: "Opening the picture needs more memory than photosim allows.",
    Fault.NO_MEMORY: "The picture needs more memory than there is.",
    Fault.OTHER_CONTENT: "This is not a picture photosim can read: its content is {}.",
    Fault.DAMAGED: "The {} file is damaged or of a kind photosim cannot read.",
    Fault.NO_PICTURE: "This is not a picture photosim can read.",
    Fault.RAW_EXTRA: "RAW files need the optional extra `raw`.",
    Fault.RAW_UNKNOWN: "The RAW file is damaged or of a camera photosim does not know.",
    Fault.RAW_NO_PREVIEW: "The RAW file is damaged or holds no preview.",
    Fault.PAGE_UNREADABLE: "A page of this file cannot be read.",
    Fault.NOT_COMPARABLE: (
        "What this file says of itself makes no sense (nothing in it can be compared)."
    ),
    Fault.NO_THUMBNAIL: (
        "What this file says of itself makes no sense (no small picture can be made of it)."
    ),
    Fault.SENSELESS: "What this file says of itself makes no sense (its {}).",
    Fault.MUCH_COMPUTING: "Reading this file takes more computing than photosim allows.",
    Fault.CRASHES: "Reading this file crashes the decoder, so photosim leaves it alone.",
    Fault.SLOW: "Reading this file takes longer than {} seconds.",
    Fault.BUG_READING: "photosim made a mistake while it read this file; the log says more.",
    Fault.BUG_KEEPING: (
        "photosim made a mistake while it kept what this file holds; the log says more."
    ),
    Fault.BUG_WRITING: "photosim made a mistake while it wrote this file down; the log says more.",
    Fault.BUG_ASKING: "photosim made a mistake with this picture; see the log.",
    Fault.THUMBNAIL_DAMAGED: "The small picture of this photo is damaged.",
    Fault.THUMBNAIL_UNREADABLE: "A thumbnail cannot be read.",
    Fault.NO_FILE_NOW: "No file of this photo can be read now.",
    Fault.OFFLINE: "The folder of this photo is offline: it cannot be read now.",
    Fault.NOT_IN_LIBRARY: "This photo is not in the library any more.",
    Fault.NO_NAME: "The name of a picture is empty.",
    Fault.NO_SUCH_FILE: "There is no such file.",
    Fault.OF_FILE: "{}: {:told}",
    Fault.NO_BOX: "The part to search by is no box.",
    Fault.BOX_WITHOUT_SIZE: "The part to search by has no size: draw a larger box.",
    Fault.BOX_OUTSIDE: "The part to search by lies outside of the picture.",
    Fault.SMALL_BOX: "The part to search by has only a few pixels: draw a larger box.",
    Fault.ENTRY_FORBIDDEN: "{} cannot be read: it is not permitted.",
    Fault.ENTRY_MISSING: "{} is not there.",
    Fault.ENTRY_UNREADABLE: "{} cannot be read: {:Why}.",
    Fault.ENTRY_SENSELESS: "What the drive says of {} cannot be: check the drive for errors.",
    Fault.ENTRY_LONG: (
        "Its path is too long for this system. Give it, or a folder above it, a shorter name."
    ),
    Fault.FOLDER_EMPTIED: (
        "All {} photos of this folder are gone at once. If they are on a drive that is not "
        "connected, connect it; photosim keeps what it knows of them."
    ),
    Fault.FOLDER_VANISHED: (
        "The folder disappeared while it was scanned. photosim keeps what it knows of it."
    ),
    Fault.DRIVE_AWAY: (
        "The drive that was mounted here is not connected. Connect it; photosim keeps what it "
        "knows of its photos."
    ),
    Fault.FOLDER_SILENT: "{} does not answer. It is looked at again as soon as it does.",
    Fault.FOLDER_NAMELESS: "The name of a folder is empty.",
    Fault.NO_FOLDER: "There is no folder {}.",
    Fault.FOLDER_WATCHED: "{} is already watched.",
    Fault.FOLDER_INSIDE: "{} lies in {}, which is watched.",
    Fault.FOLDER_AROUND: "{} contains {}, which is watched; remove that one first.",
    Fault.FOLDER_OF_LIBRARY: (
        "{} is where photosim keeps what it knows ({}), and no folder of photos; name the one that"
        " holds your photos."
    ),
    Fault.FOLDER_OF_SYSTEM: (
        "{} is made by the system while it runs and holds no photos; name the folder that holds"
        " yours."
    ),
    Fault.ON_NETWORK: "It lies on a network drive and is scanned every 10 minutes.",
    Fault.WATCH_LIMIT: (
        "This system's limit of watched folders is reached; it is scanned every 10 minutes "
        "instead. Raising fs.inotify.max_user_watches helps."
    ),
    Fault.TOUCHED: (
        "{} holds something else than the library knows; `photosim index` reads it again."
    ),
    Fault.ROTTEN: (
        "{} holds something else than when it was indexed, and nobody has touched it: "
        "check the drive, and compare the file with a backup."
    ),
    Fault.MORE_CHANGED: "{} more files hold something else.",
}

_OTHER_CONTENT = "of an unknown kind"
_CONTENTS: Mapping[str, str] = {
    FileContent.PDF: "a PDF document",
    FileContent.POSTSCRIPT: "a PostScript document",
    FileContent.ZIP: "a ZIP archive or an office document",
    FileContent.RAR: "a RAR archive",
    FileContent.SEVEN_ZIP: "a 7z archive",
    FileContent.COMPRESSED: "a compressed archive",
    FileContent.PHOTOSHOP: "a Photoshop document",
    FileContent.GIMP: "a GIMP document",
    FileContent.VIDEO: "a video",
    FileContent.SOUND: "a sound file",
    FileContent.PROGRAM: "a program",
    FileContent.DATABASE: "a database",
    FileContent.FITS: "a FITS picture",
    FileContent.DDS: "a DDS texture",
    FileContent.QOI: "a QOI picture",
    FileContent.JPEG_2000: "a JPEG 2000 picture",
    FileContent.JPEG_XL: "a JPEG XL picture",
    FileContent.MACOS_ATTRIBUTES: "a macOS attribute file",
    FileContent.SVG: "an SVG drawing",
    FileContent.MARKUP: "a web page or XML text",
    FileContent.ZEROS: "nothing but zeros",
    FileContent.TEXT: "plain text",
}

SENTENCES: Mapping[Code, str] = {
    **_FILES,
    **trash_wording.SENTENCES,
    **library_wording.SENTENCES,
    **model_wording.SENTENCES,
    **work_wording.SENTENCES,
    **search_wording.SENTENCES,
    **review_wording.SENTENCES,
    **theme_wording.SENTENCES,
    **setting_wording.SENTENCES,
    **check_wording.SENTENCES,
}
"""Every code, and what is said of it, with a place for each of its values."""
