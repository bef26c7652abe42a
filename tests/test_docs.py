"""Docs follow the code: every path and link of a page exists, and every command is documented and loads."""

import re
from pathlib import Path

import pytest

from commands import COMMANDS

ROOT = Path(__file__).parents[1]
DOCS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
PATH = re.compile(
    r"`((?:commands|console|crawler|demo|index|webapp|tests|docs|requirements)(?:/[\w.-]+)*/?|\w+\.(?:py|toml|cfg))`"
)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
MADE_LATER = {"pinpoint.toml"}


def ids(paths):
    return [path.name for path in paths]


@pytest.mark.parametrize("page", DOCS, ids=ids(DOCS))
def test_every_path_and_module_that_a_page_names_exists(page):
    named = set(PATH.findall(page.read_text(encoding="utf-8"))) - MADE_LATER
    here = {path.name for path in ROOT.rglob("*.py") if ".venv" not in path.parts}
    missing = {name for name in named if not (ROOT / name).exists() and name not in here}
    assert missing == set()


@pytest.mark.parametrize("page", DOCS, ids=ids(DOCS))
def test_every_link_of_a_page_leads_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_is_documented(verb):
    assert f"pinpoint {verb}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_command_can_be_loaded_and_says_what_it_does():
    from click.testing import CliRunner

    from pinpoint import cli

    for verb in COMMANDS:
        help_text = CliRunner().invoke(cli, [verb, "--help"])
        assert help_text.exit_code == 0, help_text.output
        assert "Usage:" in help_text.output
