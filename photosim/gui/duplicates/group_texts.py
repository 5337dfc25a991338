"""The words about groups: how many, what a clean-up frees, where one stands. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from photosim.core.records.pairs import Tier
from photosim.core.records.review import ChosenAgain, ChosenIn, Group, GroupSortKey
from photosim.gui.duplicates.member_facts import percent
from photosim.gui.duplicates.session import Totals
from photosim.gui.texts import counts, photo_facts

TITLES = {
    Tier.SAME_FILE: "Duplicates",
    Tier.SAME_PICTURE: "Duplicates",
    Tier.SIMILAR_SHOTS: "Similar shots",
}
TIERS = {
    Tier.SAME_FILE: "Same file",
    Tier.SAME_PICTURE: "Same picture",
    Tier.SIMILAR_SHOTS: "Similar shots",
}
_IN_A_GROUP = {
    Tier.SAME_FILE: "in a group of equal files",
    Tier.SAME_PICTURE: "in a group of the same picture",
    Tier.SIMILAR_SHOTS: "in a group of similar shots",
}
SORT_KEYS = {
    GroupSortKey.SPACE: "Most space first",
    GroupSortKey.NUMBER: "Most photos first",
    GroupSortKey.DATE: "Newest first",
}
_NOTHING = {
    Tier.SAME_FILE: "No file is in your library twice.",
    Tier.SAME_PICTURE: "No duplicates were found: no picture is in your library twice.",
    Tier.SIMILAR_SHOTS: "No similar shots were found.",
}
_ONE_FILE = (
    "Several names of one file on the disk (hard links) are no copies: to remove one frees nothing."
)
_BACK = "What came back from the trash is undecided: it goes again only when you put it down anew."

_ELSEWHERE = {
    Tier.SAME_FILE: "Look at the same pictures",
    Tier.SAME_PICTURE: "Look at similar shots",
}


def groups(number: int) -> str:
    """How many groups: "1 group", "312 groups"."""
    return "1 group" if number == 1 else f"{counts.count(number)} groups"


def members(group: Group) -> str:
    """How many photos or files a group has."""
    is_files = group.tier is Tier.SAME_FILE
    return counts.files(group.n_members) if is_files else counts.photos(group.n_members)


def head(tier: Tier, totals: Totals) -> str:
    """What stands below the title: groups, what a clean-up frees, how many are decided."""
    said = [groups(totals.n_groups)]
    if totals.freed and tier is not Tier.SIMILAR_SHOTS:
        up_to = "" if totals.is_weighed else "up to "
        said.append(f"a clean-up frees {up_to}{counts.size(totals.freed)}")
    elif totals.freed:
        said.append(f"up to {counts.size(totals.freed)}, chosen by hand")
    if totals.n_decided:
        said.append(f"{counts.count(totals.n_decided)} decided")
    return counts.DOT.join(said)


def state(group: Group) -> str:
    """Whether a group is decided, and how."""
    if group.n_open == group.n_members:
        return "open"
    if group.n_open:
        return f"{counts.count(group.n_open)} open"
    return f"{counts.count(group.n_trash)} to trash" if group.n_trash else "all kept"


def spared(made: Sequence[ChosenIn]) -> str:
    """What it means elsewhere that photos are kept; empty when it means nothing."""
    n = len({key for one in made for key in one.choices})
    tiers = {one.tier for one in made}
    if not n:
        return ""
    where = " and ".join(_IN_A_GROUP[tier] for tier in Tier if tier in tiers)
    if n == 1:
        return (
            f"The photo that is kept was put down for the trash {where}; now it stays there, too."
        )
    kept = f"{counts.photos(n)} that are kept were put down for the trash"
    return f"{kept} {where}; now they stay there, too."


def chosen_again(made: ChosenAgain) -> str:
    """What an undo or a redo of choices could not do; empty when it did everything."""
    said = []
    if made.n_alone:
        verb, they = ("is", "it is") if made.n_alone == 1 else ("are", "they are")
        said.append(
            f"{counts.photos(made.n_alone)} {verb} not put down for the trash again: "
            f"{they} in no group now."
        )
    if made.n_open:
        verb, them = ("is", "it") if made.n_open == 1 else ("are", "them")
        said.append(
            f"{counts.photos(made.n_open)} {verb} not put down for the trash again: "
            f"not all photos that were beside {them} are there."
        )
    if made.n_gone:
        verb, stay = ("is", "it stays") if made.n_gone == 1 else ("are", "they stay")
        where = "it was" if made.n_gone == 1 else "they were"
        said.append(f"{counts.files(made.n_gone)} {verb} not where {where}: {stay} undecided.")
    if made.n_back:
        said.append(_BACK)
    return " ".join(said)


def date(group: Group) -> str:
    """The day on which its newest photo was taken; where none knows it, since when a file is."""
    newest = datetime.fromtimestamp(group.newest, UTC)
    if not group.is_taken:
        return photo_facts.file_date(newest.astimezone())
    # capture times have no zone: the epoch counts what the camera's clock showed
    return photo_facts.date_text(newest)


def below(group: Group) -> str:
    """The line below a group's pictures."""
    if group.tier is Tier.SAME_FILE:
        return "equal files"
    if not group.is_certain:
        return "probably the same picture"
    return f"weakest pair {percent(group.weakest)}"


def spoken(group: Group) -> str:
    """A group for a screen reader."""
    frees = f"frees {counts.size(group.freed)}"
    return ", ".join([members(group), frees, below(group), date(group), state(group)])


def nothing(
    tier: Tier, *, is_filtered: bool, is_comparing: bool, has_names: bool = False
) -> tuple[str, str | None]:
    """What to say where there are no groups, and the words of the button that helps.

    `has_names`: there are more files than photos all the same.
    """
    if is_filtered:
        return "No group fits these filters.", "Show all groups"
    if is_comparing:
        return "photosim is comparing your photos. The first groups appear here soon.", None
    about = f" {_ONE_FILE}" if has_names and tier is Tier.SAME_FILE else ""
    return _NOTHING[tier] + about, _ELSEWHERE.get(tier)
