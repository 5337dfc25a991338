"""Maps of colours: what was done to all of a picture's colours to have those of another one.

`pixels (n, 3) of both, 0 to 255 -> a map of each kind, fitted by least squares (Cauchy weights,
reweighted) -> the simplest one that explains about as much as any`. A place with colours of its own
takes no part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photosim.core.compare.geometry import Mask
from photosim.core.compare.luma_chroma import CHROMA, LUMA
from photosim.core.records.photos import Floats

FEWEST = 200
"""Pixels that a map is fitted to, at least."""

_ROUNDS = 5
_FLOOR = 3.0
"""Least scale of the Cauchy weights, grey levels."""

_LOOSE, STIFF, _FIXED = 1e-6, 3e-4, 1e3
"""Of the pull towards leaving all as it is, in shares of the evidence: of matrix, of curves, and of
what a kind of map does not have."""

FEW_COLOURED = 20
_COLOURED = 8.0
"""Distance from grey, in grey levels of Cb and Cr, from which a pixel says something of colours."""

_STRONG, _TURNED, _LEAST_GREY = 20.0, 0.5, 0.1
"""A strong colour's distance from grey; the cosine of two hues that nobody calls one, 60 degrees;
the share of a picture that must be grey to say anything."""

_LEAST_TURNED = 0.01
"""Share of a picture with another hue that no filter gives while grey stays grey; where most that
has a colour has another one, less is enough."""

_OTHER_HUE, _MUCH_TURNED = 0.94, 0.3
"""The cosine of two hues 20 degrees apart, and the share of what has a colour that must have turned
so far, where grey is left as it was. Brightened, darkened, paler and stronger copies, in JPEG and
at half size, have none of 560; so have those whose white is another one, where grey is not left."""

_LIGHT = 40.0
"""Luma of grey that would show it if the light had another colour; black has none in any."""

_MUCH_BETTER, _BETTER = 1.3, 0.7
"""A map must explain the middle pixel so many times, and by so many grey levels, better than a
simpler one to be needed."""

LEAST_NOISE = 2.0
"""Grey levels of Cb and Cr that rounding and another grid leave, after the blur."""

_NEARLY_BURNT_OUT = 235.0
"""Level beyond which a blurred pixel may have burnt out around: its hue is not what it was."""

_DROWNED, BURNT_OUT = 3.0, 252.0
"""Levels beyond which a channel is cut off."""

_SAME_COLOURS, _GAINS, _MATRIX, _CURVES = _KINDS = range(4)
"""From the simplest on: nothing; each channel by itself, as light and a white balance change it;
all of them mixed; curves of each and their products, too."""

KNOTS = 7
"""Tones, from black to white, between which a curve is straight."""

_LINEAR = 4


@dataclass(frozen=True, slots=True)
class ColourMap:
    """What is added to the colours of one picture to have those of the other.

    Attributes:
        kind: which terms it is made of.
        factors: `(terms, 3)`.
    """

    kind: int
    factors: Floats

    def of(self, rgb: Floats) -> Floats:
        """Colours `(..., 3)` through the map."""
        if self.kind == _SAME_COLOURS:
            return rgb
        flat = rgb.reshape(-1, 3)
        changed = flat + _terms(flat, self.kind) @ self.factors
        return np.asarray(np.clip(changed, 0, 255).reshape(rgb.shape), np.float32)


def _terms(rgb: Floats, kind: int) -> Floats:
    """`(n, terms)`: a constant and the colours; their products and curves, too."""
    share = rgb / np.float32(255)
    linear = np.hstack([np.ones((len(rgb), 1), np.float32), share])
    if kind < _CURVES:
        return linear
    knots = np.arange(1, KNOTS - 1, dtype=np.float32)
    hats = [
        np.maximum(0, 1 - np.abs(share[:, channel, None] * (KNOTS - 1) - knots))
        for channel in range(3)
    ]
    products = share * np.roll(share, 1, axis=1)
    return np.asarray(np.hstack([linear, products, *hats]), np.float32)


def simplest(one: Floats, other: Floats) -> ColourMap:
    """The simplest map that explains about as much of the pixels `(n, 3)` as any."""
    if _is_thing_turned(one, other):
        return _fitted(one, other, _SAME_COLOURS)
    colours = np.maximum(*(np.hypot(*(layer @ CHROMA.T).T) for layer in (one, other)))
    said = colours > _COLOURED
    said = said if said.sum() >= FEW_COLOURED else np.ones_like(said)
    maps, wrong = [], []
    for kind in _KINDS:
        maps.append(_fitted(one, other, kind))
        wrong.append(float(np.median(_distance(maps[-1].of(one[said]), other[said]))))
        if wrong[-1] <= _BETTER:
            break  # none can be so much better
    enough = max(min(wrong) * _MUCH_BETTER, min(wrong) + _BETTER)
    return next(each for each, median in zip(maps, wrong, strict=True) if median <= enough)


def _distance(one: Floats, other: Floats) -> Floats:
    """Of the colours of pixels `(n, 3)`, in levels of Cb and Cr."""
    return np.asarray(np.hypot(*((other - one) @ CHROMA.T).T), np.float32)


def _is_thing_turned(one: Floats, other: Floats) -> bool:
    """Whether grey stayed what it is, and something that has a colour has another hue.

    A red car on a grey road that is blue in the other picture, a red sock on white that is orange:
    some map explains all of that. So it would be if all hues were turned, which cannot be told
    from it where nothing else has a colour.
    """
    here, there = one @ CHROMA.T, other @ CHROMA.T
    strengths = np.hypot(*here.T), np.hypot(*there.T)
    is_grey = (np.maximum(*strengths) < _COLOURED) & (one @ LUMA > _LIGHT)
    if is_grey.mean() < _LEAST_GREY:
        return False
    if float(np.median(_distance(one[is_grey], other[is_grey]))) > LEAST_NOISE:
        return False
    alike = (here * there).sum(axis=1) / np.maximum(strengths[0] * strengths[1], np.float32(1))
    weaker = np.minimum(*strengths)
    is_whole = np.maximum(one, other).max(axis=1) < _NEARLY_BURNT_OUT
    return _is_most(alike < _TURNED, weaker > _STRONG) or _is_much(
        alike < _OTHER_HUE, is_whole & (weaker > _COLOURED)
    )


def _is_most(turned: Mask, coloured: Mask) -> bool:
    """Whether most of what has a colour has turned, or what is more than noise."""
    turned = turned[coloured]
    return bool(
        turned.sum() >= FEW_COLOURED
        and (turned.mean() > 0.5 or turned.sum() > _LEAST_TURNED * len(coloured))
    )


def _is_much(turned: Mask, coloured: Mask) -> bool:
    """Whether much of what has a colour has turned, and that is more than noise."""
    turned = turned[coloured]
    return bool(turned.sum() > _LEAST_TURNED * len(coloured) and turned.mean() > _MUCH_TURNED)


def _fitted(one: Floats, other: Floats, kind: int) -> ColourMap:
    """The map of a kind that makes most of the second picture's pixels of the first one's."""
    terms = _terms(one, kind)
    factors = np.zeros((terms.shape[1], 3), np.float32)
    if kind == _SAME_COLOURS:
        return ColourMap(kind, factors)
    pulls = _pulls(kind, len(factors)) * len(one)
    is_whole = ((other >= _DROWNED) & (other <= BURNT_OUT)).all(axis=1)
    is_whole |= is_whole.sum() < FEWEST
    weights, wanted = is_whole.astype(np.float32), other - one
    for _ in range(_ROUNDS):
        weighted = terms * weights[:, None]
        left, right = weighted.T @ terms + pulls, (weighted.T @ wanted).T[..., None]
        factors = np.linalg.solve(left, right)[..., 0].T.astype(np.float32)
        made = one + terms @ factors
        wanted = _where_clipped(made, other) - one
        missing = np.sqrt(((one + wanted - made) ** 2).sum(axis=1))
        scale = max(_FLOOR, 2 * float(np.median(missing)))
        weights = (1 / (1 + (missing / scale) ** 2)).astype(np.float32)
    return ColourMap(kind, factors)


def _pulls(kind: int, n_terms: int) -> npt.NDArray[np.float64]:
    """`(3, terms, terms)`: how each term of each channel is held where it is."""
    held = np.full((3, n_terms), STIFF)
    held[:, :_LINEAR] = _LOOSE
    if kind == _GAINS:
        held[:, 1:][~np.eye(3, dtype=np.bool_)] = _FIXED
    return held[:, :, None] * np.eye(n_terms)


def _where_clipped(made: Floats, other: Floats) -> Floats:
    """The second picture's pixels, with what was made of the first where they are cut off."""
    is_cut = ((other > BURNT_OUT) & (made > other)) | ((other < _DROWNED) & (made < other))
    return np.where(is_cut, made, other)
