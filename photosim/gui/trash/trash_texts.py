"""What is said before and after photos go to the trash. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from photosim.core.records.trash import Companion, Interrupted, Refusal, TrashReport
from photosim.gui.duplicates.group_texts import groups
from photosim.gui.texts import counts
from photosim.services.trash.summary import PlannedFile, TrashSummary
from photosim.texts import error_wording, reason_wording, trash_wording

NOTHING_CHOSEN = "Nothing is put down for the trash. Press T on a photo, or use keep rules."
LOOKING = "Looking at what belongs to these photos\N{HORIZONTAL ELLIPSIS}"
"""While directories are read for the plan."""


MOST_NAMED = 3
"""Files that a sentence in passing names with their reasons; more cannot be read in time."""


def plan(summary: TrashSummary) -> str:
    """What goes and what stays; `no_copy` says of what nothing stays."""
    if not summary.n_files:
        return NOTHING_CHOSEN
    goes = f"{_counted(summary)}, {counts.size(summary.size)}"
    verb = "goes" if summary.n_files == 1 else "go"
    if not summary.n_groups:
        return f"{goes}, {verb} to the trash.{_copies(summary)}"
    if not summary.n_stay and summary.last_copies:
        return f"{goes}, {verb} to the trash."
    stay = counts.files(summary.n_stay)
    stays = "stays" if summary.n_stay == 1 else "stay"
    said = f"{goes}, {verb} to the trash. {stay} of {groups(summary.n_groups)} {stays}."
    return f"{said}{_shots(summary)}"


def _shots(summary: TrashSummary) -> str:
    """That what stays of similar shots are no copies."""
    if not any(file.is_shot for file in summary.files):
        return ""
    return " What stays is only similar: it is no copy of what goes."


def _counted(summary: TrashSummary) -> str:
    """Files, and the photos that they are where the numbers differ."""
    files = counts.files(summary.n_files)
    if not summary.n_equal:
        return files
    return f"{counts.photos(len({file.photo_id for file in summary.files}))} in {files}"


def _copies(summary: TrashSummary) -> str:
    """What stays of photos that were chosen outside a review, where a copy of each does."""
    if summary.last_copies:
        return ""
    copies = "A copy of it stays" if _n_photos(summary) == 1 else "A copy of each stays"
    has_losses = any(file.lost for file in summary.files)
    return f" {copies}, but something would be lost: see below." if has_losses else f" {copies}."


def no_copy(summary: TrashSummary) -> str:
    """Of how many photos nothing stays, to be read before all else; empty when of none."""
    n_last, n = _n_last(summary), _n_photos(summary)
    if not n_last:
        return ""
    if n_last == n:
        return "No copy of it stays." if n == 1 else "No copy of them stays."
    return f"Of {counts.photos(n_last)} no copy stays."


def move(summary: TrashSummary) -> str:
    """What the button says that moves all this: also that last copies go."""
    n_last, n_files = _n_last(summary), summary.n_files
    if not n_last:
        return f"Move {counts.files(n_files)} to trash"
    if n_last == _n_photos(summary) and n_files == len(summary.files):
        last = "the last copy" if n_files == 1 else f"{counts.count(n_files)} last copies"
        return f"Move {last} to trash"
    last = "one of them the last copy" if n_last == 1 else f"{counts.count(n_last)} last copies"
    return f"Move {counts.files(n_files)} to trash, {last}"


def _n_last(summary: TrashSummary) -> int:
    """Photos of which nothing stays."""
    return len({file.photo_id for file in summary.files if not file.stays})


def _n_photos(summary: TrashSummary) -> int:
    return len({file.photo_id for file in summary.files})


def has_copies(summary: TrashSummary) -> bool:
    """Whether it is one photo, chosen outside a review, that could be seen beside its copies."""
    ids = {file.photo_id for file in summary.files}
    is_one = not summary.n_groups and len(ids) == 1
    return is_one and (len(summary.files) > 1 or bool(summary.files[0].stays))


def rest(
    n_others: int, n_folded: int = 0, n_undecided: int = 0, *, has_companions: bool = False
) -> str:
    """What stays although one might think that it goes, and what helps after a mistake.

    Args:
        n_others: groups from which nothing goes.
        n_folded: photos that are folded into what goes, and not seen.
        n_undecided: groups from which something goes, and some photos are not decided yet.
        has_companions: files go that belong to what goes: photos among them may be folded.
    """
    untouched = ""
    if n_folded:
        stay = "photo stays" if n_folded == 1 else "photos stay"
        untouched = f"{counts.count(n_folded)} nearly equal {stay}, as only what is seen goes. "
        if has_companions:
            untouched = "Nearly equal photos stay, unless they belong to one that goes. "
    if n_undecided:
        has = "One group has" if n_undecided == 1 else f"{counts.count(n_undecided)} groups have"
        untouched += f"{has} photos that are not decided yet; those stay. "
    if n_others:
        which = "other group" if n_others == 1 else f"other {groups(n_others)}"
        untouched += f"From the {which} nothing goes. "
    return (
        f"{untouched}Nothing is deleted: Undo brings everything back, tomorrow the trash journal."
    )


def along(summary: TrashSummary) -> str:
    """What stands over the files: which of them go although nobody chose them; empty for none."""
    companions = _companions(summary.n_companions) + _without_copy(summary)
    said = (_away(summary), _kept(summary.n_kept), _equal(summary.n_equal), companions)
    return " ".join(sentence for sentence in said if sentence)


def _away(summary: TrashSummary) -> str:
    """Of how many files a drive is away; they stay where they are."""
    n = summary.n_away
    if not n:
        return ""
    if n == len(summary.files):
        which = "It" if n == 1 else "They"
    else:
        which = "One of the files" if n == 1 else f"{counts.count(n)} of the files"
    if n == 1:
        return f"{which} cannot go now: it is offline, or what stays in its place is."
    return f"{which} cannot go now: they are offline, or what stays in their place is."


def _kept(n: int) -> str:
    if not n:
        return ""
    one = "One of the photos is" if n == 1 else f"{counts.count(n)} of the photos are"
    return f"{one} kept elsewhere: in another group, or for good."


def _equal(n: int) -> str:
    if not n:
        return ""
    if n == 1:
        return "One of the files is equal to another that goes, and goes with it."
    return f"{counts.count(n)} of the files are equal to others that go, and go with them."


def _companions(n: int) -> str:
    if not n:
        return ""
    if n == 1:
        return "One of the files belongs to a photo and goes with it. It stands below it."
    return (
        f"{counts.count(n)} of the files belong to photos and go with them, each below its photo."
    )


def _without_copy(summary: TrashSummary) -> str:
    """Of how many of what goes with photos nothing would stay."""
    n = len(summary.lost)
    if not n:
        return ""
    if summary.n_companions == 1:
        return " No copy of it stays."
    return f" Of {'one' if n == 1 else counts.count(n)} of them no copy stays."


def going(file: PlannedFile, with_it: Companion | None) -> tuple[str, str, str, str]:
    """Name, size, folder and fate of a photo's file, or of what goes with it."""
    if with_it is None:
        return _name(file.path), counts.size(file.size), _folder(file.path), _fate(file)
    fate = "no copy of it stays" if with_it.is_lost else ""
    goes = f"goes with {_name(file.path)}"
    return _name(with_it.path), counts.size(with_it.size), goes, fate


