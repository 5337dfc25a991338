"""What is never looked at in a watched folder: what a person excludes, and what other programs own.

`name -> a reason why it is left out, or None`. Names are compared as people read them: whatever
case they are written in, and however accents are put together. A text of the person is a name; only
`*` and `?` make a pattern of it, brackets mean themselves: "[Originals]" is a folder.

What lies in another program's library is that program's: its files have names that say nothing, are
known to its database, and lie there in several sizes. A person who wants it all the same says so.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from photosim.core.records.left_out import OWNED, LeftOutReason, Owner

_OWNED_ENDINGS = {
    "photoslibrary": "Apple Photos",
    "photolibrary": "iPhoto",
    "migratedphotolibrary": "iPhoto",
    "aplibrary": "Aperture",
    "migratedaplibrary": "Aperture",
    "imovielibrary": "iMovie",
    "fcpbundle": "Final Cut Pro",
    "lrdata": "Lightroom",
    "lrcat-data": "Lightroom",
    "lrlibrary": "Lightroom",
    "cocatalog": "Capture One",
    "luminarneo": "Luminar Neo",
    "tvlibrary": "Apple TV",
    "musiclibrary": "Apple Music",
    "library": "Eagle",
    "key": "Keynote",
    "pages": "Pages",
    "numbers": "Numbers",
    "rtfd": "TextEdit",
    "app": Owner.PROGRAM,
    "bundle": Owner.PROGRAM,
    "framework": Owner.PROGRAM,
}
"""Folders that the system shows as one file, and folders of previews, by their ending."""

_OWNED_NAMES = {
    "iphoto library": "iPhoto",
    "photo booth library": "Photo Booth",
    "lightroom settings": "Lightroom",
    "capture one trash": "Capture One",
    "adobe bridge cache": "Adobe Bridge",
    "luminar neo catalog": "Luminar Neo",
    "generated images.bundle": "Mylio",
    "ipod photo cache": "iTunes",
    "@eadir": "Synology",
    "#recycle": "Synology",
    "#snapshot": "Synology",
    "@recycle": "QNAP",
    "@recently-snapshot": "QNAP",
    ".@__thumb": "QNAP",
    ".dtrash": "digiKam",
    ".picasaoriginals": "Picasa",
    "$recycle.bin": "Windows",
    "system volume information": "Windows",
    "lost+found": Owner.SYSTEM,
    "node_modules": Owner.PROGRAM,
    "__pycache__": Owner.PROGRAM,
}
_OWNED_PLACES = {
    ("captureone", "cache"): "Capture One",
    ("immich", "thumbs"): "Immich",
    ("immich", "encoded-video"): "Immich",
    ("immich-app", "library", "thumbs"): "Immich",
    ("immich-app", "library", "encoded-video"): "Immich",
    ("photoprism", "storage", "cache"): "PhotoPrism",
}
"""Folders by their own name and those of the folders they lie in; each of these names alone may be
a person's."""

_LONGEST_PLACE = max(map(len, _OWNED_PLACES))
_NAMES_OF_PLACES = frozenset(place[-1] for place in _OWNED_PLACES)

_OWNED_BEGINNINGS = {
    "synofile_thumb": "Synology",
    "synophoto_thumb": "Synology",
    "appdata_oc": "Nextcloud",
}


class Exclusions:
    """Why names of folders and files are left out.

    Args:
        excluded: a person's names, or patterns with `*` and `?`; they match one part of a path.
        included: names or patterns that are looked at all the same.
    """

    def __init__(self, excluded: Sequence[str] = (), included: Sequence[str] = ()) -> None:
        self._excluded = _Names(excluded)
        self._included = _Names(included)

    def reason(self, name: bytes, *, is_directory: bool, above: bytes = b"") -> str | None:
        """Why a name is left out; None when it is looked at.

        Args:
            name: one part of a path.
            is_directory: whether it is a folder.
            above: path of the folder that it lies in.
        """
        plain = _plain(os.fsdecode(name))
        if plain in self._included:
            return None
        owner = _owner(plain, above if is_directory else None)
        if owner is not None:
            return OWNED + owner
        if plain in self._excluded:
            return LeftOutReason.EXCLUDED
        return LeftOutReason.HIDDEN if plain.startswith(".") else None

    def excludes_path(self, relative: bytes) -> bool:
        """Whether any part of a path relative to the watched folder is left out."""
        above = b""
        for part in relative.split(os.fsencode(os.sep)):
            if part and self.reason(part, is_directory=True, above=above) is not None:
                return True
            above = os.path.join(above, part)  # noqa: PTH118 (bytes)
        return False


@lru_cache(maxsize=1 << 14)
def owner_of(directory: str) -> str | None:
    """Whose a folder is, by its name or that of one around it; None when it is the person's.

    Args:
        directory: absolute path; text as `os.fsdecode`.
    """
    above = b""
    for part in os.fsencode(directory).split(os.fsencode(os.sep)):
        if part and (owner := _owner(_plain(os.fsdecode(part)), above)):
            return owner
        above = os.path.join(above, part)  # noqa: PTH118 (bytes)
    return None


class _Names:
    """Names and patterns of a person."""

    def __init__(self, texts: Iterable[str]) -> None:
        plain = {_plain(text.rstrip(os.sep)) for text in texts}
        self._names = {text for text in plain if not _is_pattern(text)}
        patterns = sorted(filter(_is_pattern, plain))
        self._matches = re.compile("|".join(map(_expression, patterns)) or r"(?!)", re.DOTALL)

    def __contains__(self, plain: str) -> bool:
        return plain in self._names or self._matches.fullmatch(plain) is not None


def _is_pattern(text: str) -> bool:
    return "*" in text or "?" in text


def _expression(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")


def _plain(text: str) -> str:
    """A name as it is compared: macOS writes accents apart, people put them together."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _owner(plain: str, above: bytes | None) -> str | None:
    """Whose a name is; `above` is the path of the folder around a folder, None for a file."""
    for beginning, owner in _OWNED_BEGINNINGS.items():
        if plain.startswith(beginning):
            return owner
    if above is None:
        return None
    ending = plain.rpartition(".")[2] if "." in plain[1:] else ""
    return _OWNED_NAMES.get(plain) or _owner_there(plain, above) or _OWNED_ENDINGS.get(ending)


def _owner_there(plain: str, above: bytes) -> str | None:
    """Whose a folder is by where it lies."""
    if plain not in _NAMES_OF_PLACES:
        return None
    around = above.split(os.fsencode(os.sep))[1 - _LONGEST_PLACE :]
    place = (*(_plain(os.fsdecode(part)) for part in around), plain)
    owners = (_OWNED_PLACES.get(place[start:]) for start in range(len(place)))
    return next((owner for owner in owners if owner), None)
