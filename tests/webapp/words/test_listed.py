import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask

from webapp.languages import PREFIXES
from webapp.words.catalogs import (
    LISTING,
    WEBAPP,
    PublicString,
    catalog_path,
    listed,
    listing,
    missing,
    public_strings,
    updated_catalog,
)

TEMPLATES = sorted((WEBAPP / "templates").rglob("*.html"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
NAMES_OF_THINGS = {"Pinpoint"}


def test_every_public_string_is_listed():
    assert missing(public_strings(), LISTING.read_text(encoding="utf-8")) == [], "run python -m webapp.words.catalogs"


def test_a_string_that_is_not_listed_is_found():
    strings = [PublicString("finder", "Search"), PublicString("finder", "%(num)s mile", "%(num)s miles")]
    text = listing(strings)
    assert listed(text) == {"Search", "%(num)s mile", "%(num)s miles"}
    assert missing([*strings, PublicString("finder", "Find")], text) == ["Find"]
    assert missing([PublicString("finder", "%(num)s mile", "%(num)s more")], text) == ["%(num)s more"]


def test_strings_are_found_in_templates_and_in_code(tmp_path):
    (tmp_path / "templates" / "views" / "finder").mkdir(parents=True)
    page = tmp_path / "templates" / "views" / "finder" / "home.html"
    page.write_text('{{ _("Search") }}{% trans n=1 %}\n  One\n  line{% pluralize %}{{ n }} lines{% endtrans %}')
    (tmp_path / "finder").mkdir()
    (tmp_path / "finder" / "card.py").write_text('N_("Table")')
    assert set(public_strings(tmp_path)) == {
        PublicString("finder: home", "Search"),
        PublicString("finder: home", "One line", "%(n)s lines"),
        PublicString("finder", "Table"),
    }


def test_a_catalog_keeps_its_translations_and_gets_the_new_strings(tmp_path):
    path = tmp_path / "messages.po"
    path.write_text('msgid "Search"\nmsgstr "Buscar"\n\nmsgid "Gone"\nmsgstr "Ido"\n')
    strings = [PublicString("a", "Search"), PublicString("a", "New", "News")]
    catalog = updated_catalog("es", strings, path)
    assert {message.id: message.string for message in catalog if message.id} == {
        "Search": "Buscar",
        ("New", "News"): ("", ""),
    }


SPOKEN = {"aria-label", "title", "placeholder", "alt"}


class Shown(HTMLParser):
    """The words of a template that stand there as they are: text, and attributes that are read out."""

    def __init__(self, markup):
        super().__init__()
        self.words = []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        self.words += [value for name, value in attributes if name in SPOKEN and value]

    def handle_data(self, data):
        self.words.append(data)


def plain_words(source):
    """Return the letters of a template outside `_()`, `{% trans %}` and other expressions."""
    source = re.sub(r"{% block width %}.*?{% endblock %}", "", source)  # attributes of <main>
    out, inside = [], False
    for _, kind, value in Flask("x").jinja_env.lex(source):
        if kind == "data" and not inside:
            out.append(value)
        elif kind == "name" and value in {"trans", "endtrans"}:
            inside = value == "trans"
        elif kind == "variable_begin":
            out.append("0")
    words = re.sub(r'[\w-]+="[^"]*"', "", " ".join(Shown("".join(out)).words))  # attributes a macro writes
    return [word for word in re.findall(r"[^\W\d_]{2,}", words) if word not in NAMES_OF_THINGS]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEBAPP / "templates").as_posix())
def test_a_template_says_nothing_that_cannot_be_translated(template: Path):
    assert plain_words(template.read_text(encoding="utf-8")) == []


def test_plain_words_of_a_template_are_found():
    assert plain_words('<p title="Why">{{ _("No") }} Yes {% trans %}No{% endtrans %}{# no #}</p>') == ["Why", "Yes"]


@pytest.mark.parametrize("language", PREFIXES)
def test_a_translation_fills_in_the_same_values(language):
    with catalog_path(language).open("rb") as file:
        catalog = read_po(file, locale=language)
    for message in catalog:
        if message.id and message.string:
            forms = zip(
                message.id if message.pluralizable else (message.id,),
                message.string if message.pluralizable else (message.string,),
                strict=True,
            )
            for said, translated in forms:
                if translated:
                    assert set(PLACEHOLDER.findall(translated)) == set(PLACEHOLDER.findall(said)), said
