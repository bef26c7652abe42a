#!/usr/bin/env bash
# Guess:     a limit that is counted in memory costs a look into a table.
# Behavior:  limits 5.8.0 starts a thread, which runs for 10 milliseconds, to clear counts that are over: after each of
#            them that finds no such thread alive. Counts that are further apart start a thread each.
# Why:       starting a thread takes longer than all the rest of a limit, in each request of a site that is not busy.
# Seen:      2026-11-30, on PyPI's limits 5.8.0.
. "$(dirname "$0")/environment.sh"
install limits==5.8.0
run_python <<'PYTHON'
import threading
import time

from limits.storage import MemoryStorage

counts = MemoryStorage()
started = []
start = threading.Thread.start
threading.Thread.start = lambda thread: (started.append(thread), start(thread))[1]
for _ in range(10):
    time.sleep(0.05)
    counts.acquire_entry("a visitor", 100, 60)
print(f"10 counts started {len(started)} threads")
assert len(started) == 10, "this changed"
PYTHON
