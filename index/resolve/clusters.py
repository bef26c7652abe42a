"""Puts listings into clusters, the best links first, and refuses whatever a veto forbids. Pure and deterministic."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.records import SeenListing
from index.resolve.corpus import Corpus
from index.resolve.decisions import Decisions
from index.resolve.keys import candidate_pairs
from index.resolve.links import HARD, Link, Reason, link
from index.resolve.name_form import form_of_key, still_the_name
from index.resolve.npi_owner import own_npis
from index.resolve.traits import Key, Traits, traits_of
from index.resolve.vetoes import Group, Veto, veto

ENOUGH_POINTS = 7.5
MARGIN = 1.5
"""A listing that fits two NPI holders within this many points joins neither."""
DECIDED = Link(10 * HARD, (Reason("an operator decided that they are the same", 10 * HARD),), contact=True)

Progress = Callable[[str, int], None]
"""Told what is being done, and of how many."""


@dataclass(frozen=True, slots=True)
class Member:
    """Where a listing was before: its provider, and the name under which it was linked."""

    provider: str
    name_key: str


@dataclass(slots=True)
class Clusters:
    """The outcome: each cluster's listings in order, and what was refused."""

    groups: list[list[Traits]]
    vetoes: Counter[str] = field(default_factory=Counter)
    ambiguous: int = 0
    oversized_blocks: int = 0


@dataclass(slots=True)
class _Forest:
    """Clusters under way: each listing's root, and each root's group and members."""

    different: Mapping[Key, set[Key]]
    root: list[int]
    groups: dict[int, Group]
    members: dict[int, list[int]]
    vetoes: Counter[str] = field(default_factory=Counter)

    def find(self, position: int) -> int:
        while self.root[position] != position:
            self.root[position] = self.root[self.root[position]]
            position = self.root[position]
        return position

    def join(self, left: int, right: int, overruled: frozenset[Veto] = frozenset()) -> None:
        one, other = self.find(left), self.find(right)
        if one == other:
            return
        found = veto(self.groups[one], self.groups[other], self.different)
        if found is not None and found not in overruled:
            self.vetoes[found] += 1
            return
        if len(self.members[one]) < len(self.members[other]):
            one, other = other, one
        self.root[other] = one
        self.groups[one].absorb(self.groups.pop(other))
        self.members[one] += self.members.pop(other)


def all_traits(listings: Sequence[SeenListing], registers: frozenset[str]) -> list[Traits]:
    """Return the traits of listings in the order of their keys."""
    records = sorted((seen.listing for seen in listings), key=lambda record: (record.source, record.source_id))
    npis = own_npis(records, registers)
    return [
        traits_of(record, npi=npis.get((record.source, record.source_id), ""), register=record.source in registers)
        for record in records
    ]


def cluster(
    listings: Sequence[SeenListing],
    previous: Mapping[Key, Member],
    decisions: Decisions,
    registers: frozenset[str],
    progress: Progress = lambda *_: None,
) -> Clusters:
    """Return the clusters of listings; the order of the input makes no difference.

    An unchanged name under the same (source, source_id) stays with the listings that it was with, until
    something contradicts it.
    """
    progress("reading listings", len(listings))
    traits = all_traits(listings, registers)
    forest = _Forest(
        decisions.different,
        list(range(len(traits))),
        {at: Group.of(one) for at, one in enumerate(traits)},
        {at: [at] for at in range(len(traits))},
    )
    _join_decided(forest, traits, decisions)
    _join_previous(forest, traits, previous)
    pairs, oversized = candidate_pairs(traits)
    progress("comparing pairs", len(pairs))
    links = _links(traits, pairs)
    ambiguous = _ambiguous(traits, links)
    progress("joining along links", len(links))
    for _, found, left, right in links:
        if found.points < HARD and (
            _unclear(left, right, traits, ambiguous) or _unclear(right, left, traits, ambiguous)
        ):
            continue
        forest.join(left, right)
    groups = sorted(sorted(members) for members in forest.members.values())
    return Clusters([[traits[at] for at in members] for members in groups], forest.vetoes, len(ambiguous), oversized)


def _join_decided(forest: _Forest, traits: Sequence[Traits], decisions: Decisions) -> None:
    at = {one.key: position for position, one in enumerate(traits)}
    overruled = frozenset(Veto) - {Veto.DECIDED_DIFFERENT, Veto.PERSON_AND_CLINIC}
    for left, right in sorted(decisions.same):
        if left in at and right in at:
            forest.join(at[left], at[right], overruled)


def _join_previous(forest: _Forest, traits: Sequence[Traits], previous: Mapping[Key, Member]) -> None:
    together: defaultdict[str, list[int]] = defaultdict(list)
    for position, one in enumerate(traits):
        before = previous.get(one.key)
        if before and keeps_its_place(one, before.name_key):
            together[before.provider].append(position)
    for _, positions in sorted(together.items()):
        # NPI holders first: where an old cluster falls apart, the rest stays with the NPI.
        positions.sort(key=lambda position: (not traits[position].register, not traits[position].npi, position))
        for position in positions[1:]:
            forest.join(positions[0], position)


def keeps_its_place(traits: Traits, name_key: str) -> bool:
    """Tell whether a listing stays where it was: its name is the old one, or its source files it by NPI."""
    if traits.name_key == name_key or (traits.npi and traits.npi == traits.key[1]):
        return True
    return traits.person and not name_key.startswith("clinic:") and still_the_name(form_of_key(name_key), traits.name)


def _links(traits: Sequence[Traits], pairs: Iterable[tuple[int, int]]) -> list[tuple[float, Link, int, int]]:
    corpus = Corpus.of(traits)
    found = []
    for left, right in pairs:
        evidence = link(traits[left], traits[right], corpus)
        if evidence is not None and evidence.points >= ENOUGH_POINTS:
            found.append((-evidence.points, evidence, left, right))
    found.sort(key=lambda item: (item[0], item[2], item[3]))
    return found


def _ambiguous(traits: Sequence[Traits], links: Iterable[tuple[float, Link, int, int]]) -> set[int]:
    best: defaultdict[int, dict[str, float]] = defaultdict(dict)
    for _, found, left, right in links:
        for loose, anchored in ((left, right), (right, left)):
            npi = traits[anchored].npi
            if npi and not traits[loose].npi:
                best[loose][npi] = max(best[loose].get(npi, 0.0), found.points)
    return {loose for loose, points in best.items() if _close(sorted(points.values(), reverse=True))}


def _close(points: Sequence[float]) -> bool:
    return len(points) > 1 and points[0] - points[1] < MARGIN


def _unclear(loose: int, anchored: int, traits: Sequence[Traits], ambiguous: set[int]) -> bool:
    return loose in ambiguous and bool(traits[anchored].npi)
