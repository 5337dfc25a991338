"""A library that is open for writing, from opening to closing.

In: where it lies, and questions from any thread. Out: an `OpenedLibrary` to work on, answers, and
events.

`opening` opens it whole (repaired, or later when the disk is full), `open_library` holds what works
on it, `access` is the way to it from any thread, `maintenance` does what nobody asks for: scans,
comparisons (`compare_schedule`), the index (`index_lifecycle`), the watched folders
(`watched_folders`), backups, checks. `update` is for commands that open none: it changes the tables
of an older library.

Everything here belongs to the library thread but `access` and `update`, and what says itself that
any thread may call it. One program at a time has a library open for writing (`runtime.lock`).
"""
