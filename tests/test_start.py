"""photosim starts on anybody's disk: with a window, or with a sentence and exit code 1."""

import contextlib
import os
import shutil
import stat
import subprocess
import sys

import pytest
from support import photos, without_rights
from support.waiting import until

from photosim.core.store import Store
from photosim.gui.shell.single_window import SingleWindow
from photosim.services.runtime.lock import ProcessLock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's rights"),
]


@pytest.fixture
def home():
    with without_rights.home() as folder:
        yield folder


@pytest.fixture
def library(home):
    (home / "library").mkdir(0o700)
    return home / "library"


@contextlib.contextmanager
def window(home, library):
    """photosim's window, open and idle, closed as the system closes it."""
    with without_rights.window(home, "--library", library) as process:
        assert until((library / "library.db").exists)
        yield process


def sentence(home, library, *command):
    """The one sentence of a start that could not be."""
    code, out, err = without_rights.run(home, "--library", library, *command)
    assert (code, out) == (1, ""), err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


# the lock of the window


@pytest.mark.parametrize(
    "content", [b"", b"not a lock\n" * 500, b"1\nphotosim\nanother computer\n"]
)
def test_a_damaged_lock_of_the_window_is_taken_over(home, library, content):
    (library / "window.lock").write_bytes(content)
    (library / "window.lock").chmod(0o400)

    with window(home, library):
        pass


def test_a_window_that_was_killed_leaves_nothing_in_the_way(home, library):
    with contextlib.suppress(AssertionError), window(home, library) as first:
        first.kill()
        first.wait()

    with window(home, library):
        code, _, err = without_rights.run(home, "--library", library)
        assert (code, err) == (0, "")


def test_a_place_that_is_read_only_is_told(home, library):
    library.chmod(0o500)

    assert "Make it writable" in sentence(home, library)
    assert "Make it writable" in sentence(home, library, "index")


def test_a_lock_that_is_somebodys_folder_is_told_and_stays(home, library):
    (library / "window.lock").mkdir()
    (library / "window.lock" / "letter").write_text("")

    assert "window.lock is a folder" in sentence(home, library)
    assert (library / "window.lock" / "letter").exists()


def test_a_live_window_that_does_not_answer_is_told_with_its_process(home, library, qapp):
    single = SingleWindow(library)
    assert single.take()  # nobody turns this one's event loop

    said = sentence(home, library)
    single.release()

    assert "does not answer" in said
    assert f"end its process, {os.getpid()}." in said


def test_a_lock_that_somebody_holds_without_a_note_is_told(home, library):
    lock = ProcessLock(library / "window.lock")
    assert lock.take()

    said = sentence(home, library)
    lock.release()

    assert "open with this library already, but does not answer" in said


