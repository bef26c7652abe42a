#!/usr/bin/env bash
# Guess:     a compiler object of a thread-safe library that lets go of the interpreter's lock can be shared by threads, or
#            makes one wait for the other.
# Behavior:  typst 0.15.2 raises RuntimeError "Already borrowed" in the thread that comes while another compiles.
# Why:       a site with threads makes its PDFs in tests, where requests come one after the other, and fails under load.
# Seen:      2026-11-30, on PyPI's typst 0.15.2.
. "$(dirname "$0")/environment.sh"
install typst==0.15.2
run_python <<'PYTHON'
import pathlib
import threading

import typst

pathlib.Path("many.typ").write_text("#for number in range(400) [#lorem(20) ]")
compiler = typst.Compiler("many.typ")
failed = []


def make():
    for _ in range(20):
        try:
            compiler.compile(format="pdf", sys_inputs={"thread": threading.current_thread().name})
        except RuntimeError as error:
            failed.append(str(error))


threads = [threading.Thread(target=make) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("of 80 documents in 4 threads failed:", len(failed), set(failed))
assert set(failed) == {"Already borrowed"}, "this changed"
PYTHON
