"""Labels in the window: words that a person gives to photos, by hand or by naming a theme.

In: which photos are selected and which page is shown, told by the window; the labels there are,
which `label_list` asks for whenever labels, themes or photos changed. Out: through `ports`, orders
to give, take away, rename or remove a label; to the window, sentences and places to go to.

The way of a label: an action (`label_actions`, which opens the field of `dialog`), a press in
`label_chips` (labels of the selected photos), an answer in `label_bar` (over a label's photos: what
may belong to it, too), or photos dropped on the sidebar ─▶ `undoable` asks the engine and, when it
is done, puts it on the undo stack ─▶ the engine tells of it, and what is shown is asked for anew.
`controller` puts the parts together; `themes.wiring` connects them. GUI thread. Nothing here
remembers who has which label: the engine's last answer is all that is shown.
"""
