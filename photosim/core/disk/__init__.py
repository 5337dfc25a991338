"""Files and folders as the operating system has them: identity, permissions, room.

In: paths as bytes. Out: which file lies at a path and what it holds (`file_identity`), times as
calendars have them (`file_times`), how much room there is (`free_space`), new files that appear
whole or not at all (`new_file`) and are their owner's alone (`private`), why a file cannot be used
(`obstacles`), whose a database is (`other_program`), and how it is read where nothing may be
written (`read_only`).

Nothing is remembered between calls: each answer was read from the disk just now. Safe from any
thread; a disk that hangs blocks the caller, so the GUI thread never calls.
"""
