"""A fresh clone on a machine that lacks this and that, played by small scripts.

A checkout is copied without its environment; of the system it sees only what a test puts there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("basename", "bash", "cat", "chmod", "dirname", "env", "mkdir", "mktemp", "rm", "touch")
NOBODY = 65534

PYTHON = """#!/bin/bash
case "$*" in
*sys.version_info*) exit {too_old} ;;
*ensurepip*) exit {no_venv} ;;
*Python.h*) exit {no_headers} ;;
--version) echo "Python 3.9.2" ;;
"-m pytest {failing}") exit 1 ;;
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
TOOL = """#!/bin/bash
echo "$(basename "$0") $* $QT_QPA_PLATFORM" >>"$LOG"
exit {fails}
"""


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

    def python(
        self, *, too_old: int = 0, no_venv: int = 0, no_headers: int = 0, failing: str = "none"
    ) -> None:
        """In its environments the tests of the room `failing` fail."""
        script = PYTHON.format(
            too_old=too_old, no_venv=no_venv, no_headers=no_headers, failing=failing
        )
        self.put("python3", script)

    def newer_python(self) -> None:
        """Beside the other."""
        self.put("python3.12", PYTHON.format(too_old=0, no_venv=0, no_headers=0, failing="none"))

    def tools(self, *names: str, fails: int = 0) -> None:
        """Programs in the environment that was made; they write down how they are called."""
        for name in names:
            tool = self.clone / ".venv" / "bin" / name
            tool.write_text(TOOL.format(fails=fails))
            tool.chmod(0o755)

    def compiler(self) -> None:
        self.put("c++", "#!/bin/bash\n")

    def debian(self, *, without: tuple[str, ...] = (), fails: int = 0, sudo: bool = True) -> None:
        there = " ".join(name for name in self.packages if name not in without)
        self.put("dpkg-query", DPKG.format(installed=there))
        self.put("apt-get", APT.format(fails=fails))
        if sudo:
            self.put("sudo", TOOL.format(fails=1))

    def open(self, *arguments: str, is_root: bool = True) -> tuple[int, str, str]:
        """Run the command that opens photosim."""
        return self.run("open.sh", *arguments, is_root=is_root)

    def run(self, script: str, *arguments: str, is_root: bool = True) -> tuple[int, str, str]:
        """Run one of the commands: exit code, standard output, standard error."""
        if os.geteuid() != 0 and is_root:
            pytest.skip("only root may install packages")
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        if not is_root and os.geteuid() == 0:
            for path in [self.clone.parent, *self.clone.parent.rglob("*")]:
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        done = subprocess.run(
            ["/bin/bash", f"packaging/{script}", *arguments],
            cwd=self.clone,
            env={"PATH": str(self._bin), "LOG": str(self._log), "HOME": str(self.clone)},
            capture_output=True,
            text=True,
            check=False,
            **(user if not is_root and os.geteuid() == 0 else {}),
        )
        return done.returncode, done.stdout, done.stderr
