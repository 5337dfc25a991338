"""The left column: where one can go in the window, with its numbers, and what is dropped there.

In: folders, labels, counts of groups and themes, told by the rooms above; out: where the person
wants to go, a place of `shell.navigation`, and what was dropped on a label. `sidebar` puts the
entries together, `places` is the model of them and paints one, `place_view` is the list that the
mouse and the keyboard move in. GUI thread; it asks the engine nothing.
"""
