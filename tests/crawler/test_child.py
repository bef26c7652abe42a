"""A crawl ends with its parent, even one that cannot stop in good order."""

import signal
import subprocess
import sys

STUBBORN = """
import signal, sys, time
from crawler.runs import child
child.SECONDS_TO_STOP = 3  # a busy machine takes its time to hand on a signal
signal.signal(signal.SIGTERM, lambda *_: print("asked to stop", flush=True))
child._end_with_parent()
print("under way", flush=True)
while True:
    time.sleep(1)
"""


def test_a_crawl_that_cannot_stop_in_good_order_is_ended_all_the_same():
    with subprocess.Popen(
        [sys.executable, "-c", STUBBORN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as crawl:
        assert crawl.stdout.readline() == "under way\n"
        crawl.stdin.close()
        assert crawl.stdout.readline() == "asked to stop\n"
        assert crawl.wait(timeout=60) == -signal.SIGKILL
