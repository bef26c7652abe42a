"""No words of ours under /es are English: headings, labels, titles, sources; figures are those of the English."""

import re
from html.parser import HTMLParser

import pytest
import yaml
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from index.places.states import state_names
from tests.webapp.banned_words import banned_words
from tests.webapp.conftest import app_over
from webapp.about.pages import reading_paths
from webapp.article.source import figures
from webapp.catalogs import SOURCE_FILES, catalog_path

FOUND = (
    "/",
    "/find?place=81201",
    "/find?place=81201&view=table",
    "/find?place=81201&for=chest+pain",
    "/find?place=67735",
    "/find?place=Elko%2C+NV",
    "/find?place=Sallida",
    "/find?place=Springfield",
    "/find",
    "/people/avery",
    "/people/no",
    "/people/withdrawn",
    "/people/mixed",
    "/people/avery/questions",
    "/clinics/rehab",
    "/clinics/rehab/questions",
    "/list?ids=avery,rehab",
    "/list",
    "/compare?ids=avery,rehab",
    "/sheet/options?ids=avery",
    "/sheet/referral?ids=avery",
    "/coverage",
    "/coverage/colorado",
    "/coverage/colorado/chaffee-county",
    "/fix?id=avery",
    "/remove?id=avery",
    "/case/2026-K7M3QX",
    "/nowhere",
)
OURS = {
    "title",
    "h1",
    "h2",
    "h3",
    "h4",
    "label",
    "legend",
    "button",
    "summary",
    "th",
    "dt",
    "caption",
    "option",
    "figcaption",
}
"""Elements whose words are ours; names and quotes of others in them are in `bdi`, `cite`, `q` or `blockquote`."""
THEIRS = {"bdi", "cite", "q", "blockquote", "script", "style"}
ATTRIBUTES = ("aria-label", "alt", "placeholder", "title", "data-failed", "data-done")
ALIKE = re.compile(
    r"Medicare|NPI|Fax:?|CSV|Excel|vCard|Pinpoint|(\d+ )?No"
    r"|([\w .'-]+ · )?[A-Z][\w.' -]*, [A-Z]{2}.*"  # "Salida, CO", "Jordan Avery · Salida, CO · Pinpoint"
    r"|· (NPI|Fax) · .*"  # a button's name for a screen reader: whose number it copies
)
"""What reads the same in both languages. Names of states are as they are in addresses."""
REVIEWED = re.compile("Traducción sin revisar|Traducción revisada por")


class Words(HTMLParser):
    """The words of ours on a page, each with the element or attribute that holds it."""

    def __init__(self, markup):
        super().__init__()
        self.open, self.ours = [], []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ours += [(name, found[name]) for name in ATTRIBUTES if found.get(name)]
        if tag not in {"meta", "link", "br", "input", "hr", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        words = " ".join(data.split())
        if words and OURS & set(self.open) and THEIRS.isdisjoint(self.open):
            self.ours.append((next(tag for tag in reversed(self.open) if tag in OURS), words))


@pytest.fixture
def pages(published):
    """Each address with its page in both languages; the client does not check again what other tests check."""
    app = app_over(published)
    app.test_client_class = FlaskClient
    client = app.test_client()
    with app.test_request_context():
        reading = list(reading_paths())
    return {
        address: [
            client.get(f"{prefix}{address}", follow_redirects=True).get_data(as_text=True) for prefix in ("", "/es")
        ]
        for address in (*FOUND, *reading)
    }


def test_nothing_of_ours_under_es_is_english_and_each_page_says_once_who_reviewed_it(pages):
    theirs = set(state_names().values()) | set(state_names())
    same, reviews = {}, {}
    for address, (english, spanish) in pages.items():
        there, here = Words(english), Words(spanish)
        for found in set(here.ours) & set(there.ours):
            if re.search("[A-Za-z]{2}", found[1]) and not ALIKE.fullmatch(found[1]) and found[1] not in theirs:
                same.setdefault(found, address)
        reviews[address] = len(REVIEWED.findall(spanish))
    assert same == {}
    on_paper_too = "/sheet/options?ids=avery"
    assert {address: count for address, count in reviews.items() if count != 1} == {on_paper_too: 2}


REDIRECTED = ("/es/find?within=25&place=81201", "/es/find?place=Springfield", "/es/people/merged")


@pytest.mark.parametrize("address", REDIRECTED)
def test_a_redirect_says_nothing_in_english(client, address):
    answer = client.get(address)
    assert (answer.location.startswith("/es/"), answer.get_data(as_text=True)) == (True, "")


def entries():
    with catalog_path("es").open("rb") as file:
        return [message for message in read_po(file, locale="es") if message.id]


def forms(message):
    """Yield (English, Spanish) of each form of a message, without placeholders."""
    english = message.id if isinstance(message.id, tuple) else (message.id,)
    spanish = message.string if isinstance(message.string, tuple) else (message.string,)
    for pair in zip(english, spanish, strict=True):
        yield tuple(re.sub(r"%\(\w+\)[sd]", "", text) for text in pair)


def test_every_entry_of_the_catalog_has_its_spanish():
    assert [english for one in entries() for english, spanish in forms(one) if not spanish.strip()] == []


def test_every_figure_and_911_of_the_catalog_are_those_of_the_english():
    wrong = [
        (english, spanish)
        for one in entries()
        for english, spanish in forms(one)
        if figures(english) != figures(spanish) or ("911" in english) is not ("911" in spanish)
    ]
    assert wrong == []


def test_no_word_of_the_catalog_misleads():
    assert [spanish for one in entries() for _, spanish in forms(one) if banned_words(spanish, language="es")] == []


def test_every_source_file_that_ships_is_named_in_spanish():
    known = {message.id: message.string for message in entries()}
    for file in SOURCE_FILES:
        described = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert known[described["coverage"]] != described["coverage"]
        assert known[described["name"]]
