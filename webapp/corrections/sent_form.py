"""The forms for corrections and removals: their choices, what was sent with one, and whether this site sent it.

Fields are checked one by one, and each error says what to write. `is_same_site` tests where a request comes from.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Request, url_for

from index.corrections.message import LONGEST_CONTACT, LONGEST_TEXT, LONGEST_WHICH, Asker, Wrong
from webapp.site_address import own_host
from webapp.stated.listing_address import is_id
from webapp.words.translate import N_, _

WRONG = {
    Wrong.PHONE: N_("The phone number is wrong"),
    Wrong.ADDRESS: N_("The address is wrong"),
    Wrong.PRIVATE_PHONE: N_("The phone number is private: hide it now"),
    Wrong.PRIVATE_ADDRESS: N_("The address is private: hide it now"),
    Wrong.DOES_NOT_DO_THIS: N_("Does not do dry needling"),
    Wrong.NO_LONGER_HERE: N_("No longer works here"),
    Wrong.NAME_OR_LETTERS: N_("The name or the letters after it"),
    Wrong.WRONG_PERSON: N_("Two people are mixed up"),
    Wrong.LICENSE: N_("The license"),
    Wrong.OTHER: N_("Something else"),
}
ADDING = {
    Wrong.ADDS: N_("Adds to the listing"),
    Wrong.STAFF: N_("Who works at the clinic"),
}
"""Choices that other forms send, in words for operators."""
ASKERS = {
    Asker.LISTED: N_("I am the person listed, or it is my clinic"),
    Asker.FOR_LISTED: N_("I ask for somebody else who is listed"),
    Asker.SOMEBODY: N_("Somebody else"),
}
SPEAKS_FOR_ITSELF = frozenset(
    {Wrong.PRIVATE_PHONE, Wrong.PRIVATE_ADDRESS, Wrong.DOES_NOT_DO_THIS, Wrong.NO_LONGER_HERE}
)
"""Choices that need no text; any other must say what would be right."""
HONEYPOT = "homepage"
"""A field that no person sees. Only a program fills it in, and what it sends is thrown away."""

_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""The directional marks of Unicode (UAX 9), which can make a text look like another."""
_FROM_HERE = frozenset({"same-origin", "none"})
"""`none`: the visitor sent the form again, for example by going back and forth."""

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentForm:
    """A form as sent, right or wrong; `errors`: field → sentence, in the order of the page."""

    provider: str = ""
    wrong: Wrong | None = None
    asker: Asker | None = None
    which: str = ""
    text: str = ""
    contact: str = ""
    confirm_to: str = ""
    by_program: bool = False
    errors: Mapping[str, str]

    @property
    def chosen(self) -> str:
        """The value of the choice, "" for none."""
        return str(self.wrong or self.asker or "")


EMPTY = SentForm(errors={})


def naming(sent: SentForm, provider_id: str) -> SentForm:
    """Return a form whose `which` names a listing by its address; for one that cannot be looked up now.

    What somebody typed stays, and what is no id names nobody.
    """
    if sent.which or not is_id(provider_id):
        return sent
    return replace(sent, which=url_for("profile.person", provider_id=provider_id))


def read_fix(form: Mapping[str, str]) -> SentForm:
    """Return what was sent with the form for corrections."""
    wrong = _choice(Wrong, form.get("wrong", ""))
    wrong = wrong if wrong in WRONG else None
    text = plain_text(form.get("text", ""))
    errors = _which_errors(form)
    if wrong is None:
        errors["wrong"] = _("Choose what is wrong.")
    if not text and wrong is not None and wrong not in SPEAKS_FOR_ITSELF:
        errors["text"] = _("Write what it should say.")
    return _sent(form, text, errors, wrong=wrong)


def read_removal(form: Mapping[str, str]) -> SentForm:
    """Return what was sent with the form for removals."""
    asker = _choice(Asker, form.get("asker", ""))
    errors = _which_errors(form)
    if asker is None:
        errors["asker"] = _("Choose who is asking.")
    return _sent(form, plain_text(form.get("text", "")), errors, asker=asker)


def _sent(
    form: Mapping[str, str],
    text: str,
    errors: dict[str, str],
    *,
    wrong: Wrong | None = None,
    asker: Asker | None = None,
) -> SentForm:
    contact = plain_line(form.get("contact", ""))
    check_length(errors, "text", text, LONGEST_TEXT)
    check_length(errors, "contact", contact, LONGEST_CONTACT)
    return SentForm(
        provider=form.get("id", ""),
        wrong=wrong,
        asker=asker,
        which=plain_line(form.get("which", "")),
        text=text,
        contact=contact,
        by_program=bool(form.get(HONEYPOT, "")),
        errors=errors,
    )


def _which_errors(form: Mapping[str, str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    which = plain_line(form.get("which", ""))
    if not form.get("id", "") and not which:
        errors["which"] = _("Write which listing it is: its address on this site, or the name and the town.")
    check_length(errors, "which", which, LONGEST_WHICH)
    return errors


def check_length(errors: dict[str, str], field: str, value: str, most: int) -> None:
    """Add a sentence to `errors` where a value is longer than `most` letters."""
    if len(value) > most:
        errors[field] = _(
            "Write at most %(most)s letters here. These are %(count)s.", most=str(most), count=str(len(value))
        )


def _choice(choices: type[Choice], typed: str) -> Choice | None:
    return choices(typed) if typed in set(choices) else None


def wrong_choices() -> list[tuple[str, str]]:
    """Return the choices of what is wrong, as (value, words)."""
    return [(value.value, _(words)) for value, words in WRONG.items()]


def asker_choices() -> list[tuple[str, str]]:
    """Return the choices of who asks for a removal, as (value, words)."""
    return [(value.value, _(words)) for value, words in ASKERS.items()]


def plain_text(typed: str) -> str:
    """Return typed text with LF as line ends, without control characters and directional marks."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_seen(line) for line in lines).strip()


def plain_line(typed: str) -> str:
    """Return the text as one line with single spaces."""
    return " ".join(plain_text(typed).split())


def _seen(line: str) -> str:
    spaced = line.replace("\t", " ")
    return "".join(one for one in spaced if unicodedata.category(one) not in {"Cc", "Cs"} and one not in _TURNING)


def is_same_site(request: Request) -> bool:
    """Return whether the browser says that the form was sent from a page of this site; no cookie is needed for that.

    Nothing here acts in anybody's name, so a foreign page could only fill the inbox through other people's browsers.
    Sec-Fetch-Site says where a request comes from (W3C Fetch Metadata); browsers omit it over plain HTTP, and old
    ones do not know it. Then Origin says it, as the referrer policy of the pages with a form allows; a request with
    neither is refused.
    """
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in _FROM_HERE
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc == own_host()
