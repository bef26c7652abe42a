"""The registered domain of a website, where it belongs to the practice alone: the one module that knows tldextract."""

from functools import lru_cache

from tldextract import TLDExtract

SHARED = frozenset({
    "facebook.com", "instagram.com", "linkedin.com", "twitter.com", "x.com", "youtube.com", "google.com",
    "goo.gl", "linktr.ee", "wixsite.com", "weebly.com", "wordpress.com", "blogspot.com", "squarespace.com",
    "square.site", "godaddysites.com", "business.site", "janeapp.com", "acuityscheduling.com",
    "mindbodyonline.com", "zocdoc.com", "healthgrades.com", "webmd.com", "yelp.com", "psychologytoday.com",
})  # fmt: skip
"""Hosts that many practices share."""
_extract = TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list inside the wheel; no network, no cache


@lru_cache(maxsize=100_000)
def practice_domain(url: str) -> str:
    """Return "example-pt.example" for a practice's own website, "" for none and for shared hosts."""
    if not url:
        return ""
    parts = _extract(url)
    domain = parts.top_domain_under_public_suffix or ".".join([*parts.subdomain.split("."), parts.domain][-2:])
    return "" if domain.lower() in SHARED else domain.lower().removeprefix("www.")
