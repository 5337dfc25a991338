"""Words in the window: a field to search with them, the tags of a photo, more like words.

A text goes from the field to `gui.shell.searching`, as pictures do, and comes back as a page. While
it is typed, `suggester` asks which words this library can answer.
"""
