"""Where a grey picture lies on another: by correlation, then refined pixel by pixel. Pure numpy.

Pictures are `(h, w)` float32; transforms are `(2, 3)` float64 and map a picture's x, y in px.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]

LONGEST_PX = 320
"""Long edge of the pictures that are correlated."""
_LEAST_LIKENESS = 0.5
"""Correlation below which the pictures do not fit anywhere: -1..1."""
_TURNS = 25


def placed(base: Grey, other: Grey, mask: Grey, overlap: float) -> tuple[float, float] | None:
    """Where the top left corner of `other` lies on `base`; None when it fits nowhere.

    Normalised cross-correlation over every shift at once, of what overlaps (D. Padfield, "Masked
    object registration in the Fourier domain", 2012).

    Both are in the same scale; `mask` has `other`'s shape, 1 where it shows something, else 0;
    at least the share `overlap` of that lies on `base`.
    """
    shape = (base.shape[0] + other.shape[0], base.shape[1] + other.shape[1])
    covered = (mask > 0.99).astype(np.float32)
    one, two = base - base.mean(), (other - other[covered > 0].mean()) * covered
    f_one, f_one2 = np.fft.rfft2(one, shape), np.fft.rfft2(one**2, shape)
    f_whole = np.fft.rfft2(np.ones_like(base), shape)
    g_two, g_two2 = (np.conj(np.fft.rfft2(x, shape)) for x in (two, two**2))
    g_mask = np.conj(np.fft.rfft2(covered, shape))
    n = np.maximum(np.fft.irfft2(f_whole * g_mask, shape), 1e-3)
    sum_one, sum_two = np.fft.irfft2(f_one * g_mask, shape), np.fft.irfft2(f_whole * g_two, shape)
    product = np.fft.irfft2(f_one * g_two, shape) - sum_one * sum_two / n
    spread_one = np.fft.irfft2(f_one2 * g_mask, shape) - sum_one**2 / n
    spread_two = np.fft.irfft2(f_whole * g_two2, shape) - sum_two**2 / n
    likeness = product / np.sqrt(np.maximum(spread_one, 1) * np.maximum(spread_two, 1))
    likeness[n < overlap * covered.sum()] = -1
    y, x = np.unravel_index(int(likeness.argmax()), likeness.shape)
    if likeness[y, x] < _LEAST_LIKENESS:
        return None
    top = int(y) - shape[0] if y >= base.shape[0] else int(y)
    left = int(x) - shape[1] if x >= base.shape[1] else int(x)
    return float(left), float(top)


def refined(base: Grey, other: Grey, start: Matrix) -> Matrix:
    """The transform from `other` to `base` near `start` that makes their pixels agree best.

    Gauss-Newton over all six numbers of the transform and over brightness and contrast.
    """
    back = _inverse(start)
    ys, xs = np.mgrid[0 : base.shape[0], 0 : base.shape[1]].astype(np.float64)
    best, best_error = back, np.inf
    for _ in range(_TURNS):
        u, v = _mapped(back, xs, ys)
        inside = (u >= 1) & (v >= 1) & (u < other.shape[1] - 2) & (v < other.shape[0] - 2)
        if inside.sum() < 100:
            break
        value, slope_u, slope_v = _sampled(other, u[inside], v[inside])
        x, y, target = xs[inside], ys[inside], base[inside].astype(np.float64)
        gain = max(float(target.std()), 1e-3) / max(float(value.std()), 1e-3)
        rest = target - target.mean() - gain * (value - value.mean())
        error = float((rest**2).mean())
        if error < best_error:
            best, best_error = back, error
        slopes = gain * np.stack(
            [slope_u * x, slope_u * y, slope_u, slope_v * x, slope_v * y, slope_v]
        )
        slopes -= slopes.mean(axis=1, keepdims=True)
        step = np.linalg.lstsq(slopes @ slopes.T, slopes @ rest, rcond=None)[0]
        back = back + step.reshape(2, 3)
        if np.abs(step.reshape(2, 3) @ [base.shape[1], base.shape[0], 1]).max() < 0.02:
            break
    return _inverse(best)


def _mapped(
    matrix: Matrix, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    (a, b, c), (d, e, f) = matrix
    return a * x + b * y + c, d * x + e * y + f


def _sampled(
    image: Grey, u: npt.NDArray[np.float64], v: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Values between pixels, and how steep they are there."""
    left, top = np.floor(u).astype(np.int64), np.floor(v).astype(np.int64)
    right, down = u - left, v - top
    a, b = image[top, left], image[top, left + 1]
    c, d = image[top + 1, left], image[top + 1, left + 1]
    above, below = a + (b - a) * right, c + (d - c) * right
    slope_u = (b - a) + ((d - c) - (b - a)) * down
    return above + (below - above) * down, slope_u, below - above


def _inverse(matrix: Matrix) -> Matrix:
    whole = np.vstack([matrix, [0.0, 0.0, 1.0]])
    made: Matrix = np.linalg.inv(whole)[:2]
    return made
