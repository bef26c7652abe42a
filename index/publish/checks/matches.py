"""Matches of people with exclusions by NPI, for the operator who compares the two."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from index.providers import NothingToMergeError, merge
from index.publish.checks.checks import MatchStatus, is_in_force, seen_of, status_of
from index.publish.checks.decisions import Decision, DecisionKey, DecisionVerdict, decide, latest, now
from index.records import Clinic, Practitioner, RegisterKind, SeenEntry
from index.store import sources
from index.store.identities import memberships
from index.store.listings import register_entries

_HANDLE = 8  # hex digits: one in four billion


class UnknownMatchError(LookupError):
    """No match has that handle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An exclusion in force and the practitioner with its NPI. `others` are the other entries with that NPI."""

    seen: SeenEntry
    practitioner: Practitioner
    status: MatchStatus
    decision: Decision | None
    others: tuple[SeenEntry, ...]

    @property
    def key(self) -> DecisionKey:
        """The key under which decisions on the match are stored."""
        return self.seen.entry.source, self.seen.entry.source_id, self.practitioner.id

    @property
    def waits(self) -> bool:
        """Return whether it waits for a person: nobody has decided, not even that it is not clear."""
        return self.status is MatchStatus.HELD and (
            self.decision is None or self.decision.verdict is not DecisionVerdict.UNSURE
        )

    @property
    def since(self) -> date:
        """The first day on which both the entry and the person's NPI were read."""
        own = (
            one.first_seen
            for one in self.practitioner.claims
            if (one.field, one.value) == ("npi", self.practitioner.npi)
        )
        return max(self.seen.first_seen, min(own, default=self.seen.first_seen))

    @property
    def handle(self) -> str:
        """A short name for commands, in hex digits."""
        return hashlib.sha256("\n".join(self.key).encode()).hexdigest()[:_HANDLE]


def matches(connection: Connection) -> Sequence[Match]:
    """Return every match, held ones first."""
    entries: dict[str, list[SeenEntry]] = {}
    for seen in register_entries.of_listed(connection, RegisterKind.EXCLUSIONS):
        entries.setdefault(seen.entry.npi, []).append(seen)
    decisions = latest(connection)
    found = [
        match
        for practitioner in _with_npi(connection, entries.keys())
        for match in _of(practitioner, entries.get(practitioner.npi, []), decisions)
    ]
    return sorted(found, key=lambda one: (list(MatchStatus).index(one.status), one.practitioner.name, one.handle))


def match_of(connection: Connection, handle: str) -> Match:
    """Return the match with a handle; raises UnknownMatchError."""
    found = [one for one in matches(connection) if one.handle == handle]
    if not found:
        raise UnknownMatchError(f"there is no match {handle}; `pinpoint checks list --all` lists all")
    return found[0]


def compared_of(match: Match) -> str:
    """Return the hash of what a person compares who looks at both sides of a match."""
    return seen_of(match.practitioner, match.seen.entry)


def settle(
    connection: Connection, match: Match, verdict: DecisionVerdict, *, who: str, reason: str, after: int | None = None
) -> int:
    """Record a person's decision on a match as it is now, and return its number.

    Raises EmptyReasonError, and DecidedMeanwhileError where there is a decision later than number `after`.
    """
    source, source_id, provider = match.key
    return decide(
        connection,
        Decision(
            source=source,
            source_id=source_id,
            npi=match.practitioner.npi,
            provider=provider,
            seen=compared_of(match),
            verdict=verdict,
            who=who,
            reason=reason,
            decided_at=now(),
        ),
        after=after,
    )


def document_of(one: Match) -> dict[str, object]:
    """Return both sides of a match, field by field."""
    person, entry, decision = one.practitioner, one.seen.entry, one.decision
    return {
        "match": one.handle,
        "standing": one.status,
        "npi": entry.npi,
        "listed name": person.name,
        "register's name": entry.name,
        "listed professions": [profession.value for profession in person.professions],
        "register's profession": entry.profession_text,
        "listed states": sorted({practice.location.state for practice in person.practices if practice.location.state}),
        "register's state": entry.state,
        "excluded on": entry.excluded,
        "particulars": [f"{name}: {words}" for name, words in entry.particulars],
        "list stands for": entry.as_of,
        "list read on": one.seen.last_seen,
        "waits since": one.since,
        "other entries": [_words_of(other) for other in one.others],
        "compare at": entry.url,
        "listed as": person.id,
        "decided by": decision.who if decision else None,
        "reason": decision.reason if decision else None,
    }


def _words_of(other: SeenEntry) -> str:
    entry = other.entry
    ended = f", reinstated {entry.reinstated}" if entry.reinstated else ""
    gone = f", not found since {other.missing_since}" if other.missing_since else ""
    return f"{entry.name}: excluded {entry.excluded}{ended}{gone}"


def _of(
    practitioner: Practitioner, entries: Sequence[SeenEntry], decisions: Mapping[DecisionKey, Decision]
) -> Sequence[Match]:
    found = []
    for seen in filter(is_in_force, entries):
        status, decision = status_of(practitioner, seen.entry, decisions)
        others = tuple(other for other in entries if other is not seen)
        found.append(Match(seen=seen, practitioner=practitioner, status=status, decision=decision, others=others))
    return found


def _with_npi(connection: Connection, npis: Collection[str]) -> list[Practitioner]:
    registers, rank = sources.registers(connection), sources.trust(connection)
    found: list[Practitioner] = []
    for provider_id, seen in memberships.listings_by_provider(
        connection, only=memberships.stating_npis(connection, npis)
    ):
        try:
            provider: Practitioner | Clinic = merge(
                provider_id, seen, frozenset(), rank=rank, registry_sources=registers
            )
        except NothingToMergeError:
            continue
        if isinstance(provider, Practitioner):
            found.append(provider)
    return found
