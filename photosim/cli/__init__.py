"""The command line: the same engine as the window's, for scripts and tests. Never imports Qt.

`main` reads the arguments; a module for each noun (`commands`: the library itself) turns options
into an answer (a dictionary for JSON), `command` prints it as JSON or for a person and maps errors
to exit codes: 0 done, 1
could not be, 2 wrong usage. Sentences for people are made here, and in `photosim.texts` those that
the window says as well.
"""
