"""Why something cannot be done with groups of duplicates."""

from __future__ import annotations

from collections.abc import Mapping

from photosim.core.errors import Code, ReviewFault

SENTENCES: Mapping[Code, str] = {
    ReviewFault.GROUP_GONE: (
        "This group is not there any more: its photos or the decisions about them have changed."
    ),
    ReviewFault.GROUP_OTHER: (
        "This group is another one now: its photos or the decisions about them have changed."
    ),
    ReviewFault.ONE_ALONE: "Choose at least two photos: this is said of photos together.",
    ReviewFault.TOO_MANY: "Choose at most {} photos at once.",
    ReviewFault.EQUAL_BYTES: (
        "These files hold the same bytes, so they are duplicates; say that all of them stay "
        "instead."
    ),
    ReviewFault.RULES_FOR_SHOTS: (
        "Similar shots are chosen by hand: keep rules do not apply to them."
    ),
    ReviewFault.RULES_NAMELESS: "Give the keep rules a name to save them under.",
    ReviewFault.COMPARING_STOPPED: "Comparing stopped: {}",
    ReviewFault.COMPARED_WITH_ROOM: (
        "What is compared so far is kept; it goes on when there is room."
    ),
    ReviewFault.COMPARED_AT_START: (
        "What is compared so far is kept; it goes on at the next start."
    ),
}
