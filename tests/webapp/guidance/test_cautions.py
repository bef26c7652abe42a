"""Cautions that must not be weaker than the article that patients read before they come here."""

import re

import pytest
from babel.messages.pofile import read_po

from index.vocabulary.complaint_words import complaint_words
from webapp.about.pages import pages
from webapp.catalogs import catalog_path, public_strings
from webapp.guidance.pages import guide, problems
from webapp.letters.letters_facts import letters_facts

CAUTIONS = (
    "pregnan", "infect", "blood thinner", "bleeding problem", "diabetes", "epilepsy", "lymphedema", "blood vessels",
    "heart valve", "implant", "pacemaker", "surgery", "radiation", "child", "teen",
)  # fmt: skip
BLOOD_THINNERS = re.compile(r"blood.?thin|anticoag|warfarin|thins? (your|the) blood", re.IGNORECASE)
DO_NOT_STOP = re.compile(r"Do not stop or\s+skip\s+your medicine on your own")
IN_SPANISH = re.compile(r"anticoagulante|diluye\w* la sangre|adelgaza\w* la sangre|warfarina", re.IGNORECASE)
DO_NOT_STOP_IN_SPANISH = re.compile(r"No deje\b[^.]* ni se salte\b[^.]* por su cuenta")
SEARCH_CAUTIONS = complaint_words().caution
"""Words of caution above results: a label and, next to it, its line."""
ON_THE_REFERRAL = "blood thinner:"
"""A box that the clinician who refers ticks; the sheet goes to another clinician."""
LABELS = {ON_THE_REFERRAL, *(found.label for found in SEARCH_CAUTIONS)}
CHEST = re.compile(r"\bchest\b[^.]*\b(pain|hurts?)\b|\bpain\b[^.]*\bchest\b", re.IGNORECASE)
UNLESS = "Do not have it now unless the clinician who looks after your pregnancy agrees."


def texts(article):
    """The text of each block of a page, its lists item by item, and its lead."""
    yield " ".join(sentence.text for sentence in article.lead)
    for section in article.sections:
        for block in section.blocks:
            for item in block.items:
                yield " ".join(sentence.text for sentence in item)


EVERY_TEXT = [
    *((slug, text) for slug, article in (guide() | problems() | pages()).items() for text in texts(article)),
    *(
        (code, " ".join(sentence.text for sentence in said))
        for code, facts in letters_facts().items()
        for said in (facts.takes, facts.not_shown)
    ),
    *((said.page, form) for said in public_strings() for form in (said.message, said.plural) if form not in LABELS),
    *(("search", f"{found.label}. {found.line}") for found in SEARCH_CAUTIONS),
]


def section(slug, heading):
    return next(
        [" ".join(sentence.text for sentence in item) for block in part.blocks for item in block.items]
        for part in guide()[slug].sections
        if part.heading == heading
    )


def test_every_mention_of_blood_thinners_says_not_to_stop_them():
    mentions = [(where, text) for where, text in EVERY_TEXT if BLOOD_THINNERS.search(text)]
    assert {where for where, _ in mentions} >= {"is-it-for-me", "first-call", "clinicians", "words"}
    assert [(where, text) for where, text in mentions if not DO_NOT_STOP.search(text)] == []


@pytest.mark.parametrize(
    "text", ["You take a blood thinner.", "BLOOD-THINNERS", "anticoagulants", "It thins your blood", "Warfarin"]
)
def test_a_mention_of_blood_thinners_is_found(text):
    assert BLOOD_THINNERS.search(text)
    assert not DO_NOT_STOP.search(text)


def test_the_spanish_words_say_it_at_every_mention_too():
    with catalog_path("es").open("rb") as file:
        catalog = read_po(file, locale="es")
    plain = {message.id: message.string for message in catalog if isinstance(message.id, str) and message.id}
    said = [text for words, text in plain.items() if words not in LABELS]
    said += [f"{plain[found.label]}. {plain[found.line]}" for found in SEARCH_CAUTIONS]
    mentions = [text for text in said if IN_SPANISH.search(text)]
    assert mentions
    assert [text for text in mentions if not DO_NOT_STOP_IN_SPANISH.search(text)] == []


@pytest.mark.parametrize("address", ["/guide/is-it-for-me", "/guide/first-call", "/people/avery/questions"])
@pytest.mark.parametrize("caution", CAUTIONS)
def test_every_caution_is_on_the_lists_and_on_the_printed_questions(client, address, caution):
    assert caution in client.get(address).page.words


def test_pregnancy_is_not_now_unless_the_clinician_of_the_pregnancy_agrees(client):
    not_now = section("is-it-for-me", "Do not have it now")
    assert [text for text in not_now if "pregnan" in text and UNLESS in text]
    assert not [text for text in section("is-it-for-me", "Ask a clinician first") if "pregnan" in text]
    for address in ("/guide/first-call", "/people/avery/questions"):
        assert UNLESS in client.get(address).page.words


def test_every_chest_pain_after_needling_is_911():
    calls = section("warning-signs", "Call 911")
    assert [text for text in calls if "chest pain of any kind" in text]
    elsewhere = [
        text
        for part in guide()["warning-signs"].sections
        if part.heading != "Call 911"
        for block in part.blocks
        for item in block.items
        for text in [" ".join(sentence.text for sentence in item)]
    ]
    assert [text for text in elsewhere if CHEST.search(text)] == []
    for slug, article in (guide() | problems()).items():
        for text in texts(article):
            if CHEST.search(text) and slug != "warning-signs":
                assert "911" in text, (slug, text)


def test_what_is_worse_when_breathing_in_has_one_tier():
    page = guide()["warning-signs"]
    tiers = {
        part.heading
        for part in page.sections
        for block in part.blocks
        for item in block.items
        for sentence in item
        if "breathe" in sentence.text
    }
    assert tiers == {"Call 911"}


@pytest.mark.parametrize("address", ["/guide/what-it-is", "/guide/is-it-for-me"])
@pytest.mark.parametrize("risk", ["lung", "another organ", "infection", "faint", "tired", "bruise", "bleed", "sore"])
def test_each_risk_is_named_where_people_decide(client, address, risk):
    words = client.get(address).page.words.partition("What can go wrong")[2]
    assert risk in words


def test_soreness_may_be_worse_the_next_morning_and_an_infection_may_show_later(client):
    after = client.get("/guide/after").page.words
    assert "It may be worse the next morning." in after
    assert "It should be gone in a few days." in after
    signs = client.get("/guide/warning-signs").page.words
    assert "They can show days later" in signs
    assert "Bleeding is heavy, or does not stop." in signs
