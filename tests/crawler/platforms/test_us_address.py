import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms.mapped_fields import address_in


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (["Jordan Avery", "137 Sample Ave, Salida, CO 81201", "Website"], "137 Sample Ave, Salida, CO 81201"),
        (["137 Sample Ave", "Ste 2", "Salida, CO 81201-0001"], "137 Sample Ave, Ste 2, Salida, CO 81201-0001"),
        (["Peak PT 137 Sample Ave, Salida, CO 81201 (303) 555-0112"], "137 Sample Ave, Salida, CO 81201"),
        (["(303) 555-0112", "Salida, CO 81201"], "Salida, CO 81201"),
        (["P.O. Box 12, Salida, Colorado 81201"], "P.O. Box 12, Salida, Colorado 81201"),
        (["12 Example St, Santa Fe, New Mexico 87501"], "12 Example St, Santa Fe, New Mexico 87501"),
        (["Suite 12345", "License 54321", "XX 12345"], ""),
        (["Opens 9 to 5", "Call 303 555 0112"], ""),
        ([], ""),
    ],
)
def test_the_first_address_among_lines_is_found(lines, address):
    assert address_in(lines) == address


@given(st.lists(st.text(max_size=30), max_size=6))
def test_whatever_the_lines_hold_nothing_is_raised(lines):
    found = address_in([*lines, "137 Sample Ave, Salida, CO 81201"])
    assert found[-5:].isdigit() or "-" in found[-5:]
