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


_LONGEST_NAME = 40
"""Letters; of a longer name the middle is left out where more is said after it."""

MOST_NAMED = 3
"""Files that a sentence in passing names with their reasons; more cannot be read in time."""


def title(summary: TrashSummary) -> str:
    """What is asked, or that nothing of what was chosen can go."""
    return "Nothing can go now" if _is_nothing(summary) else "Move to the trash?"


def can_move(summary: TrashSummary) -> bool:
    """Whether anything can go now."""
    return _n_files(summary) > 0


def _is_nothing(summary: TrashSummary) -> bool:
    return summary.n_files > 0 and not can_move(summary)


def plan(summary: TrashSummary) -> str:
    """What goes now and what stays; `no_copy` says of what nothing stays."""
    if not summary.n_files:
        return NOTHING_CHOSEN
    if _is_nothing(summary):
        return f"{_why_nothing(summary)} Connect the drive, then try again."
    goes = f"{_counted(summary)}, {counts.size(summary.size - sum(summary.held_back.values()))}"
    verb = "goes" if _n_files(summary) == 1 else "go"
    if not summary.n_groups:
        return f"{goes}, {verb} to the trash.{_copies(summary)}"
    if not summary.n_stay:
        return f"{goes}, {verb} to the trash."
    stay = counts.files(summary.n_stay)
    stays = "stays" if summary.n_stay == 1 else "stay"
    said = f"{goes}, {verb} to the trash. {stay} of {groups(summary.n_groups_staying)} {stays}."
    return f"{said}{_only_similar(summary)}"


def _n_files(summary: TrashSummary) -> int:
    """How many files can go now."""
    return summary.n_files - len(summary.held_back)


def _only_similar(summary: TrashSummary) -> str:
    """That what stays is no copy, where similar shots go."""
    if not any(file.is_keeper_similar for file in summary.going):
        return ""
    return " What stays is only similar: it is no copy of what goes."


def _counted(summary: TrashSummary) -> str:
    """Files, and the photos that they are where the numbers differ."""
    files = counts.files(_n_files(summary))
    if not summary.n_equal or _n_photos(summary) == len(summary.going):
        return files
    return f"{counts.photos(_n_photos(summary))} in {files}"


def _copies(summary: TrashSummary) -> str:
    """What stays of photos that were chosen outside a review, where a copy of each does."""
    if _n_last(summary):
        return ""
    copies = "A copy of it stays" if _n_photos(summary) == 1 else "A copy of each stays"
    along = [one for file in summary.going for one in file.companions]
    has_losses = any(one.is_lost or one.has_no_equal for one in along)
    has_losses = has_losses or any(file.lost for file in summary.going)
    return f" {copies}, but something would be lost: see below." if has_losses else f" {copies}."


def no_copy(summary: TrashSummary) -> str:
    """Of how many photos nothing stays, to be read before all else; empty when of none."""
    n_last, n, n_partly = _n_last(summary), _n_photos(summary), _n_partly(summary)
    if not n_last:
        return ""
    them = "it" if n == 1 else "them"
    said = (
        f"No copy of {them} stays" if n_last == n else f"Of {counts.photos(n_last)} no copy stays"
    )
    return f"{said}{_readable(n_last, n_partly)}."


def _readable(n_last: int, n_partly: int) -> str:
    """What is added where no copy stays that can be read, but files do that are offline."""
    if not n_partly:
        return ""
    n_none = n_last - n_partly
    at_all = f", of {counts.count(n_none)} of them none at all" if n_none else ""
    return f" that can be read now{at_all}"


def move(summary: TrashSummary) -> str:
    """What the button says that moves all this: also that last copies go."""
    n_last, n_files, n_along = _n_last(summary), _n_files(summary), _n_lost(summary)
    if not n_last and not n_along:
        return f"Move {counts.files(n_files)} to trash"
    which = "last readable" if _n_partly(summary) else "last"
    if n_last == _n_photos(summary) and n_files == len(summary.going) + n_along:
        last = f"the {which} copy" if n_files == 1 else f"{counts.count(n_files)} {which} copies"
        return f"Move {last} to trash"
    n = n_last + n_along
    last = f"one of them the {which} copy" if n == 1 else f"{counts.count(n)} {which} copies"
    return f"Move {counts.files(n_files)} to trash, {last}"


def _n_lost(summary: TrashSummary) -> int:
    """What goes with photos that can go now, and of which no copy stays."""
    return sum(one.is_lost for file in summary.going for one in file.companions)


def _n_last(summary: TrashSummary) -> int:
    """Photos that go and of which nothing stays that can be read now."""
    return len({file.photo_id for file in summary.going if not file.keeper})


def _n_partly(summary: TrashSummary) -> int:
    """Of these, the photos of which a file stays that is offline."""
    return len(
        {file.photo_id for file in summary.going if not file.keeper and file.is_partly_offline}
    )


def _n_photos(summary: TrashSummary) -> int:
    """Photos that go."""
    return len({file.photo_id for file in summary.going})


def has_copies(summary: TrashSummary) -> bool:
    """Whether it is one photo, chosen outside a review, that could be seen beside its copies."""
    ids = {file.photo_id for file in summary.files}
    is_one = not summary.n_groups and len(ids) == 1
    return is_one and (len(summary.files) > 1 or bool(summary.files[0].keeper))


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
    if _is_nothing(summary):
        return _kept(summary.n_kept)
    held = summary.held_back
    n = sum(one.path not in held for files in summary.companions.values() for one in files)
    companions = _companions(n) + _without_copy(summary) + _without_equal(summary)
    said = (
        _held_back(summary),
        _beside_put_down(summary.n_beside_put_down),
        _kept(summary.n_kept),
        _equal(summary.n_equal),
        companions,
    )
    return " ".join(sentence for sentence in said if sentence)


