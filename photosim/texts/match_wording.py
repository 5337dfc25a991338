"""How alike two photos are, in whole per cent as window and command line both say it."""

from __future__ import annotations

from photosim.core.records.photos import Evidence

SAME = (Evidence.PROBABLY_SAME, Evidence.SAME_PICTURE, Evidence.SAME_FILE, Evidence.PART)
"""Evidence that a photo is, or holds, the very picture, as far as small pictures can say it."""
CERTAIN = (*SAME, Evidence.LABEL)
"""Evidence that leaves no doubt for who looks for a picture."""
_NEARLY = 0.9995
"""From here on a similarity may be called 100 %, without other evidence."""


def percent(similarity: float, evidence: str) -> int:
    """How alike a match is, 0..100; 100 is kept for what is the same picture.

    Args:
        similarity: 0..1.
        evidence: an `Evidence`, or its value in an answer of the command line.
    """
    is_same = evidence in CERTAIN or similarity >= _NEARLY
    rounded = round(similarity * 100)
    return rounded if is_same else min(rounded, 99)


def percent_at_least(similarity: float) -> int:
    """How alike all of a group are, 0..100, by the similarity of the weakest: never more."""
    return int(similarity * 100 + 1e-9)
