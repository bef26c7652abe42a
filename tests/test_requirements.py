"""The requirements: three locks that agree, and running needs the first of them alone."""

import ast
import re
import subprocess
import sys
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from index.places.build.compile import PACKAGES

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ROOT / "requirements"
LOCKS = ("run", "build", "dev")
ROOMS = ("commands", "console", "crawler", "demo", "index", "webapp")
NOT_IMPORTED = {
    "run": {"setuptools", "tzdata"},  # installs Pinpoint itself; read by zoneinfo where the system has no zones
    "dev": {"coverage", "import-linter", "mypy", "ruff", "types-pyyaml"},  # make check, make coverage
}


def pins(name):
    """(package, version) that a lock takes; a package has two where an older Python needs an older one."""
    written = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)==([^\s;]+)", written, re.MULTILINE))


def packages(name):
    return {package for package, _ in pins(name)}


def required(name):
    """The packages that an .in file names itself, with its lines that include another left out."""
    lines = (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return [re.match(r"[\w.-]+", line)[0] for line in lines if not line.startswith(("#", "-"))]


@cache
def distributions():
    """Importable name → package, as requirements spell it."""
    return {
        name: re.sub(r"[._-]+", "-", package[0]).lower().replace("zope-", "zope.")
        for name, package in packages_distributions().items()
    }


def imported(*folders):
    """The packages that the files of some folders import, anywhere in them."""
    names = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module)
    ours = {*ROOMS, "tests", "pinpoint", "sitecustomize"}
    tops = {name.partition(".")[0] for name in names} - ours - set(sys.stdlib_module_names) - {"_typeshed"}
    return {distributions()[top] for top in tops}


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
    assert packages("build") >= set(PACKAGES)
    assert not packages("run") & set(PACKAGES)


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


def test_what_runs_imports_what_it_requires_and_requires_what_it_imports():
    names = required("run")
    assert set(names) == imported(*ROOMS) | NOT_IMPORTED["run"]
    assert len(names) == len(set(names)) > 30


def test_the_build_requires_what_compiling_the_places_imports():
    assert required("build") == sorted(PACKAGES)


def test_the_tests_import_what_is_required_and_checking_requires_no_more():
    assert set(required("dev")) == imported("tests") - set(required("run")) | NOT_IMPORTED["dev"]
