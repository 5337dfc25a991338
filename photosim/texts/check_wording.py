"""What `verify` looks at and finds wrong with a library, and what `status` says of its versions."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import CheckFault, Code
from photosim.core.records.checks import CheckedPart

NOT_INSTALLED = "not installed"
"""Instead of the version of a package."""

PARTS: Mapping[CheckedPart, str] = {
    CheckedPart.DATABASE: "database",
    CheckedPart.EMBEDDINGS: "embeddings",
    CheckedPart.THUMBNAILS: "thumbnails",
    CheckedPart.INDEX: "index",
    CheckedPart.FILES: "file contents",
}
"""Keys of the JSON that `verify` prints: they stay."""

SENTENCES: Mapping[Code, str] = {
    CheckFault.EMBEDDINGS_MISSING: "{} photos have no embedding; `photosim index` makes them.",
    CheckFault.EMBEDDING_DAMAGED: "{} damaged embedding; `photosim index` makes them again.",
    CheckFault.EMBEDDINGS_DAMAGED: "{} damaged embeddings; `photosim index` makes them again.",
    CheckFault.THUMBNAILS_DAMAGED: "The thumbnails in {} are damaged; they are made again.",
    CheckFault.NO_THUMBNAILS: "There are no thumbnails; they are made when they are looked at.",
    CheckFault.THUMBNAILS_MISSING: (
        "{} thumbnails are missing; they are made when they are looked at."
    ),
    CheckFault.NO_INDEX_FILE: "There is no index file; it is made at the next start.",
}
