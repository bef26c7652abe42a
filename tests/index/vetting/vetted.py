"""Invented practitioners and clinics as they are published, and what their evidence comes to on a day."""

from datetime import date, timedelta

from index.records import (
    Certainty,
    Check,
    CheckKind,
    CheckResult,
    Claim,
    Clinic,
    Credential,
    CredentialKind,
    Finding,
    License,
    PersonName,
    Phone,
    Practice,
    PracticeLocation,
    Practitioner,
    Profession,
    Quote,
    SourcesSay,
    StateAllows,
    StateRule,
    StateRules,
)
from index.vetting.provider_evidence import evidence_of
from index.vetting.unknown import UnknownKind

TODAY = date(2026, 11, 23)
READ = date(2026, 11, 20)
LONG_AGO = TODAY - timedelta(days=366)
NPI = "2999000017"
THERAPIST, ACUPUNCTURIST = Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST
PHONE = Phone(e164="+13035550112")
COURSE = Credential(
    code="Cert. DN",
    kind=CredentialKind.COURSE,
    raw="Cert. DN",
    issuer="American Academy of Manipulative Therapy",
    shows_dry_needling=True,
)
LICENSE = License(profession=THERAPIST, state="CO", number="PTL.0012345")


def quote(text="Jordan does dry needling.", *, says_yes=True, read_on=READ):
    return Quote(text=text, source="clinic_sites", url="https://clinic.test/", read_on=read_on, says_yes=says_yes)


YES, NO = quote(), quote("We do not.", says_yes=False)
QUOTES = {
    SourcesSay.NO_WORD: (),
    SourcesSay.SAYS_NO: (NO,),
    SourcesSay.DISAGREE: (YES, NO),
    SourcesSay.COURSE_LISTED: (quote("Cert. DN"),),
}


def at(answer=SourcesSay.NO_WORD, *, state="CO", quotes=None, **changes):
    """A practice location with everything stated that can be."""
    more = {name: changes.pop(name) for name in ("street_withheld", "differing") if name in changes}
    where = {"street": "100 Example St", "city": "Salida", "state": state, "zip": "81201", "phone": PHONE} | changes
    said = Finding(answer=answer, quotes=QUOTES.get(answer, (YES,)) if quotes is None else quotes)
    return Practice(location=PracticeLocation(**where), evidence=said, sources=("clinic_sites",), **more)


def person(*practices, **changes):
    own = {"professions": (THERAPIST,), "practices": practices or (at(),), "website": "https://clinic.test/"}
    return Practitioner(
        id="avery", name="Jordan Avery", person=PersonName(given="Jordan", family="Avery"), **(own | changes)
    )


def clinic(*practices, **changes):
    return Clinic(id="rehab", name="Example Rehab", practices=practices or (at(),), **changes)


def claim(field, value, source="clinic_sites"):
    return Claim(
        field=field, value=value, source=source, source_id="1", url="https://x.test/", first_seen=READ, last_seen=READ
    )


def check(kind, result, **more):
    register = claim("status", result, "register")
    return Check(kind=kind, result=result, claim=register, **more)


def looked_up(result, held=LICENSE):
    return check(CheckKind.LICENSE, result, license=held)


def rule(answer=StateAllows.ALLOWED, sure=Certainty.RULE_READ, *, state="CO", profession=THERAPIST, **more):
    own = {"read_on": READ, "review_by": READ + timedelta(days=365)}
    return StateRule(
        state=state, profession=profession, answer=answer, sure=sure, sure_hours=Certainty.CONFLICT, **(own | more)
    )


REVIEWED = {"reviewed_by": "A. Reviewer", "reviewed_on": READ}


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
