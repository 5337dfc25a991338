"""Where two aligned pictures have other colours than a change of all colours can explain.

A copy may be grey, toned, warmer, paler, in another profile: what was done to all of it is one map
of colours, the same everywhere. It is fitted so that a place with colours of its own does not take
part, as the tones are (`tone_match`), and the simplest map that fits is taken: a more flexible one
would also explain a single red thing that became blue. What remains must hold over an area, since
compression keeps the colours of 16 x 16 px only, and must be another hue, not only a paler or a
darker one: that light and filters do.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from photosim.core.compare import local_change
from photosim.core.compare.alignment import CommonGrid
from photosim.core.compare.colour_map import (
    BURNT_OUT,
    FEW_COLOURED,
    FEWEST,
    KNOTS,
    LEAST_NOISE,
    STIFF,
    simplest,
)
from photosim.core.compare.geometry import Mask
from photosim.core.compare.local_change import LocalChange
from photosim.core.compare.luma_chroma import CHROMA, LUMA, chroma, luma
from photosim.core.records.photos import Floats

_LOOKED_AT_PX = 256
"""Long edge at which colours are compared: a third of a photo's; compression keeps few more."""

_BLUR_PX = 1.5
_HOLDS_PX = 5
"""Side of the square all over which colours must differ: edges that were blurred are thinner."""

_PALEST, _STRONGEST = 0.5, 2.0
"""How far a place may be paler or stronger in its colours and still have them."""

_MOST_NOISE = 4.0
"""Grey levels of Cb and Cr after the blur that strong compression leaves."""

_FEW = 6000
"""Pixels that maps are fitted to, at most."""

_LEAST_SHARE = 0.05
"""Of a colour's distance from grey: strong ones are cut off at the edge of what can be shown."""

_DARK = 16.0
"""Luma that is added before a place is called so many times as bright as the other."""

_LEAST_ONE_WAY = 3.8
"""Strength from which a difference counts that only one of two pictures cannot tell of the other:
a curve of one channel has 3.5, and a picture that was brightened until it burnt out."""

_LEAST_KEPT, _LEAST_OFF = 0.4, 0.5
"""Share of the hues that must be left to ask so, and how far from their tone they count, grey
levels. Of grey, sepia and two tones, saved at quality 12 to 85, .37 at most is left, half .07; of
photos in which a quarter has another colour, .45 and more (95 %)."""

_SURELY_OFF, _LEAST_SAID, _SURELY_KEPT = 3.0, 0.01, 0.6
"""Grey levels off its tone that no compression makes of grey, the share of the pixels of the weaker
picture that must be so far off, and the share of their hues that must be left: most may be grey."""

_QUIET = 1.0
"""Strength up to which both have the same colours."""

_AS_IT_WAS = 4.0
"""Grey levels up to which most of a picture differs after compression and resampling alone."""

_TONE_STEP, _FEW_TONES = 5.0, 8
"""Grey levels that are one tone, and pixels that show what was made of it."""

_MOST_OFF_TONE = 4.0
"""Grey levels by which a copy in grey may miss the tone that its colour has: 90 copies in grey,
saved at quality 40 to 92, half of them of marked pages, miss it by less. White paper differs by 5
and more from what a pale yellow marker on it is in grey, black digits by more from red ones."""

_LESS_LIGHT = 0.85
"""Ratio of luma below which what burnt out in the other picture was another colour there."""

_MOST = 30.0


def find(grid: CommonGrid) -> LocalChange:
    """The places of two pictures in colour on one grid that have other colours.

    Each picture is predicted from the other, and the greater difference holds: where a violet shirt
    was grey, all that is violet or grey can be predicted to be grey, but not the other way round.
    The lesser one holds where colours are gone, in a copy in grey or sepia and where it burnt out;
    where nothing was done to the rest, and the place is not as light as in such a copy, the greater
    one does.
    """
    small = _small(grid)
    one, other, is_shown = small.inner, small.outer, small.is_shown
    ways = [(_strength(*pair, is_shown), pair) for pair in ((one, other), (other, one))]
    (found, _), (greater, pair) = sorted(ways, key=lambda way: float(way[0].max()))
    if greater.max() > _QUIET:
        is_gone = _is_burnt_out(*pair) | (not _is_kept(one[is_shown], other[is_shown]))
        is_quiet = is_shown & (greater < _QUIET)
        if _is_as_it_was(*pair, is_quiet):
            is_gone &= _is_in_one_tone(*pair, is_quiet)
        elif greater.max() <= _LEAST_ONE_WAY:
            is_gone |= True
        found = np.where(is_gone, found, np.maximum(found, greater))
    size = grid.is_shown.shape[::-1]
    strength = np.asarray(cv2.resize(found, size, interpolation=cv2.INTER_LINEAR), np.float32)
    return LocalChange(strength, float(strength.max()))


