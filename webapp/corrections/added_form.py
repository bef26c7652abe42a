"""The form by which the listed add to their listing: a yes, a course, languages, new patients, hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.corrections.message import LONGEST_CONTACT, LONGEST_TEXT, LONGEST_VALUE, SentValue
from index.normalize.languages import LanguageError, read_languages
from index.normalize.url import safe_url
from index.records import HOURS, LANGUAGES, NEW_PATIENTS, Provider, address_line
from index.records.opening_hours import hours_text
from webapp.corrections.hours_form import read_week
from webapp.corrections.sent_form import HONEYPOT, check_length, plain_line, plain_text
from webapp.words.detail_words import NEW_PATIENTS_WORDS
from webapp.words.translate import _

YES, PLACE, LINK, COURSE = "dry_needling", "place", "link", "credentials"
"""Values of a message that are no details: the yes, the place it is about, where it is written, and the course."""
_AT_A_PLACE = (YES, NEW_PATIENTS, HOURS)
FIRST = "needling"
"""The first field of the page, which carries the error of an empty form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedForm:
    """A form as sent, right or wrong; `errors`: field → sentence. `values` is complete only without errors."""

    provider: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    contact: str = ""
    values: tuple[SentValue, ...] = ()
    by_program: bool = False
    errors: Mapping[str, str] = field(default_factory=dict)


def read_added(form: Mapping[str, str], listing: Provider) -> AddedForm:
    """Return what was sent about a listing."""
    text, contact = plain_text(form.get("text", "")), plain_line(form.get("contact", ""))
    week, hours_errors = read_week(form)
    values = {
        YES: "yes" if form.get(FIRST) else "",
        COURSE: plain_line(form.get("course", "")),
        LANGUAGES: plain_line(form.get(LANGUAGES, "")),
        NEW_PATIENTS: form.get(NEW_PATIENTS, ""),
        HOURS: hours_text(week),
    }
    errors: dict[str, str] = {}
    if not any(values.values()) and not hours_errors:
        errors[FIRST] = _("Fill in one part at least.")
    if values[YES] and not text:
        errors["text"] = _("Write in a sentence of your own that you do dry needling. The page quotes it.")
    values[LINK] = _link(form, errors)
    values[LANGUAGES] = _languages(values[LANGUAGES], errors)
    if values[NEW_PATIENTS] not in {"", *NEW_PATIENTS_WORDS}:
        errors[NEW_PATIENTS] = _("Choose one of these.")
    values[PLACE] = _place(form, listing, errors) if any(values[name] for name in _AT_A_PLACE) else ""
    check_length(errors, "text", text, LONGEST_TEXT)
    check_length(errors, "course", values[COURSE], LONGEST_VALUE)
    check_length(errors, "contact", contact, LONGEST_CONTACT)
    return AddedForm(
        provider=listing.id,
        typed=form,
        text=text,
        contact=contact,
        values=tuple(SentValue(field=name, value=value) for name, value in values.items() if value),
        by_program=bool(form.get(HONEYPOT, "")),
        errors=errors | hours_errors,
    )


def place_choices(listing: Provider) -> list[tuple[str, str]]:
    """Return the places of a listing as (number, words); a place without an address is none."""
    lines = (
        ", ".join(filter(None, (one.location.organization, address_line(one.location)))) for one in listing.practices
    )
    return [(str(at), line) for at, line in enumerate(lines) if line]


def new_patients_choices() -> list[tuple[str, str]]:
    """Return the choices for new patients, as (value, words)."""
    return [(value, _(words)) for value, words in NEW_PATIENTS_WORDS.items()]


def _place(form: Mapping[str, str], listing: Provider, errors: dict[str, str]) -> str:
    known = [value for value, _words in place_choices(listing)]
    chosen = form.get(PLACE, "") if len(known) > 1 else next(iter(known), "")
    if len(known) > 1 and chosen not in known:
        errors[PLACE] = _("Choose the place that this is about.")
        return ""
    return address_line(listing.practices[int(chosen)].location) if chosen else ""


def _link(form: Mapping[str, str], errors: dict[str, str]) -> str:
    typed = plain_line(form.get(LINK, ""))
    if typed and (not safe_url(typed) or len(typed) > LONGEST_VALUE):
        errors[LINK] = _("Write the whole address of the page, such as https://clinic.example/team.")
    return typed


def _languages(typed: str, errors: dict[str, str]) -> str:
    try:
        return " ".join(read_languages(typed)) if typed else ""
    except LanguageError:
        errors[LANGUAGES] = _("We do not know one of these languages. Write their names, such as English, Spanish.")
        return ""
