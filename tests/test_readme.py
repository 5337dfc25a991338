"""The README says what the program says: settings, commands, Debian packages, the test command."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from photosim.services.settings import describe

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def readme():
    return (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def help_text():
    asked = [sys.executable, "-m", "photosim", "--help"]
    return subprocess.run(asked, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def commands_of_readme(readme):
    return set(re.findall(r"^\| `photosim (\w+)", readme, re.MULTILINE))


def test_the_table_of_settings_is_that_of_the_program(readme):
    assert describe() in readme


def test_the_table_of_commands_is_that_of_the_help(readme, help_text):
    commands = set(re.findall(r"^    (\w+) ", help_text, re.MULTILINE))

    assert commands
    assert commands_of_readme(readme) == commands


def test_the_options_of_every_command_are_in_the_readme(readme, help_text):
    options = set(re.findall(r"--[a-z]+", help_text)) - {"--help", "--version"}

    assert options
    assert [option for option in sorted(options) if option not in readme] == []


def test_the_debian_packages_are_those_that_the_two_commands_look_for(readme):
    line = re.search(r"^sudo apt-get install (.+)$", readme, re.MULTILINE)
    assert line is not None
    packages = (ROOT / "packaging" / "debian-packages.txt").read_text().split()

    assert line[1].split() == packages
    assert "packaging/debian-packages.txt" in (ROOT / "packaging" / "environment.sh").read_text()


def test_ci_runs_the_test_command_of_the_readme(readme):
    [command] = re.findall(r"^bash packaging/test\.sh$", readme, re.MULTILINE)
    lines = (ROOT / ".ci" / "run").read_text().splitlines()

    assert lines[-1] == command


def test_every_file_and_folder_that_is_linked_or_run_is_there(readme):
    named = re.findall(r"\]\(([^)#:]+)\)", readme) + re.findall(
        r"^bash (\S+)", readme, re.MULTILINE
    )

    assert [name for name in named if not (ROOT / name).exists()] == []
