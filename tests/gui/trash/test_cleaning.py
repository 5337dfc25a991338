"""The way to the trash: what is asked, what is done only then, and what is told afterwards."""

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt

from photosim.core.errors import TrashFault, coded
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice
from photosim.core.records.trash import Companion, Refusal
from photosim.gui.shell.navigation import TRASH_JOURNAL

Key = Qt.Key


@pytest.fixture
def chosen(review):
    """Two groups in which one photo each is put down for the trash."""
    review.put_down(2)
    return review


def ask(review):
    review.press(Key.Key_Delete)
    review.wait(lambda: review.trash.cleaning.dialog.isVisible())
    return review.trash.cleaning.dialog


def test_nothing_is_moved_before_the_person_says_so(chosen):
    dialog = ask(chosen)

    assert dialog.text.text().startswith("2 files, 8.2\N{NO-BREAK SPACE}MB, go to the trash.")
    assert "2 files of 2 groups stay" in dialog.text.text()
    assert "From the other 2 groups nothing goes." in dialog.details.text()
    assert chosen.engine.count("trash") == 0


def test_esc_moves_nothing(chosen):
    dialog = ask(chosen)

    chosen.qtbot.keyClick(dialog, Key.Key_Escape)

    assert not dialog.isVisible()
    assert chosen.engine.count("trash") == 0


def test_only_groups_with_something_to_go_are_named(chosen):
    gone = chosen.ids[:2]

    ask(chosen).go.click()

    assert ("trash", (tuple(gone), (), ())) in chosen.engine.asked


def test_last_copies_are_asked_for_a_second_time_and_stay_by_default(chosen):
    key = chosen.engine.review.details[chosen.ids[0]].members[0].key
    chosen.engine.trash.last_copies = ((chosen.ids[0], key, "/home/ada/IMG_0001.JPG"),)
    dialog = ask(chosen)

    dialog.go.click()
    assert chosen.engine.count("trash") == 0
    assert going(dialog) == ["IMG_0001.JPG, 1\N{NO-BREAK SPACE}kB, /home/ada, No copy of it stays"]
    assert dialog.keep_last.hasFocus() or dialog.focusWidget() is dialog.keep_last

    dialog.keep_last.click()
    assert [rest[1] for name, rest in chosen.engine.asked if name == "trash"] == [()]


def test_last_copies_go_when_the_person_says_so_of_them(chosen):
    key = chosen.engine.review.details[chosen.ids[0]].members[0].key
    chosen.engine.trash.last_copies = ((chosen.ids[0], key, "/home/ada/IMG_0001.JPG"),)
    dialog = ask(chosen)

    dialog.go.click()
    dialog.move_last.click()

    asked = [rest[1] for name, rest in chosen.engine.asked if name == "trash"]
    assert asked == [((chosen.ids[0], key),)]


def going(dialog):
    """What is told of each file that would go."""
    rows = dialog.going.rows
    role = Qt.ItemDataRole.AccessibleTextRole
    return [rows.index(row).data(role) for row in range(rows.rowCount())]


def test_every_file_that_goes_is_listed_with_its_folder_and_what_stays(chosen, qtmodeltester):
    dialog = ask(chosen)

    qtmodeltester.check(dialog.going.rows)
    assert len(going(dialog)) == 2
    first = chosen.engine.asked and going(dialog)[0]
    assert first.startswith("IMG_0001.JPG, ") or first.startswith("IMG_0002.JPG, ")
    assert "/home/ada" in first
    assert "/kept/" in first
    assert first.endswith(" stays")


def test_name_with_ends_of_lines_stays_in_its_row(chosen):
    chosen.engine.trash.lying_beside = {"/home/a\nda/\u2028l\u2029s\x85.JPG": ()}

    said = "\n".join(going(ask(chosen)))

    assert "\\u2028l\\u2029s\\x85.JPG" in said and "/home/a\\nda" in said
    assert len(said.splitlines()) == 3


def test_pictures_are_asked_for_only_of_what_is_in_sight(chosen):
    chosen.engine.trash.lying_beside = {f"/home/ada/{n}.JPG": () for n in range(5_000)}

    dialog = ask(chosen)

    assert len(going(dialog)) == 5_002
    chosen.wait(lambda: bool(dialog.going.rows_in_sight()))
    assert len(dialog.going.rows_in_sight()) < 20
    last = dialog.going.rows.index(5_001)
    dialog.going.scrollTo(last)
    assert 5_001 in dialog.going.rows_in_sight()


