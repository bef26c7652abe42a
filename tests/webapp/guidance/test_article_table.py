"""The table of docs/guidance.md: what the article says, and the page that says it in our words."""

import re
from pathlib import Path

import pytest

from webapp.article.source import shipped_sources
from webapp.statements import cited_sentences

DOCUMENT = (Path(__file__).parents[3] / "docs" / "guidance.md").read_text(encoding="utf-8")
QUOTED = re.compile(r"`([^`]+)`")
TABLE = DOCUMENT.partition("## Held against the article")[2].partition("## To be signed")[0]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if line.startswith("| ")][
    1:
]
ANSWERED = [row for row in ROWS if QUOTED.search(row[1])]
LEFT_OUT = [row for row in ROWS if not QUOTED.search(row[1])]
REVIEWED = (
    "pregnancy", "Short breath or heavy bleeding", "Chest pain", "Infection where", "next morning", "fainting",
    "punctured lung", "Superficial", "pistoning", "Around the trigger point", "trigger point is", "25 gauge", "Epsom",
    "recommendation", "two directories", "acupuncture are more likely", "cash only", "Clothes", "What to bring",
    "a curtain", "Consent forms", "Vital signs", "History and examination", "Questions at any time", "side effect",
    "felt again", "after a few sessions", "next visit", "without harm", "Ultrasound", "used for", "15 studies",
    "longer with other care", "up to 6", "No special credential", "1980s",
)  # fmt: skip
"""What a review of the guide asked of it, a few words each."""


def test_the_table_covers_every_statement_of_the_article():
    assert {key for row in ANSWERED for key in QUOTED.findall(row[1])} == set(shipped_sources()["verywell-2023"].says)


@pytest.mark.parametrize("row", ANSWERED, ids=lambda row: row[0])
def test_each_page_of_a_row_says_what_the_row_names(client, row):
    keys, addresses = QUOTED.findall(row[1]), QUOTED.findall(row[2])
    said = {
        (page, cited.statement): sentence.text
        for page, sentence in cited_sentences()
        for cited in sentence.citations
        if cited.source == "verywell-2023"
    }
    assert addresses
    for key in keys:
        assert any((address, key) in said for address in addresses), key
    for address in addresses:
        words = client.get(address).page.words
        assert any(" ".join(said[address, key].split()) in words for key in keys if (address, key) in said)


@pytest.mark.parametrize("row", LEFT_OUT, ids=lambda row: row[0])
def test_what_is_left_out_or_changed_has_a_reason(row):
    assert row[2].startswith("Left out or changed: ")
    assert len(row[2].split()) > 8


@pytest.mark.parametrize("words", REVIEWED)
def test_each_line_of_the_review_has_a_row(words):
    assert [row for row in ROWS if words.lower() in row[0].lower()]
