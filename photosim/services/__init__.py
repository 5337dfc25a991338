"""Threads, processes, clocks and the file system's events; plain callbacks, no Qt.

`jobs` is the library thread, `supervisor` and `worker` the worker processes, `index_process` keeps
the index in a process of its own, `watcher` turns events into dirty folders, `indexer` brings
the library up to date, `reader` answers painting, `engine` is what the two doors talk to.
"""
