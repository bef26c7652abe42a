"""The publish gate: holds a new generation that looks like a wrong resolution or a lost source.

Two measures have limits by themselves: the listings of one person, and the share of one source's people that were
merged with each other. The others compare with the previous generation, which the first publication does not have.
Limits are settings (docs/publishing.md says how their defaults were measured). The previous generation was within the
limits or accepted by a person, so a measure above its limit holds again only if it has grown by a tenth since.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.publish.roster import FIELDS, Rows, all_states
from index.records import TOLD_US, ListingKind, Provider, SeenListing
from index.settings import Settings
from index.store.publication_holds import NewestPublication

ENOUGH = 30
"""The smallest number whose shares are compared; below, one person is a large share."""
_GROWTH = 1.1


class PublicationHeldError(RuntimeError):
    """The gate holds a new generation; `causes` are sentences, and the previous generation stays current."""

    def __init__(self, causes: tuple[str, ...]) -> None:
        super().__init__("publication is held: " + "; ".join(causes))
        self.causes = causes


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldAcceptance:
    """A person's acceptance of a held publication: who and why; with `causes`, of these alone."""

    who: str
    reason: str
    causes: tuple[str, ...] | None = None

    def covers(self, causes: tuple[str, ...]) -> bool:
        """Return whether a publication with these causes is accepted."""
        return self.causes is None or set(causes) <= set(self.causes)


@dataclass(slots=True)
class ClusterSizes:
    """Counts of the listings in each person's record, added one provider at a time."""

    largest: int = 0
    largest_id: str = ""
    listings: Counter[str] = field(default_factory=Counter)
    """Listings of people, by source."""
    people: Counter[str] = field(default_factory=Counter)
    """People that a source lists, by source."""

    def add(self, provider: Provider, listings: tuple[SeenListing, ...]) -> None:
        """Count the listings of one provider; corrections are not listings of a source."""
        if provider.kind is not ListingKind.PERSON:
            return
        counted = Counter(seen.listing.source for seen in listings if seen.listing.source != TOLD_US)
        self.listings.update(counted)
        self.people.update(counted.keys())
        if counted.total() > self.largest:
            self.largest, self.largest_id = counted.total(), provider.id

    def measures(self) -> dict[str, float]:
        """Return the measures that the manifest stores: `largest_person` in listings, `merged/SOURCE` in percent."""
        shares = {
            f"merged/{source}": 100 * (1 - self.people[source] / listings)
            for source, listings in sorted(self.listings.items())
            if listings >= ENOUGH
        }
        return {"largest_person": float(self.largest), **{name: round(share, 3) for name, share in shares.items()}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The content of a generation: the ids of its providers, ascending, and their roster rows in the same order."""

    number: int
    ids: NDArray[np.bytes_]
    rows: Rows
    measures: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Ids that are rightly missing: those left out on request, and `living`, the id in use today for every id."""

    left_out: frozenset[str]
    living: Mapping[str, str]


def judge(new: Published, sizes: ClusterSizes, before: Published | None, gone: Gone, limits: Settings) -> list[str]:
    """Return a sentence for each limit that a new generation exceeds, in a fixed order; none if it may be shown."""
    causes = [*_merges(new, sizes, before.measures if before else {}, limits)]
    if before is not None:
        causes += _losses(new, before, gone, limits)
        causes += _emptied_fields(new, before, limits)
    return causes


def judge_count(shown: int, before: NewestPublication | None, limits: Settings) -> list[str]:
    """Return a sentence if far fewer providers are shown than the store last published, whose generation is gone.

    That is so in a restored home. Only their number is in the store, so one that came hides one that went, and those
    who were left out since count as gone: a person decides.
    """
    if before is None or before.providers < ENOUGH:
        return []
    missing, limit = before.providers - shown, limits.publish_gone_percent
    if 100 * missing <= limit * before.providers:
        return []
    had = f"{before.providers} people and clinics of generation {before.generation}"
    return [f"{missing} of the {had} are gone (at most {limit:g} %)"]


def _merges(new: Published, sizes: ClusterSizes, earlier: Mapping[str, float], limits: Settings) -> Iterator[str]:
    measures = new.measures
    if sizes.largest > max(limits.publish_listings_of_one, _GROWTH * earlier.get("largest_person", 0)):
        yield (
            f"{sizes.largest} listings were merged into one person, {sizes.largest_id}"
            f" (at most {limits.publish_listings_of_one})"
        )
    for name, share in measures.items():
        source = name.removeprefix("merged/")
        if source != name and share > max(limits.publish_merged_percent, _GROWTH * earlier.get(name, 0)):
            yield (
                f"of the {sizes.listings[source]} people that {source} lists, {share:.1f} % were merged with each"
                f" other (at most {limits.publish_merged_percent:g} %)"
            )


def _losses(new: Published, before: Published, gone: Gone, limits: Settings) -> Iterator[str]:
    left_out = np.array([_text(one) in gone.left_out for one in before.ids], dtype=bool)
    people = before.rows["person"] & ~left_out
    lost = people & ~np.isin(before.ids, new.ids)
    yield from _loss("", people, lost, before, gone, limits)
    for code, bit in all_states():
        there = people & ((before.rows["states"] & np.uint64(bit)) != 0)
        yield from _loss(code, there, lost & there, before, gone, limits)


def _loss(
    state: str, people: NDArray[np.bool_], lost: NDArray[np.bool_], before: Published, gone: Gone, limits: Settings
) -> Iterator[str]:
    had, missing = int(people.sum()), int(lost.sum())
    limit = limits.publish_gone_in_state_percent if state else limits.publish_gone_percent
    if had < ENOUGH or 100 * missing <= limit * had:
        return
    ids = map(_text, before.ids[lost])
    merged = sum(gone.living.get(one, one) != one for one in ids)
    yield (
        f"{missing} of the {had} practitioners of generation {before.number}{f' in {state}' if state else ''} are gone"
        f" (at most {limit:g} %)" + (f", {merged} of them merged into others" if merged else "")
    )


def _emptied_fields(new: Published, before: Published, limits: Settings) -> Iterator[str]:
    both, here, there = np.intersect1d(new.ids, before.ids, assume_unique=True, return_indices=True)
    if len(both) < ENOUGH:
        return
    for place, name in enumerate(FIELDS):
        bit = np.uint32(1 << place)
        had = 100 * float(((before.rows["filled"][there] & bit) != 0).mean())
        has = 100 * float(((new.rows["filled"][here] & bit) != 0).mean())
        if had - has > limits.publish_field_points:
            yield (
                f"{name}: {has:.0f} % of the {len(both)} that both generations list have one, {had:.0f} % had"
                f" (at most {limits.publish_field_points:g} points fewer)"
            )


def _text(provider_id: bytes) -> str:
    return bytes(provider_id).decode("ascii")
