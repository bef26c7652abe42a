"""A build that fails leaves CURRENT as it was and no file next to it."""

import errno
import os
from pathlib import Path

import pytest

from index import durable_files as durable
from index import settings
from index.publish import generation_writer, publisher
from index.publish.generation_writer import GenerationWriter
from index.publish.golden_queries import GoldenQueryError
from index.publish.publisher import publish
from index.published import generation_folder
from index.published.current import column_engine
from index.published.documents import DocumentOrderError
from index.published.reader import PublishedReader
from index.records import Clinic, StateRules
from index.search.column_engine import build


def fail_with(error):
    def failing(*_args, **_options):
        raise error

    return failing


def unchanged(folder):
    generation = PublishedReader(folder).generation()
    names = sorted(path.name for path in folder.iterdir())
    return (generation.number, generation.damage, names) == (
        1,
        (),
        ["CURRENT", "generation-000001", "keys", "overlay.lock", "pin.lock", "publish.lock"],
    )


@pytest.mark.parametrize("function", ["write_rules", "write_keys", "write_redirects", "sync_tree", "point_to"])
def test_a_full_disk_at_any_step_leaves_the_generation_before(function, store, published, folder, monkeypatch):
    monkeypatch.setattr(generation_writer, function, fail_with(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))

    with pytest.raises(OSError, match="No space left"):
        publish(store, settings.current())

    assert unchanged(folder)


def test_a_full_disk_while_current_is_written_leaves_no_half_pointer(store, published, folder, monkeypatch):
    real = os.fsync

    def full(descriptor):
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == "CURRENT.tmp":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        publish(store, settings.current())

    assert unchanged(folder)


def test_an_index_that_fails_to_build_leaves_the_generation_before(store, published, folder, monkeypatch):
    monkeypatch.setattr(publisher, "build", fail_with(RuntimeError("invented")))

    with pytest.raises(RuntimeError, match="invented"):
        publish(store, settings.current())

    assert unchanged(folder)


def test_an_index_that_misses_somebody_is_not_pointed_to(store, published, folder, monkeypatch):
    monkeypatch.setattr(publisher, "build", lambda directory, providers, rules: build(directory, providers[1:5], rules))

    with pytest.raises(GoldenQueryError, match="does not find clinic01 at its own place"):
        publish(store, settings.current())

    assert unchanged(folder)


def test_an_interrupted_publish_cleans_up_too(store, published, folder):
    def interrupt(_what, count):
        if count == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(store, settings.current(), progress=interrupt)

    assert unchanged(folder)


def test_providers_come_in_the_order_of_their_ids(tmp_path):
    with GenerationWriter(tmp_path, 1, build, column_engine) as writer:
        writer.add(Clinic(id="b", name="B"), [])
        with pytest.raises(DocumentOrderError, match="provider a came after b"):
            writer.add(Clinic(id="a", name="A"), [])
    assert list(tmp_path.iterdir()) == []


def test_two_publishers_exclude_one_another(store, published, folder):
    with (
        generation_folder.only_publisher(folder),
        pytest.raises(generation_folder.PublisherBusyError, match=r"another process is publishing .*publish again"),
    ):
        publish(store, settings.current())

    assert unchanged(folder)
    assert publish(store, settings.current()).generation == 2


def test_only_leftovers_of_ours_are_swept(store, published, folder):
    (folder / "building-000007").mkdir()
    (folder / "building-notes").mkdir()
    (folder / "generation-000009").mkdir()
    (folder / "notes.txt").write_text("kept")

    report = publish(store, settings.current())

    assert report.swept == ("building-000007", "generation-000009")
    assert (folder / "building-notes").exists()
    assert (folder / "notes.txt").exists()
    assert report.generation == 10


def test_a_generation_of_nobody_can_be_written(tmp_path):
    with generation_folder.only_publisher(tmp_path), GenerationWriter(tmp_path, 1, build, column_engine) as writer:
        writer.finish(StateRules(), {})

    assert len(PublishedReader(tmp_path).generation()) == 0
