"""Copies of a person's decisions, and the repair of a damaged library.

In: the store of a library and its folder of backups. `copies` makes one checked copy a day when
something changed and keeps ten, `decision_file` is their format; `salvage` reads around damaged
pages, `rebuild` makes a sound database of it and of a copy, `repair` swaps it in. Out: a whole
library; the damaged one lies beside it and is never overwritten.

In the library thread, a turn at a time. A copy is believed only when it is whole. Killed at any
moment, the folder holds the old database or the new one.
"""
