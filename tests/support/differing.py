"""How two photos differ, for tests: in nothing but what is said."""

from __future__ import annotations

from photosim.core.records.pairs import Differences


def differences(**changes: object) -> Differences:
    """Two JPEGs of 12 megapixels and one size in bytes that show the same, but for the changes."""
    values: dict[str, object] = {
        "first_px": 12_000_000,
        "second_px": 12_000_000,
        "enlarged": 1.0,
        "shown": 1.0,
        "beyond": 0.0,
        "degrees": 0.0,
        "is_mirrored": False,
        "is_framed": False,
        "is_marked": False,
        "stops": 0.0,
        "colour": 0,
        "first_format": "JPEG",
        "second_format": "JPEG",
        "first_size": 3_400_000,
        "second_size": 3_400_000,
    }
    return Differences(**(values | changes))
