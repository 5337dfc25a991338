"""Controls and looks that know no page of photosim: colours, labels, fields, notices, a canvas.

`appearance` and `palettes` are the one place for colours, type and spacing; `bridge` brings what
other threads answer and tell into the GUI thread. Every room above uses what is here; nothing here
knows a room.
"""