def test_what_goes_with_photos_is_counted_and_named_before_it_goes(chosen):
    chosen.engine.trash.lying_beside = {
        "/home/ada/IMG_1.JPG": (
            Companion("/home/ada/IMG_1.xmp", 900),
            Companion("/home/ada/IMG_1.MOV", 9000),
        )
    }

    dialog = ask(chosen)

    assert dialog.text.text().startswith("4 files")
    assert dialog.go.text() == "Move 4 files to trash"
    assert dialog.listed.text().startswith("2 of the files belong to photos and go with them")
    assert [line.split(",")[0] for line in going(dialog)[-3:]] == [
        "IMG_1.JPG",
        "IMG_1.xmp",
        "IMG_1.MOV",
    ]
    assert "goes with IMG_1.JPG" in going(dialog)[-1]


def test_long_paths_can_be_read_in_the_tip(chosen):
    long = "/home/ada/" + "a folder with a long name, " * 8
    chosen.engine.trash.lying_beside = {f"{long}/a.JPG": (Companion(f"{long}/a.xmp", 900),)}

    rows = ask(chosen).going.rows

    tips = [rows.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in range(rows.rowCount())]
    assert tips[-2].startswith(f"{long}/a.JPG\n")
    assert tips[-1].startswith(f"{long}/a.xmp\n")


def test_raw_or_film_of_which_nothing_stays_is_asked_about_like_a_last_copy(chosen):
    lost = Companion("/home/ada/IMG_1.CR2", 9000, is_lost=True)
    chosen.engine.trash.lying_beside = {
        "/home/ada/IMG_1.JPG": (Companion("/home/ada/IMG_1.xmp", 9), lost),
    }
    dialog = ask(chosen)
    assert going(dialog)[0].startswith("IMG_1.JPG")
    assert "no copy of it stays" in going(dialog)[2]

    dialog.go.click()
    assert chosen.engine.count("trash") == 0
    assert "Of a file that belongs to a photo" in dialog.text.text()
    assert [line.split(",")[0] for line in going(dialog)] == ["IMG_1.JPG", "IMG_1.CR2"]

    dialog.move_last.click()
    assert [rest[2] for name, rest in chosen.engine.asked if name == "trash"] == [(lost.path,)]


@pytest.mark.parametrize("size", [(1366, 768), (640, 420)])
def test_dialog_fits_its_screen_with_thousands_of_files(chosen, size):
    chosen.engine.trash.lying_beside = {
        f"/home/ada/{'a long name ' * 12}{n}.JPG": () for n in range(5_000)
    }
    dialog = ask(chosen)

    dialog.fit(QSize(*size))
    QCoreApplication.processEvents()

    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    assert len(dialog.going.rows_in_sight()) >= 2
    seen = (dialog.title, dialog.text, dialog.details, dialog.going, dialog.go, dialog.back)
    for widget in seen:
        assert widget.isVisible()
        assert widget.height() >= widget.minimumSizeHint().height()
        if widget.hasHeightForWidth():
            assert widget.height() >= widget.heightForWidth(widget.width())
        bottom = widget.mapTo(dialog, widget.rect().bottomRight())
        assert dialog.rect().contains(bottom)


def test_raw_or_film_of_which_nothing_stays_holds_its_photo_back_unless_it_was_said(chosen):
    gone = chosen.ids[:2]
    lost = Companion("/home/ada/IMG_1.CR2", 9000, is_lost=True)
    chosen.engine.trash.lying_beside = {"/home/ada/IMG_1.JPG": (lost,)}
    dialog = ask(chosen)

    dialog.go.click()
    dialog.keep_last.click()

    # the trash itself keeps the photo then, and says so; all others go
    assert ("trash", (tuple(gone), (), ())) in chosen.engine.asked


def test_plan_that_takes_long_is_shown_being_made_and_can_be_cancelled(chosen):
    chosen.engine.held = True
    chosen.press(Key.Key_Delete)
    dialog = chosen.trash.cleaning.dialog
    chosen.wait(dialog.isVisible)
    assert dialog.is_waiting
    assert dialog.text.text().startswith("Looking at what belongs")

    chosen.qtbot.keyClick(dialog, Key.Key_Escape)
    chosen.engine.release()
    QCoreApplication.processEvents()

    assert not dialog.isVisible()


def test_progress_is_shown_and_can_be_stopped(chosen):
    dialog = ask(chosen)
    dialog.go.click()

    chosen.engine.trash.move_some(3, 10)
    chosen.wait(lambda: dialog.bar.value() == 3)
    chosen.qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()

    dialog.stop.click()
    assert chosen.engine.trash.trashing[0].is_stopped


