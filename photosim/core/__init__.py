"""What photosim knows: pure functions and small classes, no Qt, no threads, no printing.

The listing in the order of a photo's way: `formats` (which files are photos), `scan` (folder to
path and stamp), `decode` (bytes to a small upright image), `metadata`, `thumbs`, `phash`, `embed`
(image to embedding, as a `card` says), `examine` (one photo end to end), `store` (SQLite, the
truth), `index` and `hnsw` (caches of the embeddings), `search` (a query to matches), `library`
(all of it under one folder).
"""
