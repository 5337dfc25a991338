"""Why a file of a watched folder is no photo for photosim: by its ending, since nobody opens it.

`name -> (ending, reason)`; a directory's are counted. What a person is told of them stands
in `photosim.texts.left_out_wording`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from photosim.core.image import formats
from photosim.core.records.left_out import FOLDER_SIGN, LeftOutKind, LeftOutReason

MOST_KINDS = 100
"""Kinds that are told apart in one directory; endings of more of them are not told."""

_ENDINGS: Mapping[str, LeftOutReason] = {
    ending: reason
    for reason, endings in {
        LeftOutReason.FILM: "mov mp4 mp m4v avi mkv mpg mpeg mpe mts m2ts mod tod wmv 3gp 3g2 webm"
        " flv vob ogv dv asf insv lrv braw r3d mxf",
        LeftOutReason.SOUND: "mp3 wav m4a aac flac ogg oga opus wma aif aiff amr caf mid midi",
        LeftOutReason.DOCUMENT: "pdf txt md rtf doc docx odt xls xlsx ods csv ppt pptx odp pages"
        " numbers key htm html log epub tex",
        LeftOutReason.ARCHIVE: "zip 7z rar tar gz tgz bz2 xz zst iso dmg cbz cbr",
        LeftOutReason.SIDECAR: "xmp aae thm pp3 dop vrd on1 json cos arp rwx rws lrtemplate gpx kml"
        " exv ini",
        LeftOutReason.OTHER_PICTURE: (
            "psd psb xcf ai eps svg svgz jxl jp2 j2k jpf jpx j2c jpc jxr wdp hdp ico icns cur"
            " tga dds exr hdr pcx ppm pgm pbm pnm pfm qoi fits fit pcd pict pct sgi rgb ras"
            " xbm xpm wmf emf afphoto cdr kra ora clip sketch fig lrprev heics avifs flif"
            " bpg djvu dcm ithmb blp fli flc bw"
        ),
    }.items()
    for ending in endings.split()
}

_PLACEHOLDER = re.compile(rb"\.?([^.].*)\.icloud", re.DOTALL)
_TELLING = re.compile(r"(?=.*[a-z])[a-z0-9_-]{1,24}")


def kind_of(name: bytes) -> LeftOutKind:
    """Ending and reason of a file that is not taken for a photo."""
    ending = ending_of(name)
    if ending.encode() in formats.RAW_EXTENSIONS:
        return ending, LeftOutReason.RAW
    return ending, _ENDINGS.get(ending, LeftOutReason.UNKNOWN)


def kind_of_folder(name: bytes, reason: str) -> LeftOutKind:
    """The kind of a folder that is not looked into."""
    return ending_of(name) + FOLDER_SIGN, reason


def placeholder_of(name: bytes) -> bytes | None:
    """The file for which this one only holds the place, until iCloud downloads it; None for others.

    ".IMG_1.HEIC.icloud" holds that of "IMG_1.HEIC".
    """
    match = _PLACEHOLDER.fullmatch(name)
    return None if match is None else match[1]


def ending_of(name: bytes) -> str:
    """The ending of a name in lower case, when it can say something of the file; else ""."""
    stem, dot, ending = name.rpartition(b".")
    told = ending.lower().decode("ascii", "replace") if dot and stem else ""
    return told if _TELLING.fullmatch(told) else ""


def counted(kinds: Iterable[LeftOutKind]) -> dict[LeftOutKind, int]:
    """How many there are of each kind."""
    counts: dict[LeftOutKind, int] = {}
    for ending, reason in kinds:
        kind = (ending, reason)
        if kind not in counts and len(counts) >= MOST_KINDS:
            kind = (FOLDER_SIGN if ending.endswith(FOLDER_SIGN) else "", reason)
        counts[kind] = counts.get(kind, 0) + 1
    return counts
