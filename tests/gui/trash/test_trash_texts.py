"""What is said before photos go and after they came back: files, photos, what goes along."""

import dataclasses

import pytest

from photosim.core.errors import TrashFault, coded
from photosim.core.records.reasons import Loss, reason
from photosim.core.records.trash import Companion, Refusal, TrashReport
from photosim.gui.trash import trash_texts
from photosim.services.trash.summary import PlannedFile, TrashSummary
from photosim.texts.trash_wording import SENTENCES

FIRST = PlannedFile("/p/a.jpg", 1000, 1, stays="/p/big.jpg")
EQUAL = PlannedFile("/p/copy.jpg", 1000, 1, stays="/p/big.jpg", equal_to="/p/a.jpg")
KEPT = PlannedFile("/p/k.jpg", 1000, 2, stays="/p/big.jpg", is_kept=True)


def summary(*files):
    return TrashSummary(len(files), 1000 * len(files), 1, 1, files=files)


def test_photos_and_files_are_both_said_where_they_differ():
    assert trash_texts.plan(summary(FIRST, EQUAL)).startswith("1 photo in 2 files, ")
    assert trash_texts.plan(summary(FIRST, KEPT)).startswith("2 files, ")


def test_where_no_copy_stays_the_sentence_and_the_button_say_so():
    alone = PlannedFile("/p/l.jpg", 1000, 3), PlannedFile("/p/m.jpg", 1000, 4)

    def said(*files):
        last = tuple(("", file.photo_id, file.path) for file in files if not file.stays)
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


def test_what_is_kept_elsewhere_is_named_as_something_grave():
    assert "One of the photos is kept elsewhere" in trash_texts.along(summary(FIRST, KEPT))
    assert trash_texts.going(KEPT, None)[3].startswith("kept elsewhere")
    assert trash_texts.is_grave(KEPT, None) and not trash_texts.is_grave(EQUAL, None)


def test_of_similar_shots_it_is_said_that_no_copy_stays():
    shot = PlannedFile("/p/a.jpg", 1000, 1, stays="/p/b.jpg", is_shot=True)
    said = TrashSummary(1, 1000, 1, 1, files=(shot,))

    assert trash_texts.plan(said).endswith(
        "1 file of 1 group stays. What stays is only similar: it is no copy of what goes."
    )
    assert trash_texts.going(shot, None)[3] == "a similar shot stays: /p/b.jpg"
    assert "similar" not in trash_texts.plan(TrashSummary(1, 1000, 1, 1, files=(FIRST,)))


def test_what_cannot_go_because_a_drive_is_away_is_said_before_anything_is_tried():
    away = dataclasses.replace(FIRST, is_away=True)

    assert trash_texts.going(away, None)[3].startswith("cannot go now: offline")
    assert trash_texts.is_grave(away, None)
    assert trash_texts.along(summary(away)).startswith("It cannot go now: it is offline, or")
    assert trash_texts.along(summary(away, KEPT)).startswith("One of the files cannot go now: ")
    assert trash_texts.along(summary(away, away, KEPT)).startswith("2 of the files cannot go now:")
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


def test_what_is_lost_is_said_before_the_long_path_of_what_stays():
    losing = PlannedFile("/p/a.jpg", 1000, 1, stays="/p/big.jpg", lost=(reason(Loss.COLOURS),))

    said = trash_texts.going(losing, None)[3]
    assert said.startswith("lost with this one: its colours ")
    assert said.endswith(" /p/big.jpg stays")


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
