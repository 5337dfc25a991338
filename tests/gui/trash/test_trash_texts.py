"""What is said before photos go and after they came back: files, photos, what goes along."""

import dataclasses

import pytest

from photosim.core.errors import TrashFault, coded
from photosim.core.records.reasons import Loss, reason
from photosim.core.records.trash import Companion, Refusal, TrashReport
from photosim.gui.texts.counts import DOT
from photosim.gui.trash import trash_texts
from photosim.services.trash.summary import PlannedFile, TrashSummary
from photosim.texts.trash_wording import SENTENCES

FIRST = PlannedFile("/p/a.jpg", 1000, 1, keeper="/p/big.jpg")
EQUAL = PlannedFile("/p/copy.jpg", 1000, 1, keeper="/p/big.jpg", equal_to="/p/a.jpg")
LAST = PlannedFile("/p/l.jpg", 1000, 3)
KEPT = PlannedFile("/p/k.jpg", 1000, 2, keeper="/p/big.jpg", is_kept=True)


def summary(*files):
    last = tuple(("g", file.photo_id, file.path) for file in files if not file.keeper)
    return TrashSummary(len(files), 1000 * len(files), 1, 1, last, {}, files, 1)


def test_photos_and_files_are_both_said_where_they_differ():
    assert trash_texts.plan(summary(FIRST, EQUAL)).startswith("1 photo in 2 files, ")
    assert trash_texts.plan(summary(FIRST, KEPT)).startswith("2 files, ")


def test_where_no_copy_stays_the_sentence_and_the_button_say_so():
    alone = PlannedFile("/p/l.jpg", 1000, 3), PlannedFile("/p/m.jpg", 1000, 4)

    def said(*files):
        last = tuple(("", file.photo_id, file.path) for file in files if not file.keeper)
        found = TrashSummary(len(files), 1000, 0, 0, last, files=files)
        return trash_texts.no_copy(found), trash_texts.move(found)

    assert said(FIRST) == ("", "Move 1 file to trash")
    assert said(alone[0]) == ("No copy of it stays.", "Move the last copy to trash")
    assert said(*alone) == ("No copy of them stays.", "Move 2 last copies to trash")
    assert said(FIRST, alone[0]) == (
        "Of 1 photo no copy stays.",
        "Move 2 files to trash, one of them the last copy",
    )
    assert said(FIRST, *alone)[1] == "Move 3 files to trash, 2 last copies"


def test_equal_files_that_go_along_are_named():
    assert trash_texts.along(summary(FIRST)) == ""
    assert "One of the files is equal to another" in trash_texts.along(summary(FIRST, EQUAL))
    assert "equal to a.jpg, which goes" in trash_texts.going(EQUAL, None)[3]


def with_films(*lost):
    companions = {
        FIRST.path: tuple(Companion(f"/p/{i}.mov", 9, is_lost=one) for i, one in enumerate(lost))
    }
    return dataclasses.replace(summary(FIRST), companions=companions)


def test_what_goes_along_and_exists_nowhere_else_is_counted():
    assert trash_texts.along(with_films(False)).endswith("It stands below it.")
    assert trash_texts.along(with_films(True)).endswith("It stands below it. No copy of it stays.")
    assert trash_texts.along(with_films(True, False)).endswith(" Of one of them no copy stays.")
    assert trash_texts.along(with_films(True, True)).endswith(" Of 2 of them no copy stays.")


def test_the_button_counts_what_goes_along_among_the_last_copies():
    film = Companion("/p/l.mov", 9, is_lost=True)

    def said(*files):
        last = tuple(("", file.photo_id, file.path) for file in files if not file.keeper)
        n_files = sum(1 + len(file.companions) for file in files)
        return trash_texts.move(TrashSummary(n_files, 1000, 0, 0, last, files=files))

    alone, beside = (dataclasses.replace(one, companions=(film,)) for one in (LAST, FIRST))
    assert said(alone) == "Move 2 last copies to trash"
    assert said(alone, FIRST) == "Move 3 files to trash, 2 last copies"
    assert said(beside) == "Move 2 files to trash, one of them the last copy"


