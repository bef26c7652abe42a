"""Every public string of the site, as Babel's extractor finds it, and the catalogs that list and translate them.

`python -m webapp.catalogs` brings new strings into the catalogs. (`pybabel` alone would not find those of the
vocabulary, which is data.)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from index.records import Profession
from index.vocabulary import professions
from index.vocabulary.complaint_words import complaint_words
from index.vocabulary.conditions import conditions
from index.vocabulary.credentials import credentials
from index.vocabulary.state_rules import load_state_rules
from webapp.article.source import shipped_sources
from webapp.languages import PREFIXES
from webapp.letters.letters_facts import letters_facts
from webapp.states.duties import duties
from webapp.words.profession_words import with_article

WEBAPP = Path(__file__).parent
_METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
VOCABULARY, DATA = "the vocabulary", "the data"
SOURCE_FILES = tuple(sorted((*WEBAPP.parent.glob("crawler/sources/*.yml"), *WEBAPP.parent.glob("demo/sources/*.yml"))))
"""The source files that ship: a generation holds what they say of themselves."""
_NO_NAME = frozenset({"Each practice"})
"""Publishers that are no names, as those of the demonstration are not."""
CATALOGS = WEBAPP / "translations"


@dataclass(frozen=True, slots=True)
class PublicString:
    """A msgid, the page that shows it, and its plural form or ""."""

    page: str
    message: str
    plural: str = ""


def public_strings(folder: Path = WEBAPP) -> Iterator[PublicString]:
    """Yield each string of templates and code, then those of the vocabulary that pages show."""
    found = extract_from_dir(str(folder), method_map=_METHODS, options_map=_OPTIONS, keywords=DEFAULT_KEYWORDS)
    for file, _, message, _, _ in found:
        singular, plural = message if isinstance(message, tuple) else (message, "")
        yield PublicString(page_of(file), singular, plural)
    if folder == WEBAPP:
        yield from _of_the_vocabulary()
        yield from (PublicString(DATA, words) for words in _of_the_data() if any(letter.isalpha() for letter in words))


def page_of(file: str) -> str:
    """Return the heading of a file's strings: "finder: home", "every page", "finder"."""
    parts = Path(file).with_suffix("").parts
    if parts[0] != "templates":
        return parts[0] if len(parts) > 1 else "every page"
    return ": ".join(parts[2:]) if parts[1] == "views" else "every page"


def _of_the_vocabulary() -> Iterator[PublicString]:
    for profession in Profession:
        yield PublicString(VOCABULARY, professions.label(profession))
        yield PublicString(VOCABULARY, professions.plural(profession))
        yield PublicString(VOCABULARY, with_article(profession))
    for condition in conditions().values():
        yield PublicString(VOCABULARY, condition.label)
    for emergency in complaint_words().emergency:
        yield from (PublicString(VOCABULARY, words) for words in (emergency.label, emergency.more) if words)
    for caution in complaint_words().caution:
        yield PublicString(VOCABULARY, caution.label)
        yield PublicString(VOCABULARY, caution.line)


def _of_the_data() -> Iterator[str]:
    for source in shipped_sources().values():
        yield from (source.label, source.date)
    for facts in letters_facts().values():
        yield from (sentence.text for sentence in (*facts.takes, *facts.not_shown))
    for entry in credentials().values():
        yield entry.name
        if entry.issuer.islower() or entry.issuer.startswith("state "):  # a kind of board; others are names
            yield entry.issuer
    yield from (duty.words for duty in duties())
    for rule in load_state_rules().by_key.values():
        yield from (rule.source_date, rule.bill, rule.hours)
        if rule.citation[:1].islower():  # a description in place of a law's name
            yield rule.citation
    for file in SOURCE_FILES:
        described = yaml.safe_load(file.read_text(encoding="utf-8"))
        yield from (described["name"], described["coverage"], described["terms"]["note"])
        yield described.get("disabled_because", "")
        if described["publisher"] in _NO_NAME or file.parts[-3] == "demo":
            yield described["publisher"]


def catalog_path(language: str) -> Path:
    """Return the path of a language's catalog."""
    return CATALOGS / language / "LC_MESSAGES" / "messages.po"


def read_catalog(language: str, path: Path) -> Catalog:
    """Return a catalog as it was written; raises OSError where there is none."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def differences(strings: Iterable[PublicString], catalog: Catalog) -> list[str]:
    """Return the strings that a catalog does not list, and those that it lists though no page shows them."""
    shown, listed = _ids(_template(strings)), _ids(catalog)
    return sorted(map(str, shown ^ listed))


def updated_catalog(catalog: Catalog, strings: Iterable[PublicString]) -> Catalog:
    """Return a catalog with these strings and the translations that it has of them; other strings are dropped."""
    catalog.update(_template(strings), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    return catalog


def _template(strings: Iterable[PublicString]) -> Catalog:
    """Return the strings without translations; one that has a plural somewhere has it everywhere."""
    template = Catalog(project="Pinpoint", fuzzy=False)
    for said in sorted(set(strings), key=lambda said: (said.message, -len(said.plural))):
        if said.message not in template:
            template.add((said.message, said.plural) if said.plural else said.message)
    return template


def _ids(catalog: Catalog) -> set[str | tuple[str, ...]]:
    return {tuple(message.id) if message.pluralizable else str(message.id) for message in catalog if message.id}


def _write(path: Path, catalog: Catalog) -> None:
    with path.open("wb") as file:
        write_po(file, catalog, width=116, no_location=True, omit_header=False, sort_output=True)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    # Dates would change the file each time.
    path.write_text("".join(line for line in lines if "-Date: " not in line), encoding="utf-8")


def main() -> None:
    """Bring the catalogs up to date."""
    strings = list(public_strings())
    for language in PREFIXES:
        path = catalog_path(language)
        _write(path, updated_catalog(read_catalog(language, path), strings))


if __name__ == "__main__":
    main()
