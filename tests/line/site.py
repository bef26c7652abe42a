"""The site as it really runs: `pinpoint serve` in a process of its own, on a free port of loopback."""

import os
import signal
import socket
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

DEADLINE = 60  # seconds; a busy machine takes some to start an interpreter


@dataclass(frozen=True)
class Site:
    """A site that answers, and the files that its process writes to."""

    base: str
    out: Path
    err: Path

    def get(self, address, headers=None):
        """Return (status, text) of an address of the site."""
        return get(self.base + address, headers)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(address, headers=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers or {}), timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def wait_for(address, process, deadline=DEADLINE):
    """Return (status, text) of the first answer; fails when the process ends or the deadline passes."""
    end = time.monotonic() + deadline
    while time.monotonic() < end:
        assert process.poll() is None, f"it ended with {process.returncode}"
        try:
            return get(address)
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answered at {address} for {deadline} seconds")


@contextmanager
def serving(home, folder, port=None):
    """Serve a home; what the process writes is in two files of `folder`. Ends it with Ctrl-C, which leaves nothing."""
    port = port or free_port()
    folder.mkdir(parents=True, exist_ok=True)
    site = Site(f"http://127.0.0.1:{port}", folder / "out.log", folder / "err.log")
    with site.out.open("wb") as out, site.err.open("wb") as err:
        process = home.start(
            "serve", "--port", port, stdout=out, stderr=err, start_new_session=True, cwd=folder, restore_signals=True
        )
        try:
            wait_for(f"{site.base}/healthz", process)
            yield site
            process.send_signal(signal.SIGINT)
            assert process.wait(DEADLINE) == 0
        finally:
            end_group(process)


def end_group(process):
    """End whatever is left of a process that was started in a session of its own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
