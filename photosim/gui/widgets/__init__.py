"""Controls and looks that know nothing of photosim: colours, labels, fields, notices, a canvas.

`appearance` and `palettes` are the one place for colours, type and spacing; `bridge` brings
callbacks of other threads into the GUI thread as Qt signals. Anything here could serve another
program.
"""
