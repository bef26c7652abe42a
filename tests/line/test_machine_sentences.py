"""A disk or a store that fails: every command that needs it ends with 1 and a sentence, never with a traceback."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from commands import COMMANDS
from index.failure_text import DAMAGED, LOCKED, NOT_OPENED
from tests.line.command import Home
from tests.line.machine import machine

NEEDS_THE_STORE = {
    "archive": ("archive", "prune"),
    "approve": ("approve", 1, "--reason", "why"),
    "audit": ("audit",),
    "backup": ("backup", "/tmp/pinpoint-backup-of-nothing"),
    "cancel": ("cancel", 1),
    "cases": ("cases", "list", "--all"),
    "checks": ("checks", "list"),
    "console": ("console",),
    "crawl": ("crawl", "nppes_file", "--accept", "-a", "file=/dev/null"),
    "diagnose": ("diagnose", "nppes_file"),
    "diff": ("diff", 1),
    "freeze": ("freeze", "--reason", "why"),
    "gates": ("gates", "suggest", "nppes_file"),
    "generations": ("generations", "unpin", "--reason", "why"),
    "guide": ("guide", "sign", "guide/warning-signs", 1, "--who", "ops", "--note", "why"),
    "history": ("history", "p1"),
    "launch": ("launch",),
    "logs": ("logs", 1),
    "prune": ("prune",),
    "publish": ("publish",),
    "reject": ("reject", 1, "--reason", "why"),
    "remove": ("remove", "p1", "--yes", "--who", "ops", "--reason", "why"),
    "replay": ("replay", 1),
    "resolve": ("resolve",),
    "review": ("review", "list"),
    "rules": ("rules", "unsign", "CO", "physical-therapist", "--who", "ops", "--note", "why"),
    "runs": ("runs",),
    "sources": ("sources", "list"),
    "unfreeze": ("unfreeze",),
    "users": ("users", "list"),
    "vocabulary": ("vocabulary", "unknown"),
    "work": ("work", "--once"),
}
WRITES = {"crawl", "freeze", "publish", "remove", "resolve", "sources", "work"}
NEEDS_NO_STORE = {
    "alerts", "alive", "close", "demo", "demo-directory", "demo-registry", "doctor", "evidence", "export", "keys",
    "metrics", "normalize", "open", "places", "restore", "robots", "search", "serve", "today", "watch",
}  # fmt: skip


RUN_EACH = """
import json, os, sys, tempfile
import commands.crawl, commands.resolve, pinpoint  # loaded once; each command runs in a copy of this process

ended = {}
for name, arguments in json.load(sys.stdin).items():
    with tempfile.TemporaryFile() as output:
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            sys.argv = ["pinpoint", *map(str, arguments)]
            code = 0
            try:
                pinpoint.main()
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
        _, status = os.waitpid(child, 0)
        output.seek(0)
        ended[name] = (os.waitstatus_to_exitcode(status), output.read().decode())
print(json.dumps(ended))
"""


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "kept")
    made.run("sources", "list")
    return made


def sentences(home, names):
    """Run commands and return the sentence with which each ended; every one with 1, and without a traceback."""
    asked = json.dumps({name: NEEDS_THE_STORE[name] for name in sorted(names)})
    done = subprocess.run(
        [*home.inside, sys.executable, "-c", RUN_EACH],
        input=asked,
        env=home.environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found = {}
    for name, (code, text) in json.loads(done.stdout).items():
        (line,) = [line for line in text.splitlines() if line.startswith("Error: ")]
        assert (name, code) == (name, 1)
        assert "Traceback" not in text
        found[name] = line.removeprefix("Error: ")
    return found


def test_every_command_is_among_them():
    assert COMMANDS.keys() == NEEDS_THE_STORE.keys() | NEEDS_NO_STORE


def test_over_a_damaged_store(home):
    for leftover in home.path.glob("store.db*"):
        leftover.write_bytes(b"this is no database, but long enough for one" * 100)
    assert sentences(home, NEEDS_THE_STORE) == dict.fromkeys(NEEDS_THE_STORE, DAMAGED)


def test_over_a_store_that_another_process_holds(home):
    url = f"sqlite:///{home.path / 'store.db'}?timeout=0.2"
    held = Home(home.path, more={"PINPOINT_STORE_URL": url})
    with closing(sqlite3.connect(home.path / "store.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert sentences(held, WRITES) == dict.fromkeys(WRITES, LOCKED)
        other.execute("ROLLBACK")


def test_on_a_read_only_disk(home):
    with machine() as made:
        made.read_only(home.path)
        assert sentences(made.home(home), WRITES) == dict.fromkeys(WRITES, NOT_OPENED)


def test_a_full_disk_without_a_usable_store_still_takes_the_sign_that_closes_the_site(home):
    with machine() as made:
        made.small_disk(home.path, 4096)
        made.fill(home.path)
        full = made.home(home)
        closed = json.loads(full.run("close", "--who", "Ana", "--reason", "why", "--json"))
        assert (closed["closed"], closed["recorded"]) == (True, False)
        assert made.files(home.path / "generations" / "CLOSED").exists()
        full.run("open")
        assert not made.files(home.path / "generations" / "CLOSED").exists()
