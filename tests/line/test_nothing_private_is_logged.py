"""Words that somebody writes in a form, or an operator as a reason, are in no log, whatever fails."""

import json
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, contextmanager

import pytest

from index import settings
from index.corrections import box
from index.failure_text import LOCKED, NO_ROOM, NOT_OPENED, READ_ONLY
from index.store import open_store, sources
from tests.index.corrections.sent import fix, removal
from tests.index.publish import invented
from tests.line.command import TODAY, Home
from tests.line.machine import machine
from tests.line.site import serving

MARKER = "zqmarkerzq"
DEADLINE = 60
MESSAGES = (
    removal("person03", text=f"{MARKER} text", contact=f"{MARKER}@sender.example", which=f"{MARKER} which"),
    fix(provider="person04", text=f"{MARKER} text", contact=f"{MARKER} 303-555-0142"),
)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A home with invented people published."""
    path = tmp_path / "kept"
    monkeypatch.setenv("PINPOINT_HOME", str(path))
    settings.current.cache_clear()
    store = open_store(settings.current().database_url)
    invented.settle(store)
    with store.write() as connection:
        for source in sources.all_sources(connection):
            sources.disable(connection, source.id, who="test", note="nothing is crawled here")
    store.close()
    home = Home(path, more={"PINPOINT_LOG_LEVEL": "DEBUG"})
    home.run("publish")
    return home


@pytest.fixture
def own_machine():
    with machine() as made:
        yield made


def send(home):
    for message in MESSAGES:
        box.append(home.path / "inbox", message)


@contextmanager
def working(home, out):
    """A worker that writes into a file; ended by SIGTERM."""
    with out.open("wb") as file:
        worker = home.start("work", stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        try:
            yield worker
        finally:
            if worker.poll() is None:
                worker.send_signal(signal.SIGTERM)
            worker.wait(DEADLINE)


def wait_until(said, out, worker):
    """Wait until a worker's log says it, or the worker has ended and has said it."""
    end = time.monotonic() + DEADLINE
    while said not in out.read_text():
        assert worker.poll() is None, out.read_text()
        assert time.monotonic() < end, out.read_text()
        time.sleep(0.1)


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


def assert_unmarked(*texts):
    assert [text for text in texts if MARKER in text] == []


def logs_of(home):
    return [path.read_text(errors="replace") for path in home.path.glob("logs/*")]


def post(base, form):
    data = urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(f"{base}/remove", data, headers={"Sec-Fetch-Site": "same-origin"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def assert_operator_is_answered(home, sentence):
    """The commands that carry a message or a reason end with the sentence, in one line, and without the marker."""
    written = [
        home.ask_for("cases", "take"),
        home.ask_for("remove", "person05", "--yes", "--who", "ops", "--reason", MARKER),
    ]
    for code, text in written:
        assert code == 1, text
        assert sentence in text
        assert "Traceback" not in text
        assert_unmarked(text)


def test_while_the_published_folder_is_read_only(kept, own_machine, tmp_path):
    home = own_machine.home(kept)
    own_machine.read_only(kept.path / "generations")
    send(kept)
    out = tmp_path / "worker.log"
    with working(home, out) as worker:
        wait_until("the inbox could not be taken in", out, worker)
        assert_operator_is_answered(home, READ_ONLY)
        own_machine.writable(kept.path / "generations")
    (line,) = [line for line in lines_of(out.read_text()) if line["event"] == "the inbox could not be taken in"]
    assert (line["level"], line["error"]) == ("error", "OSError")
    assert line["why"].endswith(READ_ONLY)
    assert_unmarked(out.read_text(), *logs_of(kept))
    assert kept.json("cases", "list", "--all")  # the end of the worker took them in


def test_while_the_whole_disk_is_read_only(kept, own_machine, tmp_path):
    home = own_machine.home(kept)
    send(kept)
    own_machine.read_only(kept.path)
    code, said = home.ask_for("work")
    assert code == 1
    assert_operator_is_answered(home, NOT_OPENED)
    with serving(home, tmp_path / "site") as site:
        form = {"id": "person05", "asker": "listed", "text": MARKER, "contact": MARKER}
        status, page = post(site.base, form)
        assert (status, "We could not keep what you wrote" in page) == (503, True)
    assert_unmarked(said, site.out.read_text(), site.err.read_text(), *logs_of(kept))


def test_while_the_disk_is_full(kept, own_machine, tmp_path):
    home = own_machine.home(kept)
    send(kept)
    own_machine.small_disk(kept.path, 16_000)
    out = tmp_path / "worker.log"
    with working(home, out) as worker:
        wait_until("inbox taken in", out, worker)
        own_machine.fill(kept.path)
        with serving(home, tmp_path / "site") as site:
            form = {"id": "person05", "asker": "listed", "text": f"{MARKER} " * 80, "contact": MARKER}
            statuses = []
            for _ in range(6):  # the last block of the file takes some, and the worker may have made room
                own_machine.fill(kept.path)
                statuses.append(post(site.base, form)[0])
            assert statuses[-1] == 503
        assert_operator_cannot_remove(home, NO_ROOM)
        own_machine.make_room(kept.path)
    assert_unmarked(out.read_text(), site.out.read_text(), site.err.read_text())


def assert_operator_cannot_remove(home, sentence):
    code, text = home.ask_for("remove", "person05", "--yes", "--who", "ops", "--reason", MARKER)
    assert (code, sentence in text) == (1, True), text
    assert_unmarked(text)


def test_while_another_process_holds_the_store(kept, tmp_path):
    url = f"sqlite:///{kept.path / 'store.db'}?timeout=0.5"
    home = Home(kept.path, more=kept.more | {"PINPOINT_STORE_URL": url})
    out = tmp_path / "worker.log"
    with closing(sqlite3.connect(kept.path / "store.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        send(kept)
        assert_operator_is_answered(home, LOCKED)
        with out.open("wb") as file:
            worker = home.start("work", stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
            wait_until(LOCKED, out, worker)
        other.execute("ROLLBACK")
    if worker.poll() is None:
        worker.send_signal(signal.SIGTERM)
    worker.wait(DEADLINE)
    assert_unmarked(out.read_text(), *logs_of(kept))


def test_a_damaged_store_says_so_without_the_record_that_cannot_be_read(kept):
    send(kept)
    assert kept.ask_for("cases", "take")[0] == 0
    with closing(sqlite3.connect(kept.path / "store.db")) as store, store:
        store.execute(f"""UPDATE "case" SET text = CAST(x'{MARKER.encode().hex()}ff' AS TEXT)""")
    code, text = kept.ask_for("cases", "list", "--all")
    assert code == 1
    assert "the store is damaged" in text
    assert_unmarked(text)


@pytest.mark.parametrize(("level", "events"), [("INFO", {"inbox taken in"}), ("ERROR", set())])
def test_the_worker_obeys_the_level(tmp_path, level, events):
    home = Home(tmp_path / "level", now=TODAY, more={"PINPOINT_LOG_LEVEL": level})
    send(home)
    code, text = home.ask_for("work", "--once")
    assert code == 0, text
    assert {line["event"] for line in lines_of(text)} & {"inbox taken in"} == events
    assert all(line["level"] != "info" for line in lines_of(text)) or level == "INFO"
