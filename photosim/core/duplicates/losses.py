"""What would be lost with a photo: when and where it was taken, what lies beside it, labels, stars.

Pages, pixels and their depth, too. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence

from photosim.core.compare.differences import is_cropped, quarters
from photosim.core.duplicates import compared, drawbacks, originals, real_pixels
from photosim.core.duplicates.ranking import Preference, Undecidable
from photosim.core.folders import companions
from photosim.core.image.captions import DIGEST
from photosim.core.records.pairs import Differences, Tier
from photosim.core.records.photos import Photo, Traces
from photosim.core.records.reasons import Loss, Reason, Why, reason
from photosim.core.records.review import Member

_SIDECARS = frozenset(ending.decode() for ending in companions.SIDECARS_OF_NAMES)

_KNOWLEDGE = frozenset(
    (Loss.TIME, Loss.PLACE, Loss.FILM, Loss.LABEL, Loss.STARS, Loss.CAPTION, Loss.DEPTH)
)

_ONE_PLACE = 0.01
"""Degrees up to which two places are one, about a kilometre: programs round them."""


def known(member: Member) -> tuple[Reason, ...]:
    """What would be lost with a photo, what matters most first."""
    found = [reason(Loss.TIME)] if originals.knows_time(member) else []
    found += [reason(Loss.PLACE)] if member.has_location else []
    found += files_beside(member)
    found += [reason(Loss.FILM)] if Traces.FILM in member.origin.traces else []
    found += [reason(Loss.LABEL, label) for label in member.origin.labels]
    found += [reason(Loss.STARS)] if member.origin.rating else []
    found += [reason(Loss.CAPTION)] if Traces.CAPTION in member.origin.traces else []
    found += [reason(Loss.DEPTH)] if Traces.DEEP in member.origin.traces else []
    return tuple(found)


def files_beside(member: Member) -> list[Reason]:
    """What kinds of files belong to a photo: RAW, films, then what only says something of it."""
    endings = {_ending(name) for name in member.companions}
    ordered = sorted(endings, key=lambda ending: (ending in _SIDECARS, ending))
    return [reason(Loss.FILE_BESIDE, ending.upper()) for ending in ordered]


def unmatched(member: Member, staying: Iterable[Member]) -> str:
    """What goes with a photo and has no equal among what stays, by name; "" for none.

    RAW files and films first, then sidecars. What was not compared is equal to nothing.
    """
    there = {(_ending(name), content) for other in staying for name, content in _read(other)}
    own = (*member.media, *member.sidecars)
    lost = {name for name, content in own if (_ending(name), content) not in there}
    lost.update(set(member.companions).difference(name for name, _ in own))
    return min(lost, key=lambda name: (is_sidecar(name), name), default="")


def known_alone(member: Member, staying: Iterable[Member]) -> Reason | None:
    """What is known of a photo and of none that stays, what matters most first; None for nothing.

    When and where it was taken, a film inside it, its labels, stars, caption, deep pixels. Files
    beside it are compared by content (`unmatched`).
    """
    facts = _known_only_of(member, staying)
    return next((fact for fact in facts if fact.code in _KNOWLEDGE), None)


def _known_only_of(member: Member, staying: Iterable[Member]) -> list[Reason]:
    staying = list(staying)
    kept = {fact for other in staying for fact in known(other)}
    own = known(member)
    others = {
        fact for fact in own if (says := _SAYS_OTHER.get(fact.code)) and says(member, staying)
    }
    return [fact for fact in own if fact not in kept or fact in others]


def _has_own_words(member: Member, staying: Sequence[Member]) -> bool:
    """Whether something is written in a photo and in none that stays."""
    return bool(_words(member) - frozenset().union(*map(_words, staying)))


def _words(member: Member) -> frozenset[bytes]:
    written = member.origin.written
    return frozenset(written[at : at + DIGEST] for at in range(0, len(written), DIGEST))


def _has_own_stars(member: Member, staying: Sequence[Member]) -> bool:
    return all(other.origin.rating != member.origin.rating for other in staying)


def _has_own_place(member: Member, staying: Sequence[Member]) -> bool:
    there = [other.photo for other in staying if other.has_location]
    return bool(there) and not any(_are_of_one_place(member.photo, other) for other in there)


def _are_of_one_place(one: Photo, other: Photo) -> bool:
    if one.latitude is None or other.latitude is None:
        return True
    if one.longitude is None or other.longitude is None:
        return True
    return math.hypot(one.latitude - other.latitude, one.longitude - other.longitude) <= _ONE_PLACE


_SAYS_OTHER: dict[object, Callable[[Member, Sequence[Member]], bool]] = {
    Loss.PLACE: _has_own_place,
    Loss.STARS: _has_own_stars,
    Loss.CAPTION: _has_own_words,
}
"""Of what several may have: whether a photo says another thing of it than all that stay."""


def _read(member: Member) -> list[tuple[str, str]]:
    """What belongs to a photo and was read, with its content."""
    beside = (*member.media, *member.sidecars)
    return [(name, content) for name, content in beside if content and isinstance(content, str)]


def is_sidecar(name: str) -> bool:
    """Whether a file that belongs to a photo only says something of it."""
    return _ending(name) in _SIDECARS


def lost(member: Member, staying: Collection[Member]) -> tuple[Reason, ...]:
    """What would be lost if a photo went and these stayed, what matters most first."""
    return known_lost(member, staying) + tuple(_look(member, staying))


def _look(member: Member, staying: Collection[Member]) -> list[Reason]:
    """What of its look: colours, how it lies, what it shows around, and less compressed pixels."""
    found = [compared.beside(member, other) for other in staying]
    certain = [each for each in found if each is not None]
    if not certain or len(certain) < len(found):
        return []
    lacking = [reason(code) for code, is_so in _OWN_LOOK.items() if all(map(is_so, certain))]
    if all(is_cropped(each) and not each.is_first_framed for each in certain):
        most = max(each.shown for each in certain)
        lacking.append(reason(Loss.EDGES, max(1, round(100 * (1 - most)))))
    if all(_has_more_quality(member, other) for other in staying):
        lacking.append(reason(Loss.QUALITY))
    return lacking


def _has_more_quality(member: Member, other: Member) -> bool:
    """Whether a photo was compressed less, and was not made of the other one."""
    if compared.is_resaved_from(member, other) or originals.may_be_requantised_from(member, other):
        return False
    if originals.is_original_of(other, member):
        return False
    return drawbacks.is_less_compressed(member, other)


def _has_own_tones(found: Differences) -> bool:
    return not found.colour and (found.is_recoloured or drawbacks.has_other_tones(found))


_OWN_LOOK: dict[Loss, Callable[[Differences], bool]] = {
    Loss.COLOURS: lambda found: found.colour < 0,
    Loss.GREY: lambda found: found.colour > 0,
    Loss.TONES: _has_own_tones,
    Loss.MIRRORED: lambda found: found.is_mirrored,
    Loss.TURNED: lambda found: bool(quarters(found)),
}
"""What a person may have made on purpose, by how those that stay differ from what goes."""


def known_lost(member: Member, staying: Collection[Member]) -> tuple[Reason, ...]:
    """The same without its look: facts, pages and pixels."""
    found = _known_only_of(member, staying)
    if staying and all(originals.disagree_on_time(member, other) for other in staying):
        found.append(reason(Loss.OTHER_TIME))
    most = max((other.photo.n_frames for other in staying), default=1)
    if member.photo.n_frames > most:
        found.append(reason(Loss.PAGES, member.photo.n_frames - most))
    if staying and all(real_pixels.may_show_more(member, other) for other in staying):
        best = max(real_pixels.total(other) for other in staying)
        found.append(reason(Loss.PIXELS, best, real_pixels.total(member)))
    return tuple(found)


def least_lost(_: Tier, members: Sequence[Member]) -> Preference | Undecidable | None:
    """Prefer the photo with which most would be lost; undecidable where that is not one of them."""
    by_key = {member.key: known(member) for member in members}
    everything = {fact for facts in by_key.values() for fact in facts}
    full = [member for member in members if everything <= set(by_key[member.key])]
    if len(full) == len(members):
        return None
    if not full:
        return Undecidable(torn([by_key[member.key] for member in members]))
    if any(all(real_pixels.may_show_more(member, best) for best in full) for member in members):
        lacking = next(facts for facts in by_key.values() if not everything <= set(facts))
        return Undecidable(reason(Why.SMALLER_KNOWS, _first(by_key[full[0].key], lacking)))
    return Preference(
        rank=lambda member: everything <= set(by_key[member.key]),
        stays=lambda best, other: reason(Why.HAS, _first(by_key[best.key], by_key[other.key])),
        goes=lambda other, best: reason(Why.LACKS, _first(by_key[best.key], by_key[other.key])),
        is_guess=True,
    )


def torn(facts: Sequence[Sequence[Reason]]) -> Reason:
    """That none of some photos has all that is known of them."""
    most = max(facts, key=len)
    other = next(other for other in facts if not set(other) <= set(most))
    return reason(Why.TORN, _first(most, other), _first(other, most))


def _first(facts: Sequence[Reason], others: Sequence[Reason]) -> Reason:
    """The first fact that the others lack; there are some."""
    return next((fact for fact in facts if fact not in others), facts[0])


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()
