#!/usr/bin/env bash
# Guess:     where the header's charset cannot decode a page and the charset in its own head can, the second is taken, as a
#            reader of the page would.
# Behavior:  Scrapy 2.19.0 (w3lib 2.5.0) keeps the header's and replaces every letter that does not decode.
# Why:       a server with a default charset turns the names of a whole directory into "Ren\ufffde Ca\ufffdon".
# Seen:      2026-11-29, on PyPI's Scrapy 2.19.0 and w3lib 2.5.0.
. "$(dirname "$0")/environment.sh"
install scrapy==2.19.0 w3lib==2.5.0
run_python <<'PYTHON'
from scrapy.http import HtmlResponse

page = '<html><head><meta charset="windows-1252"></head><body>Renée Cañon</body></html>'.encode("cp1252")
header = {"Content-Type": "text/html; charset=utf-8"}
found = HtmlResponse("https://clinic.example/", body=page, headers=header).css("body::text").get()
print("header UTF-8, page and its head windows-1252:", found)
assert found == "Ren\ufffde Ca\ufffdon", "this changed"
assert HtmlResponse("https://clinic.example/", body=page).css("body::text").get() == "Renée Cañon", "this changed"
PYTHON
