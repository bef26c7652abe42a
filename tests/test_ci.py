"""What CI runs: a browser is there, and a test that was skipped for want of one fails the run."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def judged(line):
    """The exit code of the script's own judgment of a line in pytest's report."""
    judgment = re.search(r"^if grep.*?^fi$", RUN, re.MULTILINE | re.DOTALL).group(0)
    script = f'set -euo pipefail; report=$(mktemp); printf "%s\\n" "$1" > "$report"\n{judgment}'
    return subprocess.run(["bash", "-c", script, "judge", line], check=False, capture_output=True).returncode


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("SKIPPED [40] tests/browser/conftest.py:25: Chromium is missing: apt-get install chromium", 1),
        ("SKIPPED [1] tests/x.py:1: got empty parameter set", 1),
        ("SKIPPED [2] tests/conftest.py:36: full size only: make soak", 0),
        (
            "SKIPPED [1] tests/index/places/outlines/test_outlines.py:117: US_ATLAS_COUNTIES names no file",
            0,
        ),
        ("1200 passed in 300.00s", 0),
    ],
)
def test_a_run_without_its_browser_fails(line, code):
    assert judged(line) == code


def test_the_browser_is_debians_and_is_installed_where_it_is_missing():
    assert "if ! command -v chromium" in RUN
    assert RUN.index("apt-get update") < RUN.index("apt-get install") < RUN.index("make test")
    assert "playwright install" not in RUN


def test_the_reason_that_the_browser_tests_give_is_the_one_that_fails():
    written = (ROOT / "tests" / "browser" / "conftest.py").read_text(encoding="utf-8")
    (reason,) = re.findall(r'pytest\.skip\("([^"]+)"\)', written)
    assert "Chromium" in reason
    assert judged(f"SKIPPED [1] tests/browser/conftest.py:1: {reason}") == 1
