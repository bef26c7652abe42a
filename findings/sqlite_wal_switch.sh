#!/usr/bin/env bash
# Guess:     with a busy timeout, `PRAGMA journal_mode=WAL` waits for whoever writes, as BEGIN IMMEDIATE and BEGIN
#            EXCLUSIVE do.
# Behavior:  on a database that is not in WAL mode yet, SQLite answers "database is locked" at once while another
#            connection is in BEGIN IMMEDIATE; the timeout is not used. It is used while the other one only reads.
# Why:       the first of two processes that open a new database together begins to write its schema, and the other one
#            fails, now and then, whatever its timeout.
# Seen:      2026-11-30, on the SQLite that PyPI's apsw 3.54.1.0 brings; 3.40.1 of Python 3.11 does the same.
. "$(dirname "$0")/environment.sh"
install apsw==3.54.1.0
run_python <<'PYTHON'
import time

import apsw

TIMEOUT = 1.0


def seconds_until_locked(held, statement):
    writer, other = apsw.Connection(f"{held.split()[1]}.db"), None
    try:
        writer.execute("CREATE TABLE IF NOT EXISTS person (name)")
        writer.execute(held)
        writer.execute("SELECT * FROM person").fetchall()
        other = apsw.Connection(f"{held.split()[1]}.db")
        other.set_busy_timeout(int(TIMEOUT * 1000))
        began = time.monotonic()
        try:
            other.execute(statement)
        except apsw.BusyError:
            return time.monotonic() - began
        raise AssertionError("this changed: it was not locked")
    finally:
        writer.execute("ROLLBACK")


print("SQLite", apsw.sqlite_lib_version())
waited = {
    (held, statement): seconds_until_locked(held, statement)
    for held in ("BEGIN IMMEDIATE", "BEGIN DEFERRED")
    for statement in ("PRAGMA journal_mode=WAL", "BEGIN EXCLUSIVE")
    if (held, statement) != ("BEGIN DEFERRED", "BEGIN EXCLUSIVE")
}
for (held, statement), seconds in waited.items():
    print(f"while another is in {held}, {statement} gives up after {seconds:.1f} s of {TIMEOUT} s")
assert waited["BEGIN IMMEDIATE", "PRAGMA journal_mode=WAL"] < TIMEOUT / 2, "this changed"
assert waited["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"] > TIMEOUT / 2, "this changed"
assert waited["BEGIN DEFERRED", "PRAGMA journal_mode=WAL"] > TIMEOUT / 2, "this changed"
PYTHON
