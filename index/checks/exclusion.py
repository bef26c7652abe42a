"""An exclusion matched by NPI: held until an operator confirmed exactly this match, and shown to nobody before."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from index.checks.decisions import Decision, DecisionKey, DecisionVerdict
from index.records import EntryStatus, Practitioner, RegisterEntry, RegisterKind, SeenEntry
from index.records.codec import to_json


class Standing(StrEnum):
    """Where a match stands."""

    HELD = "held"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


_STANDING = {DecisionVerdict.CONFIRMED: Standing.CONFIRMED, DecisionVerdict.DISMISSED: Standing.DISMISSED}


def is_in_force(seen: SeenEntry) -> bool:
    """Return whether an entry excludes somebody today, by the newest good run."""
    entry = seen.entry
    return entry.register is RegisterKind.EXCLUSIONS and entry.status is EntryStatus.ACTIVE and not seen.missing_since


def seen_of(practitioner: Practitioner, entry: RegisterEntry) -> str:
    """Return a hash of what is compared: the entry, but for the day that its file stands for, and who is matched."""
    compared = (to_json(replace(entry, as_of=None)), practitioner.name, practitioner.npi)
    return hashlib.sha256("\n".join(compared).encode()).hexdigest()


def standing_of(
    practitioner: Practitioner, entry: RegisterEntry, decisions: Mapping[DecisionKey, Decision]
) -> tuple[Standing, Decision | None]:
    """Return where a match stands and by which decision; one on another name or another entry holds no longer."""
    decision = decisions.get((entry.source, entry.source_id, practitioner.id))
    if decision is None or decision.seen != seen_of(practitioner, entry):
        return Standing.HELD, None
    return _STANDING.get(decision.verdict, Standing.HELD), decision
