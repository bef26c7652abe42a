"""The snapshot that a resolution leaves for the next, and when it is not taken."""

import os
import subprocess
import sys

import pytest

from index.resolve.resolution import resolve
from tests.builders import NPI_1, listing, location, phone

SALIDA = location(phone=phone("12"))
RENO = location("9 Far Rd", "Reno", "NV", "89501", phone=phone("40"))
CROWD = [listing(f"list/{number}", "Casey", f"Stone{'abcdefghijklmnopqrstuvwxyz'[number]}") for number in range(20)]
REGISTERED = listing("npi_registry/1", npi=NPI_1, places=[SALIDA])


@pytest.fixture
def left(rows, tmp_path):
    """The folder that a first resolution has left something in."""
    rows.put(*CROWD, REGISTERED)
    folder = tmp_path / "home" / "resolution"
    assert resolve(rows.store, folder=folder).whole
    return folder


def test_a_new_listing_joins_the_person_it_is_about_and_nobody_else_is_looked_at(rows, left):
    rows.put(listing("site/1", places=[SALIDA]))
    report = resolve(rows.store, folder=left)
    ids = rows.ids()
    assert ids["site/1"] == ids["npi_registry/1"]
    assert (report.whole, report.listings, report.looked_at, report.pairs) == (False, 22, 2, 1)
    assert (report.providers, report.changed) == (21, 1)


def test_nothing_new_leaves_the_file_as_it_is(rows, left):
    before = [file.name for file in left.iterdir()]
    assert not resolve(rows.store, folder=left).whole
    assert [file.name for file in left.iterdir()] == before


def test_one_file_is_left_however_often_it_is_resolved(rows, left):
    rows.put(listing("site/1", places=[SALIDA]))
    resolve(rows.store, folder=left)
    assert len(list(left.iterdir())) == 1


def test_a_tenth_changed_since_the_last_whole_one_asks_for_another(rows, left):
    rows.put(listing("site/1", places=[SALIDA]), listing("site/2", places=[RENO]))
    assert not resolve(rows.store, folder=left).whole
    rows.put(listing("site/3", places=[RENO]))
    assert resolve(rows.store, folder=left).whole


@pytest.mark.parametrize("how", ["whole", "another register", "missing", "damaged", "empty"])
def test_what_does_not_fit_is_not_taken(rows, left, how):
    (file,) = left.iterdir()
    if how == "missing":
        file.unlink()
    if how == "damaged":
        file.write_bytes(file.read_bytes()[:-200])
    if how == "empty":
        file.write_bytes(b"")
    registers = frozenset({"list"}) if how == "another register" else None
    assert resolve(rows.store, folder=left, whole=how == "whole", registers=registers).whole


def test_what_was_decided_since_is_followed(rows, left):
    rows.put(listing("site/1", places=[SALIDA]))
    resolve(rows.store, folder=left)
    rows.decide("site/1", "npi_registry/1", "different")
    report = resolve(rows.store, folder=left)
    assert (report.whole, report.looked_at, report.split) == (False, 2, 1)
    assert rows.ids()["site/1"] != rows.ids()["npi_registry/1"]


KILLED = """
from pathlib import Path
from index.resolve.resolution import resolve
from index.store import open_store
resolve(open_store("sqlite:///{path}/store.db"), folder=Path("{path}/resolution"))
"""


@pytest.mark.parametrize("step", ["read", "clustered", "written", "committed"])
def test_a_kill_leaves_a_store_that_the_next_one_brings_on(rows, left, step):
    rows.put(listing("site/1", places=[SALIDA]))
    before = rows.everything()
    script = KILLED.format(path=left.parent)
    environment = os.environ | {"PINPOINT_FAULT_AT": f"resolve/{step}"}
    assert subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode == -9
    if step != "committed":
        assert rows.everything() == before
    report = resolve(rows.store, folder=left)
    assert not report.whole
    assert report.looked_at == (0 if step == "committed" else 2)
    assert rows.ids()["site/1"] == rows.ids()["npi_registry/1"]
    assert len(list(left.iterdir())) == 1
