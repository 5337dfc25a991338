"""Answers to query pictures.

`query_source` says where the pixels come from; a worker looks at them; `answers` asks index, store
and hashes in the library thread, at a glance first, then with the last look at the best
(`rechecking`). `read_only_search` does the same for the command line beside an open window.

The latest question counts: an answer that nobody waits for is dropped.
"""
