import pytest

from index.normalize.statements.statement import read_statement
from index.records import PersonName, RawStatement, StatementKind, Subject

JORDAN = PersonName(given="Jordan", family="Avery", nickname="Jo")


def about_of(text, about, person=JORDAN):
    return read_statement(RawStatement(text=text, about=about), person).about


@pytest.mark.parametrize(
    "text",
    [
        "We offer dry needling.", "Our team provides dry needling.", "Sam Lindrow offers dry needling.",
        "Jordan works at a clinic that offers dry needling.", "Dry needling is offered at our office.",
        "My clinic offers dry needling.", "Fern Physical Therapy offers dry needling.",
    ],
)  # fmt: skip
def test_a_word_on_the_practice_stays_with_it_on_a_persons_card(text):
    assert about_of(text, Subject.PERSON) is Subject.CLINIC


@pytest.mark.parametrize(
    "text",
    [
        "Dry needling", "Jordan offers dry needling at our office.", "Jo uses dry needling.",
        "She offers dry needling.",
        "Dr. Avery performs dry needling.", "Jordan joined our team in 2020 and offers dry needling.",
        "Currently offers dry needling.", "In her practice she offers dry needling.",
    ],
)  # fmt: skip
def test_a_word_on_the_person_is_theirs(text):
    assert about_of(text, Subject.PERSON) is Subject.PERSON


def test_a_practices_own_words_that_name_the_person_are_about_them():
    assert about_of("Jordan Avery, PT, offers dry needling.", Subject.CLINIC) is Subject.PERSON
    assert about_of("Sam Lindrow, PT, offers dry needling.", Subject.CLINIC) is Subject.CLINIC
    assert about_of("We offer dry needling.", Subject.CLINIC) is Subject.CLINIC


@pytest.mark.parametrize("no", ["Sam Lindrow does not perform dry needling.", "Her assistant cannot do dry needling."])
def test_somebody_elses_no_is_none_of_theirs(no):
    assert read_statement(RawStatement(text=no, about=Subject.PERSON), JORDAN) is None


@pytest.mark.parametrize("no", ["Fern Physical Therapy does not offer dry needling.", "We do not offer dry needling."])
def test_the_practices_no_counts_on_a_persons_card(no):
    assert about_of(no, Subject.PERSON) is Subject.CLINIC


def test_a_practices_own_listing_names_nobody():
    assert about_of("Jordan Avery, PT, offers dry needling.", Subject.CLINIC, None) is Subject.CLINIC


def test_a_directorys_words_for_everybody_have_the_subject_that_its_file_says():
    words = "Our clinics' therapists all offer dry needling."
    assert read_statement(RawStatement(text=words, about=Subject.PERSON, of_all=True), JORDAN).about is Subject.PERSON


def test_a_short_form_of_the_name_is_the_person():
    robert = PersonName(given="Robert", family="Hartwell")
    assert about_of("Bob offers dry needling.", Subject.PERSON, robert) is Subject.PERSON


def test_a_question_and_its_answer_are_quoted_together():
    statement = read_statement(RawStatement(text="Do you offer dry needling? No, we do not.", about=Subject.CLINIC))
    assert (statement.kind, statement.quote) == (StatementKind.SAYS_NO, "Do you offer dry needling? No, we do not.")
