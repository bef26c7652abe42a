import os
import signal
import subprocess
import sys

import pytest

from crawler.runs.lease import drop, hold_lease, is_held
from index.locks import LockHeldError

HOLD = """
import sys, time
from pathlib import Path
from crawler.runs.lease import hold_lease
with hold_lease(Path(sys.argv[1]), 7):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lease_is_held_by_one(tmp_path):
    with hold_lease(tmp_path, 7):
        assert is_held(tmp_path, 7)
        with pytest.raises(LockHeldError, match=r"7\.lock"), hold_lease(tmp_path, 7):
            pass
    assert not is_held(tmp_path, 7)


def test_the_lease_of_a_killed_process_is_free(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "held\n"
        assert is_held(tmp_path, 7)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        assert not is_held(tmp_path, 7)


def test_leases_of_different_names_do_not_meet(tmp_path):
    with hold_lease(tmp_path, 7), hold_lease(tmp_path, "worker"):
        pass
    drop(tmp_path, 7)
    assert not is_held(tmp_path, 7)
