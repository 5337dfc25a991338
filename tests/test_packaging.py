"""The two commands of a fresh clone, on machines that lack this and that."""

import sys
import tempfile
from pathlib import Path

import pytest
from support.fresh_clone import Machine

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the commands are for Debian and its like"
)


@pytest.fixture
def machine(tmp_path_factory):
    with tempfile.TemporaryDirectory(prefix="fresh") as folder:  # others may look into it
        yield Machine(Path(folder))


def test_on_a_machine_that_has_all_it_is_installed_and_opened_with_what_was_asked(machine):
    machine.debian()
    machine.python()
    machine.compiler()

    code, out, err = machine.open("demo")

    assert (code, out) == (0, "photosim was opened: demo\n"), err
    assert "--editable .[raw]" in machine.log
    assert "apt-get" not in machine.log


def test_root_gets_the_missing_debian_packages_and_is_shown_which(machine):
    machine.debian(without=("g++", "libegl1"))
    machine.python()
    machine.compiler()

    code, out, err = machine.open()

    assert (code, out) == (0, "photosim was opened: \n"), err
    assert "Installing Debian packages: g++ libegl1" in err
    [installed] = [line for line in machine.log.splitlines() if line.startswith("apt-get install")]
    assert installed.endswith("--no-install-recommends g++ libegl1")


def test_packages_that_cannot_be_installed_do_not_stop_what_goes_without_them(machine):
    machine.debian(without=("libegl1",), fails=100)
    machine.python()
    machine.compiler()

    code, out, err = machine.open()

    assert (code, out) == (0, "photosim was opened: \n")
    assert "could not be installed" in err


def test_others_are_told_the_one_line_and_what_stops_them(machine):
    machine.debian(without=("g++", "python3-venv", "libegl1"))
    machine.python(no_venv=1)

    code, out, err = machine.open(is_root=False)

    assert (code, out) == (1, "")
    assert "  sudo apt-get install g++ python3-venv libegl1\n" in err
    assert "a C++ compiler (Debian: g++)" in err
    assert "ensurepip (Debian: python3-venv)" in err
    assert "apt-get" not in machine.log
    assert not (machine.clone / ".venv").exists()


def test_without_sudo_the_line_is_one_for_root(machine):
    machine.debian(without=("libegl1",), sudo=False)
    machine.python()
    machine.compiler()

    code, _, err = machine.open(is_root=False)

    assert code == 0
    assert "run this line as root" in err
    assert "\n  apt-get install libegl1\n" in err


def test_others_go_on_when_only_what_the_window_needs_is_missing(machine):
    machine.debian(without=("libegl1",))
    machine.python()
    machine.compiler()

    code, out, err = machine.open(is_root=False)

    assert (code, out) == (0, "photosim was opened: \n")
    assert "  sudo apt-get install libegl1\n" in err


def test_where_there_is_no_debian_what_is_missing_is_said(machine):
    machine.python(no_headers=1)

    code, _, err = machine.open()

    assert code == 1
    assert "This is no Debian" in err
    assert "Python's headers" in err
    assert "a C++ compiler" in err


def test_a_python_that_is_too_old_is_said_with_its_version(machine):
    machine.debian()
    machine.python(too_old=1)
    machine.compiler()

    code, _, err = machine.open()

    assert code == 1
    assert "needs Python 3.11 or newer; Python 3.9.2 is here" in err


def test_a_newer_python_beside_one_that_is_too_old_is_taken(machine):
    machine.debian()
    machine.python(too_old=1)
    machine.newer_python()
    machine.compiler()

    code, out, err = machine.open()

    assert (code, out) == (0, "photosim was opened: \n"), err


def test_half_an_environment_is_made_anew(machine):
    machine.debian()
    machine.python()
    machine.compiler()
    (machine.clone / ".venv" / "bin").mkdir(parents=True)

    code, out, err = machine.open()

    assert (code, out) == (0, "photosim was opened: \n"), err


@pytest.mark.parametrize("room", ["tests/stories", "tests/gui"])
def test_tests_that_fail_are_told_and_all_others_are_run(machine, room):
    machine.debian()
    machine.python(failing=room)
    machine.compiler()
    machine.open()
    machine.tools("ruff", "mypy", "lint-imports", "vulture")

    code, _, err = machine.run("test.sh")

    assert (code, "Failed: pytest\n" in err) == (1, True)
    assert machine.log.count("-m pytest") == 8  # and the one that failed
