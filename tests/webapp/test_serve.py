"""The real server in a process of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from index.metrics.site_counts import read_site_counts
from tests.line.site import free_port
from webapp.access_log import FIELDS

DEADLINE = 30  # seconds; a busy machine takes some to start an interpreter


def get(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def wait_for(address):
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        try:
            return get(address)
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail("the server did not start")


@pytest.fixture
def served(home):
    """Start the server; gives its base address and its process."""
    port = free_port()
    code = "from commands.serve import serve; serve()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    yield f"http://127.0.0.1:{port}", process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_each_process_writes_its_counts_at_its_end_and_none_holds_an_address(published, served):
    base, process = served
    wait_for(f"{base}/healthz")
    get(f"{base}/find?place=81201&name=markername")
    get(f"{base}/markerpath")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=DEADLINE)
    counted = {(kind.route, kind.status): one.count for kind, one in read_site_counts(published.metrics).items()}
    assert counted["/find", 200] == 1
    assert counted["", 404] == 1
    assert counted["/healthz", 200] >= 1
    assert not [path for path in published.metrics.glob("*") if b"marker" in path.read_bytes()]


def test_it_serves_and_ctrl_c_leaves_no_process_and_no_trace_of_the_visitor(published, served):
    base, process = served
    assert wait_for(f"{base}/healthz")[0] == 200
    status, markup = get(f"{base}/find?place=81201&name=jordan")
    assert status == 200
    assert "Dry needling near Salida, CO 81201" in markup
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=DEADLINE)
    assert process.returncode == 0
    (line,) = [json.loads(line) for line in out.splitlines() if '"/find"' in line]
    assert line.keys() == FIELDS
    assert (line["method"], line["route"], line["status"], line["generation"]) == ("GET", "/find", 200, 1)
    assert "81201" not in out + err
    assert "127.0.0.1" not in out
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_it_serves_before_anything_is_published_and_finds_it_when_it_is(home, generation_folder, served):
    base, _ = served
    assert wait_for(f"{base}/readyz")[0] == 503
    assert "There is nothing to search yet" in get(f"{base}/find?place=81201")[1]
    (home / "generations").parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(generation_folder, home / "generations")
    end = time.monotonic() + DEADLINE
    while get(f"{base}/readyz")[0] != 200:
        assert time.monotonic() < end
        time.sleep(0.2)
    assert "4 listed within 25 miles." in get(f"{base}/find?place=81201")[1]
