"""What a label may be called: any words of any script, on one line, of a bearable length.

Two names that differ only in case, or in how their characters are composed, are one label.
"""

from __future__ import annotations

import unicodedata

from photosim.core.errors import LabelError, ThemeFault
from photosim.core.records.caseless import caseless

MOST_CHARACTERS = 200

_ORDERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters that turn the direction of all that follows, also beyond the name."""
_SILENT = frozenset({"Cc", "Cs", "Co"})
_FIRST_NONE, _LAST_NONE = 0xFDD0, 0xFDEF
_BLANK = frozenset({"Zs", "Zl", "Zp"})
_MARKS = frozenset({"Cf", "Mn", "Mc", "Me"})
"""Characters that show nothing alone: joiners of emoji, accents."""


def clean(name: str) -> str:
    """A name as it is kept and shown: trimmed, on one line, without control characters.

    Raises:
        LabelError: nothing that can be seen is left, or too much.
    """
    spaced = "".join(" " if _is_blank(one) else one for one in name[: 100 * MOST_CHARACTERS])
    kept = "".join(one for one in spaced if not _is_silent(one))
    plain = " ".join(unicodedata.normalize("NFC", kept.translate(_REMOVED)).split())
    if not any(unicodedata.category(one) not in _MARKS for one in plain):
        raise LabelError(ThemeFault.LABEL_UNSEEN)
    if len(plain) > MOST_CHARACTERS:
        raise LabelError(ThemeFault.LABEL_LONG, MOST_CHARACTERS)
    return plain


def key(name: str) -> str:
    """What two names have in common that are one label: of a `clean` name."""
    return caseless(name)


def _is_silent(character: str) -> bool:
    """Whether no script will ever have it; one of a later Unicode, as new emoji are, may stay."""
    code = ord(character)
    is_none = _FIRST_NONE <= code <= _LAST_NONE or code & 0xFFFE == 0xFFFE
    return is_none or unicodedata.category(character) in _SILENT


def _is_blank(character: str) -> bool:
    return character in "\t\n\v\f\r\x85" or unicodedata.category(character) in _BLANK


_REMOVED = dict.fromkeys(map(ord, _ORDERS))
