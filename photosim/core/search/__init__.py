"""From a picture to the photos of the library that look like it.

In: a `QueryLook` (features, perceptual hashes and views of a query). `searcher` lets the index
propose candidates, weighs them by the stored features and adds copies by hash; `rerank` rechecks
the best ones, laid on the query; `near_copies` folds nearly equal answers. Out: matches, best
first, each with its `Evidence`.

**"Probably the same picture"** is said at a glance by `searcher` (hash and embedding nearly equal),
then by `rerank`, whose recheck overrules that; "same picture" only after a close look at the files.
`searcher` runs where the store is, the looks in a worker. Reads the store, writes nothing. The one
pipeline for window and command line is `services.search.pipeline`.
"""
