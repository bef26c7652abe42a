"""Invented people and clinics around Salida, CO, and Goodland, KS, published as a generation."""

from dataclasses import replace
from datetime import date

from index.publish.generation_writer import GenerationWriter
from index.published.current import column_engine
from index.records import (
    Certainty,
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
    Precision,
    Profession,
    Quote,
    SourcesSay,
    StateAllows,
    StateRule,
    StateRules,
)
from index.search.column_engine import build

READ = date(2026, 11, 12)
FIRST = date(2026, 9, 3)
TODAY = date(2026, 11, 23)
SALIDA = (38.53, -105.99)
GOODLAND = (39.35, -101.71)
HOSTILE = '<script>alert("x")</script>'

RULES = StateRules.of(
    [
        StateRule(
            state="CO",
            profession=Profession.PHYSICAL_THERAPIST,
            answer=StateAllows.ALLOWED_TRAINING,
            sure=Certainty.SUMMARY_READ,
            sure_hours=Certainty.SUMMARY_READ,
            hours="46 hours",
            source_url="https://rules.test/co",
            read_on=READ,
        ),
        StateRule(
            state="KS",
            profession=Profession.PHYSICAL_THERAPIST,
            answer=StateAllows.ALLOWED_TRAINING,
            sure=Certainty.RULE_READ,
            sure_hours=Certainty.RULE_READ,
            hours="54 hours",
            source_url="https://rules.test/ks",
            read_on=READ,
        ),
        StateRule(
            state="NV",
            profession=Profession.PHYSICAL_THERAPIST,
            answer=StateAllows.NOT_ALLOWED,
            sure=Certainty.RULE_READ,
            sure_hours=Certainty.CONFLICT,
            read_on=READ,
            reviewed_by="A. Reviewer",
            reviewed_on=READ,
            invented=True,
        ),
        StateRule(
            state="UT",
            profession=Profession.PHYSICAL_THERAPIST,
            answer=StateAllows.NOT_ALLOWED,
            sure=Certainty.SUMMARY_READ,
            sure_hours=Certainty.CONFLICT,
            read_on=READ,
        ),
    ]
)


def at(point, city, state, zip_code, **changes):
    """A practice location with a phone."""
    fields = {
        "organization": "Upper River Physical Therapy",
        "street": "100 Example St",
        "city": city,
        "state": state,
        "zip": zip_code,
        "phone": Phone(e164="+13035550112"),
        "latitude": point[0],
        "longitude": point[1],
        "precision": Precision.ADDRESS,
    }
    return PracticeLocation(**(fields | changes))


def said(text, *, url="https://clinic.example/team", says_yes=True, source="clinic_sites"):
    return Quote(text=text, source=source, url=url, read_on=READ, says_yes=says_yes)


def claim(field, value, source="clinic_sites", url="https://clinic.example/team"):
    return Claim(field=field, value=value, source=source, source_id="1", url=url, first_seen=FIRST, last_seen=READ)


def person(provider_id, name, location, answer=SourcesSay.NO_WORD, quotes=(), **changes):
    given, _, family = name.partition(" ")
    fields = {
        "professions": (Profession.PHYSICAL_THERAPIST,),
        "claims": (claim("name", name), claim("profession", "physical-therapist", "npi_registry", "")),
        "practices": (
            Practice(
                location=location,
                evidence=Finding(answer=answer, quotes=tuple(quotes)),
                sources=("clinic_sites", "npi_registry"),
            ),
        ),
    } | changes
    return Practitioner(id=provider_id, name=name, person=PersonName(given=given, family=family), **fields)


def clinic(provider_id, name, location, answer=SourcesSay.NO_WORD, quotes=(), **changes):
    evidence = Finding(answer=answer, quotes=tuple(quotes))
    practice = Practice(location=location, evidence=evidence, sources=("clinic_sites",))
    return Clinic(id=provider_id, name=name, practices=(practice,), claims=(claim("name", name),), **changes)


