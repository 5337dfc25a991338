"""What stays for a photo that goes, where files of the trash lie, and how they come back.

In: members of groups, and what was chosen of them. `what_stays` says what goes of each group and
what stays for it, `put_down` which photos are to go from other groups. In the library thread.

In: a path that was handed to the system's trash. `trash_folders` finds the place by the system's
own notes (FreeDesktop.org's specification), `put_back` brings a file back over nothing and nobody.
Out: the path where it lies now. In the trash's thread (`services.trash.trash_thread`). What is true
on disk is read again each time; no file's content is removed or overwritten. Whether a file may go
at all is decided above, by what is on disk, in `services.trash.safety_checks`.
"""
