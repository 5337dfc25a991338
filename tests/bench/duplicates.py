"""Whether photosim tells copies from similar shots and from different photos.

    python tests/bench/duplicates.py DATA [--cache DIR] [--copies 150] [--json]
    python tests/bench/duplicates.py DATA --only-local [--changed 40] [--half "held out"]

DATA holds neardup, nearmiss, vacation, hires and caltech101-40; `duplicate_pairs` says what is
taken from each and how pairs are labelled, `brackets` how exposure brackets are made. Every photo
goes through photosim's own pipeline, thumbnails first, then the close look on the files; every pair
of different photos that embedding or hash propose is compared. The thresholds are those of the
model card, calibrated on half of the scenes by calibrate.py: "held_out" has the same figures
for the other half alone.

"local_changes" are pairs that differ in one small place, as `local_changes` makes them from
pixabay-cc0 and clothing, too, against re-saves of the same: from the photos that the close look was
not tuned on, unless `--half calibration` says otherwise. A doubt counts as refused. A copy with a
band of text or a watermark counts as found where that was found: as the same picture, or as similar
shots that differ in a place.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import duplicate_pairs
import local_changes
import measuring
from duplicate_pairs import ALTERED, BRACKET, COPY, DIFFERENT, FOCUS, HAND_HELD, Labelled, Photos

from photosim.core.compare import file_comparison, opened_files, superposition
from photosim.core.compare.comparison import Comparer
from photosim.core.compare.prepared import Prepared
from photosim.core.image.decode import Decoder
from photosim.core.model import card
from photosim.core.records.pairs import Comparison, Doubt, Thresholds, Tier
from photosim.core.records.photos import Metadata

SAME, SIMILAR = Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS

MARKED = ("band of text: ", "/forest-copyright.")
"""What the names of copies hold that were written on: the second has a watermark across it."""


def main() -> None:
    parser = measuring.arguments(__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, help="folder that keeps examined photos")
    parser.add_argument("--copies", type=int, default=150, help="photos altered in 16 ways")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--changed", type=int, default=40, help="pairs of each kind of change")
    parser.add_argument("--half", default="held out", help='"calibration" or "held out"')
    parser.add_argument("--only-local", action="store_true", help="only the local changes")
    options = parser.parse_args()
    photos = Photos(options.folder, options.cache)
    limits = Thresholds.of(card.load(card.shipped()).thresholds)
    changes = changed(photos, limits, options)
    if options.only_local:
        measuring.show({"local_changes": changes}, as_json=options.json)
        return
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
        "ms_a_close_look_median": measuring.median(judge.close_ms),
        "ms_a_close_look_95": round(measuring.percentile(judge.close_ms, 0.95), 1),
        "local_changes": changes,
    }
    if not options.json:
        show_wrong(with_camera)
    measuring.show(figures, as_json=options.json)


class Judge:
    """Compares labelled pairs; local features of a photo are found once."""

    def __init__(self, photos: Photos, limits: Thresholds) -> None:
        self._photos = photos
        self._comparer = Comparer(limits)
        self._limits = limits
        self._decoder = Decoder()
        self._prepared: dict[str, Prepared] = {}
        self.ms: list[float] = []
        self.close_ms: list[float] = []

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
        return compared if compared.is_certain else self._looked_at(pair, compared)

    def _looked_at(self, pair: Labelled, compared: Comparison) -> Comparison:
        names = (pair.first, pair.second)
        start = time.process_time()
        files = [
            opened_files.opened(self._decoder, self._photos.data(name), name.split(": ")[-1])
            for name in names
        ]
        found = file_comparison.settled(
            compared, (files[0], files[1]), superposition.kept(compared.differences)
        )
        self.close_ms.append((time.process_time() - start) * 1000)
        return found

    def _sight(self, name: str) -> Prepared:
        if name not in self._prepared:
            sight = Prepared(self._photos.of[name].thumbnail)
            _ = sight.features, sight.overview, sight.rgb  # once a photo, not once a pair
            self._prepared[name] = sight
        return self._prepared[name]


def changed(photos: Photos, limits: Thresholds, options: argparse.Namespace) -> dict[str, object]:
    """How many pairs with a local change are refused, and how many re-saves are called the same."""
    half, number = options.half, options.changed

    def make() -> Iterator[tuple[str, bytes]]:
        for made in local_changes.pairs(options.folder, half, number, options.seed):
            yield f"{made.kind}: first: {made.name}", made.first
            yield f"{made.kind}: second: {made.name}", made.second

    names = photos.made(f"local-{half}-{number}-{options.seed}", make)
    judge = Judge(photos, limits)
    found: dict[str, list[Tier | None]] = defaultdict(list)
    for first, second in zip(names[::2], names[1::2], strict=True):
        kind = first.split(": ")[0]
        pair = Labelled(first, second, kind, (first, first))
        tier = judge.compare(pair, camera=True).tier
        found[kind].append(tier)
        if (tier is SAME) != (kind == local_changes.RE_SAVE) and not options.json:
            measuring.note(f"{kind}: {first.split(': ', 2)[-1]}: {tier}")
    refused = {kind: 1 - called_same(found[kind])[0] for kind in local_changes.KINDS}
    small = found[local_changes.SMALL_DIGITS]
    return {
        "half": half,
        "pairs_of_each_kind": number,
        "changed_refused": round(sum(refused.values()) / len(refused), 4),
        "refused": {kind: round(share, 4) for kind, share in refused.items()},
        "re_saves_called_same": called_same(found[local_changes.RE_SAVE]),
        "small_digits_refused": round(1 - called_same(small)[0], 4),
        "ms_a_close_look_median": measuring.median(judge.close_ms),
        "ms_a_close_look_95": round(measuring.percentile(judge.close_ms, 0.95), 1),
    }


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
            "recall_re_saves": found_again(with_camera, COPY),
            "altered_copies": len(found[ALTERED]),
            "recall_altered_copies": found_again(with_camera, ALTERED),
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


def is_found(pair: Labelled, compared: Comparison) -> bool:
    """Whether a copy was found; a band of text or a watermark makes it a variant."""
    is_marked = any(mark in name for name in (pair.first, pair.second) for mark in MARKED)
    return compared.tier is SAME or (is_marked and compared.doubt is Doubt.PLACE)


def found_again(rows: Rows, kind: str) -> float:
    """Share of the copies of a kind that were found."""
    found = [is_found(pair, compared) for pair, compared in rows if pair.kind == kind]
    return share(sum(found), len(found))


def by_way(rows: Rows) -> dict[str, float]:
    """Share of the altered copies of each way that were called the same picture."""
    ways: dict[str, list[bool]] = defaultdict(list)
    for pair, compared in rows:
        if pair.kind == ALTERED:
            ways[pair.second.split(": ")[0]].append(is_found(pair, compared))
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
            (pair.kind == COPY and not is_found(pair, compared))
            or (pair.kind in (HAND_HELD, FOCUS, BRACKET) and compared.tier is SAME)
            or (pair.kind == DIFFERENT and compared.tier is not None)
        )
        if is_wrong:
            tier = compared.tier or "nothing"
            why = f"{tier}, {compared.similarity:.2f}, {compared.doubt or ''}"
            measuring.note(f"{pair.kind}: {pair.first} | {pair.second}: {why}")


if __name__ == "__main__":
    main()
