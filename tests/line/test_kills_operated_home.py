"""SIGKILL of worker, crawl and console at random moments while operators give commands: it ends as if nothing happened.

50 kills with --soak, by a printed seed; PINPOINT_TEST_SEED sets another. tests/crawler/run_life does the same in one
process, at every point where a process writes or reads.
"""

import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from console.accounts import passwords
from crawler.runs.lease import is_held
from demo.directories.breakable import PEOPLE, Breakable
from demo.server import DirectoryServer
from index.store import open_store
from tests.console.conftest import FIELD, PASSWORD, add_user
from tests.line.command import Home
from tests.line.signed_in import CHEAP
from tests.line.test_demo_week import LIST, SOURCE

SEED, KILLS = 20261130, 50
MORNING = datetime.fromisoformat("2026-11-23T06:00:00+00:00")
BETWEEN = timedelta(minutes=15)  # longer than the wait after an abandoned run, and all of them on one day
KEYS = "fern", "moss"
FIRST = PEOPLE - 10
UNDER_WAY = "queued", "starting", "running", "collected", "promoting"
DEADLINE = 300


class Growing(Breakable):
    """A directory that gains people while it is read."""

    def __init__(self, key):
        super().__init__(key, "http://localhost:1")
        self.count = FIRST

    def _people(self):
        return super()._people()[: self.count]


@dataclass
class Operated:
    """A home with two directories, a worker and a console that are restarted after each kill, and an operator."""

    home: Home
    directories: list[Growing]
    log: Path
    port: int
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)
    commands: list[subprocess.Popen] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self):
        self.client = build_opener(HTTPCookieProcessor(CookieJar(DefaultCookiePolicy(secure_protocols=("http",)))))

    def is_alive(self, name):
        return name in self.processes and self.processes[name].poll() is None

    def start(self, name, *arguments):
        if not self.is_alive(name):
            self.processes[name] = self.began(name, *arguments)

    def began(self, *arguments):
        with self.log.open("ab") as log:
            return self.home.start(*arguments, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)

    def start_all(self):
        self.start("work")
        self.start("console", "--port", self.port)
        wait_until(self.is_console_up, lambda: f"the console does not answer: {self.log.read_text()[-2000:]}")

    def is_console_up(self):
        try:
            self.get("/sign-in?to=/")
        except OSError:
            return False
        return True

    def get(self, path):
        with self.client.open(f"{self.at}{path}", timeout=20) as response:
            return response.read().decode()

    def post(self, form, path, **values):
        fields = dict(FIELD.findall(self.get(form)))
        headers = {"Origin": self.at, "Sec-Fetch-Site": "same-origin"}
        with self.client.open(
            Request(f"{self.at}{path}", urlencode(fields | values).encode(), headers), timeout=60
        ) as response:
            return response.read().decode()

    @property
    def at(self):
        return f"http://127.0.0.1:{self.port}"

    def sign_in(self):
        if 'name="password"' in self.get("/sources"):
            self.post("/sign-in?to=/", "/sign-in", name="ida", password=PASSWORD, to="/")

    def rows(self, query, *values):
        with closing(sqlite3.connect(self.home.path / "store.db", timeout=30)) as store:
            return store.execute(query, values).fetchall()

    def approve_held(self):
        for number in self.held():
            self.post(f"/runs/{number}", f"/runs/{number}/approve", reason="seen on the site")

    def run_now(self, key):
        self.post(f"/sources/{key}", f"/sources/{key}/run-now", reason="")

    def held(self):
        return [number for (number,) in self.rows("SELECT id FROM run WHERE state = 'held' ORDER BY id")]

    def active(self):
        return self.rows(f"SELECT id, source, state FROM run WHERE state IN {UNDER_WAY}")

    def command(self, name, key):
        """Give a command and sign in to the console; what is refused, or killed meanwhile, comes again another time."""
        self.commands = [one for one in self.commands if one.poll() is None]
        if name == "crawl":
            self.commands.append(self.began("crawl", key))
        with suppress(OSError):
            self.sign_in()
            if name == "approve":
                self.approve_held()
            elif name == "run-now":
                self.run_now(key)
            self.done[name] += 1

    def kill(self, victim):
        """Kill the worker, the process of a crawl, or the console with all of its processes."""
        if victim == "crawl":
            running = self.rows("SELECT pid FROM run WHERE state = 'running' AND pid IS NOT NULL")
            for (pid,) in running[:1]:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return bool(running)
        process = self.processes[victim]
        if victim == "console":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()  # what it started goes on without it
        process.wait(60)
        return True

    def stop(self):
        for process in (*self.processes.values(), *self.commands):
            process.terminate()
        for process in (*self.processes.values(), *self.commands):
            process.wait(DEADLINE)


