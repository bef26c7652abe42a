#!/usr/bin/env bash
# Guess:     an index on disk is data: a program opens what an earlier version of it wrote, wherever its classes are now.
# Behavior:  Whoosh 2.7.4 keeps the schema as a pickle, which names the module of an analyzer of one's own; once that module
#            has another name, `open_dir` raises ModuleNotFoundError. With `open_dir(..., schema=...)` nothing is unpickled of it.
# Why:       a code move without any change of behavior takes a site down until everything is indexed again.
# Seen:      2026-11-29, on PyPI's Whoosh 2.7.4.
. "$(dirname "$0")/environment.sh"
install whoosh==2.7.4 setuptools==80.9.0
cat >"$folder/old_name.py" <<'PYTHON'
from whoosh.analysis import Token, Tokenizer


class Halves(Tokenizer):
    def __call__(self, value, positions=False, **options):
        options.pop("chars", None)
        token = Token(positions, **options)
        token.boost, token.stopped = 1.0, False
        for token.pos, token.text in enumerate(value.split("/")):
            yield token
PYTHON
run_python <<'PYTHON'
import os
import sys
import warnings

warnings.simplefilter("ignore")
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.query import Term


def schema(module):
    return Schema(id=ID(stored=True), words=TEXT(analyzer=module.Halves()))


import old_name

os.mkdir("index")
writer = create_in("index", schema(old_name)).writer()
writer.add_document(id="1", words="alpha/beta")
writer.commit()
os.rename("old_name.py", "new_name.py")
del sys.modules["old_name"]
sys.path_importer_cache.clear()
import new_name

try:
    open_dir("index")
except ModuleNotFoundError as error:
    print("opened as usual:", error)
else:
    raise SystemExit("this changed: it opens")
with open_dir("index", schema=schema(new_name)).searcher() as searcher:
    found = [hit["id"] for hit in searcher.search(Term("words", "beta"))]
print("opened with a schema of the program: finds", found)
assert found == ["1"], "this changed"
PYTHON
