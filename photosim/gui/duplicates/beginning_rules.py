"""With which keep rules a person begins: those used last for the same kind of groups, else ours."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.records.pairs import Tier
from photosim.core.records.review import DEFAULTS, Preset, RuleKind

LAST = "Last used"
"""The name under which rules are saved when they are applied to copies of pictures."""
LAST_OF_FILES = "Last used for same files"
"""The same for equal files: what may be done with those would harm pictures."""

_EARLIER_DEFAULT = (
    RuleKind.MOST_PIXELS,
    RuleKind.LARGEST_FILE,
    RuleKind.HAS_CAPTURE_TIME,
    RuleKind.OLDEST,
    RuleKind.SHORTEST_NAME,
)
"""What earlier versions proposed, and saved as used although nobody had arranged it."""


def last_name(tier: Tier) -> str:
    """Under which name the rules that were applied to a tier are saved."""
    return LAST_OF_FILES if tier is Tier.SAME_FILE else LAST


def beginning(tier: Tier, saved: Mapping[str, Preset]) -> Preset:
    """The rules with which a tier begins; without a name when they are the default ones.

    An order that a person made stays as it is; only what was never anything but our proposal is
    replaced by the present one, with the folders that are never touched.
    """
    names = [last_name(tier), LAST]
    found = next((saved[name] for name in names if name in saved), None)
    default = DEFAULTS[tier]
    if found is None:
        return default
    if is_earlier_default(found):
        return Preset("", default.rules, found.never_touch, default.breaks_ties)
    return found


def is_earlier_default(preset: Preset) -> bool:
    """Whether these are the rules that an earlier version proposed, untouched."""
    kinds = tuple(rule.kind for rule in preset.rules)
    return kinds == _EARLIER_DEFAULT and not preset.breaks_ties
