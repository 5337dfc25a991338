"""Calibrates where the tiers begin for a model: `pairs.Thresholds`, and what its card has else.

    python tests/bench/calibrate.py DATA [--card CARD] [--cache DIR]

DATA and the labelled pairs are described in `duplicate_pairs`. Altered are other photos than the
benchmark alters, and only the scenes of the calibration half are taken, so that `duplicates` can
tell how the thresholds do on what they have not seen. Each threshold is chosen by one rule, below;
the figures it rests on are written into the card beside them, as `calibration`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import duplicate_pairs
import measuring
import numpy as np
from duplicate_pairs import ALTERED, BRACKET, COPY, DIFFERENT, FOCUS, HAND_HELD, Labelled, Photos

from photosim.core.compare import focus
from photosim.core.compare.fit import best_fit
from photosim.core.compare.prepared import Prepared
from photosim.core.model import card
from photosim.core.records.pairs import Thresholds

SEED, N_ALTERED = 3, 60
DEFAULT = Thresholds()
_KEPT = 0.9
"""Share of the near misses that are to be found."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What the thresholds are compared with, of one pair."""

    kind: str
    cosine: float
    agreement: float
    bad: float
    coverage: float
    spread: float

    @property
    def is_contained(self) -> bool:
        """Whether one picture contains the other."""
        return self.coverage >= DEFAULT.same_coverage


