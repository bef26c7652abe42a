#!/usr/bin/env bash
# Guess:     with `PRAGMA secure_delete=ON`, and after the write-ahead log was cut, no file holds a text that was deleted.
# Behavior:  SQLite 3.54.1 overwrites the place where a row was, but not the copies that it left in other pages when it
#            moved rows between them before. Emptying the whole table overwrites all its pages. Whether secure_delete is
#            on without asking depends on who built the library: in Debian's it is, in the package used here it is not.
# Why:       what somebody asked to have deleted can be read in the file of the database, and in its backups.
# Seen:      2026-11-30, on PyPI's apsw 3.54.1.0, which brings SQLite 3.54.1; Debian's SQLite 3.40.1 does the same.
. "$(dirname "$0")/environment.sh"
install apsw==3.54.1.0
run_python <<'PYTHON'
import random
from pathlib import Path

import apsw


def left(seed, empty_table):
    """Return how many of the deleted texts can be read in the file."""
    path, chance = Path(f"store-{seed}-{empty_table}.db"), random.Random(seed)
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA journal_mode=WAL")
    built_with = connection.execute("PRAGMA secure_delete").get
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("CREATE TABLE message (number TEXT PRIMARY KEY, text TEXT, note TEXT)")
    numbers = []
    for _ in range(150):
        numbers.append(f"{chance.randrange(10**6):06}")
        text = "MARKER " + "x" * chance.randrange(900)
        connection.execute("INSERT OR REPLACE INTO message VALUES (?, ?, '')", (numbers[-1], text))
        note = "n" * chance.randrange(300)
        connection.execute("UPDATE message SET note = ? WHERE number = ?", (note, chance.choice(numbers)))
    connection.execute("UPDATE message SET text = ''")
    if empty_table:
        rows = connection.execute("SELECT * FROM message").get
        connection.execute("BEGIN")
        connection.execute("DELETE FROM message")
        connection.executemany("INSERT INTO message VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert built_with == 0, "this changed"
    return path.read_bytes().count(b"MARKER")


kept = [left(seed, empty_table=False) for seed in range(12)]
print(f"SQLite {apsw.sqlite_lib_version()}, texts left after overwriting: {kept}")
emptied = [left(seed, empty_table=True) for seed in range(12)]
print(f"and after the table was emptied and filled again: {emptied}")
assert sum(kept) > 0, "this changed"
assert sum(emptied) == 0, "this changed"
PYTHON
