"""How many sources state something by themselves: copies of one another, and lists of one publisher, count once."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from urllib.parse import urlsplit

from index.records import TOLD_US, Claim
from index.registers import FEDERAL_LISTS, NPI_REGISTERS

COPIED_WORDS = 6
"""A sentence of so many words that two sources share was copied; "dry needling" in two lists of services was not."""


def independent_sources(
    stating: Iterable[Claim], known: Iterable[Claim], registers: AbstractSet[str] = NPI_REGISTERS
) -> tuple[tuple[str, ...], ...]:
    """Return the sources of the claims `stating` one value, those together that are no second witness, sorted.

    Sources are together that are federal lists, which the person typed for one agency (`registers` are those that
    are NPI registers); that were read on one website; or that share a sentence on dry needling, as `known`, all
    claims on the provider, tells. What people told us is no source that was read, and is left out.
    """
    told = [claim for claim in stating if claim.source != TOLD_US]
    sources = sorted({claim.source for claim in told})
    federal = FEDERAL_LISTS | registers
    hosts = {source: {_host(claim.url) for claim in told if claim.source == source} - {""} for source in sources}
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
    """Return for each source its sentences on dry needling that are long enough to be told from a phrase of all."""
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
    except ValueError:  # an address that is none
        return ""