def main() -> None:
    """Reads the arguments, measures, chooses, writes the card."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--card", type=Path, default=measuring.ROOT / "models" / card.SHIPPED_NAME)
    parser.add_argument("--cache", type=Path, help="folder that keeps examined photos")
    wanted = parser.parse_args()
    cv2.setNumThreads(1)
    photos = Photos(wanted.data, wanted.cache, wanted.card)
    measured = [measure(photos, pair) for pair in half(photos)]
    chosen = choose(measured)
    # those of the shipped model stand in one place, `Thresholds`: change them there
    others = {name: value for name, value in chosen.items() if value != getattr(DEFAULT, name)}
    calibrated = {"thresholds": others, "calibration": figures(measured)}
    fields = json.loads(wanted.card.read_text(encoding="utf-8")) | calibrated
    text = json.dumps(fields, indent=2, ensure_ascii=False) + "\n"
    short = re.sub(r"\[[^\[\]{}]*\]", lambda row: " ".join(row[0].split()), text)
    wanted.card.write_text(short, encoding="utf-8")
    print(json.dumps(calibrated, indent=2))


def half(photos: Photos) -> list[Labelled]:
    """The labelled pairs of the calibration half."""
    pairs = duplicate_pairs.sets(photos)
    pairs += duplicate_pairs.altered(photos, N_ALTERED, SEED)
    pairs += duplicate_pairs.bracketed(photos)
    different, _ = duplicate_pairs.different(
        photos, DEFAULT.candidate_cosine, DEFAULT.candidate_bits
    )
    return [pair for pair in pairs + different if pair.half == "calibration"]


def measure(photos: Photos, pair: Labelled) -> Measured:
    """Embeds, aligns and compares one pair."""
    first, second = photos.of[pair.first], photos.of[pair.second]
    cosine = float(duplicate_pairs.features(first) @ duplicate_pairs.features(second))
    fit = best_fit(Prepared(first.thumbnail), Prepared(second.thumbnail), DEFAULT.same_coverage)
    if fit is None:
        return Measured(pair.kind, cosine, 0.0, 0.0, 0.0, 0.0)
    found = fit.agreement
    spread = focus.spread(found.grid) if found.mean > 0.6 else 0.0
    return Measured(pair.kind, cosine, found.mean, found.bad, fit.coverage, spread)


def choose(measured: list[Measured]) -> dict[str, float]:
    """The thresholds, each by its rule."""
    copies = of(measured, COPY, ALTERED)
    shots = of(measured, HAND_HELD, FOCUS)
    strangers = of(measured, DIFFERENT)
    others = strangers + of(measured, HAND_HELD)
    aligned = [copy for copy in copies if copy.is_contained and copy.agreement > 0.6]
    close, enough = similar(of(measured, HAND_HELD), strangers)
    return {
        # what the camera's record or a near hash proposes besides is not counted
        "candidate_cosine": DEFAULT.candidate_cosine,
        "candidate_bits": DEFAULT.candidate_bits,
        # above all other photos, and little below what 99 % of the copies reach: better a copy
        # among the similar shots than a shot among the copies
        "same_agreement": max(
            quantile([copy.agreement for copy in aligned], 0.01) - 0.02,
            max((one.agreement for one in others if one.is_contained), default=0.0) + 0.02,
        ),
        "same_coverage": DEFAULT.same_coverage,
        # twice as much may differ as in 99 % of the copies
        "same_bad": round(2 * quantile([copy.bad for copy in aligned], 0.99), 3),
        # 2 % of the copies may have blur that varies more
        "focus_spread": quantile([copy.spread for copy in aligned], 0.98),
        # nothing above it is a pair of different photos, with as much room again as 1 in 1000 needs
        "similar_cosine": above([one.cosine for one in strangers]),
        # no different photos, and as strict as nine of ten near misses allow
        "close_cosine": close,
        "similar_agreement": enough,
        # nineteen of twenty shots of one scene are as alike
        "moment_cosine": quantile([shot.cosine for shot in shots], 0.05),
        "moment_s": DEFAULT.moment_s,
    }


def of(measured: list[Measured], *kinds: str) -> list[Measured]:
    """The pairs of these kinds."""
    return [one for one in measured if one.kind in kinds]


def quantile(values: list[float], share: float) -> float:
    """A quantile, rounded to what can be trusted."""
    return round(float(np.quantile(values, share)), 3)


def above(values: list[float]) -> float:
    """A little above the greatest value of different photos."""
    ordered = sorted(values)
    room = ordered[-1] - ordered[int(0.999 * (len(ordered) - 1))]
    return round(min(ordered[-1] + max(room, 0.02), 0.99), 3)


def similar(shots: list[Measured], strangers: list[Measured]) -> tuple[float, float]:
    """Cosine and agreement that part near misses from different photos best."""
    wanted, others = (
        np.array([(one.cosine, one.agreement) for one in pairs if one.coverage >= 0.5])
        for pairs in (shots, strangers)
    )
    tried = [
        (int((wanted >= limits).all(axis=1).sum()), limits)
        for limits in itertools.product(np.arange(0.7, 0.96, 0.01), np.arange(0.5, 0.86, 0.01))
        if not (others >= limits).all(axis=1).any()
    ]
    enough = _KEPT * max(found for found, _ in tried)
    strict = [limits for found, limits in tried if found >= enough]
    limits = max(strict, key=lambda limits: (limits[1], limits[0]))
    return round(float(limits[0]), 2), round(float(limits[1]), 2)


def figures(measured: list[Measured]) -> dict[str, Any]:
    """What the thresholds rest on: for each kind of pair, number and quantiles."""
    kinds = (COPY, ALTERED, HAND_HELD, FOCUS, BRACKET, DIFFERENT)
    return {
        "date": time.strftime("%Y-%m-%d"),
        "program": "tests/bench/calibrate.py, calibration half of the scenes",
        **{kind: _quantiles(of(measured, kind)) for kind in kinds},
    }


def _quantiles(pairs: list[Measured]) -> dict[str, Any]:
    """Of cosine and agreement: 1 %, median, 99 %, greatest."""
    shares = (0.01, 0.5, 0.99, 1.0)
    return {"pairs": len(pairs)} | {
        name: [quantile([getattr(one, name) for one in pairs], share) for share in shares]
        for name in ("cosine", "agreement", "coverage", "spread")
        if pairs
    }


if __name__ == "__main__":
    main()