def test_sidecar_of_which_no_equal_copy_stays_is_counted_and_marked():
    unlike, equal = Companion("/p/a.xmp", 9, has_no_equal=True), Companion("/p/a.aae", 9)

    def asked(*files):
        first = dataclasses.replace(FIRST, companions=files)
        return TrashSummary(1 + len(files), 1, 0, 0, (), {FIRST.path: files}, (first,))

    assert trash_texts.along(asked(equal)).endswith("It stands below it.")
    assert trash_texts.along(asked(unlike)).endswith(" No equal sidecar stays.")
    assert trash_texts.along(asked(equal, unlike)).endswith(
        " For one of them no equal sidecar stays."
    )
    assert trash_texts.plan(asked(unlike)).endswith("but something would be lost: see below.")
    assert trash_texts.going(FIRST, unlike)[3] == "no equal copy of it stays"
    assert (trash_texts.is_grave(FIRST, unlike), trash_texts.is_grave(FIRST, equal)) == (
        True,
        False,
    )


def test_what_is_kept_elsewhere_is_named_as_something_grave():
    assert "One of the photos is kept elsewhere" in trash_texts.along(summary(FIRST, KEPT))
    assert trash_texts.going(KEPT, None)[3].endswith("kept elsewhere")
    assert trash_texts.is_grave(KEPT, None) and not trash_texts.is_grave(EQUAL, None)


def test_a_last_copy_that_is_kept_elsewhere_is_said_to_be_both():
    last = dataclasses.replace(KEPT, keeper="")

    said = trash_texts.going(last, None)[3]
    assert said == f"No copy of it stays{DOT}kept elsewhere"


def test_what_stays_but_is_put_down_itself_is_named_as_something_grave():
    doubtful = dataclasses.replace(FIRST, is_keeper_put_down=True)

    said = trash_texts.going(doubtful, None)[3]
    assert said == "/p/big.jpg stays, but is put down for the trash elsewhere"
    assert trash_texts.is_grave(doubtful, None)
    assert trash_texts.along(summary(doubtful, KEPT)).startswith(
        "What stays of one of the photos is put down for the trash itself, in another group."
    )


def test_the_groups_counted_are_those_in_which_something_stays():
    files = (FIRST, LAST)
    said = trash_texts.plan(TrashSummary(2, 2000, 2, 2, (("g", 3, "/p/l.jpg"),), {}, files, 1))

    assert said.endswith("2 files of 1 group stay.")


def test_the_second_question_counts_photos():
    copy = dataclasses.replace(LAST, path="/q/l.jpg")
    other = dataclasses.replace(LAST, path="/p/m.jpg", photo_id=4)

    assert trash_texts.last(summary(LAST, copy)).startswith("Of one photo no copy would stay.")
    assert trash_texts.last(summary(LAST, copy, other)).startswith("Of 2 photos no copy would")


def test_of_a_photo_with_a_file_that_is_offline_it_is_said_what_stays():
    offline = dataclasses.replace(LAST, path="/drive/l.jpg", is_offline=True)
    found = summary(dataclasses.replace(LAST, is_partly_offline=True), offline)

    assert trash_texts.plan(found).startswith("1 file, 1\N{NO-BREAK SPACE}kB, goes to the trash.")
    assert trash_texts.no_copy(found) == "No copy of it stays that can be read now."
    assert trash_texts.move(found) == "Move the last readable copy to trash"
    assert trash_texts.along(found) == "One chosen file cannot go now: it is offline."
    assert trash_texts.last(found).startswith("Of one photo no copy would stay that can be read")
    assert [trash_texts.going(file, None)[3] for file in found.files] == [
        "No copy of it stays that can be read now",
        "cannot go now: offline",
    ]
    mixed = summary(*found.files, dataclasses.replace(LAST, path="/p/m.jpg", photo_id=4))
    assert trash_texts.no_copy(mixed) == (
        "No copy of them stays that can be read now, of 1 of them none at all."
    )


