"""Backups, checks and repairs of a library while it is used.

`backing_up` makes the daily copy in turns of the library thread, `checkup` reads the whole database
in a thread of its own, `repairing` mends what is damaged before it is opened, `reverting` puts a
copy's decisions in the place of those of now, which are set aside first.
"""
