"""Sorts the photos of an open library into themes and labels.

In: the vectors and classes of the photos; labels that a person gives. Out: the themes at a setting
of the slider, with names and covers; labels, and suggestions for more of their photos.

`graph_keeper` keeps the graph up to date, `photo_contents` what photos hold, `clustering_run` has
it sorted by the process for heavy computing and puts new photos to their neighbours at once,
`theme_lister` puts together what is shown (words for names: `theme_tags`), `labelling` gives labels
and takes them away, each with what it takes to undo it.

Library thread. What a person labelled is in the store, for good; all else can be made again.
"""
