"""Runs every command of docs/add-a-source.md, in its order, in an empty home: from an address to published."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "add-a-source.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PORT = "8090"


def test_the_page_leads_from_an_address_to_people_in_the_search(tmp_path):
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) >= 7
    script = "set -euo pipefail\n" + "".join(blocks).replace(PORT, free_port())
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    searched = done.stdout.partition("https://board.example")[0].splitlines()[-20:]  # before the file of one's own
    assert any("Averthwaite" in line for line in searched), done.stdout
    assert done.stdout.splitlines()[-1] == "1 sources checked, 0 findings"


def run(script, folder):
    """Run a script as a person with `pinpoint` on the path would, and end what it left running."""
    shim = folder / "bin" / "pinpoint"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {sys.executable} -m pinpoint "$@"\n')
    shim.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PINPOINT_")}
    own = {
        "PATH": f"{shim.parent}:{os.environ['PATH']}",
        "TMPDIR": str(folder),
        "PYTHONPATH": f"{ROOT}:{os.environ['PYTHONPATH']}",
    }
    command = ["bash", "-c", script]
    with subprocess.Popen(
        command,
        env=kept | own,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=300)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])
