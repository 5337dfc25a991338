"""Answers to queries: pictures, words, and pictures that shall be more like words.

In: a query. Out: an `Answer`, at a glance first where two are wanted, then with the best
matches rechecked.

`pipeline` says what is to be done for an answer, step by step: a worker looks at the picture,
`services.words` says what words mean, `answers` asks index, store and hashes where the library is.
The window turns the steps with callbacks (`api.search`), in the library thread and the workers; the
command line in a loop beside an open window (`read_only_search`, over `read_only_library`).

Window and command line take the same steps, but for the close look at the files of the best
matches, which is the command line's. The latest question counts: an answer that nobody waits for is
dropped.
"""
