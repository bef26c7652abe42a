"""Matches of people with exclusions by NPI, for the operator who compares the two."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

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


def settle(connection: Connection, match: Match, verdict: DecisionVerdict, *, who: str, reason: str) -> None:
    """Record a person's decision on a match as it is now; raises EmptyReasonError."""
    source, source_id, provider = match.key
    decide(
        connection,
        Decision(
            source=source,
            source_id=source_id,
            npi=match.practitioner.npi,
            provider=provider,
            seen=seen_of(match.practitioner, match.seen.entry),
            verdict=verdict,
            who=who,
            reason=reason,
            decided_at=now(),
        ),
    )


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