def _fate(file: PlannedFile) -> str:
    """What would be lost with a photo's file, and what stays of it: a long path may be cut."""
    if not file.stays:
        return "No copy of it stays"
    lost = (
        f"lost with this one: {', '.join(reason_wording.phrases(file.lost))}{counts.DOT}"
        if file.lost
        else ""
    )
    equal = f"equal to {_name(file.equal_to)}, which goes{counts.DOT}" if file.equal_to else ""
    kept = f"kept elsewhere{counts.DOT}" if file.is_kept else ""
    away = f"cannot go now: offline{counts.DOT}" if file.is_away else ""
    stays = counts.path(file.stays)
    stays = f"a similar shot stays: {stays}" if file.is_shot else f"{stays} stays"
    return f"{away}{lost}{kept}{equal}{stays}"


def is_grave(file: PlannedFile, with_it: Companion | None) -> bool:
    """Whether a row says that something would be lost, or that it cannot go now."""
    return with_it.is_lost if with_it is not None else _is_grave(file)


def _is_grave(file: PlannedFile) -> bool:
    return not file.stays or bool(file.lost) or file.is_kept or file.is_away


def tip(file: PlannedFile, with_it: Companion | None) -> str:
    """All that is said of a row, with whole paths."""
    _, size, goes, fate = going(file, with_it)
    if with_it is None:
        return "\n".join((counts.path(file.path), size, fate))
    return "\n".join(line for line in (counts.path(with_it.path), size, goes, fate) if line)


