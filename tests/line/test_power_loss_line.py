"""A power cut at any system call: what was acknowledged is there, in the store, the overlay and the second place."""

import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing

import pytest

from index import settings
from index.corrections import box
from index.published.current import column_engine, current_number, open_current
from index.published.overlay import read_overlay
from index.published.removals_copy import read_copy
from index.resolve.resolution import resolve
from index.store import open_store
from tests.index.publish import invented
from tests.line.power_loss import Disk, recorded

SEED = 14
STEPS, STATES = 2, 20
STEPS_OF_SOAK, STATES_OF_SOAK = 6, 500


@pytest.fixture
def disk_and_calls(home, tmp_path, soak):
    """A home on a disk, and the calls of a process that changed it; the home is then as it was before."""
    if shutil.which("strace") is None:
        pytest.skip("strace is missing: apt-get install strace")
    root = tmp_path / "disk"
    here = settings.Settings(home=root / "home")
    with open_store(here.database_url) as store:
        invented.settle(store)
        resolve(store, whole=True)
    before = shutil.copytree(root, tmp_path / "before")
    environment = os.environ | {
        "PINPOINT_HOME": str(root / "home"),
        "PINPOINT_REMOVALS_COPY": str(root / "removals.jsonl"),
    }
    command = [sys.executable, "-m", "tests.line.acknowledged_work", str(STEPS_OF_SOAK if soak else STEPS)]
    calls = list(recorded(command, root, tmp_path / "calls", environment))
    shutil.rmtree(root)
    before.rename(root)
    return root, calls


def acknowledged(disk):
    """What the process had said so far: {what: values}."""
    said = {"message": set(), "removed": set(), "published": {"0"}}
    for line in bytes(getattr(disk.top.now.get("acknowledged"), "now", b"")).decode().splitlines():
        what, _, value = line.partition(" ")
        said[what].add(value)
    return said


def lost(left, said):
    """What was acknowledged and is not there after the power cut."""
    home = left / "home"
    with closing(sqlite3.connect(home / "store.db")) as store:
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored = {row[0] for row in store.execute("SELECT provider FROM suppression WHERE lifted_at IS NULL")}
    copied = read_copy(left / "removals.jsonl").in_force.suppressed if (left / "removals.jsonl").exists() else set()
    messages = {one.number for reading in box.read(home / "inbox", {}) for one in reading.messages}
    overlay = read_overlay(home / "generations").suppressed
    missing = [
        f"{what} of {one}"
        for what, kept in {"store": stored, "overlay": overlay, "second place": copied}.items()
        for one in sorted(said["removed"] - kept)
    ]
    missing += sorted(said["message"] - messages)
    newest = max(map(int, said["published"]))
    if newest > (current_number(home / "generations") or 0):
        missing.append(f"generation {newest}")
    elif newest:
        snapshot, damage = open_current(home / "generations", column_engine)
        missing += damage
        missing += [] if snapshot.manifest.number >= newest else ["generation"]
    return missing


def cut(disk, calls, states, scratch, dice):
    """Yield what is lost after a power cut at each of some calls."""
    chosen = set(dice.sample(range(len(calls)), min(states, len(calls))))
    for number, call in enumerate(calls):
        disk.apply(call)
        if number in chosen:
            shutil.rmtree(scratch, ignore_errors=True)
            disk.left(scratch, dice, share=dice.choice([0, 0.5, 1]), names_wait=dice.random() < 0.5)
            yield lost(scratch, acknowledged(disk))


def test_nothing_acknowledged_is_lost_at_any_call(disk_and_calls, tmp_path, soak):
    root, calls = disk_and_calls
    states = STATES_OF_SOAK if soak else STATES
    found = list(cut(Disk(root), calls, states, tmp_path / "left", random.Random(SEED)))

    assert len(found) == states
    assert [one for one in found if one] == []


def test_the_replayed_disk_is_the_one_that_the_process_left(disk_and_calls, tmp_path, soak):
    root, calls = disk_and_calls
    steps = STEPS_OF_SOAK if soak else STEPS
    disk = Disk(root)
    for call in calls:
        disk.apply(call)
    disk.left(tmp_path / "left", random.Random(SEED), share=1, names_wait=False)

    said = acknowledged(disk)
    counts = {what: len(values) for what, values in said.items()}
    assert counts == {"message": steps, "removed": steps, "published": 1 + steps // 2}
    assert lost(tmp_path / "left", said) == []


def test_the_same_cuts_do_harm_to_files_that_nobody_syncs(disk_and_calls, tmp_path):
    root, calls = disk_and_calls
    disk = Disk(root, syncs=False)
    for call in calls:
        disk.apply(call)
    disk.left(tmp_path / "left", random.Random(SEED), share=0, names_wait=False)

    with pytest.raises((AssertionError, ValueError, sqlite3.DatabaseError)):
        assert lost(tmp_path / "left", acknowledged(disk)) == []
