"""Options for a patient, for one to four people in each language and in both: one page that lacks no line."""

import re

import pytest

from tests.builders import quote
from tests.webapp.invented import SALIDA, at, person
from tests.webapp.referrals.sheets.long_values import kept, long_person
from tests.webapp.referrals.sheets.sheets_of import LANGUAGES, PEOPLE, options, read, with_text, words_of
from webapp.referrals.sheets.fitting import SIZES, SMALLER
from webapp.referrals.sheets.options import LEAST_NOTES

USUAL = [PEOPLE[one] for one in ("avery", "rehab", "course", "moab")]
LONG = [long_person(number) for number in range(4)]
HOSTILE = [with_text("W" * 10_000, number, "UT") for number in range(4)]
GUIDE = {
    "en": (
        "Call 911",
        "It is hard to breathe.",
        "You pass out, and do not feel well soon after.",
        "Say: “I had needles in my neck (or shoulder, or back).”",
        "Go to an emergency room now",
        "You have a new dry cough, and no other sign.",
        "Call a doctor today",
        "Fever.",
        "A clinician has not signed this yet.",
        "“Who there does dry needling? Do they put in the needles themselves?”",
        "“What is their license, and what training did they have? How much of it was in person?”",
        "“Have they treated a problem like mine? How do they protect the lungs?”",
        "“Can we go slowly, and stop if I say?”",
        "“What does it cost? Do I need a referral?”",
        "Printed Nov 23, 2026. Page 1 of 1.",
        "Do not use after Feb 21, 2027",
        "A listing is not a check of a person.",
    ),
    "es": (
        "Llame al 911",
        "Le cuesta respirar.",
        "Se desmaya y no se siente bien poco después.",
        "Diga: “Me pusieron agujas en el cuello (o en el hombro, o en la espalda).”",
        "Vaya ahora a una sala de emergencias",
        "Tiene una tos seca nueva y ninguna otra señal.",
        "Llame hoy a un médico",
        "Fiebre.",
        "Ningún profesional de la salud ha firmado esto todavía.",
        "“¿Quién hace punción seca ahí? ¿Pone las agujas esa misma persona?”",
        "“¿Qué licencia tiene y qué formación recibió? ¿Cuánta fue en persona?”",
        "“¿Ha tratado un problema como el mío? ¿Cómo protege los pulmones?”",
        "“¿Podemos ir despacio y parar si lo digo?”",
        "“¿Cuánto cuesta? ¿Necesito una orden del médico?”",
        "Impreso el 23 nov 2026. Página 1 de 1.",
        "No usar después del 21 feb 2027",
        "Traducción sin revisar.",
    ),
}
"""What every sheet has from the guide, and its days."""
CONFIRM = {
    "en": "Confirm by phone before you send patient information.",
    "es": "Confirme por teléfono antes de enviar información del paciente.",
}
COUNTS = pytest.mark.parametrize("count", [1, 2, 3, 4])
IN = pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)


def bare(words):
    return re.sub(r"[\s\u200b]", "", words)


def lacking(sheet, expected):
    """What of the expected is not on the PDF of a sheet, and which of the sheet's own words are not."""
    document = read(sheet)
    assert len(document.pages) == 1
    shown = bare(words_of(document))
    return [one for one in expected if bare(one) not in shown], [
        part.words for part in sheet.parts() if bare(part.words) not in shown
    ]


def notes_on(sheet):
    """The rules to write on, which alone are strokes across the page."""
    drawn = read(sheet).pages[0].get_contents().get_data().decode("latin-1")
    return len(re.findall(r"\b0 0 m 525\.6 0 l\s+S\b", drawn))


@COUNTS
@IN
def test_with_the_longest_names_no_line_is_lost_and_none_is_cut_twice(languages, count):
    sheet = options(LONG[:count], languages)
    expected = [CONFIRM[languages[0]], "Notes" if languages[0] == "en" else "Notas"]
    for language in languages:
        expected += GUIDE[language]
        expected += [piece for number in range(count) for piece in kept(number, language)]
    missing, cut_twice = lacking(sheet, expected)
    assert missing == []
    # With Spanish first the foot has a row more, and one of four such addresses loses its end.
    assert len(cut_twice) <= (1 if (languages[0], len(languages), count) == ("es", 2, 4) else 0)
    assert notes_on(sheet) >= LEAST_NOTES
    assert sheet.size >= (SMALLER[-1] if len(languages) == 2 and count > 2 else SIZES[-1])


@COUNTS
@IN
def test_with_usual_names_nothing_is_shortened_but_for_four_people_in_two_languages(languages, count):
    sheet = options(USUAL[:count], languages)
    assert lacking(sheet, [piece for one in languages for piece in GUIDE[one]]) == ([], [])
    if len(languages) == 1 or count < 4:
        assert [part.words for part in sheet.parts() if "…" in part.words] == []
    assert notes_on(sheet) >= LEAST_NOTES


@COUNTS
@IN
def test_the_widest_letters_take_away_none_of_our_own_lines(languages, count):
    sheet = options(HOSTILE[:count], languages)
    expected = [CONFIRM[languages[0]], *(piece for one in languages for piece in GUIDE[one])]
    asked = {"en": "Ask: Do you do the needling yourself?", "es": "Pregunte: ¿Hace usted mismo la punción?"}
    missing, _cut_twice = lacking(sheet, [*expected, *(asked[one] for one in languages)])
    assert missing == []
    assert notes_on(sheet) >= 1


def test_a_number_of_the_longest_source_keeps_its_year():
    assert "Find a PT (American…, 2026" in words_of(read(options(LONG, ("en", "es"))))


def test_a_value_is_shortened_where_the_words_around_it_stay():
    place = at(SALIDA, "Salida", "CO", "81201", organization="Prairie Rehab " * 30)
    shown = words_of(read(options([person("a", "Jordan Avery", place, quotes=[quote()])] * 4)))
    assert re.search(r"Prairie Rehab [^,]*…, 100 Example St, Salida, CO 81201", shown)
