"""The first lines that somebody runs: the demo, the two commands of a fresh clone, pip."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from support import album, guarded, unseen_screen, without_rights
from support.fresh_clone import ROOT, Machine
from support.promised import promise
from support.waiting import until

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")
pytestmark = linux_only


@pytest.fixture
def machine():
    with tempfile.TemporaryDirectory(prefix="fresh") as folder:  # others may look into it
        yield Machine(Path(folder))


@pytest.fixture
def ready(machine) -> Machine:
    """A Debian that has all that is needed."""
    machine.debian()
    machine.python()
    machine.compiler()
    return machine


@promise(
    "In a fresh clone, one line makes an environment in `.venv`, installs photosim into it, "
    "draws a small album and opens the window on it, with the answer to a search (the first "
    "time it downloads Qt, OpenCV, SciPy and the ONNX Runtime, among others: about 850 MB on "
    "disk).",
)
def test_one_line_makes_an_environment_and_opens_the_demo(ready):
    code, out, err = ready.open("demo")

    assert (code, out) == (0, "photosim was opened: demo\n"), err
    assert (ready.clone / ".venv" / "bin" / "photosim").exists()
    assert "pip install" in ready.log and "--editable ." in ready.log


@pytest.fixture(scope="module")
def screen():
    """A screen that nobody sees; its name."""
    if not unseen_screen.IS_HERE:
        pytest.skip("needs a screen that nobody sees")
    with unseen_screen.unseen_screen() as name:
        yield name


@promise(
    "In a fresh clone, one line makes an environment in `.venv`, installs photosim into it, "
    "draws a small album and opens the window on it, with the answer to a search (the first "
    "time it downloads Qt, OpenCV, SciPy and the ONNX Runtime, among others: about 850 MB on "
    "disk).",
    "The album and its library lie in a folder of their own; your photos and your library "
    "have nothing to do with it.",
    "`photosim demo` | draws a small album in a library of its own, searches in it, and "
    "opens the window on the answer; without a screen it prints it",
)
def test_the_demo_draws_an_album_of_its_own_and_opens_the_window_on_the_answer(home, screen):
    (home / "Pictures").mkdir()
    mine = home / ".local" / "share" / "photosim"
    mine.mkdir(parents=True)
    (mine / "letter.txt").write_text("mine")
    guard = guarded.Guard(home / "guard", home / ".local")
    seen = {"QT_QPA_PLATFORM": None, "DISPLAY": screen, "WAYLAND_DISPLAY": None}

    with without_rights.window(home, "demo", **seen, **guard.environment(without_rights.REPO)):
        demo = home / ".local" / "share" / "photosim-demo"
        query = demo / "Pictures" / "Balloon festival" / "IMG_0841.jpg"
        window = next(pid for pid, (said,) in guard.notes("process").items() if "demo" in said)
        assert until(lambda: str(query) in guard.notes("open").get(window, []))

    assert [path.name for path in mine.iterdir()] == ["letter.txt"]
    assert not any((home / "Pictures").iterdir())


@promise(
    "Without a screen the answer is a table.",
    "`photosim demo` | draws a small album in a library of its own, searches in it, and "
    "opens the window on the answer; without a screen it prints it",
)
def test_without_a_screen_the_demo_prints_a_table_of_the_answer(home):
    code, out, err = without_rights.run(home, "demo")

    assert (code, err) == (0, "")
    rows = re.findall(
        r"^ +(\d+)%  (it is the same \w+|it looks alike|a part looks alike)", out, re.M
    )
    assert rows[0] == ("100", "it is the same file")
    assert ("100", "it is the same picture") in rows
    assert len(rows) == 12


@promise(
    "In a fresh clone, one line makes an environment in `.venv`, installs photosim into it, "
    "draws a small album and opens the window on it, with the answer to a search (the first "
    "time it downloads Qt, OpenCV, SciPy and the ONNX Runtime, among others: about 850 MB on "
    "disk).",
)
def test_the_libraries_take_the_room_that_is_said():
    [said] = re.findall(r"about\s+(\d+) MB on disk", (ROOT / "README.md").read_text())

    mb = sum(size(name) for name in dependencies("photosim")) / 1e6

    assert abs(mb - int(said)) < 0.15 * int(said)


def dependencies(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """Names of all distributions that one needs, without extras."""
    for text in importlib.metadata.requires(name) or ():
        needed = Requirement(text)
        canonical = re.sub("[-_.]+", "-", needed.name).lower()
        if canonical not in seen and (
            needed.marker is None or needed.marker.evaluate({"extra": ""})
        ):
            seen = dependencies(needed.name, seen | {canonical})
    return seen


def size(name: str) -> int:
    """Bytes of an installed distribution's files."""
    found = [Path(str(file.locate())) for file in importlib.metadata.files(name) or ()]
    return sum(path.stat().st_size for path in found if path.is_file())


