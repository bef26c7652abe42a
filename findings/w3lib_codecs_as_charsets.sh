#!/usr/bin/env bash
# Guess:     a charset that no page can be written in, such as `charset=undefined` from a script whose variable was never
#            set, is passed over as an unknown one is (and as browsers do), and the page is read as UTF-8.
# Behavior:  w3lib takes every codec of Python for a charset. Scrapy then raises where the text of the page is first asked
#            for (undefined, idna, base64, rot13), or gives "" (punycode).
#            A name that Python does not know, such as `charset=none`, does no harm.
# Why:       every page of such a site fails or is empty, though all its letters are there.
# Seen:      2026-11-30, on PyPI's Scrapy 2.19.0 and w3lib 2.5.0.
. "$(dirname "$0")/environment.sh"
install scrapy==2.19.0 w3lib==2.5.0
run_python <<'PYTHON'
from scrapy.http import HtmlResponse

PAGE = b"<html><body>Avery Vale, PT</body></html>"


def read(charset):
    header = {"Content-Type": f"text/html; charset={charset}"}
    try:
        return HtmlResponse("https://clinic.example/", body=PAGE, headers=header).text
    except (LookupError, UnicodeError) as error:
        return type(error).__name__


found = {charset: read(charset) for charset in ("none", "undefined", "idna", "base64", "rot13", "punycode")}
for charset, text in found.items():
    print(f"charset={charset}: {text!r}")
assert found.pop("none") == PAGE.decode(), "this changed"
assert found == {
    "undefined": "UnicodeError",
    "idna": "UnicodeError",
    "base64": "LookupError",
    "rot13": "LookupError",
    "punycode": "",
}, "this changed"
PYTHON
