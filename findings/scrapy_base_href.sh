#!/usr/bin/env bash
# Guess:     `response.urljoin` resolves a page's links as browsers do, by its `<base href>`, wherever that is written.
# Behavior:  Scrapy 2.19.0 (w3lib 2.5.0) looks for the base in the first 4,096 characters only. Behind a long head, which
#            styles and scripts easily make, it is not seen, and the page's own address is taken.
# Why:       links of some pages of a site lead to nothing while those of its shorter pages are right.
# Seen:      2026-11-29, on PyPI's Scrapy 2.19.0 and w3lib 2.5.0.
. "$(dirname "$0")/environment.sh"
install scrapy==2.19.0 w3lib==2.5.0
run_python <<'PYTHON'
from scrapy.http import HtmlResponse

for style, seen in [(100, "https://clinic.example/en/services.html"), (5000, "https://clinic.example/services.html")]:
    page = f'<html><head><style>/*{"x" * style}*/</style><base href="/en/"></head><body></body></html>'
    found = HtmlResponse("https://clinic.example/", body=page, encoding="utf-8").urljoin("services.html")
    print(f"{style} characters of style before the base: services.html -> {found}")
    assert found == seen, "this changed"
PYTHON
