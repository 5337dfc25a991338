"""Whether photosim tells copies from similar shots and from different photos.

    python tests/bench/duplicates.py DATA [--cache DIR] [--copies 150] [--json]

DATA holds neardup, nearmiss, vacation, hires and caltech101-40; `duplicate_pairs` says what is
taken from each and how pairs are labelled, `brackets` how exposure brackets are made. Every photo
goes through photosim's own pipeline; every pair of different photos that embedding or hash propose
is compared. The thresholds are those of the model card, calibrated on half of the scenes by
models/calibrate.py: "held_out" has the same figures for the other half alone.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import duplicate_pairs
import measuring
from duplicate_pairs import ALTERED, BRACKET, COPY, DIFFERENT, FOCUS, HAND_HELD, Labelled, Photos

from photosim.core import card
from photosim.core.comparison import Comparer
from photosim.core.pair import Comparison, Thresholds, Tier
from photosim.core.records import Metadata
from photosim.core.sight import Sight

SAME, SIMILAR = Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, help="folder that keeps examined photos")
    parser.add_argument("--copies", type=int, default=150, help="photos altered in 16 ways")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    photos = Photos(options.folder, options.cache)
    limits = Thresholds.of(card.load(card.shipped()).thresholds)
    pairs = duplicate_pairs.sets(photos)
    pairs += duplicate_pairs.altered(photos, options.copies, options.seed)
    pairs += duplicate_pairs.bracketed(photos)
    different, in_all = duplicate_pairs.different(
        photos, limits.candidate_cosine, limits.candidate_bits
    )
    judge = Judge(photos, limits)
    measuring.note(f"comparing {len(pairs) + len(different)} pairs")
    with_camera = [(pair, judge.compare(pair, camera=True)) for pair in pairs + different]
    without = [
        (pair, judge.compare(pair, camera=False))
        for pair in pairs
        if pair.kind in (FOCUS, BRACKET, HAND_HELD)
    ]
    figures = {
        "different_pairs": in_all,
        "different_pairs_proposed": len(different),
        **tables(with_camera, without),
        "held_out": tables(
            *(
                [(pair, found) for pair, found in rows if pair.half == "held out"]
                for rows in (with_camera, without)
            )
        ),
        "ms_a_pair_median": measuring.median(judge.ms),
        "ms_a_pair_95": round(measuring.percentile(judge.ms, 0.95), 1),
    }
    if not options.json:
        show_wrong(with_camera)
    measuring.show(figures, as_json=options.json)


class Judge:
    """Compares labelled pairs; landmarks of a photo are found once."""

    def __init__(self, photos: Photos, limits: Thresholds) -> None:
        self._photos = photos
        self._comparer = Comparer(limits)
        self._sights: dict[str, Sight] = {}
        self.ms: list[float] = []

    def compare(self, pair: Labelled, *, camera: bool) -> Comparison:
        looks, sights = [], []
        for number, name in enumerate((pair.first, pair.second)):
            found = self._photos.of[name]
            said = duplicate_pairs.with_camera(name, found) if camera else Metadata()
            looks.append(duplicate_pairs.look(found, number, said))
            sights.append(self._sight(name))
        start = time.process_time()
        compared = self._comparer.compare(*looks, *sights)
        self.ms.append((time.process_time() - start) * 1000)
        return compared

    def _sight(self, name: str) -> Sight:
        if name not in self._sights:
            sight = Sight(self._photos.of[name].thumbnail)
            _ = sight.landmarks, sight.overview, sight.rgb  # once a photo, not once a pair
            self._sights[name] = sight
        return self._sights[name]


Rows = list[tuple[Labelled, Comparison]]


def tables(with_camera: Rows, without: Rows) -> dict[str, object]:
    """The first three rows of the bars."""
    found = tiers(with_camera)
    copies, near, far = found[COPY], found[HAND_HELD], found[DIFFERENT]
    wrong = near.count(SAME) + far.count(SAME)
    blind = tiers(without)
    near_miss = [(pair, one.tier) for pair, one in without if pair.first.startswith("nearmiss")]
    n_found = sum(tier is not None for _, tier in near_miss)
    mistaken = len(far) - far.count(None)
    return {
        "same_picture": {
            "re_saves": len(copies),
            "recall_re_saves": share(copies.count(SAME), len(copies)),
            "altered_copies": len(found[ALTERED]),
            "recall_altered_copies": share(found[ALTERED].count(SAME), len(found[ALTERED])),
            "by_way": by_way(with_camera),
            "hand_held_called_same": [near.count(SAME), len(near)],
            "different_called_same": [far.count(SAME), len(far)],
            "precision": share(copies.count(SAME), copies.count(SAME) + wrong),
        },
        "tripod_called_same": {
            "with_camera": called_same(found[FOCUS] + found[BRACKET]),
            "without_camera": called_same(blind[FOCUS] + blind[BRACKET]),
            "focus_stacks_without_camera": called_same(blind[FOCUS]),
            "brackets_without_camera": called_same(blind[BRACKET]),
        },
        "similar_shots": {
            "near_misses": len(near_miss),
            "recall": share(n_found, len(near_miss)),
            "different_called_similar": mistaken,
            "precision": share(n_found, n_found + mistaken),
        },
    }


def tiers(rows: Rows) -> dict[str, list[Tier | None]]:
    found: dict[str, list[Tier | None]] = defaultdict(list)
    for pair, compared in rows:
        found[pair.kind].append(compared.tier)
    return found


def by_way(rows: Rows) -> dict[str, float]:
    """Share of the altered copies of each way that were called the same picture."""
    ways: dict[str, list[bool]] = defaultdict(list)
    for pair, compared in rows:
        if pair.kind == ALTERED:
            ways[pair.second.split(": ")[0]].append(compared.tier is SAME)
    return {way: share(sum(found), len(found)) for way, found in ways.items()}


def called_same(found: Iterable[Tier | None]) -> list[float]:
    """Share and number of the pairs that were called the same picture."""
    found = list(found)
    return [share(found.count(SAME), len(found)), len(found)]


def share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def show_wrong(rows: Rows) -> None:
    """Name what was wrong, to be looked at."""
    for pair, compared in rows:
        is_wrong = (
            (pair.kind == COPY and compared.tier is not SAME)
            or (pair.kind in (HAND_HELD, FOCUS, BRACKET) and compared.tier is SAME)
            or (pair.kind == DIFFERENT and compared.tier is not None)
        )
        if is_wrong:
            tier = compared.tier or "nothing"
            why = f"{tier}, {compared.similarity:.2f}, {compared.doubt or ''}"
            measuring.note(f"{pair.kind}: {pair.first} | {pair.second}: {why}")


if __name__ == "__main__":
    main()
