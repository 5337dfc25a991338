"""The records of comparing two photos: what goes in, what comes out. Nothing is computed here."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from photosim.core.records.photos import Box, Floats, Metadata


class Tier(enum.StrEnum):
    """What two photos are to each other; a claim that every pair of a group keeps."""

    SAME_FILE = "same file"
    SAME_PICTURE = "same picture"
    SIMILAR_SHOTS = "similar shots"


class Doubt(enum.StrEnum):
    """Why two photos whose pixels agree are not the same picture, as the library holds it."""

    CAMERA = "camera"
    FOCUS = "focus"
    EXPOSURE = "exposure"
    PLACE = "place"
    FRAMES = "frames"
    UNDECIDED = "undecided"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class PairInput:
    """What comparing needs to know of a photo besides its thumbnail.

    Attributes:
        photo_id: the photo's id in the library.
        features: `(dim,)` float32, unit length.
        phash: 64-bit perceptual hash, unsigned.
        metadata: what the camera wrote.
        width, height: px of the whole photo, upright.
        file_format: as in `Examined`.
        size: bytes of the file.
        n_frames: pages or frames that a person can see.
        pixel_hash: equal for equal pixels; None when it is not known.
    """

    photo_id: int
    features: Floats
    phash: int
    metadata: Metadata
    width: int
    height: int
    file_format: str
    size: int
    n_frames: int = 1
    pixel_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where two pictures that agree elsewhere differ.

    Attributes:
        first, second: the place in each photo of the pair; around all of it when it is several.
        share: of the picture's area that differs, in (0, 1].
    """

    first: Box
    second: Box
    share: float


@dataclass(frozen=True, slots=True)
class Differences:
    """In what the second photo of a pair differs from the first.

    Attributes:
        first_px, second_px: pixels in all.
        enlarged: by what the second photo shows the same things larger, along a line, in px.
        shown: share of the first photo's area that the second shows, in [0, 1].
        beyond: share of the second photo's area that the first does not show, in [0, 1].
        degrees: how far it is turned anticlockwise, (-180, 180].
        is_mirrored: left and right are swapped (before turning).
        is_framed: what lies beyond is a border of one colour.
        is_marked: it has text or a mark that the first lacks, or lacks it.
        stops: how much brighter it is, in stops of exposure; negative for darker.
        colour: -1 when it alone is black and white, 1 when the first alone is, else 0.
        first_format, second_format: file formats.
        first_size, second_size: bytes.
        is_first_framed: what the first shows beyond the second is a border of one colour.
        stretched: by what one side is stretched more than the other, at least 1.
        is_recoloured: things have other colours than light, a filter or a paler print give them;
            known after a close look, as the following are.
        is_refocused: one is sharper in some places only.
        noise: by how many grey levels its flat parts are noisier; negative for cleaner.
        is_equal: every pixel that was looked at is the same.
        toned: by how many grey levels half of the picture, or more of it, has another tone or
            colour.
        resaved: 1 when the second was saved as JPEG from the first, -1 when the first was from the
            second, 0 where nobody can tell; of files of one size only.
        resized: 1 when the second was made by resizing the first, -1 when the first was made of
            the second, 0 where nobody can tell; of whole pictures of two sizes only.
        placed: two rows of three numbers, one after the other: the map from places in the first to
            those in the second, as fractions of the pictures; None when nobody has laid them on
            each other.
        is_of_one_thing: all that speaks for that map lies in one small place.
        spot: where something is another thing; None when nothing is, or nobody has looked.
    """

    first_px: int
    second_px: int
    enlarged: float
    shown: float
    beyond: float
    degrees: float
    is_mirrored: bool
    is_framed: bool
    is_marked: bool
    stops: float
    colour: int
    first_format: str
    second_format: str
    first_size: int
    second_size: int
    is_first_framed: bool = False
    stretched: float = 1.0
    is_recoloured: bool = False
    is_refocused: bool = False
    noise: float = 0.0
    is_equal: bool = False
    toned: float = 0.0
    resaved: int = 0
    resized: int = 0
    placed: tuple[float, ...] | None = None
    is_of_one_thing: bool = False
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two photos are to each other.

    Attributes:
        first, second: photo ids.
        tier: the strongest claim that holds; None when they are different photos.
        similarity: 0..1, what a person sees.
        differences: of the second from the first; None unless their pixels could be aligned.
        doubt: why it is not the same picture although the pixels agree.
        is_certain: nothing more is to be done; False for what the thumbnails call the same
            picture, before the files were looked at closely.
    """

    first: int
    second: int
    tier: Tier | None
    similarity: float
    differences: Differences | None = None
    doubt: Doubt | None = None
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class OverlayQuestion:
    """Which two photos shall be laid over each other, and how.

    Attributes:
        first, second: photo ids.
        differences: of the second from the first; None when they are not known.
        colour: red, green and blue of what differs, 0..255.
        is_sharp: the photos themselves are compared, else their thumbnails, which is quick.
    """

    first: int
    second: int
    differences: Differences | None
    colour: tuple[int, int, int]
    is_sharp: bool


@dataclass(frozen=True, slots=True)
class DifferenceOverlay:
    """The second of two photos in the frame of the first, and where they differ.

    Attributes:
        width, height: px of both pictures.
        laid: the second photo; red, green, blue (multiplied by opacity) and opacity of each px,
            rows from the top; transparent where it shows nothing.
        difference: the first in grey, differences coloured, what the second lacks dark; red,
            green and blue of each px.
        share: of the area that both show, how much differs; 0..1.
        is_aligned: whether the photos fit onto each other; else they are laid edge on edge.
    """

    width: int
    height: int
    laid: bytes = field(repr=False)
    difference: bytes = field(repr=False)
    share: float
    is_aligned: bool


PROBABLY_SAME_BITS, PROBABLY_SAME_COSINE = 6, 0.9
"""Up to so many differing bits of the perceptual hash, and from such a cosine, a search says at
first glance "probably the same picture". A near hash alone may be two blank skies. Of different
photos no pair is so near, at 10 bits and 0.85 some pairs of packages in shop shelves were
(tests/bench/altered.py)."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the tiers begin: calibrated for each model by tests/bench/calibrate.py.

    Attributes:
        candidate_cosine: cosine of embeddings from which a pair is looked at.
        candidate_bits: or bits by which perceptual hashes may differ, in any orientation.
        same_agreement: agreement of aligned pixels from which it is the same picture.
        same_coverage: share of the inner picture that the outer one must show.
        same_bad: weight of blocks that may show something else.
        focus_spread: variation of blur, px, from which they were focused differently.
        similar_cosine: cosine from which photos without times are similar shots.
        close_cosine, similar_agreement: or, of pictures with half their area in common, cosine
            and agreement of aligned pixels; agreement alone when it is `same_agreement`.
        moment_cosine: cosine that is enough within `moment_s` seconds of one camera.
        moment_s: seconds between shots of one moment.
    """

    candidate_cosine: float = 0.5
    candidate_bits: float = 10
    same_agreement: float = 0.863
    same_coverage: float = 0.98
    same_bad: float = 0.022
    focus_spread: float = 0.617
    similar_cosine: float = 0.956
    close_cosine: float = 0.84
    similar_agreement: float = 0.68
    moment_cosine: float = 0.732
    moment_s: float = 120

    @classmethod
    def of(cls, card: Mapping[str, float]) -> Thresholds:
        """Those of a model card; what it lacks is as for the model that ships with photosim."""
        names = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in card.items() if name in names})
