"""How the lists of the review look: a flat head, roomy lines. Colours are the palette's roles."""

HEAD = """
QTreeView, QListView { background: palette(base); border: none; outline: none; }
QTreeView::item, QListView::item { min-height: 30px; padding: 0 4px; }
QTreeView::item:selected, QListView::item:selected {
    background: palette(alternate-base); color: palette(text); }
QHeaderView { background: palette(base); }
QHeaderView::section { background: palette(base); color: palette(placeholder-text); border: none;
    border-bottom: 1px solid palette(mid); padding: 6px 4px; }
"""