@pytest.fixture
def full_place(home):
    """A library's folder on a disk of its own in which not even one more file has room."""
    place = home / "full"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", "size=64k,nr_inodes=3,mode=0700", "tmpfs"]
    mounted = subprocess.run(["mount", *options, str(place)], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a disk of its own")
    try:
        (place / "index").mkdir()
        (place / "writer.lock").write_text("")
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_place_without_room_for_the_lock_is_told(home, full_place):
    assert "The disk is full" in sentence(home, full_place)


def test_what_was_noticed_before_the_log_was_open_is_in_it(home, library):
    (library / "window").mkdir(0o700)
    (library / "window" / "socket").write_text("somebody's")

    with window(home, library):
        code, _, err = without_rights.run(home, "--library", library)

    assert (code, err) == (0, "")  # the window was reached in another place
    assert "is no socket of photosim's and is left alone" in (library / "photosim.log").read_text()
    assert (library / "window" / "socket").read_text() == "somebody's"


# other things that lie there


@pytest.mark.parametrize("name", ["settings.toml", "window.ini", "photosim.log", "library.db"])
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_is_told_by_window_and_command_line(home, library, name, make):
    make(library / name)

    assert f"{name} is no file" in sentence(home, library)
    assert f"{name} is no file" in sentence(home, library, "index")


@pytest.mark.parametrize("place", ["file", "file/below", "closed/below"])
def test_a_library_where_none_can_be_is_told_by_window_and_command_line(home, place):
    (home / "file").write_text("a letter")
    (home / "closed").mkdir(0o000)

    for command in ([], ["index"]):
        assert "Choose another with --library" in sentence(home, home / place, *command)
    assert (home / "file").read_text() == "a letter"


@pytest.mark.parametrize("command", ["index", "status", "verify", "duplicates", "words x"])
def test_a_library_that_may_not_be_looked_at_is_told(home, library, command):
    library.chmod(0o000)

    assert "permission denied" in sentence(home, library, *command.split())


def test_a_log_that_cannot_be_written_goes_to_the_terminal(home, library):
    (library / "photosim.log").write_text("")
    (library / "photosim.log").chmod(0o000)

    with window(home, library) as process:
        pass

    assert "The log cannot be written" in process.said


SENSELESS = {
    "settings.toml": [
        bytes(range(256)) * 9,
        b"excluded = " + b"[" * 50_000,
        b"#" * 3_000_000,
        b'least_similarity = "x"\nfold_alike = []\nindexing = {a = 1}\nmodel_card = 07:32:00\n',
    ],
    "window.ini": [
        bytes(range(256)) * 9,
        "[gallery]\ncell_size=²\norder=a, b\n[themes]\nlevel=nan\n".encode(),
        b"[window]\ngeometry=@ByteArray(\\x1\\xd9\\xd0\\xcb\\xff)\ncolumns=1, 2\n",
        b"[gallery]\ncell_size=" + b"9" * 5000,
    ],
}


@pytest.mark.parametrize(
    ("name", "content"), [(name, one) for name, all_ in SENSELESS.items() for one in all_]
)
def test_senseless_settings_open_a_window(home, library, name, content):
    (library / name).write_bytes(content)

    with window(home, library):
        pass


@pytest.mark.parametrize("content", SENSELESS["settings.toml"])
def test_senseless_settings_leave_the_command_line_its_defaults(home, library, content):
    (library / "settings.toml").write_bytes(content)

    code, out, err = without_rights.run(home, "--library", library, "index")

    assert (code, out[:8]) == (0, "0 photos")
    assert "settings.toml" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("card", ["~nobodyknows/x.json", "/"])
def test_a_model_card_that_is_none_is_told(home, library, card):
    (library / "settings.toml").write_text(f'model_card = "{card}"\n')

    assert "model card" in sentence(home, library, "index")
    with window(home, library):
        pass


# who may read it


def modes(folder):
    """The modes of all that lies in a folder, by name; of sockets and locks, too.

    A database's journal may be gone before it is asked.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        with contextlib.suppress(FileNotFoundError):
            found[str(path.relative_to(folder))] = mode(path)
    return found


def mode(path):
    return stat.S_IMODE(path.lstat().st_mode)


def expected(folder, found):
    """The modes that what was found there should have."""
    return {name: 0o700 if (folder / name).is_dir() else 0o600 for name in found}


def test_all_that_the_window_makes_is_its_owners_alone(home):
    library = home / "new" / "library"
    made = {"library.db", "library.db-wal", "photosim.log", "crash.log", "window.lock"}
    made |= {"thumbnails.db", "writer.lock", "window.ini", "window/socket"}

    with window(home, library):
        assert until(lambda: made <= modes(library).keys())
        found = modes(library)
        assert found == expected(library, found)

    found = modes(library)
    assert found == expected(library, found)
    assert (mode(library), mode(home / "new")) == (0o700, 0o700)


def test_all_that_the_command_line_makes_is_its_owners_alone(home, photo_folder):
    library = home / "library"

    without_rights.run(home, "--library", library, "index", photo_folder)
    without_rights.run(home, "--library", library, "clusters")
    without_rights.run(home, "--library", library, "words", "red")

    found = modes(library)
    assert found == expected(library, found)
    assert any(name.startswith("index/index-") for name in found)


@pytest.fixture
def photo_folder(home):
    from support import photos

    folder = home / "photos"
    photos.fill(folder, 4, (200, 150))
    return folder


def open_up(folder):
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_library_that_lay_open_is_closed(home, library):
    without_rights.run(home, "--library", library, "index")
    shutil.copy(library / "library.db", library / "library-before-m001_photos.db")
    (library / "settings.toml").write_text("least_similarity = 40\n")
    open_up(library)

    code, _, said = without_rights.run(home, "--library", library, "index")

    assert (code, said) == (0, "")
    found = modes(library)
    assert found == expected(library, found)
    assert mode(library) == 0o700


def test_a_folder_with_other_things_keeps_its_mode_and_that_is_said(home, library):
    without_rights.run(home, "--library", library, "index")
    (library / "letter.txt").write_text("a letter")
    (library / "Holidays").mkdir()
    open_up(library)

    code, _, said = without_rights.run(home, "--library", library, "index")
    _, status, _ = without_rights.run(home, "--library", library, "status")

    assert code == 0
    assert f"may look into {library}" in said
    assert "readable by others: yes" in status
    assert mode(library) == mode(library / "Holidays") == 0o755
    assert mode(library / "letter.txt") == 0o644
    assert mode(library / "library.db") == mode(library / "writer.lock") == 0o600
    with window(home, library):
        pass
    assert "may look into" in (library / "photosim.log").read_text()


# without a screen

NO_SCREEN = {"QT_QPA_PLATFORM": None, "DISPLAY": None, "WAYLAND_DISPLAY": None}


@pytest.mark.parametrize(
    "screen",
    [{}, {"DISPLAY": ":4711"}, {"WAYLAND_DISPLAY": "wayland-4711"}, {"QT_QPA_PLATFORM": "xcb"}],
)
def test_without_a_screen_a_sentence_names_what_works_all_the_same(home, library, screen):
    code, out, err = without_rights.run(home, "--library", library, **(NO_SCREEN | screen))

    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "screen" in err or "cannot be reached" in err
    for command in ("index", "search", "duplicates", "verify"):
        assert command in err
    assert not any(library.iterdir())


def test_a_platform_that_qt_does_not_know_is_told(home, library):
    code, _, err = without_rights.run(home, "--library", library, QT_QPA_PLATFORM="papyrus")

    assert code == 1
    assert "papyrus" in err


# a library that may only be read


@pytest.mark.parametrize("left_behind", ["a log's index", "nothing"])
def test_a_closed_library_answers_and_writes_say_why_not(home, left_behind):
    library = home / "library"
    pictures = home / "pictures"
    pictures.mkdir()
    for number in range(3):
        (pictures / f"{number}.jpg").write_bytes(photos.encoded(photos.noise(seed=number)))
    assert without_rights.run(home, "--library", library, "index", pictures)[0] == 0
    if left_behind != "nothing":
        assert without_rights.run(home, "--library", library, "status")[0] == 0
    close(library)
    before = modes(library)

    for command in (
        ["status"],
        ["verify", "--files", "all"],
        ["words", "sea"],
        ["search", pictures / "1.jpg"],
        ["tags", pictures / "1.jpg"],
        ["restore"],
    ):
        code, out, err = without_rights.run(home, "--library", library, *command)
        assert (code, err) == (0, ""), command
        assert out
    assert modes(library) == before
    assert "cannot write" in sentence(home, library, "index")


def test_a_closed_folder_is_named_once(home, library):
    closed = home / "pictures" / "closed"
    closed.mkdir(parents=True)
    closed.chmod(0o000)

    code, out, _ = without_rights.run(home, "--library", library, "index", closed.parent)

    assert code == 0
    assert f"\n{closed} cannot be read: it is not permitted." in out
    assert out.count(str(closed)) == 1


def test_a_library_in_a_closed_folder_is_told_by_the_folder_s_name(home, library):
    library.chmod(0o000)

    assert f"The folder {library} of" in sentence(home, library, "status")


def close(library):
    """Take from everybody the right to write in a library."""
    for path in [*library.rglob("*"), library]:
        path.chmod(0o500 if path.is_dir() else 0o400)


def counts(library):
    """How many photos and how many problem files a library that is open knows."""
    with contextlib.closing(Store.open_reader(library / "library.db")) as store:
        return store.photos.count(), store.files.n_problems()


def test_the_window_notices_by_itself_that_a_permission_was_given_back(home, library, photo_folder):
    below = photo_folder / "below"
    below.mkdir()
    shutil.copy(photo_folder / "0.jpg", below / "another.jpg")
    with (below / "another.jpg").open("ab") as file:
        file.write(b"another file")
    (photo_folder / "text.jpg").write_text("Dear all")
    (photo_folder / "1.jpg").chmod(0)
    below.chmod(0)
    assert without_rights.run(home, "--library", library, "index", photo_folder)[0] == 0
    assert counts(library) == (3, 2)

    with window(home, library):
        (photo_folder / "1.jpg").chmod(0o600)
        assert until(lambda: counts(library) == (4, 1))
        below.chmod(0o700)
        assert until(lambda: counts(library) == (5, 1))