def providers():
    """Everybody, by id."""
    salida = at(SALIDA, "Salida", "CO", "81201")
    near = replace(salida, latitude=38.54, precision=Precision.ZIP)
    elko = at((40.83, -115.76), "Elko", "NV", "89801")
    moab = at((38.57, -109.55), "Moab", "UT", "84532")
    prairie = at(GOODLAND, "Goodland", "KS", "67735", organization="Prairie Rehab", phone=Phone(e164="+13035550160"))
    alone = replace(prairie, organization="", phone=Phone(e164="+13035550163"), precision=Precision.PLACE, street="")
    chiropractor = {"professions": (Profession.CHIROPRACTOR,)}
    everybody = [
        person(
            "avery",
            "Jordan Avery",
            salida,
            SourcesSay.PERSON_LISTED,
            [said("Jordan uses dry needling for neck and shoulder pain.")],
            credentials=(
                Credential(code="DPT", kind=CredentialKind.DEGREE, raw="DPT", issuer="university"),
                Credential(
                    code="CertDN", kind=CredentialKind.COURSE, raw="Cert. DN", issuer="", shows_dry_needling=True
                ),
            ),
            unknown_credentials=("XQZ",),
            licenses=(License(profession=Profession.PHYSICAL_THERAPIST, state="CO", number="PTL.0012345"),),
            npi="1234567893",
            website="https://clinic.example/",
            claims=(
                claim("name", "Jordan Avery"),
                claim("npi", "1234567893", "npi_registry", "https://registry.example/1234567893"),
                claim("phone", "+13035550112"),
                claim("phone", "+13035550180", "npi_registry", "https://registry.example/1234567893"),
            ),
        ),
        clinic(
            "rehab",
            "Arkansas Valley Rehab",
            near,
            SourcesSay.CLINIC_OFFERS,
            [said("We offer dry needling.")],
        ),
        person(
            "hostile",
            f"Robin {HOSTILE}",
            replace(near, organization=HOSTILE, city=f"Salida{HOSTILE}"),
            SourcesSay.DISAGREE,
            [
                said(f"Yes {HOSTILE}", url="javascript:alert(1)"),
                said("We do not.", url="data:text/html,x", says_yes=False),
            ],
            website="javascript:alert(2)",
            claims=(claim("website", "javascript:alert(2)", url="javascript:alert(3)"),),
        ),
        person("silent", "Casey Morrow", salida),
        person("no", "Drew Nolan", salida, SourcesSay.SAYS_NO, [said("I do not do needling.", says_yes=False)]),
        person("lindqvist", "Sam Lindqvist", prairie),
        person("osei", "Kim Osei", prairie),
        person("single", "Lee Park", alone),
        person("chiro", "Max Weber", alone, **chiropractor),
        person("elko", "Pat Quill", elko, SourcesSay.PERSON_LISTED, [said("Pat does dry needling.")]),
        person("elko2", "Ash Rowe", elko, SourcesSay.PERSON_LISTED, [said("Ash does dry needling.")], **chiropractor),
        person(
            "course",
            "Robin Castell",
            at((38.84, -106.13), "Buena Vista", "CO", "81211"),
            SourcesSay.COURSE_LISTED,
            [said("Cert. DN", source="needling_school")],
            **chiropractor,
        ),
        person("moab", "Toni Vance", moab, SourcesSay.PERSON_LISTED, [said("Toni does dry needling.")]),
    ]
    return sorted(everybody, key=lambda provider: provider.id)


def publish_providers(
    settings, everybody, *, demonstration=False, living=None, number=1, sources=None, mixed_up=(), off=None
):
    """Write a generation of these providers and make it the current one."""
    settings.generations.mkdir(parents=True, exist_ok=True)
    with GenerationWriter(settings.generations, number, build, column_engine) as writer:
        for provider in everybody:
            writer.add(provider, ())
        writer.sources_off = off or {}
        ids = {provider.id: provider.id for provider in everybody}
        writer.finish(RULES, ids | (living or {}), demonstration=demonstration, sources=sources, mixed_up=mixed_up)
