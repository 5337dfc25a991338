"""Moves photos to the system's trash, and brings them back.

In: what was chosen. `plan` makes requests of it, by the rules of `core.trash`, `companion_survey`
finds what goes along, `companion_copies` of which of it a copy stays, `unit_files` what is one unit
(a photo with its RAW, film, sidecars), `safety_checks` reads what must be true on disk, `removal`
takes each file through five steps (look, write down, move, look again, write down),
`offline_drives` tells gone from unplugged, `last_look` looks at what stays once more, `strangers`
sends back what went in a file's place. **A run is undone** by `TrashThread.restore_batch`, unit by
unit by `putting_back.restore` (`recall`: photosim itself takes back what should not have gone),
file by file by `core.trash.put_back.bring_back`; `putting_back.settle` finds out after a crash what
became of each (`interruptions` tells it). Out: rows of the journal, a `summary`. One run at a time,
in its own thread (`trash_thread`), which asks the store through the library thread. Killed at any
moment, journal and disk say where each byte lies. What is not certain stays where it is.
"""
