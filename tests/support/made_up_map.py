"""Made-up vectors in groups, and their neighbours, for tests of the map."""

import numpy as np


def grouped(n, n_groups=4, dim=32, spread=0.4, seed=1):
    """Unit vectors `(n, dim)` in groups, and the number of each one's group."""
    rng = np.random.default_rng(seed)
    group = np.arange(n) % n_groups
    rows = rng.standard_normal((n_groups, dim))[group] + spread * rng.standard_normal((n, dim))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float32), group


def neighbours(rows, k=15):
    """The k nearest others of each, nearest first, and their cosines; -1 and 0 behind them."""
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -2)
    near = np.full((len(rows), k), -1, np.int32)
    similarity = np.zeros((len(rows), k), np.float32)
    best = np.argsort(-cosines, axis=1, kind="stable")[:, : min(k, len(rows) - 1)]
    near[:, : best.shape[1]] = best
    similarity[:, : best.shape[1]] = np.take_along_axis(cosines, best, axis=1)
    return near, similarity
