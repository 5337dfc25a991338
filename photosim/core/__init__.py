"""What photosim knows: pure functions and small classes, no Qt, no printing; starts no threads.

The rooms in the order of their imports, lowest first: `errors` (codes of what is wrong), `records`
(what travels between rooms), `disk` (files as the system has them), `image` (a file to a small
picture), `model` (a picture to an embedding), `store` (SQLite, the truth), `compare` (two
pictures), `index` (a cache of embeddings), `words`, `folders`, `search`, `duplicates`, `themes`,
`map`, `trash`, `backups`. The same nouns stand in `services` and `gui`.

Beside them: `layout` (where a library's files lie), `library` (all of one library for the thread
that writes it), `active_model` (which model answers), `report`.
"""
