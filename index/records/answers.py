"""The closed sets of values that records use. Order within an enumeration has a meaning only where its text says so."""

from enum import StrEnum


class SourcesSay(StrEnum):
    """Sources' answer on dry needling by one person at one place, or at one clinic.

    Declared in table order: at equal distance a result with an earlier answer comes first.
    """

    BOARD_LISTED = "board_listed"
    PERSON_LISTED = "person_listed"
    CLINIC_OFFERS = "clinic_offers"
    COURSE_LISTED = "course_listed"
    DISAGREE = "disagree"
    NO_WORD = "no_word"
    SAYS_NO = "says_no"


LISTED_ANSWERS = frozenset(
    {
        SourcesSay.BOARD_LISTED,
        SourcesSay.PERSON_LISTED,
        SourcesSay.CLINIC_OFFERS,
        SourcesSay.COURSE_LISTED,
        SourcesSay.DISAGREE,
    }
)
"""The answers that the default list of results holds."""


class StateAllows(StrEnum):
    """A state's answer for a profession. It is about the profession, and never a label on a person."""

    ALLOWED_APPROVAL = "allowed_approval"
    ALLOWED_TRAINING = "allowed_training"
    ALLOWED = "allowed"
    NO_CLEAR_RULE = "no_clear_rule"
    NOT_YET = "not_yet"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"


class Certainty(StrEnum):
    """Sources of a fact about a rule, strongest first. A rule past its review date falls back one step."""

    RULE_READ = "rule_read"
    SUMMARY_READ = "summary_read"
    ONE_WEAK_SOURCE = "one_weak_source"
    CONFLICT = "conflict"


class Profession(StrEnum):
    """The professions that Pinpoint distinguishes; everything else is `other`."""

    PHYSICAL_THERAPIST = "physical-therapist"
    PT_ASSISTANT = "pt-assistant"
    CHIROPRACTOR = "chiropractor"
    ACUPUNCTURIST = "acupuncturist"
    ATHLETIC_TRAINER = "athletic-trainer"
    OCCUPATIONAL_THERAPIST = "occupational-therapist"
    PHYSICIAN = "physician"
    NURSE_PRACTITIONER = "nurse-practitioner"
    PHYSICIAN_ASSISTANT = "physician-assistant"
    MASSAGE_THERAPIST = "massage-therapist"
    OTHER = "other"


class CredentialKind(StrEnum):
    """The kind of a credential. Only `course` and `state_authorization` entries may show dry needling."""

    LICENSE = "license"
    DEGREE = "degree"
    BOARD_CERTIFICATION = "board_certification"
    COURSE = "course"
    STATE_AUTHORIZATION = "state_authorization"
    MEMBERSHIP = "membership"
    OTHER = "other"


class ListingKind(StrEnum):
    """The subject of a listing: a person or a place."""

    PERSON = "person"
    CLINIC = "clinic"


class Precision(StrEnum):
    """The place that a coordinate marks, most exact first.

    `address`: the street address; `zip`: the middle of a ZIP code; `place`: the middle of a town;
    `none`: there is no coordinate, and so no distance.
    """

    ADDRESS = "address"
    ZIP = "zip"
    PLACE = "place"
    NONE = "none"


class StatementKind(StrEnum):
    """The meaning of a source's sentence about dry needling. `board` is a state authority's own record."""

    BOARD = "board"
    OFFERS = "offers"
    SAYS_NO = "says_no"


class Subject(StrEnum):
    """The subject of a statement: a person or a clinic. A clinic's statement never becomes a person's."""

    PERSON = "person"
    CLINIC = "clinic"
