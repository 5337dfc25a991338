"""Moves photos to the system's trash, and brings them back.

In: what was chosen. `plan` makes requests of it, by the rules of `core.trash`, `companion_survey`
finds what goes along, `companion_copies` of which of it a copy stays, `shot_files` what is of one
shot, `safety_checks` reads from the disk what must be true, `removal` takes each file through five
steps (look, write down, move, look again, write down), `offline_drives` tells gone from unplugged,
`last_look` looks once more at what stays before anything is reported, `strangers` sends back what
went in a file's place. **A run is undone** by `TrashThread.restore_batch`, shot by shot by
`putting_back.restore`, file by file by `core.trash.put_back.bring_back`; after a crash
`putting_back` finds out what became of each (`interruptions` tells the next start). Out: rows of
the journal, and a `summary`. One run at a time, in a thread of its own (`trash_thread`), which asks
the store through the library thread. Killed at any moment, the journal and the disk say
together where each byte lies. What is not certain stays where it is.
"""
