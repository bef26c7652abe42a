"""Labels in Spanish, relay services, zeros typed as letters and labels behind a hyphen, in a field of phones."""

import pytest

from index.normalize.phone_field import read_phones


def read(text):
    phone, fax, _ = read_phones(text, "")
    return phone.e164 if phone else "", fax.e164 if fax else ""


@pytest.mark.parametrize(
    "text",
    [
        "Facsímil: 303-555-0144; Teléfono: 303-555-0142",
        "Facsimil 303-555-0144 Telefono 303-555-0142",
        "Tel. 303-555-0142, fax 303-555-0144",
        "Oficina: 303-555-0142 / Fax: 303-555-0144",
        "Celular 303-555-0142 Fax 303-555-0144",
        "Móvil: 303-555-0142, eFax: 303-555-0144",
        "e-fax: 303-555-0144, 303-555-0142",
        "303-555-0142-office; 303-555-0144-fax",
        "303-555-0144-F, 303-555-0142-P",
    ],
)
def test_a_fax_is_known_in_every_spelling_and_language(text):
    assert read(text) == ("+13035550142", "+13035550144")


@pytest.mark.parametrize(
    "text", ["303-555-0142 (TTY: 711)", "TTY 711; 303-555-0142", "711 TTY, 303-555-0142", "303-555-0142 TDD 711"]
)
def test_the_relay_service_names_no_number(text):
    assert read(text) == ("+13035550142", "")


@pytest.mark.parametrize("text", ["303-555-O142", "3O3-555-0142", "303.555.o142", "(3O3) 555-O142"])
def test_a_letter_o_among_digits_is_a_zero(text):
    assert read(text) == ("+13035550142", "")


def test_a_letter_o_of_a_word_or_a_label_is_none():
    assert read("1-800-GO-NEEDL") == ("+18004663335", "")
    assert read("O: 303-555-0142 F: 303-555-0144") == ("+13035550142", "+13035550144")


@pytest.mark.parametrize("text", ["No fax. 303-555-0142", "303-555-0142, no fax", "303-555-0142 (sin fax)"])
def test_a_fax_that_nobody_has_makes_no_fax_of_the_phone(text):
    assert read(text) == ("+13035550142", "")


def test_the_number_of_a_fax_is_one():
    assert read("Fax no. 303-555-0144, phone no. 303-555-0142") == ("+13035550142", "+13035550144")
    assert read("Phone no. 303-555-0142 Fax no: 303-555-0144") == ("+13035550142", "+13035550144")
