"""The facts about a group's members side by side, with the better values marked. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale

from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Photo
from photosim.core.records.reasons import Change
from photosim.core.records.review import Choice, GroupDetail, Member
from photosim.gui.texts import counts, photo_facts
from photosim.gui.texts.counts import NO_BREAK
from photosim.texts import match_wording, reason_wording

_AS_GOOD = 0.98
"""Share of the best sharpness or exposure from which a person sees no difference."""
_ONE_SIZE = 1.05
"""Ratio of pixels up to which sharpness can be compared."""


@dataclass(frozen=True, slots=True)
class FactCell:
    """One fact of one member; `is_better` when not all members are as good.

    `short` is what stands in a column that is too narrow for the text; the tip has the whole.
    """

    text: str
    is_better: bool = False
    tip: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact of all members; sentences are cut at their end where there is no room."""

    name: str
    cells: tuple[FactCell, ...]
    is_sentence: bool = False


def rows(detail: GroupDetail) -> list[FactRow]:
    """All facts worth showing, in the order of their weight for a choice."""
    members = detail.members
    made = [
        _plain("Name", members, lambda member: member.photo.name),
        _best("Size", members, _pixels_text, lambda member: _n_pixels(member.photo), _sides),
        _best("File", members, _file_text_among(members), lambda member: member.photo.size),
        _frames(members),
        _damage(members),
        _best("Taken", members, _taken_text, lambda member: member.photo.taken is not None),
        _best("Place", members, _place_text, lambda member: member.has_location),
        _optional("Camera", members, lambda member: member.photo.camera or ""),
        _optional("Stars", members, _stars_text),
        _sharpness(members),
        _measured("Exposure", members, lambda member: member.exposure, "best"),
        _folders(members),
        _goes_with(members),
        _why(detail),
    ]
    return [row for row in made if row is not None]


def weakest_text(detail: GroupDetail) -> str:
    """What the group promises: how alike its two least alike members are, and which these are."""
    if detail.group.tier is Tier.SAME_FILE:
        return "Equal to the last byte."
    if not detail.group.is_certain:
        return "Probably the same picture: photosim has not looked closely at all of them yet."
    alike = f"{percent(detail.group.weakest)} alike"
    if len(detail.members) < 3:
        return f"The two are {alike}."
    numbers = [i for i, member in enumerate(detail.members, 1) if member.key in detail.weakest_pair]
    pair = f" ({numbers[0]} and {numbers[1]})" if len(numbers) == 2 else ""
    return f"Every two are at least {alike}{pair}."


def intent_text(detail: GroupDetail) -> str:
    """What was chosen for the group, or is proposed, in a sentence."""
    choices = [member.choice for member in detail.members]
    if all(choice is Choice.TRASH for choice in choices):
        return "Nothing of this group would stay."
    n_proposed = sum(
        member.choice is Choice.OPEN and member.suggestion is Choice.TRASH
        for member in detail.members
    )
    if n_proposed:
        return f"{n_proposed} of {len(choices)} proposed for the trash."
    n_trash = choices.count(Choice.TRASH)
    return f"{n_trash} of {len(choices)} put down for the trash." if n_trash else ""


def percent(similarity: float) -> str:
    """A similarity, 0..1, for people: "97 %"; never more than it is."""
    return f"{QLocale().toString(match_wording.percent_at_least(similarity))}{NO_BREAK}%"


def spot_text(member: Member) -> str:
    """That a photo differs from the first in one place, and how much of it; empty when not."""
    spot = member.differences.spot if member.differences else None
    if spot is None:
        return ""
    share = round(spot.share * 100)
    said = f"{share}{NO_BREAK}%" if share else f"less than 1{NO_BREAK}%"
    return f"Differs here, {said} of the picture"


def everywhere_text(member: Member) -> str:
    """That a photo is brighter or darker than the first, which no place shows; empty when not."""
    tones = (one for one in member.changes if one.code in (Change.BRIGHTER, Change.DARKER))
    said = next((reason_wording.phrase(tone) for tone in tones), "")
    return f"{said.capitalize()} everywhere" if said else ""


def choice_of(member: Member) -> Choice:
    """What becomes of a member: what was chosen, else what is proposed."""
    return member.fate


def chip_text(number: int, member: Member) -> str:
    """What stands on a photo: "1  Keep", "2  Trash?" for what is only proposed."""
    if member.is_protected:
        return f"{number}  Never touched"
    said = choice_of(member)
    if said is Choice.OPEN:
        return str(number)
    word = "Keep" if said is Choice.KEEP else "Trash"
    return f"{number}  {word}" + ("?" if member.choice is Choice.OPEN else "")


def spoken(number: int, member: Member) -> str:
    """A member for a screen reader."""
    said = [f"Photo {number}", photo_facts.accessible_text(member.photo, None)]
    chosen, proposed = member.choice, member.suggestion
    if chosen is not Choice.OPEN:
        said.append("chosen to keep" if chosen is Choice.KEEP else "chosen for the trash")
    elif proposed is not Choice.OPEN:
        said.append(f"proposed: {proposed.value}")
    told = reason_wording.told_together(member.reason, member.changes)
    return ", ".join(dict.fromkeys(text for text in (*said, *told) if text))


def _frames(members: Sequence[Member]) -> FactRow | None:
    """How many pages or frames each has, where one has several."""
    if all(member.photo.n_frames == 1 for member in members):
        return None
    return _best(
        "Pages",
        members,
        lambda member: photo_facts.counted_frames(member.photo),
        lambda member: member.photo.n_frames,
    )


