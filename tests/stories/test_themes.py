"""Somebody looks at what their photos are about, names a theme, and finds its photos by that."""

from support import album
from support.people.desk import N_QUARTERS
from support.people.person import ALT, CTRL, SHIFT, Keys
from support.people.sorter import Sorter


def test_a_theme_is_named_and_found_by_its_name_after_a_restart(desk, sorter, tmp_path):
    person = sorter.person
    sorter.go_to_themes()
    assert len(sorter.cards()) > 1
    person.look("themes")
    sorter.click_card(0)
    person.wait_until(lambda: 1 < len(person.shown_ids()) < N_QUARTERS)
    shown = sorted(person.names())
    person.look("theme")

    sorter.name("Our best days")
    n = len(shown)
    person.wait_until_said(f"{n} photos are now labelled “Our best days”.")
    person.wait_until(lambda: person.title == "Our best days")
    person.look("theme-named")
    desk.close(person)

    person = desk.open(tmp_path / "library")
    person.wait_until_shown(N_QUARTERS)
    sorter = Sorter(person)
    person.wait_until(lambda: sorter.counts() == {"Our best days": str(n)})
    person.go_to("Our best days")
    person.wait_until(lambda: len(person.shown_ids()) == n)
    assert sorted(person.names()) == shown
    sorter.go_to_themes()
    assert sum("named by you" in card for card in sorter.cards()) == 1

    person.go_to("All photos")
    person.press(Keys.Key_F, CTRL)
    person.answer(lambda: sorter.write("our best days"))
    assert sorted(person.names()[:n]) == shown


def test_photos_are_taken_out_and_put_in_and_all_of_it_is_undone(sorter):
    person = sorter.person
    names = person.names()
    person.click_photo(names[0])
    person.press(Keys.Key_Right, SHIFT)
    sorter.label("Trip")
    person.wait_until(lambda: sorter.counts() == {"Trip": "2"})
    person.wait_until(lambda: sorter.chips() == ["Trip"])
    person.look("labelled")

    person.go_to("Trip")
    person.wait_until(lambda: sorted(person.names()) == sorted(names[:2]))
    person.click_photo(names[1])
    person.press(Keys.Key_L, CTRL | SHIFT)
    person.wait_until(lambda: person.names() == names[:1])
    person.click_photo(names[0])
    sorter.name("Journey")
    person.wait_until(lambda: person.title == "Journey")

    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: person.title == "Trip")
    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: sorted(person.names()) == sorted(names[:2]))
    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: sorter.counts() == {})
    assert not person.window.actions_["undo"].isEnabled()

    for _ in range(3):
        person.press(Keys.Key_Z, CTRL | SHIFT)
    person.wait_until(lambda: sorter.counts() == {"Journey": "1"})


def test_the_slider_makes_themes_finer_and_coarser(sorter):
    person = sorter.person
    sorter.go_to_themes()
    sorter.slide(Keys.Key_Home)
    n_fine = len(sorter.cards())
    person.look("themes-fine")
    sorter.slide(Keys.Key_End)
    n_coarse = len(sorter.cards())

    assert n_fine > n_coarse >= 1


def test_somebody_without_a_mouse_opens_a_theme_and_comes_back(sorter):
    person = sorter.person
    sorter.go_to_themes()
    person.window.themes.focus()
    person.press(Keys.Key_Home)
    person.press(Keys.Key_Return)
    person.wait_until(lambda: 0 < len(person.shown_ids()) < N_QUARTERS)
    person.press(Keys.Key_Home)
    person.wait_until(lambda: len(person.selected_names()) == 1)

    person.press(Keys.Key_Escape)
    person.wait_until(sorter.page.isVisible)
    person.press(Keys.Key_Left, ALT)
    person.wait_until(lambda: person.title == "All photos")


def test_a_label_in_any_letters_is_shown_as_it_is(sorter):
    person = sorter.person
    name = "<b>ים</b> & ../🏖"
    person.click_photo(person.names()[0])
    sorter.label(name)
    person.wait_until(lambda: name in sorter.counts())
    person.go_to(name)

    person.wait_until(lambda: person.title == name)
    person.look("odd-label")
    assert len(person.shown_ids()) == 1


def test_new_photos_are_suggested_and_never_added_silently(sorter, sorted_home, tmp_path):
    person = sorter.person
    sorter.go_to_themes()
    sorter.click_card(1)
    person.wait_until(lambda: 1 < len(person.shown_ids()) < N_QUARTERS)
    names = person.names()
    n = len(names)
    sorter.name("Kept")
    person.wait_until(lambda: sorter.counts() == {"Kept": str(n)})

    (tmp_path / "New").mkdir()
    before = sorted_home / "Pictures" / f"{names[0]}.jpg"
    (tmp_path / "New" / "new.jpg").write_bytes(album.recompressed(before))
    person.add_folder(tmp_path / "New")
    person.wait_until(lambda: person.progress.n_photos == N_QUARTERS + 1)
    person.wait_until(lambda: sorter.counts() == {"Kept": f"{n} +1"})
    person.go_to("Kept")
    person.wait_until(lambda: len(person.shown_ids()) == n)
    person.look("suggestions")
    person.click(sorter.labels.bar.look)
    person.wait_until(lambda: person.title == "Perhaps Kept" and person.names() == ["new"])
    person.look("suggested")

    person.click(sorter.labels.bar.no)
    person.wait_until(lambda: sorter.counts() == {"Kept": str(n)})
    person.press(Keys.Key_Z, CTRL)
    person.wait_until(lambda: sorter.counts() == {"Kept": f"{n} +1"})
    person.wait_until(lambda: sorter.labels.bar.add.isVisible())
    person.click(sorter.labels.bar.add)
    person.wait_until(lambda: sorter.counts() == {"Kept": str(n + 1)})
