"""README and docs/ say what the program says: settings, commands, keys, Debian packages, links."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from photosim.cli import main
from photosim.cli.commands import COMMANDS
from photosim.gui.shell import actions
from photosim.services.settings import TABLE
from photosim.texts import setting_wording

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def readme():
    return read("README.md")


@pytest.fixture(scope="module")
def help_text():
    asked = [sys.executable, "-m", "photosim", "--help"]
    return subprocess.run(asked, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def test_the_table_of_settings_is_that_of_the_program():
    assert setting_wording.describe(TABLE) in read("docs/settings.md")


def test_the_table_of_commands_is_that_of_the_help(help_text):
    commands = set(re.findall(r"^    (\w+) ", help_text, re.MULTILINE))
    page = read("docs/command-line.md")

    assert commands
    assert set(re.findall(r"^\| `photosim (\w+)", page, re.MULTILINE)) == commands


def test_the_options_of_every_command_are_on_its_page(help_text, capsys):
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            main.parse([command.name, "--help"])
    told = help_text + capsys.readouterr().out
    options = set(re.findall(r"^ +(--?[a-z]+)", told, re.MULTILINE)) - {"-h", "--version"}
    pages = read("docs/command-line.md") + read("docs/data.md")

    assert {"--json", "--tier", "--level", "-k"} <= options
    assert [option for option in sorted(options) if option not in pages] == []


def test_the_table_of_keys_is_that_of_the_menus():
    assert actions.describe() in read("docs/keys.md")


def test_the_debian_packages_are_those_that_the_two_commands_look_for(readme):
    line = re.search(r"^sudo apt-get install (.+)$", readme, re.MULTILINE)
    assert line is not None
    packages = read("packaging/debian-packages.txt").split()

    assert line[1].split() == packages
    assert "packaging/debian-packages.txt" in read("packaging/environment.sh")


def test_ci_runs_the_test_command_of_the_readme(readme):
    [command] = re.findall(r"^bash packaging/test\.sh$", readme, re.MULTILINE)

    assert read(".ci/run").splitlines()[-1] == command


def test_the_readme_can_be_read_at_once(readme):
    assert len(readme.splitlines()) <= 120


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_folder_that_is_linked_or_run_is_there(page):
    text = page.read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#:]+)(?:#[^)]+)?\)", text)
    run = re.findall(r"^bash (\S+)", text, re.MULTILINE)

    assert [name for name in linked if not (page.parent / name).exists()] == []
    assert [name for name in run if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_part_of_a_page_that_is_linked_is_there(page):
    linked = re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text(encoding="utf-8"))

    assert [
        part for name, part in linked if part not in parts(page.parent / (name or page.name))
    ] == []


def parts(page):
    """The headings of a page (as GitHub links them)."""
    return [
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    ]


def test_each_page_of_docs_begins_with_the_question_that_the_readme_asks(readme):
    asked = re.findall(r"^\| (.+\?) \| \[.+\]\((docs/.+\.md)\) \|$", readme, re.MULTILINE)
    begins = {page: read(page).splitlines()[0] for page in pages_of_docs()}

    assert begins == {page: f"# {question}" for question, page in asked}


def pages_of_docs():
    return [f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")]
