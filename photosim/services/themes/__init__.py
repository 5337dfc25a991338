"""Sorts the photos of an open library into themes and labels.

`graph_keeper` keeps the graph up to date, `clustering_run` has it sorted by the process for heavy
computing and puts new photos to their neighbours at once, `theme_lister` puts together what is
shown, `labelling` gives labels and takes them away, each with what it takes to undo it. Library
thread.
"""
