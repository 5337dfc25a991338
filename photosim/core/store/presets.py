"""The saved lists of keep rules, by name, each with the folders that it never touches."""

from __future__ import annotations

import json
from typing import Any

from photosim.core.errors import Damage, StoreFault, StoreTooNewError
from photosim.core.records.caseless import caseless
from photosim.core.records.review import Preset, Rule, RuleKind
from photosim.core.store.column_types import ColumnTypes
from photosim.core.store.connection import Connection, transaction

_VERSION = 1
"""Of what stands in a row."""


class Presets:
    """Reads and writes `preset`. Belongs to the thread of its connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Preset]:
        """Every preset, by name.

        Raises:
            StoreTooNewError: a newer photosim wrote one; left out, its never-touch folders would be
                touched.
        """
        columns = ColumnTypes(str, str, int)
        rows = self._connection.read(columns, "SELECT name, content, version FROM preset")
        if any(version > _VERSION for _, _, version in rows):
            raise StoreTooNewError(StoreFault.RULES_TOO_NEW)
        presets = [self._preset(name, content) for name, content, _ in rows]
        return sorted(presets, key=lambda preset: (caseless(preset.name), preset.name))

    def save(self, preset: Preset) -> None:
        """Keep a preset; one of the same name is replaced."""
        content = {
            "rules": [{"kind": rule.kind.name, "values": rule.values} for rule in preset.rules],
            "never_touch": preset.never_touch,
            "breaks_ties": preset.breaks_ties,
        }
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO preset (name, version, content) VALUES (?, ?, ?)",
                (preset.name, _VERSION, json.dumps(content)),
            )

    def forget(self, name: str) -> None:
        """Forget a preset, if there is one."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM preset WHERE name = ?", (name,))

    def never_touch(self) -> tuple[str, ...]:
        """The folders that any preset never touches, sorted."""
        return tuple(sorted({folder for preset in self.all() for folder in preset.never_touch}))

    def _preset(self, name: str, content: str) -> Preset:
        try:
            found: dict[str, Any] = json.loads(content)
            rules = tuple(
                Rule(RuleKind[rule["kind"]], _texts(rule["values"])) for rule in found["rules"]
            )
            breaks_ties = found.get("breaks_ties", False) is True  # the first versions had none
            return Preset(name, rules, _texts(found["never_touch"]), breaks_ties)
        except (ValueError, KeyError, TypeError) as error:
            raise self._connection.damaged(Damage.PRESET, repr(name)) from error


def _texts(values: Any) -> tuple[str, ...]:  # noqa: ANN401 (JSON)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(values)
    return tuple(values)
