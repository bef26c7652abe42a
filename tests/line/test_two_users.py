"""The set-up of deploy/: the worker and the site as two users of one group, as the shipped units and folders say."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from configparser import ConfigParser
from dataclasses import replace
from pathlib import Path

import pytest

from index import settings
from index.store import open_store, sources
from tests.index.publish import invented
from tests.line.command import Home
from tests.line.machine import machine
from tests.line.site import serving

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
NUMBERS = {"pinpoint": 30001, "pinpoint-work": 30002, "pinpoint-site": 30003}
"""Of users and the group; no account is made for them."""


def unit(name):
    read = ConfigParser(strict=False, interpolation=None)
    read.optionxform = str
    read.read(DEPLOY / name)
    return read["Service"]


def folders():
    """(folder, mode, user, group) of each folder of the set-up, from the home's own on."""
    lines = (DEPLOY / "pinpoint.tmpfiles.conf").read_text(encoding="utf-8").splitlines()
    found = [line.split() for line in lines if line and not line.startswith("#")]
    return [(Path(path), int(mode, 8), user, group) for _, path, mode, user, group, _ in found]


def as_user(home, name):
    """A home whose commands run as the user of a unit, with its group and umask."""
    service = unit(name)
    who = ["--reuid", str(NUMBERS[service["User"]]), "--regid", str(NUMBERS[service["Group"]]), "--clear-groups"]
    umask = ["sh", "-c", f'umask {service["UMask"]}; exec "$@"', "sh"]
    return replace(home, inside=(*home.inside, "setpriv", "--no-new-privs", "--bounding-set=-all", *who, *umask))


@pytest.fixture
def two_users(monkeypatch):
    """(worker's home, site's home): one folder, made as the set-up says, with invented people in its store."""
    if os.geteuid() != 0:
        pytest.skip("two users need root")
    outer = Path(tempfile.mkdtemp())
    outer.chmod(0o755)
    ((root, *_), *_) = folders()
    try:
        for path, mode, user, group in folders():
            folder = outer / path.relative_to(root.parent)
            folder.mkdir()
            os.chown(folder, NUMBERS[user], NUMBERS[group])
            folder.chmod(mode)
        home = Home(outer / root.name)
        monkeypatch.setenv("PINPOINT_HOME", str(home.path))
        settings.current.cache_clear()
        store = open_store(settings.current().database_url)
        invented.settle(store)
        with store.write() as connection:
            for source in sources.all_sources(connection):
                sources.disable(connection, source.id, who="test", note="nothing is crawled here")
        store.close()
        for path in home.path.glob("store.db*"):
            os.chown(path, NUMBERS["pinpoint-work"], NUMBERS["pinpoint"])
        with machine() as made:
            made.reachable(sys.base_prefix, ROOT)
            inside = made.home(home)
            yield as_user(inside, "pinpoint-work.service"), as_user(inside, "pinpoint-serve.service")
    finally:
        shutil.rmtree(outer)


def ask_to_remove(base, provider):
    form = urllib.parse.urlencode({"id": provider, "asker": "listed", "text": "Please."}).encode()
    request = urllib.request.Request(f"{base}/remove", form, headers={"Sec-Fetch-Site": "same-origin"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.status


def until(served, address, status):
    end = time.monotonic() + 60
    while served.get(address)[0] != status:
        assert time.monotonic() < end
        time.sleep(0.2)


def test_a_removal_that_the_site_takes_is_taken_in_by_the_worker_and_hidden_though_the_site_is_closed(
    two_users, tmp_path
):
    worker, site = two_users
    worker.run("publish")
    with serving(site, tmp_path / "site") as served:
        assert served.get("/people/person03")[0] == 200
        worker.run("close", "--who", "Ana", "--reason", "a private address is shown")
        until(served, "/people/person03", 503)
        assert served.get("/remove?id=person03")[0] == 200
        assert ask_to_remove(served.base, "person03") == 200
        with worker.start("work", stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as working:
            worker.run("open")
            until(served, "/people/person03", 410)
            working.send_signal(signal.SIGTERM)
            log, _ = working.communicate(timeout=60)
    assert "could not be taken in" not in log
    (case,) = worker.json("cases", "list", "--all")
    assert (case["request"], case["state"]) == ("remove", "received")
    (message,) = (worker.path / "inbox").glob("*.jsonl")
    assert message.stat().st_mode & 0o777 == 0o640
    assert 'pinpoint_http_requests_total{method="GET",route="/people/<provider_id>",status="410"}' in worker.run(
        "metrics"
    )


def test_the_site_reads_nothing_but_what_is_published_and_writes_nothing_but_the_inbox_and_its_counts(two_users):
    worker, site = two_users
    worker.run("publish")
    assert site.json("search", "81201", "--include-no-word")["total"] > 0
    code = """
import json, os, sys
home, reads, writes = sys.argv[1], [], []
for parent, folders, names in os.walk(home):
    writes += [parent] if os.access(parent, os.W_OK) else []
    reads += [os.path.join(parent, name) for name in names if os.access(os.path.join(parent, name), os.R_OK)]
named = [os.path.join(home, name) for name in ("store.db", "store.db-wal", "archive", "logs", "worker.json", "leases")]
print(json.dumps({"named": [one for one in named if os.access(one, os.R_OK)], "writes": writes, "reads": reads}))
"""
    done = subprocess.run(
        [*site.inside, sys.executable, "-c", code, str(site.path)], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found == {"named": [], "writes": [], "reads": []}  # it cannot even list the home
    for folder in map(str, (site.path / "inbox", site.path / "metrics")):
        inside = subprocess.run(
            [*site.inside, sys.executable, "-c", code, folder], capture_output=True, text=True, check=True
        )
        assert json.loads(inside.stdout)["writes"] == [folder]


@pytest.mark.parametrize("name", ["pinpoint-work.service", "pinpoint-serve.service", "pinpoint-watch.service"])
def test_a_unit_runs_our_command_with_the_least_rights(name):
    service = unit(name)
    assert service["ExecStart"].split()[1] in {"work", "serve", "watch"}
    assert service["User"] != "root"
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == "yes"
    assert service["ProtectSystem"] == "strict"
    ((root, *_), *_) = folders()
    assert service["Environment"] == f"PINPOINT_HOME={root}"
    writes = [root / "inbox", root / "metrics"] if name == "pinpoint-serve.service" else [root]
    assert service["ReadWritePaths"].split() == list(map(str, writes))
