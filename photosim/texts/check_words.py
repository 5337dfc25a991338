"""What `verify` finds wrong with a library."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import CheckFault, Code

SENTENCES: Mapping[Code, str] = {
    CheckFault.EMBEDDINGS_MISSING: "{} photos have no embedding; `photosim index` makes them.",
    CheckFault.EMBEDDING_DAMAGED: "{} damaged embedding; `photosim index` makes them again.",
    CheckFault.EMBEDDINGS_DAMAGED: "{} damaged embeddings; `photosim index` makes them again.",
    CheckFault.NO_THUMBNAILS: "There are no thumbnails; they are made when they are looked at.",
    CheckFault.THUMBNAILS_MISSING: (
        "{} thumbnails are missing; they are made when they are looked at."
    ),
    CheckFault.NO_INDEX_FILE: "There is no index file; it is made at the next start.",
}
