"""How lists, tables and fields look: flat, roomy. Colours are the palette's roles.

The tick is a blue that stands out from the ground of either scheme (3.6 and 4.6 : 1).
"""

from __future__ import annotations

from photosim.gui.widgets import resources

HEAD = """
QTreeView, QListView, QTableView { background: palette(base); border: none; outline: none; }
QTreeView::item, QListView::item { min-height: 30px; padding: 0 4px; }
QTableView::item { padding: 0 4px; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected {
    background: palette(alternate-base); color: palette(text); }
QTableView QHeaderView::section { padding: 6px 7px; }
QTableView::item:focus { text-decoration: underline; }
QHeaderView { background: palette(base); }
QHeaderView::section { background: palette(base); color: palette(placeholder-text); border: none;
    border-bottom: 1px solid palette(mid); padding: 6px 4px; }
"""
_FIELDS = """
QComboBox, QDateEdit { border: 1px solid palette(dark); border-radius: 6px; padding: 4px 8px;
    background: palette(base); color: palette(text); }
QComboBox:focus, QDateEdit:focus { border: 2px solid palette(highlight); padding: 3px 7px; }
QDateEdit:disabled { color: palette(dark); }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url(@chevron@); width: 12px; height: 12px; }
QCheckBox { spacing: 8px; }
QCheckBox:focus { text-decoration: underline; }
QCheckBox::indicator, QListView::indicator { width: 14px; height: 14px; border-radius: 4px;
    border: 1px solid palette(placeholder-text); background: palette(base); }
QCheckBox::indicator:checked, QListView::indicator:checked { image: url(@check@); }
"""


def fields() -> str:
    """The style sheet of fields, check boxes and lists that can be ticked."""
    folder = resources.folder()
    sheet = _FIELDS
    for name in ("chevron", "check"):
        sheet = sheet.replace(f"@{name}@", (folder / f"{name}.svg").as_posix())
    return sheet
