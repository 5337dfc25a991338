"""Photos in cells: a million cost what ten cost.

`photo_list` is the list of ids with rows read when they are painted; `lattice` says by arithmetic
where each cell lies; `lattice_view`, `pointed_view` and `photo_grid` are the view and its keys,
its mouse and what a photo grid adds; `cell` paints one; `thumbnails` are asked of the engine and
kept within a limit; `drop` and `dragging` take pictures in and out. **`drop` says what was
dropped** (files, an address, pixels); a file's pixels are decoded by `core.image.decode`.
"""