def _held_back(summary: TrashSummary) -> str:
    """Of how many files a drive is away; they stay where they are."""
    n = summary.n_held_back
    if not n:
        return ""
    which = "One chosen file" if n == 1 else f"{counts.count(n)} chosen files"
    return f"{which} cannot go now: {_offline(summary, n)}."


def _why_nothing(summary: TrashSummary) -> str:
    n = summary.n_held_back
    which = "The file cannot go" if n == 1 else f"None of {counts.count(n)} files can go"
    return f"{which}: {_offline(summary, n)}."


def _offline(summary: TrashSummary, n: int) -> str:
    """What of some files that cannot go now is offline: they, what stays, or one or the other."""
    itself, its = ("it is", "its") if n == 1 else ("they are", "their")
    n_offline = sum(file.is_offline for file in summary.files)
    if n_offline == n:
        return f"{itself} offline"
    if not n_offline:
        return f"what stays in {its} place is offline"
    return f"{itself} offline, or what stays in {its} place is"


def _beside_put_down(n: int) -> str:
    """Of how many photos that which stays is to go as well, in another group."""
    if not n:
        return ""
    one = "one of the photos" if n == 1 else f"{counts.count(n)} of the photos"
    return f"What stays of {one} is put down for the trash itself, in another group."


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
    n = len(summary.lost_companions)
    if not n:
        return ""
    if summary.n_companions == 1:
        return " No copy of it stays."
    return f" Of {'one' if n == 1 else counts.count(n)} of them no copy stays."


def _without_equal(summary: TrashSummary) -> str:
    """Of how many sidecars that go no equal copy stays."""
    n = summary.n_without_equal
    if not n:
        return ""
    if summary.n_companions == 1:
        return " No equal sidecar stays."
    return f" For {'one' if n == 1 else counts.count(n)} of them no equal sidecar stays."


def going(
    file: PlannedFile, with_it: Companion | None, *, is_whole: bool = False
) -> tuple[str, str, str, str]:
    """Name, size, folder and fate of a photo's file, or of what goes with it.

    Args:
        file: of the photo.
        with_it: what goes with it; None for the file itself.
        is_whole: with the whole path of what stays, however much is said after it.
    """
    if with_it is None:
        fate = _fate(file, is_whole=is_whole)
        return _name(file.path), counts.size(file.size), _folder(file.path), fate
    fate = "no copy of it stays" if with_it.is_lost else ""
    if with_it.has_no_equal:
        fate = "no equal copy of it stays"
    goes = f"goes with {_name(file.path)}"
    return _name(with_it.path), counts.size(with_it.size), goes, fate


def _fate(file: PlannedFile, *, is_whole: bool) -> str:
    """What stays of a photo's file, by its name first: the end of a long line is not seen."""
    kept, equal = _elsewhere(file)
    more = [part for part in (_cannot(file), kept, _lost(file), equal) if part]
    stays = _stays(file, counts.path(file.keeper) if is_whole or not more else _short(file))
    return counts.DOT.join([stays, *more] if stays else more)


def _stays(file: PlannedFile, name: str) -> str:
    if not file.keeper:
        if file.is_offline:
            return ""
        return f"No copy of it stays{_readable(1, int(file.is_partly_offline))}"
    said = f"a similar shot stays: {name}" if file.is_keeper_similar else f"{name} stays"
    return f"{said}, but is put down for the trash elsewhere" if file.is_keeper_put_down else said


def _short(file: PlannedFile) -> str:
    """The name of what stays, with its folder's where it is also that of what goes."""
    stays = Path(file.keeper)
    is_same = stays.name == Path(file.path).name
    name = counts.path(str(Path(stays.parent.name, stays.name)) if is_same else stays.name)
    if len(name) <= _LONGEST_NAME:
        return name
    half = _LONGEST_NAME // 2
    return f"{name[:half]}\N{HORIZONTAL ELLIPSIS}{name[-half:]}"


def _cannot(file: PlannedFile) -> str:
    if not file.is_held_back:
        return ""
    return f"cannot go now: {'offline' if file.is_offline else 'what stays is offline'}"


def _lost(file: PlannedFile) -> str:
    if not file.lost:
        return ""
    return f"lost with this one: {', '.join(reason_wording.phrases(file.lost))}"


def _elsewhere(file: PlannedFile) -> tuple[str, str]:
    """That it is kept in another place, and that it goes only with another."""
    equal = f"equal to {_name(file.equal_to)}, which goes" if file.equal_to else ""
    return "kept elsewhere" if file.is_kept else "", equal


def is_grave(file: PlannedFile, with_it: Companion | None) -> bool:
    """Whether a row says that something would be lost, or that it cannot go now."""
    return _is_grave(file) if with_it is None else with_it.is_lost or with_it.has_no_equal


def _is_grave(file: PlannedFile) -> bool:
    return not file.keeper or bool(file.lost) or file.is_doubtful


def tip(file: PlannedFile, with_it: Companion | None) -> str:
    """All that is said of a row, with whole paths."""
    _, size, goes, fate = going(file, with_it, is_whole=True)
    if with_it is None:
        return "\n".join((counts.path(file.path), size, fate))
    return "\n".join(line for line in (counts.path(with_it.path), size, goes, fate) if line)


def last(summary: TrashSummary) -> str:
    """The second question: of photos, and of what belongs to them, nothing would stay."""
    n_photos, n_lost = _n_last(summary), len(summary.lost_companions)
    readable = _readable(n_photos, _n_partly(summary))
    said = []
    if n_photos == 1:
        said.append(f"Of one photo no copy would stay{readable}.")
    elif n_photos:
        said.append(f"Of {counts.count(n_photos)} photos no copy would stay{readable}.")
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
