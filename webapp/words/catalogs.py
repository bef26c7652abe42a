"""Every public string of the site, as gettext's extractor finds it, and the files that list them.

`python -m webapp.words.catalogs` writes docs/words.md and brings the catalogs up to date.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from index.records import Profession
from index.vocabulary import professions
from index.vocabulary.complaint_words import complaint_words
from index.vocabulary.conditions import conditions
from webapp.languages import PREFIXES
from webapp.words.profession_words import with_article

WEBAPP = Path(__file__).parents[1]
_METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
VOCABULARY = "the vocabulary"
LISTING = WEBAPP.parent / "docs" / "words.md"
CATALOGS = WEBAPP / "translations"

_HEAD = """\
# The public's words

Every string that the site shows, by page, in alphabetical order. `%(name)s` is filled in when the page is made.
Written by `python -m webapp.words.catalogs`, which also brings new strings into the catalogs of other languages.
Strings that stand on more than one page are listed under the first.
"""


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


def listing(strings: Iterable[PublicString]) -> str:
    """Return the text of docs/words.md."""
    lines = [_HEAD]
    for page, messages in sorted(_by_page(strings).items()):
        lines += [f"## {page}\n", *(f"- {_one_line(message)}" for message in messages), ""]
    return "\n".join(lines)


def listed(text: str) -> frozenset[str]:
    """Return the strings that a text of docs/words.md lists."""
    return frozenset(line.removeprefix("- ") for line in text.splitlines() if line.startswith("- "))


def missing(strings: Iterable[PublicString], text: str) -> list[str]:
    """Return the strings that a text of docs/words.md does not list."""
    there = listed(text)
    return sorted({form for said in strings for form in _forms(said) if _one_line(form) not in there})


def catalog_path(language: str) -> Path:
    """Return the path of a language's catalog."""
    return CATALOGS / language / "LC_MESSAGES" / "messages.po"


def updated_catalog(language: str, strings: Iterable[PublicString], path: Path) -> Catalog:
    """Return the catalog of a language with these strings; others are dropped."""
    known = _read(path, language) if path.exists() else Catalog(locale=language)
    fresh = Catalog(locale=language, project="Pinpoint", fuzzy=False)
    for said in sorted(set(strings), key=lambda said: (said.message, -len(said.plural))):
        if said.message in fresh:
            continue
        forms = _translations(known, said.message)
        if said.plural:
            fresh.add((said.message, said.plural), (*forms, "")[:2])
        else:
            fresh.add(said.message, forms[0])
    return fresh


def _translations(known: Catalog, message: str) -> tuple[str, ...]:
    old = known.get(message)
    string = old.string if old is not None else ""
    return tuple(str(form) for form in string) if isinstance(string, list | tuple) else (str(string or ""),)


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=116, no_location=True, omit_header=False, sort_output=True)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    # Dates would change the file each time.
    path.write_text("".join(line for line in lines if "-Date: " not in line), encoding="utf-8")


def _by_page(strings: Iterable[PublicString]) -> Mapping[str, list[str]]:
    first: dict[str, str] = {}
    for said in strings:
        for form in _forms(said):
            first[form] = min(said.page, first.get(form, said.page))
    pages = defaultdict(list)
    for form, page in sorted(first.items(), key=lambda pair: (pair[0].casefold(), pair[0])):
        pages[page].append(form)
    return pages


def _forms(said: PublicString) -> tuple[str, ...]:
    return (said.message, said.plural) if said.plural else (said.message,)


def _one_line(message: str) -> str:
    return " ".join(message.split())


def main() -> None:
    """Write the listing and bring the catalogs up to date."""
    strings = list(public_strings())
    LISTING.write_text(listing(strings), encoding="utf-8")
    for language in PREFIXES:
        _write(catalog_path(language), updated_catalog(language, strings, catalog_path(language)))


if __name__ == "__main__":
    main()
