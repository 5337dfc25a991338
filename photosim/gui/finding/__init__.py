"""Words in the window: a field to search with them, the tags of a photo, more like words.

A text goes from the field to `gui.searching`, as pictures do, and comes back as a page. While it
is typed, `Suggester` asks which words this library can answer.
"""
