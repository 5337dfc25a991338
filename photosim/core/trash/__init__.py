"""Where files of the trash lie, and how they come back.

In: a path that was handed to the system's trash. `trash_folders` finds the place by the system's
own notes (FreeDesktop.org's specification), `put_back` brings a file back over nothing and nobody.
Out: the path where it lies now.

In the trash's thread (`services.trash.trash_thread`). What is true on disk is read again each time;
no file's content is removed or overwritten. Whether a file may go at all is decided above, in
`services.trash.safety_checks`.
"""
