"""What stays for a photo that goes, where files of the trash lie, and how a file is put back.

In: members of groups, and what was chosen of them. `what_stays` says what goes of each group and
what stays for it, `put_down` which photos are to go from other groups. In the library thread.

In: a file's *path*, where it lay when it was handed to the system's trash. `trash_folders` finds
its *place*, where it lies in the trash, by the notes that FreeDesktop.org specifies; `put_back`
puts it back and replaces nothing. In the trash's thread (`services.trash.trash_thread`).
What is true on disk is read again each time; no file's content is removed or overwritten. Whether a
file may go at all is decided above, by what is on disk, in `services.trash.safety_checks`.
"""
