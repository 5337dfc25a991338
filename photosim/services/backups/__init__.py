"""Backups, checks and repairs of a library while it is used.

In: an open library, or one that cannot be opened. Out: a copy of decisions, a sound library, and
events that say what was found.

`backing_up` makes the daily copy in turns of the library thread, `checkup` reads the whole database
in a thread of its own, `repairing` mends what is damaged before it is opened, `reverting` puts a
copy's decisions in the place of those of now, which are set aside first. What is damaged is never
written over: it lies beside what was made of it.
"""
