"""The frozen types that every other room speaks in: raw listings, listings, claims, providers, the two answers."""

from index.records.answers import (
    LISTED_ANSWERS,
    AnswerA,
    AnswerB,
    CredentialKind,
    ListingKind,
    Precision,
    Profession,
    StatementKind,
    Subject,
    Sure,
)
from index.records.check import Check, CheckKind, CheckResult
from index.records.claim import Claim, SeenListing, address_line, stated
from index.records.listing import (
    Credential,
    License,
    Listing,
    PersonName,
    Phone,
    PracticeLocation,
    Statement,
)
from index.records.provider import Clinic, Evidence, Practice, Practitioner, Provider, Quote, strongest_evidence
from index.records.raw import RawListing, RawLocation, RawStatement, RawTaxonomy
from index.records.register import EntryStatus, RegisterEntry, RegisterKind, SeenEntry
from index.records.rule import StateRule, StateRules, rule_not_found

__all__ = [
    "LISTED_ANSWERS",
    "AnswerA",
    "AnswerB",
    "Check",
    "CheckKind",
    "CheckResult",
    "Claim",
    "Clinic",
    "Credential",
    "CredentialKind",
    "EntryStatus",
    "Evidence",
    "License",
    "Listing",
    "ListingKind",
    "PersonName",
    "Phone",
    "Practice",
    "PracticeLocation",
    "Practitioner",
    "Precision",
    "Profession",
    "Provider",
    "Quote",
    "RawListing",
    "RawLocation",
    "RawStatement",
    "RawTaxonomy",
    "RegisterEntry",
    "RegisterKind",
    "SeenEntry",
    "SeenListing",
    "StateRule",
    "StateRules",
    "Statement",
    "StatementKind",
    "Subject",
    "Sure",
    "address_line",
    "rule_not_found",
    "stated",
    "strongest_evidence",
]
