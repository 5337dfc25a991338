"""Draws the map of an open library: a first picture at once, a better one by another process.

In: the vectors of the photos, and their neighbour graph, which `services.themes` keeps. `map_maker`
orders some turns at a time of the process for heavy computing and tells how far it is. Out: a
`KeptMap`, the places of all photos, kept in a file.

In the library thread, which does other things between two orders. An order has all that it needs: a
process that dies costs that order alone. Photos that come later are put among their neighbours, and
nothing else moves, until so many came or went that the map is drawn anew.
"""
