"""The findings are complete: their tests, its scripts, and what each script must say."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs" / "surprises.md").read_text(encoding="utf-8")
SCRIPTS = sorted(path for path in (ROOT / "findings").glob("*.sh") if path.name != "environment.sh")


def test_every_test_that_the_table_names_is_there():
    named = re.findall(r"`(tests/[^`]+\.py)`", TABLE)
    assert len(named) == len(re.findall(r"^\| (?!library|--)", TABLE, re.MULTILINE))
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_the_table_links_every_script_and_no_other():
    assert sorted(re.findall(r"\(\.\./findings/(\w+\.sh)\)", TABLE)) == [path.name for path in SCRIPTS]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_says_guess_behavior_why_and_when_and_pins_what_it_installs(path):
    text = path.read_text(encoding="utf-8")
    for label in ("Guess", "Behavior", "Why", "Seen"):
        assert re.search(rf"^# {label}: ", text, re.MULTILINE), label
    assert re.search(r"^# Seen: +\d{4}-\d{2}-\d{2}", text, re.MULTILINE)
    (installed,) = re.findall(r"^install (.+)$", text, re.MULTILINE)
    assert [package for package in installed.split() if "==" not in package] == []
    assert subprocess.run(["bash", "-n", str(path)], check=False).returncode == 0
