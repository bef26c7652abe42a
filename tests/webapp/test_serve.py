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
from click.testing import CliRunner

from commands.demo import CONTACT
from commands.serve import NoContactError, check_contact, serve
from index.metrics.site_counts import read_site_counts
from index.settings import Settings
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
def served(home, monkeypatch):
    """Start the server; gives its base address and its process."""
    monkeypatch.setenv("PINPOINT_CONTACT_PHONE", "303-555-0100")
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


def test_the_site_does_not_start_without_a_contact_and_says_what_to_set(home):
    done = CliRunner().invoke(serve, [])
    assert isinstance(done.exception, NoContactError)
    for name in ("PINPOINT_CONTACT_MAIL", "PINPOINT_CONTACT_PHONE", "PINPOINT_OPERATOR_POST"):
        assert name in str(done.exception)


@pytest.mark.parametrize(
    ("name", "value", "is_enough"),
    [
        ("contact_mail", "hello@pinpoint.example", True),
        ("contact_phone", "303-555-0100", True),
        ("operator_post", "12 Example Street; Salida, CO 81201", True),
        ("contact_mail", " ", False),
        ("operator_post", " ; ", False),
        ("operator_name", "Example Clinic", False),
    ],
)
def test_mail_phone_or_post_is_a_contact_and_a_name_or_blanks_are_none(name, value, is_enough):
    here = Settings(**{name: value})
    if is_enough:
        check_contact(here)
    else:
        with pytest.raises(NoContactError):
            check_contact(here)


def test_the_demonstration_brings_a_contact_of_its_own():
    check_contact(Settings(**{name.removeprefix("PINPOINT_").lower(): value for name, value in CONTACT.items()}))
