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
from index.records.claim import Claim
from index.records.listing import (
    Credential,
    License,
    Listing,
    PersonName,
    Phone,
    PracticeLocation,
    Statement,
)
from index.records.provider import Clinic, Evidence, Practice, Practitioner, Provider, Quote
from index.records.raw import RawListing, RawLocation, RawStatement, RawTaxonomy

__all__ = [
    "LISTED_ANSWERS",
    "AnswerA",
    "AnswerB",
    "Claim",
    "Clinic",
    "Credential",
    "CredentialKind",
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
    "Statement",
    "StatementKind",
    "Subject",
    "Sure",
]
