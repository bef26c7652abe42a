"""What a look into a public register gave for one provider: a claim of the register, with the day it was read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.records.claim import Claim
from index.records.listing import License


class CheckKind(StrEnum):
    """What was looked up."""

    LICENSE = "license"
    NPI = "npi"
    EXCLUSION = "exclusion"


class CheckResult(StrEnum):
    """What came of it. Where nothing was looked up there is no check, and nothing here means "none"."""

    ACTIVE = "active"
    NOT_SETTLED = "not_settled"
    """The license is there, and its state is not plainly in force: only the board can say what that means."""
    NO_RECORD = "no_record"
    DEACTIVATED = "deactivated"
    EXCLUDED = "excluded"
    """By NPI, and confirmed by an operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One look-up. `claim.source` is the register, `claim.last_seen` the day it was read."""

    kind: CheckKind
    result: CheckResult
    claim: Claim
    license: License | None = None
    """Which license was looked up."""
    on: date | None = None
    """The register's own day: since when a number is deactivated, or for which day a list stands."""
