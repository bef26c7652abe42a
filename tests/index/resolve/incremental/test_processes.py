import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from index.resolve.incremental.processes import AT_ONCE, in_processes

MANY = list(range(3 * AT_ONCE + 1))


def doubled(batch):
    return [2 * one for one in batch]


def test_results_come_in_the_order_of_the_items_whoever_worked_on_them():
    expected = [2 * one for one in MANY]
    assert [one for batch in in_processes(doubled, MANY, many=True) for one in batch] == expected
    assert [one for batch in in_processes(doubled, MANY, many=False) for one in batch] == expected


def number_of_process(batch):
    return [os.getpid() for _ in batch]


ENDLESS = """
from itertools import repeat
from index.resolve.incremental.processes import in_processes
from tests.index.resolve.incremental.test_processes import number_of_process
if __name__ == "__main__":
    for batch in in_processes(number_of_process, repeat(1), many=True):
        print(batch[0], flush=True)
"""


def test_the_processes_end_with_the_one_that_started_them(tmp_path):
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS)
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    end = time.monotonic() + 60
    while _lives(worker):
        assert time.monotonic() < end, "it works on for nobody"
        time.sleep(0.1)


def _lives(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
