"""Which programs change pictures, by the names they leave in files.

Cameras write their firmware into the same fields: "Ver.1.00", "16.5.1", "HDR+ 1.0.2", "G973FXXU3".
So a name is not enough: it must be that of a program that is known to save pictures anew.
"""

from __future__ import annotations

import re

_NAMES = (
    # what develops and edits on a computer
    *("photoshop", "lightroom", "adobe", "gimp", "capture one", "digikam", "showfoto", "darktable"),
    *("rawtherapee", "affinity", "pixelmator", "luminar", "skylum", "acdsee", "faststone", "dxo"),
    *("irfanview", "xnview", "paint", "corel", "photoscape", "photodirector", "topaz", "krita"),
    *("photomatix", "helicon", "zoner", "picasa", "shotwell", "gthumb", "gwenview", "exposure x"),
    *("aperture", "iphoto", "apple photos", "photo booth", "windows photo", "photo gallery"),
    *("capture nx", "nx studio", "viewnx", "digital photo professional", "silkypix", "hugin"),
    *("imaging edge", "om workspace", "olympus viewer", "ptgui", "nero", "magix", "ashampoo"),
    *("photofiltre", "photo editor", "photolemur", "photoworks", "inpixio", "movavi", "fotor"),
    # on a phone and in a browser
    *("snapseed", "vsco", "polarr", "photopea", "canva", "pixlr", "picsart", "afterlight"),
    *("instagram", "facebook", "whatsapp", "telegram", "meitu", "beautyplus", "faceapp"),
    *("facetune", "remini", "lensa", "prisma", "camscanner", "befunky"),
    # libraries
    *("imagemagick", "graphicsmagick", "libvips", "pillow", "opencv", "gd-jpeg", "jpegmini"),
    *("lavc", "ffmpeg", "lead technologies", "libheif", "scikit-image", "matplotlib"),
)
"""How programs name themselves, in lower case; from their own files and manuals."""

_KNOWN = re.compile(r"\b(?:" + "|".join(re.escape(name) for name in _NAMES) + r")", re.I)

_HISTORY = re.compile(r"(?:softwareAgent|CreatorTool)(?:\s*=\s*[\"']|>)([^\"'<]{1,80})")
"""Who wrote an XMP packet, and who saved the picture before (XMP specification, part 2)."""


def is_editor(name: str) -> bool:
    """Whether this is the name of a program that saves pictures anew.

    >>> is_editor("Adobe Photoshop CS6 (Windows)"), is_editor("Ver.1.00 "), is_editor("16.5.1")
    (True, False, False)
    """
    return _KNOWN.search(name) is not None


def edits_in_history(packet: bytes) -> bool:
    """Whether an XMP packet names such a program as one that made or saved the picture."""
    text = packet.decode("utf-8", "replace")
    return any(is_editor(found) for found in _HISTORY.findall(text))
