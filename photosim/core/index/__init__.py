"""Nearest neighbours among the library's embeddings: a cache that can always be made again.

In: photo ids `(n,)` int64 and rows `(n, dim)` float32, of unit length in the index. `vector_index`
is the interface and its exact numpy twin, `hnsw` the graph behind guards, `index_file` its checked
files, `live_index` keeps it in line with the store; `feature_rows` are for exact cosines;
`neighbours` and `neighbour_graph` (brought up to date by `graph_update`) give the nearest of every
photo, on which themes and the map stand. Out: ids and cosine distances, nearest first.

hnswlib is used in one process (`services.runtime.index_process`), asked one thing at a time; a file
is never loaded unless its checksum is the one that SQLite remembers.
"""
