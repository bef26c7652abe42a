"""Unknowns at a place, in five kinds that are shown in different words (docs/principles.md, rule 1). None is a no."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.records import Certainty, CheckResult, CredentialKind, License, Profession, Quote, SourcesSay, StateAllows
from index.vetting.disagreement import Disagreement
from index.vetting.held_records import LicenseRecord, NpiStatus
from index.vetting.known_at_place import PlaceFacts, ProviderFacts
from index.vetting.rule_answer import AllowedHere


class UnknownKind(StrEnum):
    """The reason why something is unknown."""

    NOT_LOOKED = "not_looked"
    """We have no source for it yet."""
    NOT_SAID = "not_said"
    """We read sources, and none of them says."""
    NO_RECORD = "no_record"
    """We searched a register and found no match."""
    DISAGREE = "disagree"
    """Sources differ."""
    CANNOT_KNOW = "cannot_know"
    """No public source can show it."""


class Topic(StrEnum):
    """The subject of an unknown."""

    DRY_NEEDLING = "dry_needling"
    """Answer A: whether dry needling is done here."""
    WHO_NEEDLES = "who_needles"
    """The person who does it, if a clinic offers it."""
    STATE_RULE = "state_rule"
    """Answer B: whether the state of the place allows it to a profession."""
    LICENSE = "license"
    """A license's status in the state's own file."""
    LICENSE_NUMBER = "license_number"
    STAFF_LICENSES = "staff_licenses"
    """The licenses of a clinic's people."""
    NPI = "npi"
    PROFESSION = "profession"
    TRAINING = "training"
    """A dry-needling course."""
    COURSE_ISSUER = "course_issuer"
    """The one of several schools that gave these letters."""
    PHONE = "phone"
    ADDRESS = "address"
    WEBSITE = "website"
    PRICE = "price"
    HOURS = "hours"
    NEW_PATIENTS = "new_patients"
    SKILL = "skill"
    RESULTS = "results"
    SETTLED_HARM = "settled_harm"
    """Harm that was settled privately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """One unknown, with the data for a sentence about it."""

    kind: UnknownKind
    topic: Topic
    state: str = ""
    """The state of a rule or license."""
    profession: Profession | None = None
    license: License | None = None
    """The license that was looked up, as a source states it."""
    letters: str = ""
    """Letters after the name, as the source wrote them."""
    register: str = ""
    """The register that was searched, if a license was looked up; `read_on` is the day it was read."""
    read_on: date | None = None
    disagreement: Disagreement | None = None
    quotes: tuple[Quote, ...] = ()
    """The deciding yes and no, if sources disagree on dry needling."""

    @property
    def subject(self) -> tuple[Topic, str, Profession | None, License | None, str]:
        """Everything but the kind and its details: no subject is unknown in two kinds."""
        return self.topic, self.state, self.profession, self.license, self.letters


_NO_PUBLIC_SOURCE = (Topic.SKILL, Topic.RESULTS, Topic.SETTLED_HARM)
_NEVER_READ = (Topic.PRICE, Topic.HOURS, Topic.NEW_PATIENTS)
"""No source that is read has a field for these; the listed may give hours and new patients themselves."""
_SAYS_WHETHER = frozenset(
    {SourcesSay.BOARD_LISTED, SourcesSay.PERSON_LISTED, SourcesSay.CLINIC_OFFERS, SourcesSay.SAYS_NO}
)


def unknowns(who: ProviderFacts, here: PlaceFacts) -> tuple[Unknown, ...]:
    """Return the unknowns of a provider at a place, by kind in the order of docs/principles.md."""
    found = (*_dry_needling(who, here), *_rules(here), *_licenses(who, here), *_stated(who, here))
    order = list(UnknownKind)
    return tuple(sorted(found, key=lambda unknown: order.index(unknown.kind)))


def _not_said(topic: Topic) -> Unknown:
    return Unknown(kind=UnknownKind.NOT_SAID, topic=topic)


def _dry_needling(who: ProviderFacts, here: PlaceFacts) -> Iterator[Unknown]:
    if here.answer is SourcesSay.DISAGREE:
        yield Unknown(kind=UnknownKind.DISAGREE, topic=Topic.DRY_NEEDLING, quotes=here.deciding)
    elif here.answer not in _SAYS_WHETHER:
        yield _not_said(Topic.DRY_NEEDLING)
    if here.answer is SourcesSay.CLINIC_OFFERS:
        yield _not_said(Topic.WHO_NEEDLES)
    if not who.has_training:
        yield _not_said(Topic.TRAINING)
    for course in who.courses:
        if course.kind is CredentialKind.COURSE and not course.issuer:
            yield Unknown(kind=UnknownKind.NOT_SAID, topic=Topic.COURSE_ISSUER, letters=course.written)


def _rules(here: PlaceFacts) -> Iterator[Unknown]:
    for allowed in here.allowed:
        if not allowed.is_settled:
            rule = allowed.rule
            yield Unknown(
                kind=_why_no_rule(allowed), topic=Topic.STATE_RULE, state=rule.state, profession=rule.profession
            )


def _why_no_rule(allowed: AllowedHere) -> UnknownKind:
    rule = allowed.rule
    if rule.answer is StateAllows.NOT_FOUND and rule.read_on is None:
        return UnknownKind.NOT_LOOKED
    if rule.answer is not StateAllows.NOT_FOUND and allowed.sure is Certainty.CONFLICT:
        return UnknownKind.DISAGREE
    return UnknownKind.NOT_SAID


def _licenses(who: ProviderFacts, here: PlaceFacts) -> Iterator[Unknown]:
    if who.is_clinic:
        yield Unknown(kind=UnknownKind.NOT_LOOKED, topic=Topic.STAFF_LICENSES)
        return
    yield from (_of_looked_up(one) for one in who.licenses if one.check and one.result is not CheckResult.ACTIVE)
    for state in here.states or ("",):
        for profession in who.professions or (None,):
            yield from _of_profession(who, state, profession)


def _of_looked_up(one: LicenseRecord) -> Unknown:
    no_record = one.result is CheckResult.NO_RECORD
    return Unknown(
        kind=UnknownKind.NO_RECORD if no_record else UnknownKind.NOT_SAID,
        topic=Topic.LICENSE,
        state=one.license.state,
        profession=one.license.profession,
        license=one.license,
        register=one.check.claim.source if one.check else "",
        read_on=one.check.claim.last_seen if one.check else None,
    )


def _of_profession(who: ProviderFacts, state: str, profession: Profession | None) -> Iterator[Unknown]:
    """Yield the unknowns on the license that a profession needs in the state of the place."""
    stated = [
        one for one in who.licenses if profession in {None, one.license.profession} and state in {"", one.license.state}
    ]
    if not stated:
        yield Unknown(kind=UnknownKind.NOT_SAID, topic=Topic.LICENSE_NUMBER, state=state, profession=profession)
    if not any(one.check for one in stated):
        yield Unknown(kind=UnknownKind.NOT_LOOKED, topic=Topic.LICENSE, state=state, profession=profession)


def _stated(who: ProviderFacts, here: PlaceFacts) -> Iterator[Unknown]:
    for one in here.doubts:
        yield Unknown(kind=UnknownKind.DISAGREE, topic=Topic(one.field), disagreement=one)
    differing = {Topic(one.field) for one in here.doubts}
    stated = {
        Topic.PHONE: here.has_phone,
        Topic.ADDRESS: here.has_street,
        Topic.WEBSITE: bool(who.website),
        Topic.PROFESSION: bool(who.professions) or who.is_clinic,
        Topic.NPI: who.identity.status is not NpiStatus.NONE,
    }
    yield from (_not_said(topic) for topic, is_there in stated.items() if not is_there and topic not in differing)
    yield from (_not_said(topic) for topic in _NEVER_READ if topic.value not in here.details)
    yield from (Unknown(kind=UnknownKind.CANNOT_KNOW, topic=topic) for topic in _NO_PUBLIC_SOURCE)
