"""IPTC-IIM 4.2, what agencies and older programs write: datasets by record and number.

They lie in a Photoshop resource of a JPEG, a tag of a TIFF, a text of a PNG.
"""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image

_RESOURCE = 0x0404
_TIFF_TAG = 33723
_BEGINS = b"\x1c\x02"
_PNG_IPTC = "Raw profile type iptc"
_MOST_BYTES = 1 << 20


def datasets(image: Image.Image) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Record and dataset with their value, as they follow each other in an opened image."""
    return _split(_block(image))


def png_profile(image: Image.Image, name: str) -> bytes:
    """What ImageMagick wrote into a PNG: name and length in lines of their own, and hex digits."""
    text = image.info.get(name)
    lines = text.split("\n", 3) if isinstance(text, str) else ()
    try:
        return bytes.fromhex(lines[3][: 2 * _MOST_BYTES]) if len(lines) == 4 else b""
    except ValueError:
        return b""


def _block(image: Image.Image) -> bytes:
    resources = image.info.get("photoshop")
    block = resources.get(_RESOURCE) if isinstance(resources, dict) else None
    if block is None:
        block = getattr(image, "tag_v2", {}).get(_TIFF_TAG)
    if block is None:
        found = png_profile(image, _PNG_IPTC)
        block = found[max(0, found.find(_BEGINS)) :]  # a Photoshop resource is around it
    return block[:_MOST_BYTES] if isinstance(block, bytes) else b""


def _split(block: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Record and dataset with their value, as they follow each other."""
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        length = int.from_bytes(block[at + 3 : at + 5], "big")
        yield (block[at + 1], block[at + 2]), block[at + 5 : at + 5 + length]
        at += 5 + length
