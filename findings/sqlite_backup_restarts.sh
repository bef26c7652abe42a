#!/usr/bin/env bash
# Guess:     SQLite's backup API copies a database in use in steps, and writers of the database only delay it.
# Behavior:  in WAL mode, too, each write by another connection between two steps makes it begin again, so that a steady
#            writer keeps it from ever ending. It ends, with the state of one moment, where the connection that is copied
#            holds a read transaction meanwhile.
# Why:       a backup in small steps, as the documentation advises for a database in use, never ends on a busy one.
# Seen:      2026-11-30, on the SQLite that PyPI's apsw 3.54.1.0 brings; 3.40.1 of Python 3.11 does the same.
. "$(dirname "$0")/environment.sh"
install apsw==3.54.1.0
run_python <<'PYTHON'
import apsw

LIMIT = 1000
writer = apsw.Connection("busy.db")
writer.execute("PRAGMA journal_mode=WAL")
writer.execute("CREATE TABLE note (text)")
with writer:
    for number in range(20_000):
        writer.execute("INSERT INTO note VALUES (?)", ("x" * 500,))


def steps_until_done(read_transaction):
    source, target = apsw.Connection("busy.db"), apsw.Connection(f"copy {read_transaction}.db")
    if read_transaction:
        source.execute("BEGIN")
        rows = source.execute("SELECT count(*) FROM note").fetchall()
    steps = 0
    with target.backup("main", source, "main") as backup:
        while not backup.done and steps < LIMIT:
            backup.step(64)
            writer.execute("INSERT INTO note VALUES ('one more')")
            steps += 1
    if read_transaction:
        assert target.execute("SELECT count(*) FROM note").fetchall() == rows, "this changed: not of one moment"
    return steps


print("SQLite", apsw.sqlite_lib_version())
alone, held = steps_until_done(False), steps_until_done(True)
print(f"a write between any two steps: {alone} steps and no end; with a read transaction held: {held} steps")
assert alone == LIMIT, "this changed"
assert held < LIMIT / 2, "this changed"
PYTHON
