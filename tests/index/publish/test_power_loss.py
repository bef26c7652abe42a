"""A power cut after any step of a publish: what was synced is there, and nothing else need be.

Two disks are tried. On one, names arrive at once and bytes only when their file is synced: the disk that breaks
every publication without fsync. On the other, a name too arrives only when its folder is synced.
"""

import os
import shutil
from pathlib import Path

import pytest

from index import settings
from index.publish import generation_writer
from index.publish.publisher import publish
from index.published.reader import PublishedReader
from index.search.request import SearchRequest
from tests.index.publish import invented
from tests.index.publish.invented import PEOPLE, SALIDA

STEPS = ("fsync", "rename", "replace", "unlink", "rmdir", "mkdir")


class Disk:
    """The durable content of a folder, by inode; `left` lays out what a power cut would leave."""

    def __init__(self, root, *, names_wait):
        self.root = root
        self.names_wait = names_wait
        self.bytes = {}
        self.names = {}
        for path in [root, *root.rglob("*")]:
            self.synced(path)

    def synced(self, path):
        inode = path.stat().st_ino
        if path.is_dir():
            self.names[inode] = {entry.name: entry for entry in os.scandir(path)}
        else:
            self.bytes[inode] = path.read_bytes()

    def left(self, copy):
        shutil.rmtree(copy, ignore_errors=True)
        self._lay_out(self.root.stat().st_ino, self.root, copy)

    def _lay_out(self, inode, folder, copy):
        copy.mkdir()
        entries = self.names.get(inode, {}) if self.names_wait else {one.name: one for one in os.scandir(folder)}
        for name, entry in entries.items():
            if entry.is_dir():
                self._lay_out(entry.inode(), folder / name, copy / name)
            else:
                (copy / name).write_bytes(self.bytes.get(entry.inode(), b""))


def answer(folder):
    """Number, damage, and whether the new name is current, as a machine that starts again would answer."""
    generation = PublishedReader(folder).generation()
    request = SearchRequest(latitude=SALIDA[0], longitude=SALIDA[1], radius_miles=50)
    renamed = generation.provider("person03").name == "Jordan Brooks"
    return generation.number, generation.damage, renamed, generation.search(request).total


def cut_at_each_step(disk, scratch, monkeypatch, act):
    """Return the answers after a power cut at each step of `act`."""
    answers = []

    def watched(name, real):
        def step(*args, **options):
            result = real(*args, **options)
            if name == "fsync":
                path = Path(f"/proc/self/fd/{args[0]}").readlink()
                if path.is_relative_to(disk.root):
                    disk.synced(path)
            if not looking:
                looking.append(True)
                disk.left(scratch)
                answers.append(answer(scratch))
                looking.clear()
            return result

        return step

    looking = []
    with monkeypatch.context() as patched:
        for name in STEPS:
            patched.setattr(os, name, watched(name, getattr(os, name)))
        act()
    return answers


@pytest.fixture(params=[False, True], ids=["names at once", "names wait"])
def disk(request, store, published, folder):
    invented.rename(store, 3, "Jordan Brooks")
    return Disk(folder, names_wait=request.param)


OLD, NEW = (1, (), False, PEOPLE), (2, (), True, PEOPLE)


def test_after_a_power_cut_the_old_or_the_new_generation_is_whole(disk, store, tmp_path, monkeypatch):
    answers = cut_at_each_step(disk, tmp_path / "left", monkeypatch, lambda: publish(store, settings.current()))

    assert len(answers) > 30
    assert set(answers) == {OLD, NEW}
    assert answers == sorted(answers), "once new, never old again"
    assert answers[-1] == NEW


def test_without_syncing_the_files_the_same_cuts_do_harm(disk, store, tmp_path, monkeypatch):
    monkeypatch.setattr(generation_writer, "sync_tree", lambda _: None)

    answers = cut_at_each_step(disk, tmp_path / "left", monkeypatch, lambda: publish(store, settings.current()))

    assert any(damage for _, damage, _, _ in answers)
