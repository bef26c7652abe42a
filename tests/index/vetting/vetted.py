"""Invented practitioners and clinics as they are published, and what their evidence comes to on a day."""

from datetime import date, timedelta
from functools import partial

from index.records import CheckKind, CheckResult, Profession, SourcesSay, StateRules
from index.vetting.provider_evidence import evidence_of
from index.vetting.unknown import UnknownKind
from tests import builders

TODAY = date(2026, 11, 23)
READ = date(2026, 11, 20)
LONG_AGO = TODAY - timedelta(days=366)
NPI = "2999000017"
THERAPIST, ACUPUNCTURIST = Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST
COURSE = builders.course(issuer="American Academy of Manipulative Therapy")
LICENSE = builders.license_held()
REVIEWED = {"reviewed_by": "A. Reviewer", "reviewed_on": READ}

claim = partial(builders.claim, first_seen=READ, last_seen=READ)
quote = partial(builders.quote, read_on=READ)
rule = partial(builders.rule, read_on=READ, review_by=READ + timedelta(days=365))

YES, NO = quote(), quote("We do not.", says_yes=False)
QUOTES = {
    SourcesSay.NO_WORD: (),
    SourcesSay.SAYS_NO: (NO,),
    SourcesSay.DISAGREE: (YES, NO),
    SourcesSay.COURSE_LISTED: (quote("Cert. DN"),),
}


def at(answer=SourcesSay.NO_WORD, *, quotes=None, **changes):
    """A practice location with everything stated that can be."""
    more = {name: changes.pop(name) for name in ("street_withheld", "differing") if name in changes}
    said = QUOTES.get(answer, (YES,)) if quotes is None else quotes
    return builders.practice(builders.location(**({"phone": builders.phone()} | changes)), answer, *said, **more)


def person(*practices, **changes):
    return builders.practitioner(*(practices or [at()]), **({"website": "https://clinic.test/"} | changes))


def clinic(*practices, **changes):
    return builders.clinic(*(practices or [at()]), **changes)


def check(result, kind=CheckKind.LICENSE, **changes):
    return builders.check(result, kind, claim=claim("status", result, "register"), **changes)


def vetted(provider, *rules, today=TODAY, **more):
    return evidence_of(provider, StateRules.of(rules), today, **more)


def only_place(provider, *rules, **more):
    (here,) = vetted(provider, *rules, **more).places
    return here


def unknown(here, kind=None):
    """The topics that are not known here, perhaps of one kind."""
    return [one.topic.value for one in here.unknowns if kind is None or one.kind is UnknownKind(kind)]


def kinds(here):
    return {one.kind for one in here.unknowns}


def asked(here):
    return [one.ask.value for one in here.questions]


ACTIVE, NO_RECORD, NOT_SETTLED = CheckResult.ACTIVE, CheckResult.NO_RECORD, CheckResult.NOT_SETTLED
