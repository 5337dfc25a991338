"""Themes: what the photos of a library are about, found without being told.

In: the neighbour graph (`core.index`) and the photos' classes. `communities` (Leiden) sorts, `tree`
nests few large ones over many small ones, `ids` keep a theme's id while most of its photos stay,
`clustering` is the record and its file, `summaries`, `theme_labels` and `names` say what is shown.
Out: themes at a level, covers, names.

A clustering of one library is always the same. Runs in the process for heavy computing; the file is
a cache, checked before it is believed.
"""
