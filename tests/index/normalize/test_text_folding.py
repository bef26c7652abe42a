import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.statements.mail_filler import without_mail_filler
from index.normalize.statements.soft_breaks import goes_on, joined
from index.normalize.text_folding import readable, searchable, without_invisible

SENTENCE = 'We\'re glad to offer "dry needling" by appointment - call.'
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u034f\ufe0f\u202d\u3164\u180e\u2063\U000e0020"


@pytest.mark.parametrize(
    ("text", "shown", "folded"),
    [
        ("We\u2019re glad", "We\u2019re glad", "We're glad"),
        (
            "\u201cdry needling\u201d \u00abdry\u00bb",
            "\u201cdry needling\u201d \u00abdry\u00bb",
            '"dry needling" "dry"',
        ),
        ("need\u00adling nee\u200bdling", "needling needling", "needling needling"),
        ("dry\u2011needling, dry\u2010needling", "dry\u2011needling, dry\u2010needling", "dry-needling, dry-needling"),
        ("dry\u00a0needling\u202fnow\u3000here", "dry needling now here", "dry needling now here"),
        ("o\ufb00er", "offer", "offer"),
        ("\uff24\uff52\uff59 \uff1a\uff39", "Dry \uff1aY", "Dry :Y"),
        ("\U0001d403\U0001d42b\U0001d432", "Dry", "Dry"),
        ("puncio\u0301n", "punci\u00f3n", "punci\u00f3n"),
        ("Dry Needling\u2122 now", "Dry Needling\u2122 now", "Dry Needling  now"),
        ("Dry Needling(TM) now", "Dry Needling(TM) now", "Dry Needling     now"),
        ("needling\u00b9 now", "needling\u00b9 now", "needling  now"),
        ("\u2611\ufe0f Dry", "\u2611 Dry", "\u2611 Dry"),
        ("wait\u2026", "wait\u2026", "wait."),
        ("yes \u2014 no \u2013 x", "yes \u2014 no \u2013 x", "yes \u2014 no \u2013 x"),
        ("a\x00b\r\n\tc", "a b c", "a b c"),
        ("", "", ""),
    ],
)
def test_a_text_is_shown_as_a_page_shows_it_and_searched_with_plain_marks(text, shown, folded):
    assert readable(text) == shown
    assert searchable(text) == folded


@given(st.text(max_size=200))
def test_both_forms_have_the_same_positions_and_nothing_changes_twice(text):
    shown, folded = readable(text), searchable(text)
    assert len(shown) == len(folded)
    assert readable(shown) == shown
    assert searchable(shown) == folded


@given(st.lists(st.tuples(st.integers(0, len(SENTENCE)), st.sampled_from(INVISIBLE)), max_size=12))
def test_characters_that_nobody_sees_change_nothing(inserted):
    text = SENTENCE
    for at, one in inserted:
        text = text[:at] + one + text[at:]
    assert searchable(text) == SENTENCE
    assert without_invisible(text) == SENTENCE


@given(st.data())
def test_typographic_variants_are_searched_as_the_plain_characters(data):
    variants = {
        "'": "'\u2019\u2018\u02bc\u00b4`",
        '"': '"\u201c\u201d\u201e\u00ab',
        "-": "-\u2010\u2011\u2212",
        " ": " \u00a0\u2009\u3000\n",
    }
    text = "".join(data.draw(st.sampled_from(variants.get(one, one))) for one in SENTENCE)
    assert searchable(text) == SENTENCE


@given(st.text(max_size=80))
def test_two_spellings_of_one_text_are_shown_alike(text):
    assert readable(unicodedata.normalize("NFD", text)) == readable(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "filler",
    [
        "[email protected]",
        "[email\u00a0protected]",
        "[ Email Protected ]",
        "[email address protected]",
        "(email hidden; JavaScript is required)",
        "[javascript protected email address]",
        "This email address is being protected from spambots. You need JavaScript enabled to view it.",
        "This e-mail address is being protected from spam bots, you need JavaScript enabled to view it",
        "Please enable JavaScript in your browser to view this email address.",
    ],
)
def test_what_mail_protection_writes_is_left_out(filler):
    assert without_mail_filler(f"Write to {filler} today").split() == ["Write", "to", "today"]


@pytest.mark.parametrize("text", ["Your email is protected by law.", "We protected the hidden spine.", "Email us"])
def test_words_that_somebody_wrote_stay(text):
    assert without_mail_filler(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We offer dry", "needling for neck pain."),
        ("We offer Trigger Point Dry", "Needling"),
        ("We do not", "offer dry needling"),
        ("We don't", "offer dry needling"),
        ("we are glad to", "offer dry needling"),
        ("We offer", "Dry Needling for neck pain"),
        ("Our therapists provide massage,", "Dry Needling and cupping"),
        ("Excluding", "Dry needling"),
        ("Treatments we do not offer:", "Dry needling"),
        ("Our new team of therapists", "offers dry needling"),
    ],
)
def test_words_go_on_behind_a_break_inside_a_sentence(before, after):
    assert goes_on(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Massage", "Dry needling"),
        ("massage", "dry needling"),
        ("Cupping", "Dry needling is available."),
        ("We offer massage.", "dry needling is new."),
        ("820 Juniper Ave", "Salida, CO 81201"),
        ("Jordan Avery, DPT", "owner and therapist"),
        ("", "dry needling"),
        ("Cupping Therapy", "Dry Needling"),
    ],
)
def test_lines_of_a_list_or_an_address_end(before, after):
    assert not goes_on(before, after)


def test_several_breaks_in_one_sentence_leave_one_line():
    lines = ["Welcome!", "We are", "happy to offer dry", "needling.", "Call us."]
    assert list(joined(lines)) == ["Welcome!", "We are happy to offer dry needling.", "Call us."]
