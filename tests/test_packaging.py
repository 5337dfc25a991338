"""The two commands of a fresh clone, on machines that lack this and that: played by small scripts.

A checkout is copied without its environment; of the system it sees only what a test puts there.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = ("basename", "bash", "cat", "chmod", "dirname", "env", "mkdir", "rm", "touch")
NOBODY = 65534

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the commands are for Debian and its like"
)

PYTHON = """#!/bin/bash
case "$*" in
*sys.version_info*) exit {too_old} ;;
*ensurepip*) exit {no_venv} ;;
*Python.h*) exit {no_headers} ;;
--version) echo "Python 3.9.2" ;;
"-m venv .venv")
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    printf '#!/bin/bash\\necho "photosim was opened: $*"\\n' >.venv/bin/photosim
    chmod +x .venv/bin/photosim ;;
*) echo "python $*" >>"$LOG" ;;
esac
"""
DPKG = '#!/bin/bash\n[[ " {installed} " == *" ${{@: -1}} "* ]] && echo -n installed || exit 1\n'
APT = '#!/bin/bash\necho "apt-get $*" >>"$LOG"\nexit {fails}\n'


class Machine:
    """A machine with a fresh clone.

    Attributes:
        log: what was asked of the system.
    """

    def __init__(self, folder: Path) -> None:
        self.clone, self._bin, self._log = folder / "clone", folder / "bin", folder / "log"
        shutil.copytree(ROOT / "packaging", self.clone / "packaging")
        shutil.copy(ROOT / "pyproject.toml", self.clone)
        self._bin.mkdir()
        self._log.touch()
        for tool in (*TOOLS, "cp"):
            (self._bin / tool).symlink_to(shutil.which(tool))
        self.packages = (ROOT / "packaging" / "debian-packages.txt").read_text().split()

    @property
    def log(self) -> str:
        return self._log.read_text()

    def put(self, name: str, script: str) -> None:
        (self._bin / name).write_text(script)
        (self._bin / name).chmod(0o755)

    def python(self, *, too_old: int = 0, no_venv: int = 0, no_headers: int = 0) -> None:
        self.put("python3", PYTHON.format(too_old=too_old, no_venv=no_venv, no_headers=no_headers))

    def compiler(self) -> None:
        self.put("c++", "#!/bin/bash\n")

    def debian(self, *, without: tuple[str, ...] = (), fails: int = 0) -> None:
        there = " ".join(name for name in self.packages if name not in without)
        self.put("dpkg-query", DPKG.format(installed=there))
        self.put("apt-get", APT.format(fails=fails))

    def open(self, *arguments: str, is_root: bool = True) -> tuple[int, str, str]:
        if os.geteuid() != 0 and is_root:
            pytest.skip("only root may install packages")
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        if not is_root and os.geteuid() == 0:
            for path in [self.clone.parent, *self.clone.parent.rglob("*")]:
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        done = subprocess.run(
            ["/bin/bash", "packaging/open.sh", *arguments],
            cwd=self.clone,
            env={"PATH": str(self._bin), "LOG": str(self._log), "HOME": str(self.clone)},
            capture_output=True,
            text=True,
            check=False,
            **(user if not is_root and os.geteuid() == 0 else {}),
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def machine(tmp_path_factory):
    import tempfile

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
    machine.put("python3.12", PYTHON.format(too_old=0, no_venv=0, no_headers=0))
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
