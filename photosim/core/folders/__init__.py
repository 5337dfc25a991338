"""What lies in the watched folders, and what of it is a photo.

In: a folder's path, which is `watchable`, and what the store knows of it. `scan` lists one
directory after the other (`directory_lister`, `directories`), `exclusions` and `left_out` say what
is passed over and why, `companions` what belongs to one shot (by `companion_names`), `drives_below`
which drive is away, `reconcile` brings the files' table in line and counts in a `tally`,
`reexamination` and `verification` look again at what is known. Out: rows of files that are new,
changed, moved or gone.

`scan` runs in a thread for each folder (`services.folders`), what touches the store in the library
thread (`verification`: in the command's, which only reads). Nothing is concluded from what could
not be read: a folder that does not answer is offline, not empty. Scanning alone is right; events
only hint where to scan. No file is opened by a scan.
"""
