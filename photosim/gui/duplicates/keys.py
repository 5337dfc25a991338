"""What each key of a review means: the one table from keys to the names of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt

KEYS = {
    Qt.Key.Key_K: "keep",
    Qt.Key.Key_T: "trash",
    Qt.Key.Key_N: "not_duplicates",
    Qt.Key.Key_A: "keep_all",
    Qt.Key.Key_Return: "accept",
    Qt.Key.Key_Enter: "accept",
    Qt.Key.Key_Right: "next_group",
    Qt.Key.Key_Left: "previous_group",
    Qt.Key.Key_Space: "blink",
    Qt.Key.Key_D: "difference",
    Qt.Key.Key_L: "lock",
    Qt.Key.Key_0: "fit",
    Qt.Key.Key_F: "full_size",
    Qt.Key.Key_R: "keep_rules",
    Qt.Key.Key_Delete: "move_to_trash",
    Qt.Key.Key_Z: "undo",
    Qt.Key.Key_Plus: "nearer",
    Qt.Key.Key_Equal: "nearer",
    Qt.Key.Key_Minus: "further",
    Qt.Key.Key_Escape: "leave",
    Qt.Key.Key_Backspace: "leave",
}
SHIFTED = {Qt.Key.Key_K: "always_keep", Qt.Key.Key_Z: "redo"}
"""The same with Shift, where that means something else."""


OF_ALL_GROUPS = frozenset(("keep_rules", "move_to_trash", "undo", "redo"))
"""What needs no group in sight: a narrow window shows the list alone."""


def action_of(key: Qt.Key, *, is_shifted: bool, is_mirrored: bool = False) -> str:
    """The action of a key, empty when it has none.

    Where lines begin at the right, the next group lies to the left.
    """
    if is_mirrored and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        key = Qt.Key.Key_Left if key == Qt.Key.Key_Right else Qt.Key.Key_Right
    if is_shifted and key in SHIFTED:
        return SHIFTED[key]
    return KEYS.get(key, "")


def number_of(key: Qt.Key) -> int:
    """The member that a digit means, from 0; -1 for any other key."""
    number = key.value - Qt.Key.Key_1.value
    return number if 0 <= number < 9 else -1