@promise(
    "One line opens photosim for your own photos, and one runs every check and test (no "
    "screen is needed):",
)
def test_one_line_opens_photosim_and_one_runs_every_check_without_a_screen(ready):
    checks = ("ruff", "mypy", "lint-imports", "vulture")

    opened = ready.open()
    ready.tools(*checks)
    tested = ready.run("test.sh")

    assert opened == (0, "photosim was opened: \n", opened[2])
    assert tested[0] == 0, tested
    asked = [line.split()[0] for line in ready.log.splitlines() if "offscreen" in line]
    assert set(asked) == set(checks)
    parts = [line.split()[3:] for line in ready.log.splitlines() if "-m pytest" in line]
    [rest] = [part for part in parts if part[0] == "tests"]
    rooms = [room for part in parts for room in part if part is not rest]
    assert sorted(rest[1:]) == sorted(f"--ignore={room}" for room in rooms)
    assert all((ROOT / room).is_dir() for room in rooms)


@promise(
    "One line opens photosim for your own photos, and one runs every check and test (no "
    "screen is needed):",
)
def test_a_check_that_fails_is_told_and_all_others_are_made(ready):
    ready.open()
    ready.tools("ruff", "lint-imports", "vulture")
    ready.tools("mypy", fails=1)

    code, _, err = ready.run("test.sh")

    assert code != 0
    assert "Failed: mypy" in err
    assert "pytest" in ready.log


@promise(
    "photosim needs Python 3.11 or newer.",
)
def test_an_older_python_is_refused_and_a_newer_one_beside_it_is_taken(machine):
    machine.debian()
    machine.python(too_old=1)
    machine.compiler()
    code, _, err = machine.open()
    assert (code, "Python 3.11 or newer" in err) == (1, True)

    machine.newer_python()
    code, out, _ = machine.open()
    assert (code, out) == (0, "photosim was opened: \n")
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text()


@promise(
    "The two scripts look for the Debian packages they need, a C++ compiler and Python's "
    "headers for hnswlib, which comes as source only, and the system libraries that Qt does "
    "not bring along; run by root they install them, else they name what is missing:",
)
def test_missing_debian_packages_are_installed_by_root_and_named_to_others(machine):
    machine.debian(without=("g++", "libegl1"))
    machine.python()

    code, out, err = machine.open(is_root=False)
    assert (code, out) == (1, "")
    assert "  sudo apt-get install g++ libegl1\n" in err
    assert "apt-get" not in machine.log

    machine.compiler()
    code, out, err = machine.open(is_root=True)
    assert (code, out) == (0, "photosim was opened: \n"), err
    assert "install --quiet --yes --no-install-recommends g++ libegl1" in machine.log


@promise(
    "The two scripts look for the Debian packages they need, a C++ compiler and Python's "
    "headers for hnswlib, which comes as source only, and the system libraries that Qt does "
    "not bring along; run by root they install them, else they name what is missing:",
)
def test_the_packages_of_the_readme_are_those_that_are_looked_for(machine):
    machine.debian(without=tuple(machine.packages))
    machine.python()
    [line] = re.findall(r"^(sudo apt-get install .+)$", (ROOT / "README.md").read_text(), re.M)

    _, _, err = machine.open(is_root=False)

    assert f"  {line}\n" in err


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A folder into which `pip install .` has installed; what photosim needs is this environment's.

    From a copy: building must not write into the checkout that other tests look at.
    """
    folder = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--target", str(folder)]
    subprocess.run([*pip, *options, "."], check=True, capture_output=True, cwd=ROOT)
    return folder


@promise(
    "In an environment of your own: `pip install .`, then `photosim` or `photosim demo`.",
    "The models are part of the package; nothing is downloaded afterwards.",
)
def test_what_pip_installs_runs_with_its_own_models_and_without_the_network(site, home):
    folder = home / "Pictures"
    paths = album.fill(folder, 3)
    run = [sys.executable, str(site / "bin" / "photosim")]
    environment = os.environ | {"PYTHONPATH": str(site), "HOME": str(home)}
    environment.pop("XDG_DATA_HOME", None)

    def answer(*arguments: str) -> dict:
        done = subprocess.run(
            [*run, *arguments, "--json"],
            env=environment,
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
            timeout=without_rights.WITHIN_S,
            preexec_fn=guarded.without_network(),
        )
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    answer("index", str(folder))
    found = answer("search", str(paths["coffee"]))["results"][0]["matches"][0]
    seen = answer("words", "cat")["results"][0]["matches"][0]
    demo = answer("demo")

    assert found["path"] == str(paths["coffee"])
    assert seen["path"] == str(paths["chelsea"])
    assert demo["matches"][0]["evidence"] == "same file"
