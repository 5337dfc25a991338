"""Photos in cells: a million cost what ten cost.

In: the ids of a page in order, rows and thumbnails asked of the engine for what is in sight; what
is dropped. Out: what is selected, opened, dragged out, or searched with.

`photo_list` has all ids, and rows as they are painted; `lattice` says by arithmetic where each cell
lies; `lattice_view` (keys), `pointed_view` (mouse) and `photo_grid` are the view, `row_list_view`
one of a single column (`row_lattice`, `row_painter`); `cell` paints a photo (`caption`, `badges`,
`cell_frames`), `dragging` takes the selected ones out of the window (`lazy_ids`), `continuity`
keeps selection and place when the list is replaced. **`drop` says what was dropped** (files, an
address, pixels); a file's pixels are decoded by `core.image.decode`. GUI thread, but for
`thumbnails`, decoded in the engine's reader, and the files of a drop, looked at in a thread of
their own. No widget and no object for each photo.
"""
