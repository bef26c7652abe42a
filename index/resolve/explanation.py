"""Why two listings of the store are one or two: evidence in points and words, vetoes, decisions, providers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from index.registers import NPI_REGISTERS
from index.resolve.clusters import all_traits
from index.resolve.decisions import Decided, history, pair_of, read_decisions
from index.resolve.evidence import Reason
from index.resolve.indexes import Indexes, corpus_of
from index.resolve.links import link
from index.resolve.traits import Key, Traits
from index.resolve.vetoes import WORDS, Group, veto
from index.store import sources
from index.store.listings import seen_listings
from index.store.schema import membership


class UnknownListingError(LookupError):
    """No listing that is not withdrawn has this key; the message says how to write one."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of two listings. `providers` are the ids that they stand with, "" before any resolution."""

    names: tuple[str, str]
    providers: tuple[str, str]
    reasons: tuple[Reason, ...]
    veto: str
    decisions: tuple[Decided, ...]

    @property
    def points(self) -> float:
        """The sum of the reasons: the natural logarithm of the odds that both are one."""
        return sum(reason.points for reason in self.reasons)


def key_of(text: str) -> Key:
    """Return the key that "source/source id" writes; raises UnknownListingError."""
    source, slash, source_id = text.partition("/")
    if not (source and slash and source_id):
        raise UnknownListingError(f"{text!r} names no listing; write source/source id, such as npi_registry/2999000006")
    return source, source_id


def explain(connection: Connection, left: Key, right: Key) -> Explanation:
    """Return what speaks for and against one identity of two listings; raises UnknownListingError."""
    registers = sources.registers(connection) | NPI_REGISTERS
    traits = all_traits((seen.listing for seen in seen_listings(connection)), registers)
    one, other = _of(traits, left), _of(traits, right)
    found = link(one, other, corpus_of(traits, Indexes.of(traits)))
    forbidden = veto(Group.of(one), Group.of(other), read_decisions(connection).different)
    pair = pair_of(left, right)
    return Explanation(
        names=(one.name_key, other.name_key),
        providers=(_provider(connection, left), _provider(connection, right)),
        reasons=found.reasons if found else (),
        veto=WORDS[forbidden] if forbidden else "",
        decisions=tuple(one for one in history(connection) if one.pair == pair),
    )


def _of(traits: Sequence[Traits], key: Key) -> Traits:
    for one in traits:
        if one.key == key:
            return one
    raise UnknownListingError(f"no listing {key[0]}/{key[1]} is in the store; `pinpoint review list` shows some")


def _provider(connection: Connection, key: Key) -> str:
    where = (membership.c.source == key[0]) & (membership.c.source_id == key[1])
    return connection.execute(select(membership.c.provider).where(where)).scalar() or ""