def _is_kept(one: Floats, other: Floats) -> bool:
    """Whether one of two pictures tells something of the other's colours, pixels `(n, 3)`.

    By the hues that are left without what follows from the tones: of a copy in grey or sepia, what
    compression made. All hues may be turned alike, and most of both may be grey.
    """
    step = max(1, len(one) // _FEW)
    here, there = (_off_tone(pixels[::step]) for pixels in (one, other))
    if abs((_direction(here) * _direction(there).conj()).mean()) > _LEAST_KEPT:
        return True
    strengths = np.abs(here), np.abs(there)
    weaker = min(strengths, key=lambda strength: float((strength > _SURELY_OFF).sum()))
    said = weaker > _SURELY_OFF
    if said.sum() < max(FEW_COLOURED, _LEAST_SAID * len(said)):
        return False
    alike = _direction(here[said]) * _direction(there[said]).conj()
    return bool(abs(alike.mean()) > _SURELY_KEPT)


def _direction(off: npt.NDArray[np.complex64]) -> npt.NDArray[np.complex64]:
    """Each 1 long at most."""
    return np.asarray(off / np.maximum(np.abs(off), np.float32(_LEAST_OFF)), np.complex64)


def _is_as_it_was(one: Floats, other: Floats, is_quiet: Mask) -> bool:
    """Whether nothing was done to the whole: where the colours agree, the levels do, too."""
    apart = np.abs(one[is_quiet] - other[is_quiet]).max(axis=1)
    return len(apart) >= FEWEST and bool(np.percentile(apart, 75) < _AS_IT_WAS)


def _is_in_one_tone(toned: Floats, coloured: Floats, is_quiet: Mask) -> Mask:
    """Where a picture is as light as a copy of the other one in grey or in one tone would be.

    A marked line of a bill is white in the bill without the mark, but not in a grey copy of it.

    Args:
        toned: the picture that may be such a copy.
        coloured: the other one.
        is_quiet: where both have the same colours: what was made of its tones is learned there.
    """
    light, tones = luma(toned), luma(coloured)[is_quiet]
    toning = _toning(_tone(tones), light[is_quiet])
    is_like = np.full(light.shape, toning is None, np.bool_)
    if toning is not None:
        for grey in _greys(coloured):
            low, high = toning[_tone(grey)].transpose(2, 0, 1)
            is_like |= (low <= light) & (light <= high)
    return is_like


def _greys(rgb: Floats) -> tuple[Floats, Floats, Floats]:
    """What programs make of a picture in colour: its luma, its mean, the middle of its extremes."""
    middle = (rgb.max(axis=2) + rgb.min(axis=2)) / 2
    return luma(rgb), np.asarray(rgb.mean(axis=2), np.float32), np.asarray(middle, np.float32)


def _tone(grey: Floats) -> npt.NDArray[np.int64]:
    return np.asarray(np.round(np.clip(grey, 0, 255) / _TONE_STEP), np.int64)


def _toning(tones: npt.NDArray[np.int64], made: Floats) -> Floats | None:
    """`(tones, 2)`: from which to which grey level each may have become; None if nobody knows.

    What is darker than all that is known became no lighter than that, and the other way round.
    """
    count = np.bincount(tones, minlength=round(255 / _TONE_STEP) + 1)
    known = np.flatnonzero(count >= _FEW_TONES)
    if not len(known):
        return None
    middle = np.array([np.median(made[tones == tone]) for tone in known])
    spread = [
        np.percentile(np.abs(made[tones == tone] - level), 75)
        for tone, level in zip(known, middle, strict=True)
    ]
    reach = _MOST_OFF_TONE + 3 * np.array(spread)
    each = np.arange(len(count))
    low = np.interp(each, known, middle - reach, left=-np.inf)
    high = np.interp(each, known, middle + reach, right=np.inf)
    return np.stack([low, high], axis=1).astype(np.float32)


def _off_tone(pixels: Floats) -> npt.NDArray[np.complex64]:
    """`(n,)` how far, and in which direction, each pixel's colour is off that of its tone."""
    colours = pixels @ CHROMA.T
    light = pixels @ LUMA / np.float32(255) * (KNOTS - 1)
    hats = np.maximum(0, 1 - np.abs(light[:, None] - np.arange(KNOTS, dtype=np.float32)))
    pull = np.eye(KNOTS, dtype=np.float32) * np.float32(STIFF * len(pixels))
    off = colours - hats @ np.linalg.solve(hats.T @ hats + pull, hats.T @ colours)
    return np.asarray(off[:, 0] + 1j * off[:, 1], np.complex64)


def _is_burnt_out(source: Floats, seen: Floats) -> Mask:
    """Where a picture burnt out, around there too, and is so much lighter than the other one."""
    is_cut = (source.max(axis=2) > BURNT_OUT) & (luma(seen) < _LESS_LIGHT * luma(source))
    side = np.ones((2 * _HOLDS_PX + 1,) * 2, np.uint8)
    return np.asarray(cv2.dilate(is_cut.astype(np.uint8), side) > 0, np.bool_)


def _small(grid: CommonGrid) -> CommonGrid:
    """Both pictures small and blurred."""
    height, width = grid.is_shown.shape
    factor = min(0.5, _LOOKED_AT_PX / max(height, width))
    size = max(1, round(width * factor)), max(1, round(height * factor))
    inner, outer, shown = (
        cv2.resize(layer, size, interpolation=cv2.INTER_AREA)
        for layer in (grid.inner, grid.outer, grid.is_shown.astype(np.float32))
    )
    inner, outer = (
        np.asarray(cv2.GaussianBlur(layer, (0, 0), _BLUR_PX), np.float32)
        for layer in (inner, outer)
    )
    reach = 2 * round(2 * _BLUR_PX) + 1
    inside = cv2.erode(np.asarray(shown > 0.99, np.uint8), np.ones((reach, reach), np.uint8))
    return CommonGrid(inner, outer, inside > 0)


def _strength(one: Floats, other: Floats, is_shown: Mask) -> Floats:
    """How far the second picture's colours are from all that the first one explains, `(h, w)`."""
    places = np.flatnonzero(is_shown)
    places = places[:: max(1, len(places) // _FEW)]
    if len(places) < FEWEST:
        return np.zeros(is_shown.shape, np.float32)
    fitted = simplest(one.reshape(-1, 3)[places], other.reshape(-1, 3)[places])
    predicted = fitted.of(one)
    rest = _unexplained(predicted, other)
    busy = np.maximum(_busy(predicted), _busy(other))
    noise = local_change.noise(rest, busy, is_shown, _MOST_NOISE, is_flat_calm=True)
    least = LEAST_NOISE + _LEAST_SHARE * np.maximum(_strong(predicted), _strong(other))
    z = np.where(is_shown, rest / (noise + least), np.float32(0))
    side = np.ones((_HOLDS_PX, _HOLDS_PX), np.uint8)
    return np.asarray(np.minimum(cv2.morphologyEx(z, cv2.MORPH_OPEN, side), _MOST), np.float32)


def _strong(rgb: Floats) -> Floats:
    """How far each pixel is from grey, `(h, w)`."""
    return np.asarray(np.hypot(*cv2.split(chroma(rgb))), np.float32)


def _unexplained(predicted: Floats, seen: Floats) -> Floats:
    """By how much colours differ, beyond being paler or stronger as light makes them, `(h, w)`."""
    ratio = (luma(seen) + np.float32(_DARK)) / (luma(predicted) + np.float32(_DARK))
    lit = np.clip(predicted * ratio[..., None], 0, 255)
    there = chroma(seen)
    return np.minimum(*(_apart(chroma(here), there) for here in (predicted, lit)))


def _apart(here: Floats, there: Floats) -> Floats:
    """By how much Cb and Cr differ, beyond being paler or stronger, `(h, w)`."""
    scale = (here * there).sum(axis=2) / np.maximum((here * here).sum(axis=2), np.float32(1))
    rest = there - np.clip(scale, _PALEST, _STRONGEST)[..., None] * here
    return np.asarray(np.hypot(rest[..., 0], rest[..., 1]), np.float32)


def _busy(rgb: Floats) -> Floats:
    """How much colours and tones change around each pixel, grey levels, `(h, w)`."""
    found = np.zeros(rgb.shape[:2], np.float32)
    side = np.ones((_HOLDS_PX, _HOLDS_PX), np.uint8)
    for plane in cv2.split(chroma(rgb)):
        found = np.maximum(found, cv2.morphologyEx(plane, cv2.MORPH_GRADIENT, side))
    return found
