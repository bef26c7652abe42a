"""Finds what is not known at a place, each thing in one of the five kinds."""

from collections.abc import Iterator

from index.evidence.answer_b import AllowedHere
from index.evidence.identity import NpiStanding
from index.evidence.known_at_place import KnownHere, OfProvider
from index.evidence.license_record import LicenseRecord
from index.evidence.unknown import Topic, Unknown, UnknownKind
from index.records import AnswerA, AnswerB, CheckResult, CredentialKind, Profession, Sure

_NO_PUBLIC_SOURCE = (Topic.SKILL, Topic.RESULTS, Topic.SETTLED_HARM)
_NEVER_READ = (Topic.PRICE, Topic.HOURS, Topic.NEW_PATIENTS)
"""No source that we read has a field for these yet."""
_SAYS_WHETHER = frozenset({AnswerA.BOARD_LISTED, AnswerA.PERSON_LISTED, AnswerA.CLINIC_OFFERS, AnswerA.SAYS_NO})


def unknowns(who: OfProvider, here: KnownHere) -> tuple[Unknown, ...]:
    """Return what is not known of a provider at a place, by kind in the order of docs/principles.md."""
    found = (*_dry_needling(who, here), *_rules(here), *_licenses(who, here), *_stated(who, here))
    order = list(UnknownKind)
    return tuple(sorted(found, key=lambda unknown: order.index(unknown.kind)))


def _not_said(topic: Topic) -> Unknown:
    return Unknown(kind=UnknownKind.NOT_SAID, topic=topic)


def _dry_needling(who: OfProvider, here: KnownHere) -> Iterator[Unknown]:
    if here.answer is AnswerA.DISAGREE:
        yield Unknown(kind=UnknownKind.DISAGREE, topic=Topic.DRY_NEEDLING, quotes=here.deciding)
    elif here.answer not in _SAYS_WHETHER:
        yield _not_said(Topic.DRY_NEEDLING)
    if here.answer is AnswerA.CLINIC_OFFERS:
        yield _not_said(Topic.WHO_NEEDLES)
    if not who.has_training:
        yield _not_said(Topic.TRAINING)
    for course in who.courses:
        if course.kind is CredentialKind.COURSE and not course.issuer:
            yield Unknown(kind=UnknownKind.NOT_SAID, topic=Topic.COURSE_ISSUER, letters=course.written)


def _rules(here: KnownHere) -> Iterator[Unknown]:
    for allowed in here.allowed:
        if not allowed.is_settled:
            rule = allowed.rule
            yield Unknown(
                kind=_why_no_rule(allowed), topic=Topic.STATE_RULE, state=rule.state, profession=rule.profession
            )


def _why_no_rule(allowed: AllowedHere) -> UnknownKind:
    rule = allowed.rule
    if rule.answer is AnswerB.NOT_FOUND and rule.read_on is None:
        return UnknownKind.NOT_LOOKED
    if rule.answer is not AnswerB.NOT_FOUND and allowed.sure is Sure.CONFLICT:
        return UnknownKind.DISAGREE
    return UnknownKind.NOT_SAID


def _licenses(who: OfProvider, here: KnownHere) -> Iterator[Unknown]:
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


def _of_profession(who: OfProvider, state: str, profession: Profession | None) -> Iterator[Unknown]:
    """Yield what is not known of the license that a profession needs in the state of the place."""
    stated = [
        one for one in who.licenses if profession in {None, one.license.profession} and state in {"", one.license.state}
    ]
    if not stated:
        yield Unknown(kind=UnknownKind.NOT_SAID, topic=Topic.LICENSE_NUMBER, state=state, profession=profession)
    if not any(one.check for one in stated):
        yield Unknown(kind=UnknownKind.NOT_LOOKED, topic=Topic.LICENSE, state=state, profession=profession)


def _stated(who: OfProvider, here: KnownHere) -> Iterator[Unknown]:
    for one in here.doubts:
        yield Unknown(kind=UnknownKind.DISAGREE, topic=Topic(one.field), disagreement=one)
    differing = {Topic(one.field) for one in here.doubts}
    stated = {
        Topic.PHONE: here.has_phone,
        Topic.ADDRESS: here.has_street,
        Topic.WEBSITE: bool(who.website),
        Topic.PROFESSION: bool(who.professions) or who.is_clinic,
        Topic.NPI: who.identity.standing is not NpiStanding.NONE,
    }
    yield from (_not_said(topic) for topic, is_there in stated.items() if not is_there and topic not in differing)
    yield from map(_not_said, _NEVER_READ)
    yield from (Unknown(kind=UnknownKind.CANNOT_KNOW, topic=topic) for topic in _NO_PUBLIC_SOURCE)
