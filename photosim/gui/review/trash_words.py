"""What is said before and after photos go to the trash. Pure functions."""

from __future__ import annotations

from photosim.gui import words
from photosim.gui.review.group_words import groups
from photosim.services.trash_orders import TrashReport
from photosim.services.trash_summary import TrashSummary


def plan(summary: TrashSummary) -> str:
    """What goes and what stays."""
    if not summary.n_files:
        return "Nothing is put down for the trash. Press T on a photo, or use keep rules."
    goes = f"{words.files(summary.n_files)}, {words.size(summary.size)}"
    verb = "goes" if summary.n_files == 1 else "go"
    stay = words.files(summary.n_stay)
    stays = "stays" if summary.n_stay == 1 else "stay"
    return f"{goes}, {verb} to the trash. {stay} of {groups(summary.n_groups)} {stays}."


def rest(n_open: int) -> str:
    """What is left as it is, and what helps if it was a mistake."""
    undecided = ""
    if n_open:
        verb = "is" if n_open == 1 else "are"
        undecided = f"{groups(n_open)} {verb} not decided: nothing happens to them. "
    return (
        f"{undecided}What belongs to a photo (RAW, film, sidecar) goes with it. "
        "Nothing is deleted: Undo brings everything back, also tomorrow."
    )


def last(n: int) -> str:
    """The second question."""
    if n == 1:
        return "Of this photo no copy would stay in its group. Shall it go to the trash as well?"
    return (
        f"Of {words.count(n)} photos no copy would stay in their groups. "
        "Shall they go to the trash as well?"
    )


def report(done: TrashReport) -> tuple[str, str, str]:
    """Title, what was done, what was not."""
    moved = f"{words.files(done.n_files)} moved to the trash, {words.size(done.size)}."
    title = "Moved to the trash" if done.n_files else "Nothing was moved"
    said = [done.stopped] if done.stopped else []
    if done.n_left:
        verb = "was" if done.n_left == 1 else "were"
        said.append(f"{words.photos(done.n_left)} {verb} not reached and can be moved later.")
    if done.refused:
        said.append(f"{stayed(len(done.refused))}:")
    return title, moved if done.n_files else "", " ".join(said)


def restored(done: TrashReport) -> str:
    """What came back."""
    said = []
    if done.n_files:
        verb = "is" if done.n_files == 1 else "are"
        said.append(
            f"{words.files(done.n_files)} {verb} back where they were.".replace(
                "1 file is back where they were", "1 file is back where it was"
            )
        )
    if done.refused:
        said.append(f"{words.files(len(done.refused))} could not come back: ")
        said.append(done.refused[0].reason)
    if done.stopped:
        said.append(done.stopped)
    return " ".join(said).replace(":  ", ": ") or "There was nothing to bring back."


def stayed(n: int) -> str:
    """How many files were left where they are."""
    return "1 file stays where it is" if n == 1 else f"{words.count(n)} files stay where they are"
