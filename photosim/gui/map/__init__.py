"""The library as a picture: photos on a plane where alike lies near.

`controller` asks the engine and stands in the window, `page` is what is shown: a `map_view` with
its `legend` and what can be done with a selection. The view hands keys and mouse to `map_keys` and
`map_mouse`, which say what the `map_canvas` shows. What is where is in `plane`, `buckets` and
`covers`; `dots`, `cover_painter` and `theme_names` paint.
"""
