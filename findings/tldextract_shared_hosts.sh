#!/usr/bin/env bash
# Guess:     the registered domain of two websites tells whether they have one owner.
# Behavior:  tldextract 5.4.0 leaves the list's private suffixes out by default, so that every site of a builder has the
#            builder's domain; with them, some builders are parted and others (which are not on the list) still are not.
# Why:       two practices with a page at the same builder look like one practice.
# Seen:      2026-11-29, on PyPI's tldextract 5.4.0 and the list that it ships.
. "$(dirname "$0")/environment.sh"
install tldextract==5.4.0
run_python <<'PYTHON'
from tldextract import TLDExtract

default = TLDExtract(suffix_list_urls=())
private = TLDExtract(suffix_list_urls=(), include_psl_private_domains=True)
for host, plain, parted in [
    ("ann.webflow.io", "webflow.io", "ann.webflow.io"),
    ("ann.wixsite.com", "wixsite.com", "ann.wixsite.com"),
    ("ann.weebly.com", "weebly.com", "weebly.com"),
    ("ann.janeapp.com", "janeapp.com", "janeapp.com"),
]:
    found = default(host).top_domain_under_public_suffix, private(host).top_domain_under_public_suffix
    print(f"{host}: {found[0]} by default, {found[1]} with private suffixes")
    assert found == (plain, parted), "this changed"
PYTHON
