"""Draws the map of an open library: a first picture at once, a better one by another process.

`map_maker` asks `services.themes` for the neighbour graph, lets the process for heavy computing lay
it out, and keeps the file. Library thread.
"""
