"""Somebody without any photos at hand looks around in the demonstration first."""

from support import without_rights


def test_the_first_page_leads_to_a_demo_of_its_own(desk, tmp_path, monkeypatch):
    with without_rights.home() as home:
        monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
        monkeypatch.setenv("PYTHONPATH", str(without_rights.REPO))
        person = desk.open(tmp_path / "library")
        person.wait_until(lambda: person.window.welcome.isVisible())

        person.window.welcome.demo.click()
        person.wait_until_said("The demo opens in a window of its own")
        person.look("demo-wanted")
        demo = home / "data" / "photosim-demo"
        # the other photosim gets on, not this one: each step of it is waited for by itself
        person.wait_until((demo / "Pictures").exists)
        person.wait_until((demo / "Pictures" / "Balloon festival" / "IMG_0841.jpg").exists)
        person.wait_until((demo / "library.db").exists)
        person.wait_until((demo / "demo-indexed").exists)
        person.wait_until(person.window.welcome.demo.isEnabled)

        assert not (home / "data" / "photosim").exists()
    assert person.window.welcome.isVisible()  # nothing of the demo is in the person's library
