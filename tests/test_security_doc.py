"""docs/security.md has each requirement of ASVS 5.0.0 of levels 1 and 2 once, and names tests and pages that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
LEVELS = {
    "1.1": "22",
    "1.2": "111112222-",
    "1.3": "11222222222-",
    "1.4": "222",
    "1.5": "12-",
    "2.1": "122",
    "2.2": "112",
    "2.3": "1222-",
    "2.4": "2-",
    "3.1": "-",
    "3.2": "11-",
    "3.3": "1222-",
    "3.4": "112222--",
    "3.5": "11122---",
    "3.6": "-",
    "3.7": "22---",
    "4.1": "122--",
    "4.2": "2----",
    "4.3": "22",
    "4.4": "1222",
    "5.1": "2",
    "5.2": "112---",
    "5.3": "11-",
    "5.4": "222",
    "6.1": "122",
    "6.2": "111111112222",
    "6.3": "1122----",
    "6.4": "1122--",
    "6.5": "22222---",
    "6.6": "222-",
    "6.7": "--",
    "6.8": "2222",
    "7.1": "222",
    "7.2": "1111",
    "7.3": "22",
    "7.4": "11222",
    "7.5": "22-",
    "7.6": "22",
    "8.1": "12--",
    "8.2": "112-",
    "8.3": "1--",
    "8.4": "2-",
    "9.1": "111",
    "9.2": "1222",
    "10.1": "22",
    "10.2": "22-",
    "10.3": "2222-",
    "10.4": "11111222222-----",
    "10.5": "22222",
    "10.6": "22",
    "10.7": "222",
    "11.1": "22--",
    "11.2": "222--",
    "11.3": "112--",
    "11.4": "1222",
    "11.5": "2-",
    "11.6": "2-",
    "11.7": "--",
    "12.1": "122--",
    "12.2": "11",
    "12.3": "2222-",
    "13.1": "2---",
    "13.2": "22222-",
    "13.3": "22--",
    "13.4": "12222--",
    "14.1": "22",
    "14.2": "1222----",
    "14.3": "122",
    "15.1": "122--",
    "15.2": "122--",
    "15.3": "1222222",
    "15.4": "----",
    "16.1": "2",
    "16.2": "22222",
    "16.3": "2222",
    "16.4": "222",
    "16.5": "222-",
    "17.1": "2-",
    "17.2": "2222----",
    "17.3": "22",
}
"""Section of ASVS 5.0.0 → the level of each of its requirements, from the first on; "-" is level 3."""
WAYS = ("by: ", "not needed: ", "operator: ", "**in part**: ")
"""Beginnings of a cell that does not only name tests."""


def test_every_requirement_of_levels_1_and_2_is_there_once_with_its_level():
    wanted = [
        (f"{section}.{number}", level)
        for section, levels in LEVELS.items()
        for number, level in enumerate(levels, 1)
        if level != "-"
    ]
    assert len(wanted) == 70 + 183
    assert [(number, level) for number, level, _, _ in ROWS] == wanted


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:tests|console)/[\w/]+\.py)`", PAGE))))
def test_every_named_test_exists(path):
    assert (ROOT / path).is_file()
    if path.startswith("tests/"):
        assert "def test_" in (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(("number", "held"), [(number, held) for number, _, _, held in ROWS])
def test_each_is_held_by_a_test_or_says_why_not(number, held):
    if held.startswith(WAYS):
        assert len(held.partition(": ")[2]) >= len("no OAuth")
    else:
        assert re.fullmatch(r"`tests/[\w/]+\.py`(, `tests/[\w/]+\.py`)*", held), held


def test_what_holds_in_part_is_counted():
    assert [number for number, _, _, held in ROWS if held.startswith("**in part**")] == [
        "3.5.4",
        "6.2.12",
        "6.3.3",
        "12.3.1",
        "16.4.3",
    ]
