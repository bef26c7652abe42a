import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from flask import Flask

from webapp.catalogs import (
    WEBAPP,
    PublicString,
    catalog_path,
    differences,
    public_strings,
    read_catalog,
    updated_catalog,
)
from webapp.languages import PREFIXES

TEMPLATES = sorted((WEBAPP / "templates").rglob("*.html"))
MODULES = sorted(WEBAPP.rglob("*.py"))
GETTEXT = {"_", "N_", "ngettext"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
NAMES_OF_THINGS = {"Pinpoint"}


def catalog_of(*strings):
    return updated_catalog(Catalog(locale="es"), strings)


@pytest.mark.parametrize("language", PREFIXES)
def test_every_public_string_is_in_the_catalogs_and_nothing_else(language):
    catalog = read_catalog(language, catalog_path(language))
    assert len(catalog) > 700
    assert differences(public_strings(), catalog) == [], "run python -m webapp.catalogs"


def test_a_string_that_is_not_listed_is_found_and_so_is_one_that_no_page_shows():
    strings = [PublicString("finder", "Search"), PublicString("finder", "%(num)s mile", "%(num)s miles")]
    catalog = catalog_of(*strings)
    assert differences(strings, catalog) == []
    assert differences([*strings, PublicString("finder", "Find")], catalog) == ["Find"]
    assert differences(strings[1:], catalog) == ["Search"]
    other = [strings[0], PublicString("finder", "%(num)s mile", "%(num)s more")]
    assert differences(other, catalog) == [
        "('%(num)s mile', '%(num)s miles')",
        "('%(num)s mile', '%(num)s more')",
    ]


def test_a_string_with_a_plural_on_one_page_is_listed_once():
    strings = [PublicString("a", "place"), PublicString("b", "place", "places"), PublicString("c", "place")]
    catalog = catalog_of(*strings)
    assert [message.id for message in catalog if message.id] == [("place", "places")]
    assert differences(strings, catalog) == []


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
    strings = [PublicString("a", "Search"), PublicString("a", "Searches"), PublicString("a", "New", "News")]
    catalog = updated_catalog(read_catalog("es", path), strings)
    assert {message.id: message.string for message in catalog if message.id} == {
        "Search": "Buscar",
        "Searches": None,  # a translation is never guessed
        ("New", "News"): ("", ""),
    }
    assert list(catalog.obsolete) == []


def in_f_strings(code):
    """Return the calls of gettext with words of their own that stand in an f-string."""
    return [
        ast.unparse(call)
        for string in ast.walk(ast.parse(code))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in GETTEXT and isinstance(call.args[0], ast.Constant)
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(WEBAPP).as_posix())
def test_no_words_to_translate_are_in_an_f_string_where_babel_2_18_finds_them_from_python_3_12_on_only(module):
    assert in_f_strings(module.read_text(encoding="utf-8")) == []


def test_words_to_translate_in_an_f_string_are_found():
    assert in_f_strings("f\"{_('No', n=1)} {_(said)}\"; _('Yes'); f'{N_(\"a\")}'") == ["_('No', n=1)", "N_('a')"]


SPOKEN = {"aria-label", "title", "placeholder", "alt"}


class Shown(HTMLParser):
    """The words of a template written there as they are: text, and attributes that are read out."""

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
    catalog = read_catalog(language, catalog_path(language))
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
