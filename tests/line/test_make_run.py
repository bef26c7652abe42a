"""`make run`: the demonstration crawled over HTTP, the worker and the site on one port, and nothing left afterwards."""

import os
import re
import shlex
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.line.command import Home
from tests.line.site import free_port, get, wait_for

ROOT = Path(__file__).parents[2]
MARK = "PINPOINT_TEST_RUN"
SECONDS_TO_ANSWER = 240
SECONDS_TO_END = 60


def living(mark):
    """Return (pid, command) of each process that inherited the mark, wherever it went in the tree."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                environment = (folder / "environ").read_bytes()
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
            if f"{MARK}={mark}".encode() in environment.split(b"\0") and command:
                found.append((int(folder.name), command))
    return found


@pytest.fixture
def running(tmp_path):
    """Run what `make run` runs, in a fresh home and on a free port; (process, base, mark)."""
    port, mark = free_port(), tmp_path.name
    home = Home(tmp_path / "home", more={"PINPOINT_PORT": str(port), MARK: mark})
    with (tmp_path / "out.log").open("wb") as out:
        process = home.start("demo", "--serve", stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        yield process, f"http://127.0.0.1:{port}", mark
        for pid, _ in living(mark):
            os.kill(pid, signal.SIGKILL)
        process.wait()


def test_make_run_is_the_demonstration_served():
    (recipe,) = re.findall(r"^run: .*\n\t(.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert shlex.split(recipe)[1:] == ["demo", "--serve"]


def test_it_answers_with_results_and_ctrl_c_leaves_no_process(running):
    process, base, mark = running
    wait_for(f"{base}/healthz", process, SECONDS_TO_ANSWER)
    assert get(f"{base}/readyz")[0] == 200
    status, markup = get(f"{base}/find?place=Salida%2C+CO")
    assert status == 200
    assert re.search(r"\d+ listed within 25 miles", markup)
    commands = " | ".join(command for _, command in living(mark))
    assert "pinpoint work" in commands
    assert "pinpoint serve" in commands

    process.send_signal(signal.SIGINT)
    assert process.wait(SECONDS_TO_END) == 0
    end = time.monotonic() + 5
    while living(mark) and time.monotonic() < end:
        time.sleep(0.1)
    assert living(mark) == []
    with pytest.raises(OSError, match="refused"):
        get(f"{base}/healthz")
