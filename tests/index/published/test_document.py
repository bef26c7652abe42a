from dataclasses import replace
from datetime import date

import pytest

from index.published.document import provider_document
from index.published.export import content_document
from index.records import (
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
)

READ = date(2026, 11, 22)
QUOTE = Quote(text="Jordan does dry needling.", source="school", url="https://school.test/1", read_on=READ)
PRACTICE = Practice(
    location=PracticeLocation(
        organization="Example Physical Therapy",
        street="100 Example St",
        unit="Ste 2",
        city="Salida",
        state="CO",
        zip="81201",
        phone=Phone(e164="+13035550112", extension="7"),
        latitude=38.5347123456789,
        longitude=-105.9989,
        precision=Precision.ADDRESS,
    ),
    evidence=Finding(answer=SourcesSay.PERSON_LISTED, quotes=(QUOTE,)),
    sources=("school",),
)
PERSON = Practitioner(
    id="person01",
    name="Jordan Avery",
    person=PersonName(given="Jordan", family="Avery"),
    professions=(Profession.PHYSICAL_THERAPIST,),
    credentials=(Credential(code="OCS", kind=CredentialKind.BOARD_CERTIFICATION, raw="O.C.S."),),
    unknown_credentials=("XYZ",),
    licenses=(License(profession=Profession.PHYSICAL_THERAPIST, state="CO", number="PTL.1"),),
    taxonomies=("225100000X", "111N00000X"),
    conditions=("low-back-pain",),
    practices=(PRACTICE,),
    website="https://practice.test/",
    npi="1234567893",
    claims=(
        Claim(
            field="name",
            value="Jordan Avery",
            source="school",
            source_id="p1",
            url="https://school.test/1",
            first_seen=date(2026, 11, 1),
            last_seen=READ,
            changed_on=date(2014, 3, 4),
        ),
    ),
)
DOCUMENT = {
    "id": "person01",
    "kind": "person",
    "name": "Jordan Avery",
    "dry_needling": "person_listed",
    "evidence": {"quote": "Jordan does dry needling.", "source": "school", "read_on": "2026-11-22"},
    "professions": ["physical-therapist"],
    "credentials": [
        {"code": "OCS", "kind": "board_certification", "raw": "O.C.S.", "issuer": "", "shows_dry_needling": False}
    ],
    "unknown_credentials": ["XYZ"],
    "locations": [
        {
            "latitude": 38.5347123456789,
            "longitude": -105.9989,
            "precision": "address",
            "organization": "Example Physical Therapy",
            "street": "100 Example St",
            "unit": "Ste 2",
            "city": "Salida",
            "state": "CO",
            "zip": "81201",
            "street_withheld": False,
            "phone": "+13035550112",
            "phone_extension": "7",
            "fax": "",
            "dry_needling": "person_listed",
            "evidence": {"quote": "Jordan does dry needling.", "source": "school", "read_on": "2026-11-22"},
            "quotes": [
                {
                    "quote": "Jordan does dry needling.",
                    "source": "school",
                    "read_on": "2026-11-22",
                    "url": "https://school.test/1",
                    "says_yes": True,
                }
            ],
            "sources": ["school"],
        }
    ],
    "sources": ["school"],
    "website": "https://practice.test/",
    "npi": "1234567893",
    "conditions": ["low-back-pain"],
    "licenses": [{"profession": "physical-therapist", "state": "CO", "number": "PTL.1"}],
    "taxonomies": ["225100000X", "111N00000X"],
    "claims": [
        {
            "field": "name",
            "value": "Jordan Avery",
            "source": "school",
            "source_id": "p1",
            "url": "https://school.test/1",
            "first_seen": "2026-11-01",
            "last_seen": "2026-11-22",
            "changed_on": "2014-03-04",
        }
    ],
    "checks": [],
}


def practising(*answers):
    practices = tuple(replace(PRACTICE, evidence=Finding(answer=answer, quotes=(QUOTE,))) for answer in answers)
    return replace(PERSON, practices=practices)


def test_a_document_holds_every_promised_name():
    assert provider_document(PERSON) == DOCUMENT


def test_where_no_source_has_a_word_the_evidence_is_empty():
    silent = Clinic(id="clinic01", name="Example Clinic", practices=(replace(PRACTICE, evidence=Finding()),))

    document = provider_document(silent)

    assert document["kind"] == "clinic"
    assert document["dry_needling"] == "no_word"
    assert document["evidence"] == {"quote": "", "source": "", "read_on": None}
    assert document["locations"][0]["quotes"] == []


@pytest.mark.parametrize(
    ("answers", "strongest"),
    [
        ((SourcesSay.NO_WORD, SourcesSay.COURSE_LISTED), "course_listed"),
        ((SourcesSay.SAYS_NO, SourcesSay.NO_WORD), "no_word"),
        ((SourcesSay.CLINIC_OFFERS, SourcesSay.BOARD_LISTED, SourcesSay.PERSON_LISTED), "board_listed"),
        ((SourcesSay.DISAGREE,), "disagree"),
        ((SourcesSay.SAYS_NO, SourcesSay.PERSON_LISTED), "person_listed"),
    ],
)
def test_the_strongest_practice_speaks_for_the_provider(answers, strongest):
    assert provider_document(practising(*answers))["dry_needling"] == strongest


def test_content_leaves_out_ids_and_days_of_reading_at_every_depth():
    content = content_document(provider_document(PERSON))

    assert "id" not in content
    assert content["evidence"] == {"quote": "Jordan does dry needling.", "source": "school"}
    assert content["claims"] == [
        {
            "field": "name",
            "value": "Jordan Avery",
            "source": "school",
            "source_id": "p1",
            "url": "https://school.test/1",
            "changed_on": "2014-03-04",
        }
    ]
    assert "2026" not in repr(content)
    assert content["npi"] == "1234567893"
    assert set(DOCUMENT) - set(content) == {"id"}
