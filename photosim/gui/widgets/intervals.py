"""How long the window waits, where several of its parts wait for the same reason."""

from __future__ import annotations

FRAME_MS = 16
"""From one picture to the next of a screen that shows 60 a second."""
ASK_EVERY_MS = 500
"""While photos come in or are compared, what is shown of them is asked for at most so often."""
QUIET_MS = 1000
"""While photos come in, lists made of all are asked for as soon as none came for so long."""
SHOWN_AFTER_MS = 1000
"""A search that takes longer says so; a shorter one is answered before it could be read."""
