"""Controls and looks that know nothing of photosim: colours, labels, fields, notices, a canvas.

`appearance` and `palettes` are the one place for colours, type and spacing; `bridge` brings what
other threads answer and tell into the GUI thread. Anything here could serve another program.
"""