def last(n_photos: int, n_lost: int) -> str:
    """The second question: of photos, and of what belongs to them, nothing would stay."""
    said = []
    if n_photos == 1:
        said.append("Of one photo no copy would stay.")
    elif n_photos:
        said.append(f"Of {counts.count(n_photos)} photos no copy would stay.")
    if n_lost == 1:
        said.append("Of a file that belongs to a photo and goes with it no copy would stay.")
    elif n_lost:
        n = counts.count(n_lost)
        said.append(f"Of {n} files that belong to photos and go with them no copy would stay.")
    what = "it" if n_photos + n_lost == 1 else "they"
    said.append(f"Shall {what} go to the trash all the same?")
    return " ".join(said)


def last_files(summary: TrashSummary) -> list[PlannedFile]:
    """The files that the second question is about, each with what would be lost with it."""
    return [
        replace(file, companions=tuple(one for one in file.companions if one.is_lost))
        for file in summary.files
        if file.is_grave
    ]


_NEXT = (
    "Look at their groups once more, then try again: where the photo that should stay is gone or"
    " is another one now, your decision is open again."
)


def report(done: TrashReport) -> tuple[str, str, str]:
    """Title, what was done, what was not."""
    moved = f"{counts.files(done.n_files)} moved to the trash, {counts.size(done.size)}."
    title = "Moved to the trash" if done.n_files else "Nothing was moved"
    said = [error_wording.told(done.stopped)] if done.stopped else []
    if done.n_left:
        verb = "was" if done.n_left == 1 else "were"
        said.append(f"{counts.photos(done.n_left)} {verb} not reached and can be moved later.")
    if done.refused:
        said.append(f"{stayed(len(done.refused))}. {_next(done.refused)}".strip())
    return title, moved if done.n_files else "", " ".join(said)


def _next(refused: Sequence[Refusal]) -> str:
    """What to do about groups that are to be decided anew; empty where none is."""
    is_any = any(trash_wording.is_to_decide(one.reason, counts.path(one.path)) for one in refused)
    return _NEXT if is_any else ""


def restored(done: TrashReport) -> str:
    """What came back."""
    said = []
    if done.n_files:
        verb = "is" if done.n_files == 1 else "are"
        said.append(
            f"{counts.files(done.n_files)} {verb} back where they were.".replace(
                "1 file is back where they were", "1 file is back where it was"
            )
        )
    if done.refused:
        said.append(f"{counts.files(len(done.refused))} could not come back:")
        said += [why(refusal) for refusal in done.refused[:MOST_NAMED]]
        if len(done.refused) > MOST_NAMED:
            n_more = counts.files(len(done.refused) - MOST_NAMED)
            said.append(f"The journal says why of {n_more} more.")
    if done.stopped:
        said.append(error_wording.told(done.stopped))
    return " ".join(said) or "There was nothing to bring back."


def why(refusal: Refusal) -> str:
    """Why a file was not moved, with its name."""
    path, told = counts.path(refusal.path), error_wording.told(refusal.reason)
    return told if trash_wording.names(refusal.reason, path) else f"{Path(path).name}: {told}"


def stayed(n: int) -> str:
    """How many files were left where they are."""
    return "1 file stays where it is" if n == 1 else f"{counts.count(n)} files stay where they are"


def _name(path: str) -> str:
    return counts.path(Path(path).name)


def _folder(path: str) -> str:
    return counts.path(str(Path(path).parent))


def interrupted(run: Interrupted) -> str:
    """What was interrupted, and where the files are, as a sentence."""
    begun = datetime.fromtimestamp(run.at)
    of = f"the clean-up of {begun:%Y-%m-%d %H:%M}"
    what = f"Bringing back {of}" if run.is_restoring else f"T{of[1:]}"
    if not run.n_in_trash:
        return f"{what} was interrupted: none of its files is in the trash."
    still = "still " if run.is_restoring else ""
    are = "is" if run.n_in_trash == 1 else "are"
    files = "1 file" if run.n_planned == 1 else f"{run.n_planned:,} files"
    return f"{what} was interrupted: {run.n_in_trash:,} of {files} {are} {still}in the trash."