@contextmanager
def operated(folder):
    """Give an operated home; nothing of it is left running."""
    servers = [DirectoryServer(Growing(key)) for key in KEYS]
    for server in servers:
        server.start()
    (folder / "home" / "sources").mkdir(parents=True)
    for key, server in zip(KEYS, servers, strict=True):
        described = SOURCE.format(key=key, url=f"{server.base_url}/", platform="html_list", options=LIST)
        (folder / "home" / "sources" / f"{key}.yml").write_text(described)
    limits = {"DOCTOR_FREE_MB": "0", "BACKUP_DAYS": "0"}
    home = Home(folder / "home", more={f"PINPOINT_{name}": value for name, value in limits.items()})
    home = replace(home.allowing(*(server.address for server in servers)), now=MORNING.isoformat())
    home.run("sources", "list")
    with patch.object(passwords, "hasher", CHEAP), open_store(f"sqlite:///{home.path / 'store.db'}") as store:
        add_user(store)
    one = Operated(home, [server._directory for server in servers], folder / "log", free_port())
    try:
        yield one
    finally:
        one.stop()
        for server in servers:
            server.stop()


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def wait_until(true, what):
    end = time.monotonic() + DEADLINE
    while not true():
        assert time.monotonic() < end, what()
        time.sleep(0.1)


def finish(one):
    """Read both directories as they are at last, as nothing is killed any more, and return the content."""
    for directory in one.directories:
        directory.count = PEOPLE
    one.start_all()
    one.sign_in()
    assert "/sources/fern" in one.get("/sources")
    for key in KEYS:
        wait_until(lambda: not one.active(), lambda: f"a run never ends: {one.active()}")
        one.approve_held()
        wait_until(lambda: is_asked(one, key), lambda: f"{key} cannot be read")  # noqa: B023
    wait_until(lambda: not one.active(), lambda: f"a run never ends: {one.active()}")
    one.approve_held()
    wait_until(lambda: is_published(one), lambda: "what passed is never published")
    assert zombies(one.processes["work"].pid) == []
    one.stop()
    return one.home.content()


def is_asked(one, key):
    """Ask for a reading; False where the worker has begun one by itself, or must wait."""
    try:
        one.run_now(key)
    except HTTPError as refusal:
        if refusal.code != HTTPStatus.CONFLICT:
            raise
        return False
    return True


def is_published(one):
    """Whether a generation contains every run that passed."""
    ((waiting,),) = one.rows("SELECT count(*) FROM run WHERE verdict = 'passed' AND published_in IS NULL")
    return not waiting


def zombies(parent):
    """The dead children of a process that it has not taken notice of."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, its_parent = status.read_text().rpartition(")")[2].split()[:2]
            if state == "Z" and int(its_parent) == parent:
                found.append(status)
    return found


def of_home(path):
    """The processes that still run in a home."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if f"PINPOINT_HOME={path}\0".encode() in environment.read_bytes():
                found.append((environment.parent / "cmdline").read_bytes().replace(b"\0", b" "))
    return found


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """The content when nothing is killed."""
    with operated(tmp_path_factory.mktemp("calm")) as one:
        one.start_all()
        wait_until(lambda: len(one.held()) == len(KEYS), lambda: "the first runs are not held")
        return finish(one)


@pytest.mark.soak_only
def test_a_home_whose_processes_are_killed_at_random_moments_ends_as_an_undisturbed_one(calm, tmp_path):
    kills, seed = KILLS, int(os.environ.get("PINPOINT_TEST_SEED", SEED))
    chance = random.Random(seed)
    with operated(tmp_path) as one:
        killed = []
        while len(killed) < kills:
            one.home = replace(one.home, now=(MORNING + BETWEEN * len(killed)).isoformat())
            one.start_all()
            for directory in one.directories:
                directory.count = FIRST + (PEOPLE - FIRST) * len(killed) // kills
            one.command(chance.choice(["run-now", "approve", "crawl"]), chance.choice(KEYS))
            time.sleep(chance.uniform(0, 3))
            victim = chance.choice(["work", "crawl", "console"])
            if one.kill(victim):
                killed.append(victim)
        sys.stdout.write(f"seed {seed}: killed {dict(Counter(killed))}; gave {dict(one.done)}\n")
        assert finish(one) == calm
        states = one.rows("SELECT state, verdict, count(*) FROM run GROUP BY state, verdict")
        sys.stdout.write(f"runs: {states}\n")
        assert {state for state, _, _ in states} == {"ended"}
        ((runs,),) = one.rows("SELECT count(*) FROM run")
        assert not any(is_held(one.home.path, number) for number in range(1, runs + 1))
        wait_until(lambda: not of_home(one.home.path), lambda: f"left behind: {of_home(one.home.path)}")
