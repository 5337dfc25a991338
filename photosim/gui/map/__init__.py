"""The library as a picture: photos on a plane where alike lies near.

In: a `PhotoMap` (photo ids, their places, their themes' colours), which `controller` asks for
through `ports` when the page is shown and it may have changed since. Out: what is selected on it:
to be opened, searched with, labelled, or shown in a grid (`chosen_photos`).

`page` is what is shown: the map with its `head`, `legend`, `hover_card` and a `selection_bar`.
`map_canvas` paints: `dots` for all photos (in `theme_colours`), `cover_painter` for thumbnails,
`theme_names`; `map_input` hands its keys and mouse to `map_keys` and `map_mouse`. Where things are
is arithmetic: `plane`, `buckets`, `covers`; `map_photos` knows what is selected, `map_rows` what is
known of the photos. GUI thread. What is painted does not grow with the library: all dots are one
image, and thumbnails are those of the cells in sight.
"""
