"""Hosts where many practices have a page, so that a website there identifies no practice."""

import re
from functools import cache
from pathlib import Path

from index.vocabulary.entries import DATA, VocabularyError

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def load_shared_hosts(path: Path) -> frozenset[str]:
    """Return the domains of a file, without lines that start with #; raises VocabularyError with line and domain."""
    found: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for domain in () if line.startswith("#") else line.split():
            if not _DOMAIN.fullmatch(domain):
                raise VocabularyError(path, number, f"{domain!r} is no domain. Write one like example.com.")
            if domain in found:
                raise VocabularyError(path, number, f"{domain!r} is there twice. Write it once.")
            found.add(domain)
    return frozenset(found)


@cache
def shared_hosts() -> frozenset[str]:
    """Return the shipped domains."""
    return load_shared_hosts(DATA / "shared_hosts.txt")
