"""Indexing waits over a restart, and goes on when it is asked to."""

from support import album

from photosim.services.events import Phase


def test_a_pause_outlives_the_window(desk, tmp_path):
    folder = tmp_path / "Pictures"
    album.made_up(folder, 80)
    first = desk.open(tmp_path / "library")
    first.add_folder(folder)
    first.wait_until(lambda: 0 < len(first.shown_ids()) < 80)

    first.click(first.window.status_line.button)
    first.wait_until(lambda: first.progress.phase is Phase.PAUSED)
    first.look("paused")
    n_before = first.progress.n_photos
    desk.close(first)
    assert 0 < n_before < 80

    second = desk.open(tmp_path / "library")
    second.wait_until(lambda: second.progress.phase is Phase.PAUSED)
    second.wait_until(lambda: len(second.shown_ids()) >= n_before)
    second.wait_until(lambda: "paused" in second.status)
    n_kept = len(second.shown_ids())
    assert n_before <= n_kept < 80
    kept = set(second.shown_ids())
    second.look("still-paused-after-a-restart")

    second.click(second.window.status_line.button)
    second.wait_until_shown(80)
    assert kept <= set(second.shown_ids())
    second.wait_until(lambda: second.status == "80 photos")
