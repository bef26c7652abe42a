"""The book of alerts: private, atomic, one writer at a time, and elsewhere if the home cannot be written."""

import stat
import tempfile
from dataclasses import replace

import pytest

from index import settings
from index.alerts import book as book_of_alerts
from index.alerts.book import Book, BookBusyError, BookNotWrittenError, book_lock, read_book, write_book
from tests.index.alerts.troubled import MINUTES, NOW, Machine, Recorder, trouble


@pytest.fixture
def machine(home, monkeypatch, tmp_path):
    monkeypatch.setenv("PINPOINT_ALERTS_WEEKLY", "")
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "elsewhere"))
    monkeypatch.setattr(book_of_alerts, "MEMORY_DISK", str(tmp_path / "no such disk"))
    return Machine(monkeypatch)


@pytest.fixture
def home_is_full(machine, monkeypatch):
    """Let no file of the home be written, as on a full or a read-only disk; its lock can be opened."""
    write = book_of_alerts.replace_file

    def full(path, content):
        if path.parent.parent == settings.current().home:
            raise OSError(28, "No space left on device")
        write(path, content)

    monkeypatch.setattr(book_of_alerts, "replace_file", full)


def test_it_is_a_file_of_this_user_alone_and_is_read_as_written(machine, home):
    machine.troubles = [trouble(run=7, codes=("first_run",))]
    book = machine.look().book
    assert stat.S_IMODE((home / "alerts" / "book.json").stat().st_mode) == 0o600
    assert read_book(settings.current()) == book
    assert (book.looked_at, [one.key for one in book.open]) == (NOW, [("source_late", "school")])


def test_a_file_that_cannot_be_read_is_a_new_book(home):
    (home / "alerts").mkdir(parents=True)
    (home / "alerts" / "book.json").write_bytes(b"{")
    assert read_book(settings.current()) == Book()


def test_only_one_process_looks_and_sends_and_the_other_still_sees(machine):
    machine.troubles = [trouble()]
    with book_lock(settings.current()):
        with pytest.raises(BookBusyError), book_lock(settings.current()):
            pass
        outcome = machine.look()
    assert (outcome.was_busy, outcome.needs_a_person, outcome.may_beat, machine.events) == (True, True, False, [])
    machine.look()
    machine.look()
    assert machine.events == ["started"]


def test_two_processes_that_both_remember_send_once_between_them(machine):
    one, other = machine.process(), machine.process()
    machine.troubles = [trouble()]
    for process in (one, other, one, other):
        machine.look(5 * MINUTES, process)
    machine.troubles = []
    for process in (other, one, other, one, other):
        machine.look(15 * MINUTES, process)
    assert machine.events == ["started", "ended"]


def test_a_full_home_is_no_flood_since_the_book_is_elsewhere(machine, home_is_full, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    machine.troubles = [trouble()]
    for _ in range(5):
        machine.look(10 * MINUTES)
    assert machine.events == ["started"]
    (folder,) = (tmp_path / "elsewhere").iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_newest_copy_counts_when_the_home_can_be_written_again(machine, tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    machine.look()
    with monkeypatch.context() as patch:
        patch.setattr(book_of_alerts, "replace_file", _only_elsewhere(book_of_alerts.replace_file))
        machine.troubles = [trouble()]
        machine.look(5 * MINUTES)
    machine.look(5 * MINUTES)
    assert machine.events == ["started"]


def test_a_folder_of_somebody_else_is_not_used(machine, home_is_full, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    machine.look()
    (folder,) = (tmp_path / "elsewhere").iterdir()
    folder.chmod(0o755)
    with pytest.raises(BookNotWrittenError, match="the alerts cannot be noted down, neither in"):
        write_book(settings.current(), Book())
    (folder / "book.json").unlink()
    (folder / "book.lock").unlink(missing_ok=True)
    folder.rmdir()
    folder.symlink_to(tmp_path)
    with pytest.raises(BookNotWrittenError):
        write_book(settings.current(), Book())


def test_where_nothing_can_be_written_a_process_that_ends_sends_nothing_and_says_so(machine, home_is_full):
    machine.troubles = [trouble()]
    for _ in range(3):
        outcome = machine.look(10 * MINUTES)
        assert outcome.undelivered.startswith("the alerts cannot be noted down, neither in ")
        assert not outcome.may_beat
    assert machine.events == []


def test_where_nothing_can_be_written_the_worker_remembers_and_sends_once(machine, home_is_full):
    worker = machine.process()
    machine.troubles = [trouble()]
    for _ in range(5):
        outcome = machine.look(5 * MINUTES, worker)
    assert (machine.events, outcome.undelivered != "") == (["started"], True)
    machine.troubles = []
    for _ in range(9):
        machine.look(5 * MINUTES, worker)
    assert machine.events == ["started", "ended"]


def test_a_home_in_which_no_lock_can_be_opened(machine, monkeypatch):
    def read_only(_path):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(book_of_alerts, "FileLock", read_only)
    machine.troubles = [trouble()]
    outcome = machine.look()
    assert (outcome.needs_a_person, outcome.undelivered != "", machine.events) == (True, True, [])


def test_a_process_that_is_killed_after_a_delivery_repeats_at_most_that_one(machine, monkeypatch):
    class Killed(BaseException):
        pass

    class Deadly(Recorder):
        def send(self, notice):
            super().send(notice)
            if len(self.sent) == 1:
                raise Killed

    machine.channels = (Recorder("file"), Deadly("mail"))
    machine.troubles = [trouble()]
    with pytest.raises(Killed):
        machine.look()
    machine.look(5 * MINUTES)
    assert [one.events for one in machine.channels] == [["started"], ["started", "started"]]
    assert len({one.id for one in machine.channels[1].sent}) == 1


def _only_elsewhere(write):
    def full(path, content):
        if path.parent.parent == settings.current().home:
            raise OSError(28, "No space left on device")
        write(path, content)

    return full


def test_numbers_of_copies_only_grow(home):
    book = write_book(settings.current(), replace(Book(), written=7))
    assert (book.written, read_book(settings.current()).written) == (8, 8)
    assert [one.name for one in (home / "alerts").iterdir()] == ["book.json"]
