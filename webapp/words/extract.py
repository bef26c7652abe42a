"""Every public string of the site, as gettext's extractor finds it in templates and code."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from index.records import Profession
from index.vocabulary import professions
from index.vocabulary.complaint_words import complaint_words
from index.vocabulary.conditions import conditions
from webapp.words.profession_words import with_article

WEBAPP = Path(__file__).parents[1]
_METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
VOCABULARY = "the vocabulary"


@dataclass(frozen=True, slots=True)
class PublicString:
    """A msgid, where it stands, and its plural form or ""."""

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
    """Return the heading under which a file's strings are listed: "finder: home", "every page", "finder"."""
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
