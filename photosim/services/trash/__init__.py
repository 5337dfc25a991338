"""Moves photos to the system's trash, and brings them back.

`plan` makes requests of what was chosen, `companion_survey` finds what goes along, `safety_checks`
reads from the disk what must be true, `removal` takes each file through five steps (look, write
down, move, look again, write down), `last_look` looks once more at what stays before anything is
reported, `putting_back` returns them and finds out after a crash what became of each; `summary`
tells. `trash_thread` does one run at a time, and undoes one: `putting_back` then returns shot by
shot.

Killed at any moment, the journal and the disk say together where each byte lies. What is not
certain stays where it is.
"""
