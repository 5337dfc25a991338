"""Themes in the window: cards of what the photos are about, and what stands above a theme's photos.

In: the setting of the slider, the theme that is looked into, names that are typed. Out: through
`ports`, questions for the themes at that setting; places to go to; a name, which `gui.labels` gives
to all photos of the theme.

`session` asks, one question at a time, of which the latest setting of the slider counts ─▶ `page`
shows the answer as cards (`card_view`, with `card_painter` and `card_lattice`, over the list in
`theme_list`; `head` has the slider) ─▶ a card that is opened is a view of the gallery with
`theme_bar` above it, whose title can be written over to name the theme. `controller` puts the parts
together, `wiring` connects labels and themes with the window. GUI thread. While an answer or a new
sorting is awaited the themes there are stay.
"""
