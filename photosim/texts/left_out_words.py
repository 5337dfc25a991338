"""What was left out of a folder, in words: a line for each reason, with endings and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from photosim.core.records.photos import OWNED, LeftOut, LeftOutReason

MOST_ENDINGS = 6
"""Endings that are told of one reason."""

_PHRASES: Mapping[str, tuple[str, str]] = {
    LeftOutReason.RAW: ("RAW file was left out", "RAW files were left out"),
    LeftOutReason.ONLINE: ("photo that is only online", "photos that are only online"),
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

_INSTALL = ": install photosim[raw]"
_OVERRULE = "; the preferences can have it looked into"


def lines(found: Iterable[LeftOut]) -> list[str]:
    """A line for each reason, the most telling first: "12 films (10 mov, 2 mp4)".

    What several folders left out of one kind is counted together.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        counts[one.reason, one.ending] += one.count
    by_reason: dict[str, list[LeftOut]] = {}
    for (reason, ending), count in counts.items():
        by_reason.setdefault(reason, []).append(LeftOut(ending, reason, count))
    order = list(_PHRASES)
    ranks = {reason: order.index(reason) if reason in order else -1 for reason in by_reason}
    return [_line(reason, by_reason[reason]) for reason in sorted(by_reason, key=ranks.__getitem__)]


def _line(reason: str, found: Sequence[LeftOut]) -> str:
    total = sum(one.count for one in found)
    line = f"{total:,} {_phrase(reason, total)}"
    if reason == LeftOutReason.RAW:
        line += _INSTALL
    overrule = _OVERRULE if reason.startswith(OWNED) else ""
    return line + _endings(found) + overrule


def _phrase(reason: str, total: int) -> str:
    if reason in _PHRASES:
        one, several = _PHRASES[reason]
        return one if total == 1 else several
    owner = reason.removeprefix(OWNED)
    return f"that {'belongs' if total == 1 else 'belong'} to {owner}"


def _endings(found: Sequence[LeftOut]) -> str:
    """The endings of one reason, the most frequent first; counted when there are several."""
    told = sorted((one for one in found if one.ending), key=lambda one: (-one.count, one.ending))
    if not told:
        return ""
    if len(found) == 1:
        return f" ({told[0].ending})"
    shown = [f"{one.count:,} {one.ending}" for one in told[:MOST_ENDINGS]]
    if n_others := sum(one.count for one in told[MOST_ENDINGS:]):
        shown.append(f"{n_others:,} others")
    if n_without := sum(one.count for one in found if not one.ending):
        shown.append(f"{n_without:,} without an ending")
    return f" ({', '.join(shown)})"
