"""Moves photos to the system's trash, and restores them. One run at a time, in its own thread.

A *unit* is a photo with its RAW, film and sidecars; it goes and comes back as one (`unit_files`).
`plan` makes a *request* for each file that shall go, as `core.trash` rules; `companion_survey`
finds what goes along, `companion_copies` of which of it a copy stays. `safety_checks` reads what
must be true on disk, `moving` takes each file through five steps (look, write down, move, look
again, write down), `offline_drives` tells gone from unplugged, `last_look` looks at what stays once
more, `strangers` finds what went in a file's stead. Out: rows of the journal, a `summary`. A person
*restores* files or a *batch*, all that went in one run (`trash_thread`; each unit: `restoring`);
photosim *recalls* a unit that should not have gone; both *put back* each file of it
(`core.trash.put_back`). After a crash `restoring` *settles* what became of each file, which
`interruptions` tells. Killed at any moment, journal and disk say where each byte lies; what is not
certain stays where it is.
"""
