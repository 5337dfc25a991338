"""The right column: what is searched with, and how.

`query` shows the query picture and the slider, `part_picture` lets a person draw a box on it,
`part_controller` searches by that part, `folding_controller` shows nearly equal answers as one.
"""
