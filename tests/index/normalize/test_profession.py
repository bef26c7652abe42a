"""Professions from NUCC codes, letters and words: whoever holds two licenses has two, wherever they are written."""

import pytest

from index.normalize.credentials import parse_credentials
from index.normalize.profession import read_licenses, read_professions
from index.records import Profession, RawTaxonomy

BOTH = (Profession.PHYSICAL_THERAPIST, Profession.ACUPUNCTURIST)
THERAPIST = RawTaxonomy(code="225100000X", primary=True, state="CO", license="PTL.0012345")
ACUPUNCTURIST = RawTaxonomy(code="171100000X", state="CO", license="ACU.0000123")


@pytest.mark.parametrize(
    ("taxonomies", "letters", "words"),
    [
        ((ACUPUNCTURIST, THERAPIST), "", ""),
        ((THERAPIST,), "L.Ac.", ""),
        ((THERAPIST,), "", "Licensed Acupuncturist"),
        ((), "PT, L.Ac.", ""),
        ((), "DPT, DACM", ""),
        ((), "PT", "acupuncturist"),
        ((), "", "Physical Therapist and Licensed Acupuncturist"),
        ((), "", "PT, LAc"),
    ],
)
def test_two_licenses_are_two_professions_wherever_they_are(taxonomies, letters, words):
    credentials, _ = parse_credentials(letters)
    assert read_professions(taxonomies, credentials, words) == BOTH


@pytest.mark.parametrize(
    "words", ["Physical Therapist / Acupuncture", "Physical therapist, dry needling is not acupuncture"]
)
def test_the_name_of_a_method_is_no_profession(words):
    assert read_professions((), (), words) == (Profession.PHYSICAL_THERAPIST,)


def test_each_license_number_keeps_its_own_profession_and_state():
    held = read_licenses((THERAPIST, ACUPUNCTURIST))
    assert [(one.profession, one.state, one.number) for one in held] == [
        (Profession.PHYSICAL_THERAPIST, "CO", "PTL.0012345"),
        (Profession.ACUPUNCTURIST, "CO", "ACU.0000123"),
    ]