def test_the_report_says_what_stays_and_why(chosen):
    dialog = ask(chosen)
    dialog.go.click()
    chosen.engine.trash.refusals = (
        Refusal("/home/ada/IMG_9.JPG", "Its copy has vanished; it stays."),
        Refusal(
            "/home/ada/IMG_8.JPG",
            coded(TrashFault.KEEPER_CHANGED, f"{'/home/ada/' * 8}IMG_7.JPG"),
        ),
    )

    chosen.engine.trash.finish(n_left=3, stopped="It was stopped.")

    chosen.wait(lambda: dialog.close_.isVisible())
    assert dialog.text.text().startswith("2 files moved to the trash")
    assert "3 photos were not reached" in dialog.details.text()
    assert "2 files stay where they are. Look at their groups once more" in dialog.details.text()
    assert dialog.files.item(0).text() == "IMG_9.JPG: Its copy has vanished; it stays."
    list_, last = dialog.files, dialog.files.item(1)
    assert list_.horizontalScrollBar().maximum() == 0
    assert list_.visualItemRect(last).height() >= 2 * list_.fontMetrics().height()
    chosen.wait(lambda: len(chosen.ids) == 2)


def test_what_went_is_undone_as_one(chosen):
    gone = chosen.ids[:2]
    dialog = ask(chosen)
    dialog.go.click()
    chosen.engine.trash.finish()
    chosen.wait(lambda: dialog.undo.isVisible())

    dialog.undo.click()

    chosen.wait(lambda: chosen.engine.count("restore_batch") == 1)
    chosen.wait(lambda: set(gone) <= set(chosen.ids))
    assert chosen.said[-1] == "2 files are back where they were."


def test_what_lies_on_a_drive_that_is_offline_can_be_brought_back_later(chosen):
    dialog, trash = ask(chosen), chosen.engine.trash
    dialog.go.click()
    trash.finish()
    chosen.wait(lambda: dialog.undo.isVisible())
    offline = coded(TrashFault.DRIVE_OFFLINE, "/usb/IMG_9.JPG")
    trash.refusals = (Refusal("/usb/IMG_9.JPG", offline),)
    dialog.undo.click()
    chosen.wait(lambda: chosen.said)
    assert chosen.said[-1].endswith(
        "The drive of /usb/IMG_9.JPG is offline. Plug it in, then bring it back."
    )
    chosen.settle()
    assert chosen.actions["undo"].text().endswith("Move 1 file to the trash")

    trash.refusals = ()
    chosen.actions["undo"].trigger()
    chosen.wait(lambda: chosen.engine.count("restore_batch") == 2)
    chosen.settle()

    assert "Move" not in chosen.actions["undo"].text()


def test_what_stays_as_its_group_is_another_one_by_now_is_named(chosen):
    first = chosen.engine.review.details[chosen.ids[0]].members[1].photo.path
    chosen.engine.trash.missing_groups = (chosen.ids[0],)
    dialog = ask(chosen)
    dialog.go.click()
    chosen.engine.trash.finish()
    chosen.wait(lambda: dialog.close_.isVisible())

    said = [dialog.files.item(row).text() for row in range(dialog.files.count())]
    assert [line.replace("\u200b", "") for line in said] == [
        f"{first} stays: its group is another one now."
    ]
    assert dialog.text.text().startswith("1 file moved to the trash")
    assert dialog.details.text().startswith("1 file stays where it is.")


def test_what_came_back_is_not_offered_to_go_again_without_a_new_question(chosen):
    dialog = ask(chosen)
    dialog.go.click()
    chosen.engine.trash.finish()
    chosen.wait(lambda: dialog.undo.isVisible())
    dialog.undo.click()
    chosen.wait(lambda: chosen.said)
    chosen.settle()

    redo = chosen.actions["redo"]
    assert not redo.isEnabled()
    assert redo.text() == "&Redo"
    assert "trash" not in chosen.actions["undo"].text()
    assert chosen.engine.count("trash") == 1


def test_the_way_to_the_journal(chosen):
    dialog = ask(chosen)
    dialog.go.click()
    chosen.engine.trash.finish()
    chosen.wait(lambda: dialog.journal.isVisible())

    dialog.journal.click()

    assert chosen.places == [TRASH_JOURNAL]


def test_nothing_chosen_says_what_to_do(review):
    dialog = ask(review)

    assert "Press T on a photo" in dialog.text.text()
    assert not dialog.go.isVisible()
    assert dialog.focusWidget() is dialog.back


def test_the_button_counts_what_would_go(chosen):
    assert chosen.controller.page.head.trash.text() == "Move 2 to trash"
    assert chosen.engine.review.details[chosen.ids[0]].members[1].choice is Choice.TRASH
    assert chosen.controller.session.wanted.tier is Tier.SAME_PICTURE