def _damage(members: Sequence[Member]) -> FactRow | None:
    """Which are whole, where one is damaged."""
    if not any(member.photo.is_damaged for member in members):
        return None
    return _best(
        "State",
        members,
        lambda member: "damaged, a part is missing" if member.photo.is_damaged else "whole",
        lambda member: not member.photo.is_damaged,
    )


def _plain(name: str, members: Sequence[Member], text: Callable[[Member], str]) -> FactRow:
    cells = (FactCell(text(member), tip=counts.path(member.photo.path)) for member in members)
    return FactRow(name, tuple(cells))


def _optional(
    name: str, members: Sequence[Member], text: Callable[[Member], str]
) -> FactRow | None:
    texts = [text(member) for member in members]
    if not any(texts):
        return None
    return FactRow(name, tuple(FactCell(text or "\N{EN DASH}", tip=text) for text in texts))


def _goes_with(members: Sequence[Member]) -> FactRow | None:
    """What belongs to each: of names like its own the endings, so that long ones are told, too."""
    if not any(member.companions for member in members):
        return None
    cells = (
        FactCell(
            ", ".join(_short(name, member) for name in member.companions) or "\N{EN DASH}",
            tip="\n".join(member.companions),
        )
        for member in members
    )
    return FactRow("Goes with", tuple(cells))


def _short(name: str, member: Member) -> str:
    stem = Path(member.photo.name).stem
    return name[len(stem) :] if name.startswith(f"{stem}.") else name


def _best(
    name: str,
    members: Sequence[Member],
    text: Callable[[Member], str],
    worth: Callable[[Member], float],
    short: Callable[[Member], str] = lambda _member: "",
) -> FactRow:
    worths = [worth(member) for member in members]
    # what looks equal is not called better
    best, least = max(worths), min(worths)
    differs = len({text(member) for member in members}) > 1
    cells = (
        FactCell(text(member), is_better=differs and one == best > least, short=short(member))
        for member, one in zip(members, worths, strict=True)
    )
    return FactRow(name, tuple(cells))


def _sharpness(members: Sequence[Member]) -> FactRow | None:
    """How sharp each is, of photos of one size: a smaller copy often looks sharper."""
    pixels = [_n_pixels(member.photo) for member in members]
    if max(pixels) > _ONE_SIZE * min(pixels):
        return None
    return _measured("Sharpness", members, lambda member: member.sharpness, "sharpest")


def _measured(
    name: str, members: Sequence[Member], share: Callable[[Member], float | None], best: str
) -> FactRow | None:
    shares = [share(member) for member in members]
    if not any(shares) or all(one is None or one >= _AS_GOOD for one in shares):
        return None  # nobody could choose by it
    return FactRow(name, tuple(_measured_cell(one, best) for one in shares))


def _measured_cell(share: float | None, best: str) -> FactCell:
    if share is None:
        return FactCell("not measured")
    if share >= _AS_GOOD:
        return FactCell(best, is_better=True)
    return FactCell(f"{QLocale().toString(round(share * 100))}{NO_BREAK}% of the {best}")


def _folders(members: Sequence[Member]) -> FactRow:
    cells = []
    for member in members:
        parts = Path(counts.path(member.photo.path)).parent.parts[-2:]
        away = " (offline)" if member.photo.offline else ""
        more = f" and {len(member.paths) - 1} more" if len(member.paths) > 1 else ""
        tip = "\n".join(counts.path(path) for path in member.paths)
        cells.append(FactCell(" / ".join(parts).replace("/ /", "/") + more + away, tip=tip))
    return FactRow("Folder", tuple(cells))


def _why(detail: GroupDetail) -> FactRow | None:
    texts = [", ".join(_why_and_how(member)) for member in detail.members]
    if not any(texts):
        return None
    return FactRow("Why", tuple(FactCell(text, tip=text) for text in texts), is_sentence=True)


def _why_and_how(member: Member) -> list[str]:
    """Why a member stays or goes, and in what it differs."""
    if member.is_protected:
        told = reason_wording.told_together(None, member.changes)
        return ["lies in a folder that is never touched", *told]
    return reason_wording.told_together(member.reason, member.changes)


def _n_pixels(photo: Photo) -> int:
    return photo.width * photo.height


def _pixels_text(member: Member) -> str:
    return f"{_sides(member)}, {counts.megapixels(_n_pixels(member.photo))}"


def _sides(member: Member) -> str:
    return f"{member.photo.width} \N{MULTIPLICATION SIGN} {member.photo.height}"


def _file_text_among(members: Sequence[Member]) -> Callable[[Member], str]:
    """Sizes with as many digits as tell the largest from the others, if a person cares."""
    sizes = {member.photo.size for member in members}
    largest = max(sizes)
    is_clear = counts.size(largest) not in {counts.size(size) for size in sizes - {largest}}
    text = counts.size if is_clear else counts.kilobytes
    if text(largest) == text(min(sizes)):
        text = counts.size
    return lambda member: f"{text(member.photo.size)}, {member.photo.file_format}"


def _taken_text(member: Member) -> str:
    taken = member.photo.taken
    return "not recorded" if taken is None else photo_facts.moment_text(taken)


def _stars_text(member: Member) -> str:
    return f"{member.origin.rating} of 5" if member.origin.rating else ""


def _place_text(member: Member) -> str:
    return "recorded" if member.has_location else "not recorded"
