"""What was left out of a folder, in words: a line for each reason, with endings and counts."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from photosim.core.records.left_out import OWNED, LeftOut, LeftOutReason, Owner

MOST_ENDINGS = 6
"""Endings that are told of one reason."""

_PHRASES: Mapping[str, tuple[str, str]] = {
    LeftOutReason.RAW: ("RAW file was left out", "RAW files were left out"),
    LeftOutReason.ONLINE: (
        "photo that is only online, not downloaded",
        "photos that are only online, not downloaded",
    ),
    LeftOutReason.OTHER_PICTURE: (
        "picture of a kind that photosim does not read",
        "pictures of kinds that photosim does not read",
    ),
    LeftOutReason.FILM: ("film", "films"),
    LeftOutReason.SOUND: ("sound", "sounds"),
    LeftOutReason.DOCUMENT: ("document", "documents"),
    LeftOutReason.ARCHIVE: ("archive", "archives"),
    LeftOutReason.SIDECAR: ("companion of a photo", "companions of photos"),
    LeftOutReason.LINK: ("link, which is not followed", "links, which are not followed"),
    LeftOutReason.SPECIAL: ("that is no ordinary file", "that are no ordinary files"),
    LeftOutReason.UNKNOWN: ("of an unknown kind", "of unknown kinds"),
    LeftOutReason.EXCLUDED: ("excluded in the preferences", "excluded in the preferences"),
    LeftOutReason.HIDDEN: ("hidden", "hidden"),
}
"""For one and for several, in the order in which they are told; what others own comes before."""

_FOLDER_PHRASES: Mapping[str, tuple[str, str]] = {
    LeftOutReason.EXCLUDED: (
        "folder excluded in the preferences",
        "folders excluded in the preferences",
    ),
    LeftOutReason.HIDDEN: ("hidden folder", "hidden folders"),
}
"""Likewise of folders; nobody looks how many files are in them."""

_OWNERS: Mapping[str, str] = {Owner.PROGRAM: "a program", Owner.SYSTEM: "the system"}

_IN_JSON: Mapping[str, str] = {
    LeftOutReason.RAW: "install photosim[raw]",
    LeftOutReason.ONLINE: "only online",
    LeftOutReason.OTHER_PICTURE: "picture of a kind that photosim does not read",
    LeftOutReason.SIDECAR: "companion of a photo",
    LeftOutReason.LINK: "link, which is not followed",
    LeftOutReason.SPECIAL: "no ordinary file",
}
"""Reasons as JSON names them, where that is not the code."""

_OWNED_IN_JSON = "belongs to "

_INSTALL = ": install photosim[raw]"
_OVERRULE = "; the preferences can have it looked into"


def lines(found: Iterable[LeftOut]) -> list[str]:
    """A line for each reason, the most telling first: "12 films (10 mov, 2 mp4)".

    What several folders left out of one kind is counted together; files and folders apart.
    """
    counts: Counter[tuple[str, bool, str]] = Counter()
    for one in found:
        counts[one.reason, True, one.ending] += one.folders
        counts[one.reason, False, one.ending] += one.count - one.folders
    by_kind: dict[tuple[str, bool], Counter[str]] = {}
    for (reason, is_folder, ending), count in counts.items():
        if count:
            by_kind.setdefault((reason, is_folder), Counter())[ending] += count
    order = list(_PHRASES)
    ranks = {
        kind: (order.index(kind[0]) if kind[0] in order else -1, not kind[1]) for kind in by_kind
    }
    return [_line(*kind, by_kind[kind]) for kind in sorted(by_kind, key=ranks.__getitem__)]


def owned(path: str, owner: str) -> str:
    """Whose a folder is that a person named all the same, in a sentence.

    Args:
        path: as a person reads it.
        owner: a program's name, or an `Owner`.
    """
    return (
        f"{path} belongs to {_owner(owner)}, which keeps account of the files in it;"
        " it is indexed because you named it."
    )


def in_json(found: LeftOut) -> dict[str, str | int]:
    """As JSON has it: with the reason in words."""
    if found.reason.startswith(OWNED):
        reason = f"{_OWNED_IN_JSON}{_owner(found.reason)}"
    else:
        reason = _IN_JSON.get(found.reason, found.reason)
    return dataclasses.asdict(found) | {"reason": reason}


def of_json(told: Mapping[str, Any]) -> LeftOut:
    """What `in_json` told of."""
    reason = str(told["reason"])
    if reason.startswith(_OWNED_IN_JSON):
        owner = reason.removeprefix(_OWNED_IN_JSON)
        reason = OWNED + next((code for code, said in _OWNERS.items() if said == owner), owner)
    else:
        reason = next((code for code, said in _IN_JSON.items() if said == reason), reason)
    return LeftOut(**{**told, "reason": reason})


def _owner(reason: str) -> str:
    owner = reason.removeprefix(OWNED)
    return _OWNERS.get(owner, owner)


def _line(reason: str, is_folder: bool, endings: Counter[str]) -> str:
    total = endings.total()
    line = f"{total:,} {_phrase(reason, is_folder, total)}"
    if reason == LeftOutReason.RAW:
        line += _INSTALL
    overrule = _OVERRULE if reason.startswith(OWNED) else ""
    return line + _endings(reason, endings) + overrule


def _phrase(reason: str, is_folder: bool, total: int) -> str:
    phrases = _FOLDER_PHRASES if is_folder else _PHRASES
    if reason in phrases:
        one, several = phrases[reason]
        return one if total == 1 else several
    owner = _owner(reason)
    folder = ("folder " if total == 1 else "folders ") if is_folder else ""
    return f"{folder}that {'belongs' if total == 1 else 'belong'} to {owner}"


def _endings(reason: str, endings: Counter[str]) -> str:
    """The endings of one reason, the most frequent first; counted when there are several."""
    told = sorted((ending for ending in endings if ending), key=lambda one: (-endings[one], one))
    if not told:
        return " (without an ending)" if reason == LeftOutReason.UNKNOWN else ""
    if len(endings) == 1:
        return f" ({told[0]})"
    shown = [f"{endings[ending]:,} {ending}" for ending in told[:MOST_ENDINGS]]
    if n_others := sum(endings[ending] for ending in told[MOST_ENDINGS:]):
        shown.append(f"{n_others:,} others")
    if endings[""]:
        shown.append(f"{endings['']:,} without an ending")
    return f" ({', '.join(shown)})"
