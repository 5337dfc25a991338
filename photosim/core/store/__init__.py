"""SQLite, the truth: watched folders, files, photos, embeddings, pairs, decisions.

In and out: records. `schema` holds the migrations, `connection` opens a file and turns SQLite's
errors into ours, each table has one class (`photos`, `pairs`, `labels`, `verdicts`, `journal`,
...); `Store` puts them together. `thumbstore` and `array_file` are caches in files of their own.

One writing connection in the whole program, in the library thread; readers open their own with
`Store.open_reader`. A write that fails for one photo fails for that photo alone. Numbers beyond 64
bits are stored without loss (`numbers`). Raw SQL in the hot paths: twice as fast as sqlite-utils.
"""

from __future__ import annotations

from photosim.core.store.database import Store as Store
