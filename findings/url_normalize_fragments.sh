#!/usr/bin/env bash
# Guess:     normalizing a link by RFC 3986 leads to the same page afterwards.
# Behavior:  url-normalize 3.1.0 escapes `/`, `?` and `:` in a fragment, where RFC 3986 section 3.5 allows them, turns
#            `#!` into `?_escaped_fragment_=` (a scheme that Google gave up in 2015), and folds `//` inside a path.
# Why:       pages of one-page sites and archives (`#/member/12`, `/web/2020/https://…`) no longer open.
# Seen:      2026-11-29, on PyPI's url-normalize 3.1.0.
. "$(dirname "$0")/environment.sh"
install url-normalize==3.1.0
run_python <<'PYTHON'
from url_normalize import url_normalize

for link, seen in [
    ("https://portal.example/#/member/12", "https://portal.example/#%2Fmember%2F12"),
    ("https://portal.example/#!/find", "https://portal.example/?_escaped_fragment_=/find"),
    ("https://archive.example/web/2020/https://clinic.example/", "https://archive.example/web/2020/https:/clinic.example/"),
]:
    found = url_normalize(link)
    print(f"{link}\n  -> {found}")
    assert found == seen, "this changed"
PYTHON
