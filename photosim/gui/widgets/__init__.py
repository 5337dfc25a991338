"""Controls and looks that know no page of photosim: colours, labels, fields, notices, a canvas.

In: plain values, and what other threads answer and tell. Out: widgets, and calls in the GUI thread.

`appearance` and `palettes` are the one place for colours, type and spacing, `intervals` for how
long parts of the window wait; `bridge` brings what other threads answer and tell into the GUI
thread, the only way in. Every room above uses what is here; nothing here knows a room. All but
`bridge` is for the GUI thread alone.
"""
