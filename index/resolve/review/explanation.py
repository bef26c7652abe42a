"""Explains why two listings are one provider or two: evidence in points and words, vetoes, decisions, both sides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from index.records.register import NPI_REGISTERS
from index.resolve.blocking.indexes import Indexes, corpus_of
from index.resolve.clusters.clusters import all_features
from index.resolve.compare.features import Features, Key
from index.resolve.compare.links import link
from index.resolve.compare.signals import Reason
from index.resolve.compare.thresholds import Thresholds, thresholds_for
from index.resolve.compare.vetoes import WORDS, Different, Group, veto
from index.resolve.decisions import Decided, history, pair_of, read_decisions
from index.resolve.review.doubts import WORDS as DOUBTS
from index.resolve.review.doubts import waiting
from index.resolve.review.pair_view import Side, UnknownListingError, side_of
from index.store import sources
from index.store.listings.listings import seen_listings


@dataclass(frozen=True, slots=True)
class Explanation:
    """The evidence on two listings, and on the clusters that they belong to."""

    sides: tuple[Side, Side]
    reasons: tuple[Reason, ...]
    veto: str
    """The veto against the link between the two, in words; "" for none."""
    cluster_veto: str
    """The veto between their clusters, in words; "" for none."""
    doubt: str
    """The reason, in words, why the pair or one of their clusters is in the review queue; "" if it is not."""
    limits: Thresholds
    coverage: float
    """Estimated share of people that the NPI registers list, 0 to 1."""
    decisions: tuple[Decided, ...]

    @property
    def points(self) -> float:
        """The sum of the reasons: the natural logarithm of the odds that both are one."""
        return sum(reason.points for reason in self.reasons)


def key_of(text: str) -> Key:
    """Return the key written as "source/source id"; raises UnknownListingError."""
    source, slash, source_id = text.partition("/")
    if not (source and slash and source_id):
        raise UnknownListingError(f"{text!r} names no listing; write source/source id, such as npi_registry/2999000006")
    return source, source_id


def explain(connection: Connection, left: Key, right: Key) -> Explanation:
    """Return the evidence for and against one identity of two listings; raises UnknownListingError."""
    sides = side_of(connection, left), side_of(connection, right)
    registers = sources.registers(connection) | NPI_REGISTERS
    features = all_features((seen.listing for seen in seen_listings(connection)), registers)
    by_key = {one.key: one for one in features}
    corpus = corpus_of(features, Indexes.of(features))
    found = link(by_key[left], by_key[right], corpus)
    different = read_decisions(connection).different
    pair = pair_of(left, right)
    return Explanation(
        sides=sides,
        reasons=found.reasons if found else (),
        veto=_forbidden([by_key[left]], [by_key[right]], different),
        cluster_veto=_forbidden(_cluster(sides[0], by_key), _cluster(sides[1], by_key), different),
        doubt=_doubt(connection, sides),
        limits=thresholds_for(corpus.coverage),
        coverage=corpus.coverage,
        decisions=tuple(one for one in history(connection) if one.pair == pair),
    )


def _cluster(side: Side, by_key: Mapping[Key, Features]) -> list[Features]:
    return [by_key[key] for key in (side.key, *side.others)]


def _forbidden(left: Sequence[Features], right: Sequence[Features], different: Different) -> str:
    found = veto(_group(left), _group(right), different)
    return WORDS[found] if found else ""


def _group(features: Iterable[Features]) -> Group:
    first, *others = map(Group.of, features)
    for other in others:
        first.absorb(other)
    return first


def _doubt(connection: Connection, sides: tuple[Side, Side]) -> str:
    one, other = ({side.key, *side.others} for side in sides)
    for found in waiting(connection):
        left, right = found.doubt.left, found.doubt.right
        if (left in one and right in other) or (left in other and right in one):
            return DOUBTS.get(found.doubt.why, found.doubt.why)
    return ""


__all__ = ["Explanation", "UnknownListingError", "explain", "key_of"]
