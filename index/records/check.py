"""The result of looking one provider up in a public register: a claim of the register, with the day it was read."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.records.claim import Claim
from index.records.listing import License


class CheckKind(StrEnum):
    """The subject of a look-up."""

    LICENSE = "license"
    NPI = "npi"
    EXCLUSION = "exclusion"


class CheckResult(StrEnum):
    """The outcome of a look-up. Where nothing was looked up there is no check; no value here means "none exists"."""

    ACTIVE = "active"
    NOT_SETTLED = "not_settled"
    """The register has the license, but not plainly in force: only the board can say what that means."""
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
    """The license that was looked up."""
    on: date | None = None
    """The register's own date: the day a number was deactivated, or the day that a list describes."""