def test_where_nothing_can_go_that_is_said_with_why():
    offline = dataclasses.replace(LAST, is_offline=True)
    waiting = dataclasses.replace(FIRST, is_keeper_offline=True)

    assert trash_texts.title(summary(offline)) == "Nothing can go now"
    assert not trash_texts.can_move(summary(offline, waiting))
    assert trash_texts.plan(summary(offline)) == (
        "The file cannot go: it is offline. Connect the drive, then try again."
    )
    assert trash_texts.no_copy(summary(offline)) == ""
    assert ": what stays in its place is offline." in trash_texts.plan(summary(waiting))
    assert "None of 2 files can go: they are offline, or" in trash_texts.plan(
        summary(offline, waiting)
    )


def test_what_belongs_to_a_file_that_cannot_go_is_not_counted_as_going():
    film = Companion("/p/a.mov", 9, is_lost=False)
    waiting = dataclasses.replace(FIRST, is_keeper_offline=True, companions=(film,))
    found = TrashSummary(3, 2009, 1, 1, (), {FIRST.path: (film,)}, (waiting, KEPT), 1)

    assert trash_texts.move(found) == "Move 1 file to trash"
    assert trash_texts.plan(found).startswith("1 file, 1\N{NO-BREAK SPACE}kB, goes")
    assert "belongs to a photo" not in trash_texts.along(found)


def test_of_similar_shots_it_is_said_that_no_copy_stays():
    shot = PlannedFile("/p/a.jpg", 1000, 1, keeper="/p/b.jpg", is_keeper_similar=True)
    said = summary(shot)

    assert trash_texts.plan(said).endswith(
        "1 file of 1 group stays. What stays is only similar: it is no copy of what goes."
    )
    assert trash_texts.going(shot, None)[3] == "a similar shot stays: /p/b.jpg"
    assert "similar" not in trash_texts.plan(summary(FIRST))


def test_what_cannot_go_because_a_drive_is_away_is_said_before_anything_is_tried():
    away = dataclasses.replace(FIRST, is_offline=True)
    waiting = dataclasses.replace(FIRST, is_keeper_offline=True)

    assert trash_texts.going(away, None)[3] == f"big.jpg stays{DOT}cannot go now: offline"
    assert trash_texts.going(waiting, None)[3].endswith("cannot go now: what stays is offline")
    assert trash_texts.is_grave(away, None) and trash_texts.is_grave(waiting, None)
    assert trash_texts.along(summary(waiting, KEPT)).startswith(
        "One chosen file cannot go now: what stays in its place is offline."
    )
    assert trash_texts.along(summary(away, waiting, KEPT)).startswith(
        "2 chosen files cannot go now: they are offline, or what stays in their place is."
    )
    assert "cannot" not in trash_texts.along(summary(FIRST, KEPT))


def test_groups_that_are_not_decided_are_counted():
    assert trash_texts.rest(0, n_undecided=2).startswith(
        "2 groups have photos that are not decided yet;"
    )
    assert trash_texts.rest(1, n_undecided=1).startswith(
        "One group has photos that are not decided yet;"
    )
    assert "decided" not in trash_texts.rest(1)


def test_folded_photos_may_belong_to_what_goes():
    assert trash_texts.rest(0, 2).startswith("2 nearly equal photos stay, as only what is seen")
    assert trash_texts.rest(0, 2, has_companions=True).startswith(
        "Nearly equal photos stay, unless they belong to one that goes."
    )


def said_of(*reasons, n_files=0):
    refused = tuple(Refusal(f"/p/{i}.jpg", reason) for i, reason in enumerate(reasons))
    return trash_texts.restored(TrashReport(0, n_files, 0, refused))


def test_each_file_that_could_not_come_back_is_named_with_its_own_reason():
    said = said_of("/p/0.jpg is not in the trash any more.", "Its drive is away.", n_files=1)

    assert said == (
        "1 file is back where it was. 2 files could not come back: "
        "/p/0.jpg is not in the trash any more. 1.jpg: Its drive is away."
    )


