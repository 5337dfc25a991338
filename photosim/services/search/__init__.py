"""Answers to query pictures.

`pipeline` says what is to be done for an answer, step by step: a worker looks at the picture,
`answers` asks index, store and hashes where the library is, at a glance first, then with the last
looks at the best. The window turns the steps with callbacks (`api.pictures`), the command line in
a loop beside an open window (`read_only_search`).

The latest question counts: an answer that nobody waits for is dropped.
"""
