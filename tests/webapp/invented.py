"""Invented people and clinics around Salida, CO, and Goodland, KS, published as a generation."""

from dataclasses import replace
from datetime import date

from index.publish.generation_writer import GenerationWriter
from index.published.current import column_engine
from index.records import (
    Certainty,
    CredentialKind,
    Precision,
    Profession,
    SourcesSay,
    StateAllows,
    StateRules,
)
from index.search.column_engine import build
from tests import builders
from tests.builders import (
    READ,
    claim,
    course,
    credential,
    license_held,
    location,
    phone,
    practice,
    practitioner,
    quote,
    rule,
)

TODAY = date(2026, 11, 23)
SALIDA = (38.53, -105.99)
GOODLAND = (39.35, -101.71)
HOSTILE = '<script>alert("x")</script>'

RULES = StateRules.of(
    [
        rule(
            StateAllows.ALLOWED_TRAINING,
            Certainty.SUMMARY_READ,
            sure_hours=Certainty.SUMMARY_READ,
            hours="46 hours",
            source_url="https://rules.test/co",
        ),
        rule(
            StateAllows.ALLOWED_TRAINING,
            state="KS",
            sure_hours=Certainty.RULE_READ,
            hours="54 hours",
            source_url="https://rules.test/ks",
        ),
        rule(StateAllows.NOT_ALLOWED, state="NV", reviewed_by="A. Reviewer", reviewed_on=READ, invented=True),
        rule(StateAllows.NOT_ALLOWED, Certainty.SUMMARY_READ, state="UT"),
    ]
)


def at(point, city, state, zip_code, **changes):
    """A practice location with a phone."""
    own = {
        "organization": "Upper River Physical Therapy",
        "phone": phone(),
        "latitude": point[0],
        "longitude": point[1],
        "precision": Precision.ADDRESS,
    }
    return location("100 Example St", city, state, zip_code, **(own | changes))


def person(provider_id, name, place, answer=SourcesSay.NO_WORD, quotes=(), **changes):
    here = practice(place, answer, *quotes, sources=("clinic_sites", "npi_registry"))
    claims = (claim("name", name), claim("profession", "physical-therapist", "npi_registry", ""))
    return practitioner(here, id=provider_id, name=name, **({"claims": claims} | changes))


def clinic(provider_id, name, place, answer=SourcesSay.NO_WORD, quotes=(), **changes):
    here = practice(place, answer, *quotes)
    return builders.clinic(here, id=provider_id, name=name, claims=(claim("name", name),), **changes)


def providers():
    """Everybody, by id."""
    salida = at(SALIDA, "Salida", "CO", "81201")
    near = replace(salida, latitude=38.54, precision=Precision.ZIP)
    elko = at((40.83, -115.76), "Elko", "NV", "89801")
    moab = at((38.57, -109.55), "Moab", "UT", "84532")
    prairie = at(GOODLAND, "Goodland", "KS", "67735", organization="Prairie Rehab", phone=phone("160"))
    alone = replace(prairie, organization="", phone=phone("163"), precision=Precision.PLACE, street="")
    chiropractor = {"professions": (Profession.CHIROPRACTOR,)}
    everybody = [
        person(
            "avery",
            "Jordan Avery",
            salida,
            SourcesSay.PERSON_LISTED,
            [quote("Jordan uses dry needling for neck and shoulder pain.")],
            credentials=(
                credential("DPT", CredentialKind.DEGREE, issuer="university"),
                course("CertDN", raw="Cert. DN"),
            ),
            unknown_credentials=("XQZ",),
            licenses=(license_held(),),
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
            [quote("We offer dry needling.")],
        ),
        person(
            "hostile",
            f"Robin {HOSTILE}",
            replace(near, organization=HOSTILE, city=f"Salida{HOSTILE}"),
            SourcesSay.DISAGREE,
            [
                quote(f"Yes {HOSTILE}", url="javascript:alert(1)"),
                quote("We do not.", url="data:text/html,x", says_yes=False),
            ],
            website="javascript:alert(2)",
            claims=(claim("website", "javascript:alert(2)", url="javascript:alert(3)"),),
        ),
        person("silent", "Casey Morrow", salida),
        person("no", "Drew Nolan", salida, SourcesSay.SAYS_NO, [quote("I do not do needling.", says_yes=False)]),
        person("lindqvist", "Sam Lindqvist", prairie),
        person("osei", "Kim Osei", prairie),
        person("single", "Lee Park", alone),
        person("chiro", "Max Weber", alone, **chiropractor),
        person("elko", "Pat Quill", elko, SourcesSay.PERSON_LISTED, [quote("Pat does dry needling.")]),
        person("elko2", "Ash Rowe", elko, SourcesSay.PERSON_LISTED, [quote("Ash does dry needling.")], **chiropractor),
        person(
            "course",
            "Robin Castell",
            at((38.84, -106.13), "Buena Vista", "CO", "81211"),
            SourcesSay.COURSE_LISTED,
            [quote("Cert. DN", source="needling_school")],
            **chiropractor,
        ),
        person("moab", "Toni Vance", moab, SourcesSay.PERSON_LISTED, [quote("Toni does dry needling.")]),
    ]
    return sorted(everybody, key=lambda provider: provider.id)


def publish_providers(
    settings,
    everybody,
    *,
    demonstration=False,
    living=None,
    number=1,
    sources=None,
    mixed_up=(),
    off=None,
    may_leave=None,
):
    """Write a generation of these providers and make it the current one."""
    settings.generations.mkdir(parents=True, exist_ok=True)
    with GenerationWriter(settings.generations, number, build, column_engine) as writer:
        for provider in everybody:
            writer.add(provider, ())
        writer.sources_off = off or {}
        writer.may_leave = may_leave or {}
        ids = {provider.id: provider.id for provider in everybody}
        writer.finish(RULES, ids | (living or {}), demonstration=demonstration, sources=sources, mixed_up=mixed_up)