def test_of_many_the_first_are_named_and_the_others_counted():
    said = said_of(*["No."] * 6)

    assert said == (
        "6 files could not come back: 0.jpg: No. 1.jpg: No. 2.jpg: No. "
        "The journal says why of 3 files more."
    )


def test_without_any_file_that_is_said():
    assert said_of() == "There was nothing to bring back."


def test_what_stays_is_named_first_and_whole_in_the_tip():
    losing = PlannedFile("/p/a.jpg", 1000, 1, keeper="/p/big.jpg", lost=(reason(Loss.COLOURS),))
    same_name = dataclasses.replace(losing, keeper="/q/old/a.jpg")
    long = dataclasses.replace(losing, keeper=f"/p/{'b' * 60}.jpg")

    said = trash_texts.going(losing, None)[3]
    assert said == f"big.jpg stays{DOT}lost with this one: its colours"
    assert trash_texts.tip(losing, None).endswith(f"/p/{said}")
    kept = dataclasses.replace(losing, is_kept=True)
    assert trash_texts.going(kept, None)[3].startswith(f"big.jpg stays{DOT}kept elsewhere{DOT}")
    assert trash_texts.going(same_name, None)[3].startswith("old/a.jpg stays")
    assert trash_texts.going(long, None)[3].startswith(
        f"{'b' * 20}\N{HORIZONTAL ELLIPSIS}{'b' * 16}.jpg stays"
    )


def test_codes_are_said_and_what_names_its_file_is_not_named_twice():
    said = said_of(coded(TrashFault.EMPTIED, "/p/0.jpg"), coded(TrashFault.NO_WAY_BACK), n_files=1)

    assert said == (
        "1 file is back where it was. 2 files could not come back: "
        "/p/0.jpg is not in the trash any more. 1.jpg: It cannot be put back."
    )


def test_why_a_run_did_not_go_to_its_end_is_said():
    done = TrashReport(0, 0, 0, (), 2, coded(TrashFault.NOT_KEPT, "/p/a.jpg"))
    why = "The system's trash did not keep /p/a.jpg; photosim put it back."

    assert trash_texts.report(done)[2].startswith(f"{why} 2 photos were not reached")
    assert trash_texts.restored(done) == why


@pytest.mark.parametrize(
    ("fault", "values", "is_said"),
    [
        (TrashFault.GONE, ["/p/kept.jpg"], True),
        (TrashFault.KEEPER_CHANGED, ["/p/kept.jpg"], True),
        (TrashFault.NOT_AS_SEEN, ["/p/a.jpg"], True),
        (TrashFault.GONE, ["/p/a.jpg"], False),
        (TrashFault.NO_ROOM, ["/p/a.jpg"], False),
        (TrashFault.NOT_TAKEN, ["/p/a.jpg"], False),
        (TrashFault.NEVER_TOUCHED, ["/p/a.jpg", "/p"], False),
        (TrashFault.KEEPER_AWAY, ["/drive", "/drive/kept.jpg"], False),
    ],
)
def test_only_where_something_is_to_be_decided_anew_that_is_said(fault, values, is_said):
    done = TrashReport(0, 0, 0, (Refusal("/p/a.jpg", coded(fault, *values)),))

    assert ("Look at their groups once more" in trash_texts.report(done)[2]) is is_said


@pytest.mark.parametrize("fault", TrashFault)
def test_no_code_is_ever_said(fault):
    values = [f"x{n}" for n in range(SENTENCES[fault].count("{"))]
    why = coded(fault, *values)
    done = TrashReport(0, 0, 0, (Refusal("/p/a.jpg", why),), 1, why)

    for said in (
        trash_texts.why(done.refused[0]),
        trash_texts.restored(done),
        trash_texts.report(done)[2],
    ):
        assert "#" not in said and fault not in said
        assert all(value in said for value in values)
