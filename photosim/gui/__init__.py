"""What a person sees: the only room that imports Qt.

The rooms in the order of their imports, lowest first: `widgets` and `texts` (controls and words
that all share), `grid` (photos in cells), `shell` (the window's frame: columns, pages, places,
actions), over it one room for each noun: `words`, `sidebar`, `viewer`, `search`, `labels`,
`duplicates`, `themes`, `map`, `trash`. In the larger ones `controller` puts the room together,
`ports` says what it needs of the engine, `wiring` what it hears of the others, a module that ends
in texts what it says; `window_engine` is the engine with all its parts, as `window` gets it.

The GUI thread touches no file, no database and no model. `engine_events` brings what the engine
tells into it, through `widgets.bridge`, the only way in from other threads.
"""
