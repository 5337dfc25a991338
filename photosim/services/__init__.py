"""Threads, processes, clocks and the file system's events; futures and plain callbacks, no Qt.

The rooms in the order of their imports, lowest first: `runtime` (the library thread, worker
processes, the index's process), then one room for each noun of `core` (`words`, `folders`,
`search`, `duplicates`, `themes`, `map`, `trash`, `backups`), `library` (all that is open of one
library), `api` (what window and command line ask, from any thread).

Beside them: `events` and `notifier` (what is told, to whoever listens), `settings`.
"""
