"""From a picture to the photos of the library that look like it.

In: a `QueryLook` (features, perceptual hashes and views of a query). `searcher` lets the index
propose candidates, weighs them by the stored features and adds copies by hash; `rerank` lays the
best ones on the query and says how sure it is; `near_copies` folds nearly equal answers. Out: an
`Answer` of matches with evidence, best first.

Reads the store, writes nothing. The one pipeline for window and command line is
`services.search.pipeline`.
"""
