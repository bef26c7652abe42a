"""The registered domain of a website, where it belongs to the practice alone: the one module that knows tldextract."""

from functools import lru_cache

from tldextract import ExtractResult, TLDExtract

from index.vocabulary.shared_hosts import shared_hosts

# The list inside the wheel, with the builders in its private section (webflow.io); no network, no cache.
_extract = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=100_000)
def practice_domain(url: str) -> str:
    """Return "example-pt.example" for a practice's own website, "" for none and for shared hosts.

    A name below a builder's own (ann-pt.github.io) is the practice's, unless the builder is among the shared hosts.
    """
    if not url:
        return ""
    parts = _extract(url)
    if parts.ipv4 or parts.ipv6:
        return parts.ipv4 or parts.ipv6
    labels = _labels(parts)
    if _shared_host(labels):
        return ""
    return (parts.top_domain_under_public_suffix or ".".join(labels[-2:])).lower().removeprefix("www.")


@lru_cache(maxsize=100_000)
def shared_site(url: str) -> str:
    """Return a shared host and the site there, "builder.example|ann-pt.builder.example"; "" for another website."""
    if not url:
        return ""
    parts = _extract(url)
    host = _shared_host(_labels(parts)) or (parts.suffix if parts.is_private else "")
    if not host:
        return ""
    site = url.split("://", 1)[-1].casefold().removeprefix("www.").partition("?")[0].rstrip("/")
    return f"{host.lower()}|{site}"


def _labels(parts: ExtractResult) -> list[str]:
    host = ".".join(filter(None, (parts.subdomain, parts.domain, parts.suffix)))
    return host.lower().split(".")


def _shared_host(labels: list[str]) -> str:
    hosts = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((host for host in hosts if host in shared_hosts()), "")
