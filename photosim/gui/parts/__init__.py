"""Searching by a part: a box on the query picture, drawn by the person or proposed by photosim.

`boxes` knows what happens to a box that is drawn, moved and resized; `picture` shows it and hears
mouse and keys; `desk` lets it search. The box belongs to its query: another page has another.
"""
