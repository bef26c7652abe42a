"""Finds earlier clusters that mixed up two people: unchanged listings that today's rules keep apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from index.resolve.compare.features import Features, Key
from index.resolve.compare.vetoes import WORDS as VETO_WORDS
from index.resolve.compare.vetoes import Group, Veto, veto
from index.resolve.decisions import Pair, pair_of

OTHER_SITE = "other_site"
"""Two websites on one builder's host, which once counted as one, and nothing else in common."""
WORDS: dict[str, str] = {
    **{str(name): words for name, words in VETO_WORDS.items()},
    OTHER_SITE: "they have two websites at one builder of sites, and no place in common",
}
_OF_PEOPLE = frozenset({Veto.GENERATION, Veto.GIVEN_NAME, Veto.MIDDLE_INITIAL, Veto.TWO_ENTRIES})
"""Vetoes that depend only on the listings as they were when they were joined; two NPIs may have appeared since."""


def contradiction(one: Features, other: Features) -> str:
    """Return why two listings are of two people, as a key of WORDS; "" where nothing says so."""
    if not (one.person and other.person):
        return ""
    found = veto(Group.of(one), Group.of(other), {})
    if found in _OF_PEOPLE:
        return str(found)
    return OTHER_SITE if _other_site(one, other) else ""


def _other_site(one: Features, other: Features) -> bool:
    if not one.shared_site or one.shared_site == other.shared_site or (one.npi and one.npi == other.npi):
        return False
    builder, other_builder = (features.shared_site.partition("|")[0] for features in (one, other))
    pairs = ((one.phones, other.phones), (one.streets, other.streets), (one.zips, other.zips), (one.towns, other.towns))
    return builder == other_builder and all(left.isdisjoint(right) for left, right in pairs)


def holds_two(members: Sequence[Features]) -> str:
    """Return why an earlier cluster, given by its unchanged listings, is of two people; "" where it is of one."""
    if len(members) < 2 or (len({one.name for one in members}) == 1 and not any(one.shared_site for one in members)):  # noqa: PLR2004
        return ""
    return next(filter(None, (contradiction(*pair) for pair in combinations(members, 2))), "")


def mixed_up(
    groups: Iterable[Sequence[Features]],
    before: Mapping[Key, tuple[str, str]],
    shown: Mapping[Key, str],
    same: AbstractSet[Pair] = frozenset(),
) -> dict[str, str]:
    """Return earlier ids that meant two people who are separate now, each with its reason.

    `before` has by listing the id and the name that it had by evidence alone, `shown` the id under which it was shown:
    two that an operator had separated already were not mixed up, nor are two that were decided as the `same`.
    """
    members: defaultdict[str, list[tuple[int, Features]]] = defaultdict(list)
    for at, group in enumerate(groups):
        for features in group:
            provider, name = before.get(features.key, ("", ""))
            if name == features.name_key and shown.get(features.key) == provider:
                members[provider].append((at, features))
    found: dict[str, str] = {}
    for provider, mine in members.items():
        if len({at for at, _ in mine}) < 2:  # noqa: PLR2004
            continue
        for (here, one), (there, other) in combinations(mine, 2):
            if here != there and pair_of(one.key, other.key) not in same and (why := contradiction(one, other)):
                found[provider] = why
                break
    return found
