"""Rule 1: every shown fact has a source, a link and the day we read it; unknown is never no, in filters too."""

import re

import pytest

READ = "read Nov 12, 2026"
PROFILES = ["/people/avery", "/people/silent", "/people/no", "/people/course", "/clinics/rehab"]


@pytest.mark.parametrize("address", PROFILES)
def test_every_claim_of_a_profile_is_shown_with_its_source_and_day(client, address):
    words = client.get(address).page.words
    _, _, facts = words.rpartition("Every fact and its source")
    facts = facts or words.rpartition("What we know")[2]
    facts = facts.split("License and other records")[0].split("Letters after")[0].split("Is something wrong?")[0]
    assert re.findall(r"(?:website|registry|list), read Nov 12, 2026; first read Sep 3, 2026", facts)
    assert facts.count(READ) == facts.count("first read")


@pytest.mark.parametrize("address", ["/find?place=81201", "/people/avery", "/clinics/rehab"])
def test_every_quote_links_to_what_was_read_and_says_when(client, address):
    markup = client.get(address).get_data(as_text=True)
    quotes = re.findall(r'<figure class="quote".*?</figure>|<blockquote.*?</blockquote>.*?</p>', markup, re.DOTALL)
    assert quotes
    for quote in quotes:
        text = " ".join(re.sub("<[^>]+>", " ", quote).split())
        assert READ in text, text
        assert "<time" in quote


@pytest.mark.parametrize("address", [*PROFILES, "/find?place=81201"])
def test_nothing_is_said_to_be_confirmed(client, address):
    assert not re.search(r"\b(confirmed|verified|checked by us)\b", client.get(address).page.own_words, re.IGNORECASE)


def test_what_is_not_known_is_said_in_a_sentence_of_its_kind(client):
    words = client.get("/people/avery").page.words
    assert "We have not looked this up." in words  # not looked up
    assert "Not stated by any source we read" in words  # not stated
    assert "Where sources disagree" in words  # disagree
    assert "No public list shows" in words  # cannot be known
    assert not re.search(r"\bunknown\b|\bnone\b|\bn/a\b", client.get("/people/avery").page.own_words, re.IGNORECASE)


def test_choosing_a_filter_keeps_who_does_not_say_as_a_counted_second_group(client):
    words = client.get("/find?place=81201&who=chiropractor").page.words
    assert "1 listed within 25 miles." in words
    assert "Does not say the profession (1)" in words
    assert "Arkansas Valley Rehab" in words
