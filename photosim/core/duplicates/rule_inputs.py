"""What keep rules go by besides the members of a group: which photos never go, as the store says.

Read in the library thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Preset
from photosim.core.store import Store


@dataclass(frozen=True, slots=True)
class RuleInputs:
    """Which photos of a tier never go, whatever rules say; equal as long as the same is proposed.

    Attributes:
        never_touch: folders of all saved presets whose photos stay, sorted.
        kept: content hashes, hex, of photos of which the person said that they stay.
        kept_elsewhere: the same of photos that are kept in a group of another tier.
    """

    never_touch: tuple[str, ...]
    kept: frozenset[str]
    kept_elsewhere: frozenset[str]

    @classmethod
    def read(cls, store: Store, tier: Tier) -> RuleInputs:
        """As it is now for a tier of a library."""
        return cls(
            store.presets.never_touch(),
            store.verdicts.kept(),
            store.choices.kept_elsewhere(tier),
        )

    def rules(self, preset: Preset) -> KeepRules:
        """The rules of a preset; its own never-touch folders hold as well."""
        return KeepRules(
            preset.rules,
            sorted({*preset.never_touch, *self.never_touch}),
            self.kept,
            self.kept_elsewhere,
            breaks_ties=preset.breaks_ties,
        )
