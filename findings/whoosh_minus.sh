#!/usr/bin/env bash
# Guess:     `alpha -beta` leaves out what holds beta, and a number field can be sorted by.
# Behavior:  Whoosh 2.7.4's default parser requires both words; NUMERIC(float, sortable=True) raises struct.error at the
#            first document.
# Why:       whoever hands a visitor's query to it answers the opposite of what was asked.
# Seen:      2026-11-29, on PyPI's Whoosh 2.7.4, the last release.
. "$(dirname "$0")/environment.sh"
install whoosh==2.7.4
run_python <<'PYTHON' 2>/dev/null
import struct

from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser

index = RamStorage().create_index(Schema(words=TEXT(stored=True)))
with index.writer() as writer:
    writer.add_document(words="alpha gamma")
    writer.add_document(words="alpha beta")
with index.searcher() as searcher:
    found = [hit["words"] for hit in searcher.search(QueryParser("words", index.schema).parse("alpha -beta"))]
print("alpha -beta finds:", found)
assert found == ["alpha beta"], "this changed"
try:
    with RamStorage().create_index(Schema(miles=NUMERIC(float, sortable=True))).writer() as writer:
        writer.add_document(miles=1.5)
except struct.error as error:
    print("NUMERIC(float, sortable=True):", error)
else:
    raise AssertionError("this changed")
PYTHON
