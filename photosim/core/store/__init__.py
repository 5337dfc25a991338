"""SQLite, the truth: watched folders, files, photos, embeddings, pairs, decisions.

In and out: records. `connection` opens a file and turns SQLite's errors into ours, `schema` brings
the `tables` up to date, `Store` of `database` puts one class for each together: `folders`, `files`,
`photos`, `embeddings`, `pairs`, `labels`, `verdicts`, `choices`, `presets`, `journal`, `left_outs`,
`files_beside`, `library_facts`, `pair_search_state`. Across tables read `pair_inputs` (for
comparing), `group_facts` and `whole_photos` (for groups and rules), `capture_times`, `equal_files`,
`devices`; `decisions` takes out and puts back all that a person decided. What a damaged page may
give is refused by `column_types`, and found by `unsound`. `thumbstore`, `array_file`: caches.

One writing connection in the whole program, in the library thread; readers open their own with
`Store.open_reader`. A write that fails for one photo fails for that photo alone. Numbers beyond 64
bits are stored without loss (`numbers`), long lists of values go into statements in `portions`. Raw
SQL: in hot paths twice as fast as sqlite-utils.
"""

from __future__ import annotations

from photosim.core.store.database import Store as Store
