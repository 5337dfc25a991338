"""Labels in the window: words that a person gives to photos, by hand or by naming a theme.

`label_list` knows which labels there are; `undoable` gives and takes them; commands, chips and the
bar above the photos are the ways to ask for that.
"""
