"""Sorts the photos of an open library into themes and labels.

`neighbour_graph` keeps the graph up to date, `clustering` has it sorted by the process for heavy
computing and puts new photos to their neighbours at once, `theme_lister` puts together what is
shown, `labels` gives labels and takes them away, each with what it takes to undo it. Library
thread.
"""
