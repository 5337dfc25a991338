"""Is it the same picture? Two photos' looks and thumbnails -> a `Comparison`.

1. Embedding and perceptual hash propose: pairs that neither finds alike cost some microseconds.
2. The camera's record may prove or disprove that it is one exposure.
3. The thumbnails are aligned; the pixels must agree and one picture must contain the other, with as
   many pages or frames.
4. Blur that varies over the picture, a change of tone that an exposure explains, or a seam beyond
   which another picture begins is a doubt: then it is called similar shots, of which nothing is
   ever proposed for the trash.

Equal pixels are one picture whatever else is said. All others that are called so here are only
probably the same picture, until their files were looked at closely (`close_look`).

Imports OpenCV, 0.3 s: import it where photos are first compared, not where the program starts.
"""

from __future__ import annotations

import cv2
import numpy as np

from photosim.core.compare import camera, exposure, focus, measured_differences, seam
from photosim.core.compare.camera import ShotCount
from photosim.core.compare.exposure import Tone
from photosim.core.compare.fit import Fit, best_fit
from photosim.core.compare.prepared import Prepared
from photosim.core.compare.superposition import Superposition
from photosim.core.errors import DecodeError
from photosim.core.image import phash_bits, pixel_hash
from photosim.core.records.pairs import Comparison, Doubt, PairInput, Thresholds, Tier

_LEAST_SHARED = 0.5
"""Share of the inner picture that similar shots show both."""


class Comparer:
    """Compares pairs of photos with one set of thresholds; any thread, no state."""

    def __init__(self, thresholds: Thresholds) -> None:
        cv2.setNumThreads(1)  # how many comparisons run at once is for the caller to say
        self._limits = thresholds

    def is_candidate(self, first: PairInput, second: PairInput) -> bool:
        """Whether embedding or hash find two photos alike enough to look closer."""
        if cosine(first, second) >= self._limits.candidate_cosine or _are_equal(first, second):
            return True
        return phash_bits.distance(first.phash, second.phash) <= self._limits.candidate_bits

    def compare(
        self,
        first: PairInput,
        second: PairInput,
        first_prepared: Prepared,
        second_prepared: Prepared,
    ) -> Comparison:
        """What two photos are to each other; a damaged thumbnail proves nothing."""
        alike = cosine(first, second)
        fit = None
        if self.is_candidate(first, second):
            try:
                fit = best_fit(first_prepared, second_prepared, self._limits.same_coverage)
                if fit and self.is_same(fit):
                    return self._same(first, second, first_prepared, second_prepared, fit)
            except DecodeError:
                fit = None
        if _are_equal(first, second):
            return Comparison(first.photo_id, second.photo_id, Tier.SAME_PICTURE, 1.0)
        is_similar = self._is_similar(first, second, alike, fit)
        tier = Tier.SIMILAR_SHOTS if is_similar else None
        return Comparison(first.photo_id, second.photo_id, tier, alike)

    def lay(self, first: Prepared, second: Prepared) -> tuple[float, Superposition | None]:
        """How far the pixels of two thumbnails agree, and how they lie on each other there.

        The agreement is in 0..1, and 0 when they are two pictures. None where no way was found to
        lay them on each other: of a damaged one, too.
        """
        try:
            fit = best_fit(first, second, self._limits.same_coverage)
        except DecodeError:
            fit = None
        if fit is None:
            return 0.0, None
        agreement = fit.agreement.mean if self.is_same(fit) else 0.0
        return agreement, measured_differences.superposition(first, second, fit)

    def is_same(self, fit: Fit) -> bool:
        """Whether the pixels of a fit say that it is one picture."""
        enough = fit.agreement.mean >= self._limits.same_agreement
        clean = fit.agreement.bad <= self._limits.same_bad
        return enough and clean and self._is_contained(fit)

    def _is_contained(self, fit: Fit) -> bool:
        return fit.coverage >= self._limits.same_coverage

    def _same(
        self, first: PairInput, second: PairInput, one: Prepared, other: Prepared, fit: Fit
    ) -> Comparison:
        tones = exposure.compare(one, other, fit.alignment)
        doubt = self._doubt(first, second, fit, tones) or _beside(one, other, fit)
        tier = Tier.SIMILAR_SHOTS if doubt else Tier.SAME_PICTURE
        similarity = min(1.0, max(cosine(first, second), fit.agreement.mean))
        is_known = fit.is_proven or doubt is None
        found = (
            measured_differences.find(first, second, one, other, fit, tones) if is_known else None
        )
        is_certain = tier is not Tier.SAME_PICTURE or _are_equal(first, second)
        return Comparison(
            first.photo_id, second.photo_id, tier, similarity, found, doubt, is_certain
        )

    def _doubt(self, first: PairInput, second: PairInput, fit: Fit, tones: Tone) -> Doubt | None:
        if _are_equal(first, second):
            return None
        if first.n_frames != second.n_frames:
            return Doubt.FRAMES
        said = camera.exposures(first.metadata, second.metadata)
        if said is ShotCount.ONE:
            return None
        if said is ShotCount.TWO:
            return Doubt.CAMERA
        if not fit.is_proven:
            return Doubt.UNDECIDED
        if focus.spread(fit.agreement.grid) > self._limits.focus_spread:
            return Doubt.UNDECIDED if measured_differences.is_marked(fit) else Doubt.FOCUS
        return Doubt.EXPOSURE if tones.may_be_exposure else None

    def _is_similar(
        self, first: PairInput, second: PairInput, alike: float, fit: Fit | None
    ) -> bool:
        apart = camera.seconds_apart(first.metadata, second.metadata)
        is_one_camera = first.metadata.camera == second.metadata.camera is not None
        if apart is not None and is_one_camera:
            if apart > self._limits.moment_s:
                return False
            if alike >= self._limits.moment_cosine:
                return True
        if alike >= self._limits.similar_cosine:
            return True
        if fit is None or fit.coverage < _LEAST_SHARED:
            return False
        is_close = alike >= self._limits.close_cosine
        limit = self._limits.similar_agreement if is_close else self._limits.same_agreement
        return fit.agreement.mean >= limit


def _beside(one: Prepared, other: Prepared, fit: Fit) -> Doubt | None:
    """The doubt of a picture in a collage: what is beyond its seam is no part that was cut off."""
    if fit.is_whole:
        return None
    inner, outer = (other, one) if fit.alignment.is_swapped else (one, other)
    grey = outer.grey.astype(np.float32)
    is_pasted = seam.is_beside_another(grey, fit.alignment.affine, inner.size)
    return Doubt.UNDECIDED if is_pasted else None


def _are_equal(first: PairInput, second: PairInput) -> bool:
    """Whether all that is seen of two photos is known to be equal."""
    return pixel_hash.are_equal((first.pixel_hash, second.pixel_hash))


def cosine(first: PairInput, second: PairInput) -> float:
    """Cosine of the embeddings, in [0, 1]."""
    return min(1.0, max(0.0, float(first.features @ second.features)))
