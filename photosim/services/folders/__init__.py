"""Keeps a library in line with its folders: scans, examines, follows.

A hint (start, event, clock, F5) ─▶ `scan_queue` ─▶ `disk_thread` lists directories, at most
one thread for each folder ─▶ `indexer` reconciles and feeds new files through `examine_queue` to
the workers (`thumbnail_embedding`: thumbnails of what is away, for another model) ─▶ findings into
the store. `watcher` turns file-system events into hints (`event_buffer`, `watch_thread`,
`file_systems`); `presence` notices what went or came back, `refused` what may be read again. **A
folder is declared offline by `core.folders.reconcile`** (it is not there, cannot be read, another
disk lies there, or all its files went at once), and at once by `services.library.watched_folders`
when the watcher sees it go.

The store is touched in the library thread only. A disk that hangs stops nothing else.
"""
