"""The command line: the same engine as the window's, for scripts and tests. Never imports Qt.

`main` reads the arguments, runs a command and maps errors to exit codes: 0 done, 1 could not be, 2
wrong usage. A module for each noun (`commands`: the library itself) turns options into an answer,
which `console` prints as JSON (`json_answer`) or for a person. Everything runs in the main thread,
which waits for the engine's. A command changes no photo. Sentences for people are made here, and in
`photosim.texts` those that the window says as well.
"""
