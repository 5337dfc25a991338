"""Tips, and long names in lists: they are broken into lines where a line would not end."""

from __future__ import annotations

import html
import re

LONGEST = 60
"""Signs of a name in one line; a file's name may have 255, and no space in it."""
_LONG = re.compile(rf"[^\s/]{{{LONGEST}}}(?=[^\s/])")
_BREAK = "\N{ZERO WIDTH SPACE}"


def breakable(text: str) -> str:
    """Text of which names that are too long for a line may go on in the next."""
    return _LONG.sub(rf"\g<0>{_BREAK}", text)


def tip(text: str) -> str:
    """A tip, line by line: Qt wraps only what is rich text, and takes for that what looks so."""
    lines = [html.escape(breakable(line)) for line in text.splitlines()]
    return f"<p>{'<br>'.join(lines)}</p>" if lines else ""
