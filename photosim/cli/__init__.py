"""The command line, for scripts and tests. Never imports Qt.

`main` reads the arguments, runs a command and maps errors to exit codes: 0 done, 1 could not be, 2
wrong usage. A module for each noun (`commands`: the library itself) turns options into an answer,
which `console` prints as JSON (`json_answer`) or for a person. Sentences for people are made here,
and in `photosim.texts` those that the window says as well. A command changes no photo.

Indexing, comparing, sorting into themes and the demo start the window's engine, and the main thread
waits for it. The other commands open the library themselves, most of them to read only, and so does
`duplicates` when the disk is too full to compare anything.
"""
