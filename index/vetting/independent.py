"""Independent sources: copies of one another, and lists of one publisher, count as one."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from urllib.parse import urlsplit

from index.records import TOLD_US, Claim
from index.records.register import FEDERAL_LISTS, NPI_REGISTERS

COPIED_WORDS = 6
"""Words: a shared sentence of this length was copied; "dry needling" in two lists of services was not."""


def independent_sources(
    stating: Iterable[Claim], known: Iterable[Claim], registers: AbstractSet[str] = NPI_REGISTERS
) -> tuple[tuple[str, ...], ...]:
    """Return the sources of the claims `stating` one value, sorted, in groups that count as one source each.

    A group are federal lists, which the person filled in for one agency (`registers` are the NPI registers); sources
    read on one website; or sources that share a sentence on dry needling in `known`, all claims on the provider.
    Corrections are left out: they are not sources that were read.
    """
    from_sources = [claim for claim in stating if claim.source != TOLD_US]
    sources = sorted({claim.source for claim in from_sources})
    federal = FEDERAL_LISTS | registers
    hosts = {
        source: {_host(claim.url) for claim in from_sources if claim.source == source} - {""} for source in sources
    }
    sentences = _sentences(known, sources)
    groups: list[set[str]] = [{source} for source in sources]
    for one, other in combinations(sources, 2):
        both_federal = one in federal and other in federal
        if both_federal or hosts[one] & hosts[other] or sentences[one] & sentences[other]:
            groups = _joined(groups, one, other)
    return tuple(sorted(tuple(sorted(group)) for group in groups))


def _joined(groups: Sequence[set[str]], one: str, other: str) -> list[set[str]]:
    together = set().union(*(group for group in groups if group & {one, other}))
    return [*(group for group in groups if not group & together), together]


def _sentences(known: Iterable[Claim], sources: Sequence[str]) -> dict[str, set[str]]:
    """Return by source its sentences on dry needling that are too long to be a common phrase."""
    found: dict[str, set[str]] = {source: set() for source in sources}
    for claim in known:
        if claim.source in found and claim.field.startswith("dry_needling_"):
            words = claim.value.casefold().split()
            if len(words) >= COPIED_WORDS:
                found[claim.source].add(" ".join(words).rstrip("."))
    return found


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # not a valid address
        return ""
