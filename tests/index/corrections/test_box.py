import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from index.corrections import box
from index.corrections.message import DamagedMessageError, from_line, to_line
from tests.index.corrections.sent import fix, removal

WRITE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from index.corrections import box
from index.corrections.message import from_line
whole = os.write
def half(descriptor, data):
    whole(descriptor, data[:int(sys.argv[3])])
    os.kill(os.getpid(), signal.SIGKILL)
if int(sys.argv[3]):
    os.write = half
box.append(Path(sys.argv[1]), from_line(sys.argv[2].encode()))
"""


def read(folder, **read_to):
    return list(box.read(folder, read_to))


def messages(folder):
    return [message for reading in read(folder) for message in reading.messages]


def write_and_die(folder, message, cut=0, at=""):
    arguments = [sys.executable, "-c", WRITE_AND_DIE, str(folder), to_line(message), str(cut)]
    return subprocess.run(arguments, env=os.environ | {"PINPOINT_FAULT_AT": at}, check=False).returncode


def test_what_is_appended_is_read_in_order_with_every_word(tmp_path):
    sent = [fix(text='line one\nline two "quoted" \N{SNOWMAN}'), removal(contact="a@example.test")]
    for message in sent:
        box.append(tmp_path / "inbox", message)
    assert messages(tmp_path / "inbox") == sent


def test_only_the_owner_can_read_it_and_there_is_a_file_a_day(tmp_path, monkeypatch):
    folder = tmp_path / "inbox"
    box.append(folder, fix())
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T00:00:00+00:00")
    box.append(folder, fix())
    assert sorted(path.name for path in folder.iterdir()) == ["2026-11-23.jsonl", "2026-11-24.jsonl"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o640}


def test_what_was_read_is_not_read_again_and_what_comes_after_is(tmp_path):
    box.append(tmp_path, first := fix())
    reading = read(tmp_path)[0]
    assert reading.messages == (first,)
    assert read(tmp_path, **{reading.name: reading.read_to}) == []
    box.append(tmp_path, second := fix())
    assert read(tmp_path, **{reading.name: reading.read_to})[0].messages == (second,)


def test_a_file_that_became_shorter_is_read_from_its_beginning(tmp_path):
    box.append(tmp_path, message := fix())
    assert read(tmp_path, **{"2026-11-23.jsonl": 10**6})[0].messages == (message,)


def test_a_process_killed_in_the_middle_of_a_line_costs_that_line_alone(tmp_path):
    box.append(tmp_path, before := fix())
    assert write_and_die(tmp_path, fix(), cut=40) == -9
    assert read(tmp_path)[0].messages == (before,)
    assert read(tmp_path)[0].damaged == 0
    box.append(tmp_path, after := fix())
    reading = read(tmp_path)[0]
    assert reading.messages == (before, after)
    assert reading.damaged == 1
    assert read(tmp_path, **{reading.name: reading.read_to}) == []


def test_a_line_cut_short_at_the_end_of_its_day_is_counted_once(tmp_path, monkeypatch):
    assert write_and_die(tmp_path, fix(), cut=40) == -9
    assert [(reading.messages, reading.damaged) for reading in read(tmp_path)] == [((), 0)]
    monkeypatch.setenv("PINPOINT_NOW", "2026-11-24T00:00:00+00:00")
    reading = read(tmp_path)[0]
    assert (reading.messages, reading.damaged) == ((), 1)
    assert read(tmp_path, **{reading.name: reading.read_to}) == []


@pytest.mark.parametrize(("at", "kept"), [("inbox:before", 0), ("inbox:written", 1)])
def test_a_kill_around_the_write_leaves_a_whole_line_or_none(tmp_path, at, kept):
    assert write_and_die(tmp_path, fix(), at=at) == -9
    box.append(tmp_path, fix())
    reading = read(tmp_path)[0]
    assert (len(reading.messages), reading.damaged) == (kept + 1, 0)


def test_a_full_inbox_or_disk_is_an_error_for_the_sender(tmp_path, monkeypatch):
    box.append(tmp_path, first := fix())
    monkeypatch.setattr(box, "LARGEST_DAY", 200)
    with pytest.raises(box.InboxError, match="the inbox of this day is full"):
        box.append(tmp_path, fix())
    assert messages(tmp_path) == [first]
    monkeypatch.setattr(os, "write", lambda descriptor, data: len(data) - 1)
    monkeypatch.setattr(box, "LARGEST_DAY", 10**6)
    with pytest.raises(box.InboxError, match="no room for the whole line"):
        box.append(tmp_path, fix())


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "inbox").write_text("a file")
    with pytest.raises(box.InboxError, match="could not be written"):
        box.append(tmp_path / "inbox", fix())


def test_many_writers_at_once_lose_no_line(tmp_path):
    sent = [fix(text="x" * 900) for _ in range(80)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda message: box.append(tmp_path, message), sent))
    assert sorted(message.number for message in messages(tmp_path)) == sorted(message.number for message in sent)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_message_are_damage_and_nothing_else(line):
    with pytest.raises(DamagedMessageError):
        from_line(line)


@given(st.text(max_size=1000), st.text(max_size=200))
@profile(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was(text, contact):
    message = fix(text=text, contact=contact)
    line = to_line(message).encode()
    assert b"\n" not in line
    assert from_line(line) == message
