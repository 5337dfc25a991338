"""SQLite, the truth: watched folders, files, photos and their embeddings.

`connection` opens a database file and turns SQLite's errors into ours, `schema` holds the
migrations, `folders`, `files`, `photos` and `embeddings` are one table each, `notes` the small
facts. `Store` puts them together. One writing connection in the whole program, in the library
thread; readers open their own with `Store.open_reader`. Raw SQL in the hot paths: twice as fast
as sqlite-utils.
"""

from __future__ import annotations

from photosim.core.store.database import Store as Store
