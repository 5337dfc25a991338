"""Nearest neighbours among the library's embeddings: a cache that can always be made again.

In: photo ids `(n,)` int64 and unit rows `(n, 256)` float32. `vector_index` is the interface and its
exact numpy twin, `hnsw` the graph behind guards, `index_file` its checked files, `live_index` keeps
it in line with the store; `neighbours` and `neighbour_graph` give the nearest of every photo, on
which themes and the map stand. Out: ids and cosine distances, nearest first.

hnswlib is used by one thread of one process (`services.runtime.index_process`); a file is never
loaded unless its checksum is the one that SQLite remembers.
"""
