"""The words about a photo: dates, sizes and per cent as a person of this locale writes them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from photosim.core.records.photos import Evidence, Match, Photo
from photosim.gui.texts import counts, word_texts
from photosim.texts import match_wording

BY_WORDS = (Evidence.WORDS, Evidence.LABEL, Evidence.NAME, Evidence.DATE)
"""Evidence that is no likeness: how much a photo fits words is not told in per cent."""


@dataclass(frozen=True, slots=True)
class QueryTraits:
    """What of a query matters for the words about its matches.

    Attributes:
        pixels: width times height of its picture, 0 when unknown.
        photo_id: the photo of the library that it is, None for other pictures.
        text: the words that were searched for; empty when there were none.
    """

    pixels: int = 0
    photo_id: int | None = None
    text: str = ""


NOTHING_KNOWN = QueryTraits()


@functools.lru_cache(maxsize=8)
def date_format(locale: QLocale) -> str:
    """The locale's long date without the weekday and with a short month: "14 May 2019"."""
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    short = re.sub(r"dddd'?[^dMy']*'?|[,،]?\s*dddd", "", long).strip(" ,،.").replace("MMMM", "MMM")
    has_all = all(letter in short for letter in "dMy") and short.count("'") % 2 == 0
    return short if has_all else locale.dateFormat(QLocale.FormatType.ShortFormat)


def date_text(moment: datetime, locale: QLocale | None = None) -> str:
    """The day of `moment`, as its clock showed it."""
    locale = locale or QLocale()
    day = QDate(moment.year, moment.month, moment.day)
    return locale.toString(day, date_format(locale))


def moment_text(moment: datetime, locale: QLocale | None = None) -> str:
    """Day and time of `moment`: "14 May 2019, 10:42"."""
    locale = locale or QLocale()
    time = QDateTime(QDate(2000, 1, 1), QTime(moment.hour, moment.minute)).time()
    clock = locale.toString(time, QLocale.FormatType.ShortFormat)
    return f"{date_text(moment, locale)}, {clock}"


def day_text(photo: Photo) -> str:
    """The day on which a photo was taken; of one that does not know it, since when its file is."""
    if photo.taken is not None:
        return date_text(photo.taken)
    return file_date(photo.modified)


def file_date(modified: datetime) -> str:
    """Since when a file is as it is, of a photo that does not know when it was taken."""
    return _tr("file of %1").replace("%1", date_text(modified))


def percent(match: Match) -> int:
    """How alike a person is told it is, 0..100; 100 is kept for what is the same picture."""
    return match_wording.percent(match.similarity, match.evidence)


def percent_text(match: Match) -> str:
    """Per cent with a space that does not break: "98 %"."""
    return f"{QLocale().toString(percent(match))}\N{NO-BREAK SPACE}%"


def alike_text(match: Match) -> str:
    """How alike, in words: "98 % alike"."""
    return _tr("%1 alike").replace("%1", percent_text(match))


def lead_text(match: Match) -> str:
    """What leads the line below a match: its per cent, or why it fits the words."""
    if match.evidence in BY_WORDS:
        return word_texts.why(match)
    return percent_text(match)


def reason_text(match: Match, photo: Photo | None, asked: QueryTraits) -> str:
    """Why a match is there, when there is more to say than its lead; else "".

    A search compares small pictures: another digit or closed eyes are seen by the close look alone.
    """
    if match.photo_id == asked.photo_id:
        return _tr("this photo")
    if match.evidence is Evidence.SAME_FILE:
        return _tr("same file")
    if match.evidence is Evidence.PART:
        return _tr("the part is from it")
    if match.evidence is Evidence.SAME_PICTURE:
        return _tr("same picture")
    if match.evidence is not Evidence.PROBABLY_SAME:
        return ""
    pixels = photo.width * photo.height if photo else 0
    if pixels and asked.pixels and pixels < 0.95 * asked.pixels:
        return _tr("probably the same picture, smaller")
    if pixels and asked.pixels and pixels > 1.05 * asked.pixels:
        return _tr("probably the same picture, larger")
    return _tr("probably the same picture")


def size_text(photo: Photo) -> str:
    """Megapixels and file size: "12 MP, 4.1 MB"."""
    return f"{counts.megapixels(photo.width * photo.height)}, {counts.size(photo.size)}"


def frames_text(photo: Photo) -> str:
    """How many pages or frames a photo has: "3 pages", "24 frames"; "" for one."""
    if photo.n_frames < 2:
        return ""
    return counted_frames(photo)


def counted_frames(photo: Photo) -> str:
    """How many pages or frames a photo has, also when it is one."""
    is_one, is_paged = photo.n_frames == 1, photo.file_format == "TIFF"
    if is_one:
        return _tr("1 page") if is_paged else _tr("1 frame")
    text = _tr("%1 pages") if is_paged else _tr("%1 frames")
    return text.replace("%1", counts.count(photo.n_frames))


def damage_text(photo: Photo) -> str:
    """That a photo is damaged, for a line of its own; "" for a whole one."""
    return _tr("Damaged: only a part of it is there") if photo.is_damaged else ""


def details(photo: Photo) -> str:
    """One line about a photo, without its name: capture time, camera, size, pages, damage."""
    when = moment_text(photo.taken) if photo.taken else ""
    parts = (when, photo.camera or "", size_text(photo), frames_text(photo), damage_text(photo))
    return counts.DOT.join(part for part in parts if part)


def match_text(match: Match) -> str:
    """How alike a match is, or why it fits the words."""
    return lead_text(match) if match.evidence in BY_WORDS else alike_text(match)


def accessible_text(photo: Photo, match: Match | None, asked: QueryTraits = NOTHING_KNOWN) -> str:
    """What a screen reader says: "IMG_2041.JPG, 14 May 2019, 95 % alike"."""
    parts = [photo.name, day_text(photo), *filter(None, [frames_text(photo), damage_text(photo)])]
    if match is not None:
        parts.append(match_text(match))
    if photo.offline:
        parts.append(_tr("offline"))
    return ", ".join(parts)


def badges(photo: Photo) -> tuple[str, ...]:
    """What is drawn on a photo's corner: offline, damaged, RAW, copies, in this order."""
    copies = (
        f"\N{MULTIPLICATION SIGN}{QLocale().toString(photo.n_files)}" if photo.n_files > 1 else ""
    )
    raw = "RAW" if photo.file_format == "RAW" else ""
    offline = _tr("offline") if photo.offline else ""
    damaged = _tr("damaged") if photo.is_damaged else ""
    return tuple(badge for badge in (offline, damaged, raw, copies) if badge)


def as_matched(photo: Photo, match: Match | None) -> Photo:
    """A photo as the file that makes it a match, where it lies in several places."""
    if match is None or match.file is None:
        return photo
    file = match.file
    return replace(photo, path=file.path, folder_id=file.folder_id, offline=file.offline)


def path_text(photo: Photo) -> str:
    """The whole path, for people."""
    return counts.path(photo.path)


def _tr(text: str) -> str:
    return QCoreApplication.translate("facts", text)
