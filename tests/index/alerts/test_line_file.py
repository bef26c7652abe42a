import errno
import fcntl
import json
import multiprocessing
import os
import stat

import pytest

from index.alerts.channels import line_file
from index.alerts.channels.line_file import LineFile
from index.alerts.notice import DeliveryError
from tests.index.alerts.notices import notice


@pytest.fixture
def path(tmp_path):
    return tmp_path / "alerts.jsonl"


@pytest.fixture
def channel(with_settings, path):
    return LineFile(with_settings(file=path, seconds=0.2))


def titles(path):
    return [json.loads(line)["title"] for line in path.read_text().splitlines() if line]


def test_each_notice_is_a_line_in_a_file_of_its_owner(channel, path):
    channel.send(notice(title="one"))
    channel.send(notice(title="two", text="a\nb\u2028c"))
    assert titles(path) == ["one", "two"]
    assert path.read_bytes().count(b"\n") == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_the_operator_made_keeps_its_mode(channel, path):
    path.touch()
    path.chmod(0o640)
    channel.send(notice())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_line_that_was_cut_short_does_not_spoil_the_next(channel, path):
    path.write_bytes(b'{"version": 1, "ti')
    channel.send(notice())
    assert path.read_bytes().splitlines()[0] == b'{"version": 1, "ti'
    assert json.loads(path.read_bytes().splitlines()[1])["title"] == "school blocks us"


def _write(channel, name):
    for number in range(20):
        channel.send(notice(title=f"{name} {number}", text=name * 3000))


def test_two_writers_write_whole_lines(channel, path):
    spawned = multiprocessing.get_context("fork")
    writers = [spawned.Process(target=_write, args=(channel, name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = titles(path)
    for name in "ab":
        assert [one for one in found if one.startswith(name)] == [f"{name} {number}" for number in range(20)]


def test_the_line_is_durable_before_the_call_returns(channel, path, monkeypatch):
    order = []
    monkeypatch.setattr(os, "fsync", lambda _: order.append("file"))
    monkeypatch.setattr(line_file, "sync_folder", order.append)
    channel.send(notice())
    assert order == ["file", path.parent]


def test_a_full_disk_leaves_no_half_line(channel, path, monkeypatch):
    channel.send(notice(title="one"))
    real = os.write

    def full(descriptor, data):
        if len(data) > 10:
            return real(descriptor, data[:10])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", lambda descriptor, data: full(descriptor, data[:20]))
    with pytest.raises(DeliveryError) as failed:
        channel.send(notice(title="two"))
    assert str(failed.value) == f"file: {path} cannot be written (No space left on device)"
    monkeypatch.undo()
    assert titles(path) == ["one"]


def test_a_folder_a_pipe_and_a_missing_folder_are_no_file(channel, path, with_settings):
    path.mkdir()
    with pytest.raises(DeliveryError, match=r"cannot be written \(Is a directory\)"):
        channel.send(notice())
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(DeliveryError, match=r"cannot be written \(Invalid argument\)"):
        channel.send(notice())
    with pytest.raises(DeliveryError, match=r"cannot be written \(No such file or directory\)"):
        LineFile(with_settings(file=path.parent / "none" / "alerts.jsonl")).send(notice())


def test_a_lock_that_somebody_holds_is_given_up_at_the_deadline(channel, path):
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(DeliveryError, match=r"another process has .* locked for more than 0.2 seconds"):
            channel.send(notice())
