import pytest

from crawler.platforms.npi.npi_record import NpiRecord, npi_listing
from index.normalize.phone_field import read_phones
from index.records import RawLocation

RECORD = {"npi": "1234567893", "entity": "1", "family": "ASHDALE", "given": "ROWAN"}


def phone(typed):
    place = RawLocation(street="12 ELM ST", city="SALIDA", state="CO", zip="81201", phone=typed, country="US")
    (location,) = npi_listing(NpiRecord(**RECORD, locations=(place,)), source="npi", url="https://a.example").locations
    return location.phone


def test_the_file_and_the_api_give_one_form_of_a_number():
    assert {phone("3035550112"), phone("303-555-0112"), phone("(303) 555-0112")} == {"3035550112"}


@pytest.mark.parametrize(
    "typed", ["3035550112 EXT 4", "303-555-0112 x4", "(303) 555-0112 ext. 4", "303-555-0112 #4", "3035550112X4"]
)
def test_an_extension_of_a_registered_number_is_read(typed):
    read, _, problems = read_phones(phone(typed), "")
    assert (read.e164, read.extension, problems) == ("+13035550112", "4", ())


def test_a_registered_number_in_letters_is_read():
    assert read_phones(phone("303-555-HEAL"), "")[0].e164 == "+13035554325"
