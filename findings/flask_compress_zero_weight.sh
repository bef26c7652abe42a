#!/usr/bin/env bash
# Guess:     `Accept-Encoding: gzip;q=0` says that gzip is not acceptable (RFC 9110, section 12.5.3), so the answer is plain.
# Behavior:  Flask-Compress 1.25 answers with gzip; `br;q=0` is answered with br. `*;q=0` alone is obeyed.
# Why:       a client that cannot decode what it refused shows nothing at all.
# Seen:      2026-11-29, on PyPI's Flask-Compress 1.25 with Flask 3.1.
. "$(dirname "$0")/environment.sh"
install flask==3.1.* flask-compress==1.25
run_python <<'PYTHON'
from flask import Flask
from flask_compress import Compress

app = Flask("finding")
app.config["COMPRESS_MIN_SIZE"] = 1
Compress(app)


@app.get("/")
def page():
    return "plain words " * 200


for accepted, seen in [("gzip;q=0", "gzip"), ("br;q=0", "br"), ("*;q=0", None), ("gzip", "gzip")]:
    found = app.test_client().get("/", headers={"Accept-Encoding": accepted}).headers.get("Content-Encoding")
    print(f"Accept-Encoding: {accepted} -> Content-Encoding: {found}")
    assert found == seen, "this changed"
PYTHON
