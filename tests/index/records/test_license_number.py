import pytest

from index.records import Profession
from index.records.identifiers import license_digits, license_key


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("PTL.0012345", "12345"),
        ("PTL0012345", "12345"),
        ("pt 12345", "12345"),
        ("0012345", "12345"),
        ("PT60012345", "60012345"),
        ("070.012345", "70012345"),
        ("12345-A", "12345A"),
        ("PTL", ""),
        ("7", ""),
        ("N/A", ""),
        ("", ""),
    ],
)
def test_two_spellings_of_a_number_share_their_digits(written, digits):
    assert license_digits(written) == digits


def test_a_key_needs_state_profession_and_number():
    therapist = Profession.PHYSICAL_THERAPIST
    assert license_key("CO", therapist, "PTL.0012345") == "CO|physical-therapist|12345"
    assert [license_key("", therapist, "12345"), license_key("CO", None, "12345")] == ["", ""]
    assert [license_key("CO", Profession.OTHER, "12345"), license_key("CO", therapist, "none")] == ["", ""]
