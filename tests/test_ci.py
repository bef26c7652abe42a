"""Runs of CI: a browser is there, and a test that was skipped for want of one fails the run."""

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
        ("SKIPPED [4] tests/x.py:9: LibreOffice is missing: apt-get install libreoffice-calc", 1),
        ("SKIPPED [1] tests/webapp/referrals/sheets/test_fax.py:1: tesseract is missing", 1),
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


@pytest.mark.parametrize(
    "tool",
    [
        "chromium:chromium",
        "soffice:libreoffice-calc",
        "tesseract:tesseract-ocr",
        "pdftoppm:poppler-utils",
        "strace:strace",
    ],
)
def test_the_programs_of_the_tests_are_debians_and_are_installed_where_they_are_missing(tool):
    assert re.search(rf"^for tool in .*\b{re.escape(tool)}\b", RUN, re.MULTILINE)
    assert RUN.index("apt-get update") < RUN.index("apt-get install") < RUN.index("make test")
    assert "playwright install" not in RUN


def test_the_reason_that_the_browser_tests_give_is_the_one_that_fails():
    written = (ROOT / "tests" / "browser" / "conftest.py").read_text(encoding="utf-8")
    (reason,) = re.findall(r'pytest\.skip\("([^"]+)"\)', written)
    assert "Chromium" in reason
    assert judged(f"SKIPPED [1] tests/browser/conftest.py:1: {reason}") == 1


def other_python(tmp_path, versions):
    """What CI takes for its second run, where a machine has some Pythons; None stands for a shim that runs nothing."""
    for name, version in versions.items():
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\necho {version}\n" if version else "#!/bin/sh\nexit 127\n")
        path.chmod(0o755)
    own = tmp_path / "own"
    own.write_text("#!/bin/sh\necho 3.11\n")
    own.chmod(0o755)
    done = subprocess.run(
        ["bash", str(ROOT / ".ci" / "other-python")],
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "PYTHON": str(own), "PYENV_ROOT": str(tmp_path / "none")},
    )
    return Path(done.stdout.strip()).name


@pytest.mark.parametrize(
    ("versions", "taken"),
    [
        ({"python3.99": "3.99", "python3.12": "3.12"}, "python3.99"),
        ({"python3.99": None, "python3.98": "3.98"}, "python3.98"),
        ({"python3.100": "3.100", "python3.99": "3.99"}, "python3.100"),
    ],
)
def test_the_second_run_takes_the_newest_python_that_runs(tmp_path, versions, taken):
    assert other_python(tmp_path, versions) == taken


def test_a_python_that_is_too_old_or_the_same_is_not_a_second_one(tmp_path):
    older = {"python3.9": "3.9", "python3.10": "3.10", "python3.11": "3.11", "python3.12": "3.11"}
    assert other_python(tmp_path, older) in {"", "python3.12", "python3.13"} - set(older)


def test_the_readme_names_the_pythons_that_the_tests_pass_on():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"tested on Python ([\d., and]+\d)", readme)
    versions = [tuple(map(int, version.split("."))) for version in re.findall(r"\d\.\d+", named)]
    assert versions == [(3, 11), (3, 12), (3, 13)]
