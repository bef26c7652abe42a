"""What was sent with a form, checked field by field. Each error says what to write."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from index.corrections.message import LONGEST_CONTACT, LONGEST_TEXT, LONGEST_WHICH, Asker, Wrong
from webapp.corrections.choices import SPEAKS_FOR_ITSELF
from webapp.corrections.plain_text import plain_line, plain_text
from webapp.words.translate import _

HONEYPOT = "homepage"
"""A field that no person sees. What fills it in is a program, and what it sends is thrown away."""

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentForm:
    """What was typed, however wrong, and what is wrong with it: field → sentence, in the order of the page."""

    provider: str = ""
    wrong: Wrong | None = None
    asker: Asker | None = None
    which: str = ""
    text: str = ""
    contact: str = ""
    by_program: bool = False
    errors: Mapping[str, str]

    @property
    def chosen(self) -> str:
        """The value of the choice that was made, "" for none."""
        return str(self.wrong or self.asker or "")


EMPTY = SentForm(errors={})


def read_fix(form: Mapping[str, str]) -> SentForm:
    """Return what was sent with the form for what is wrong."""
    wrong = _choice(Wrong, form.get("wrong", ""))
    text = plain_text(form.get("text", ""))
    errors = _which_errors(form)
    if wrong is None:
        errors["wrong"] = _("Choose what is wrong.")
    if not text and wrong is not None and wrong not in SPEAKS_FOR_ITSELF:
        errors["text"] = _("Write what it should say.")
    return _sent(form, text, errors, wrong=wrong)


def read_removal(form: Mapping[str, str]) -> SentForm:
    """Return what was sent with the form for a removal."""
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
    _check_length(errors, "text", text, LONGEST_TEXT)
    _check_length(errors, "contact", contact, LONGEST_CONTACT)
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
    _check_length(errors, "which", which, LONGEST_WHICH)
    return errors


def _check_length(errors: dict[str, str], field: str, value: str, most: int) -> None:
    if len(value) > most:
        errors[field] = _(
            "Write at most %(most)s letters here. These are %(count)s.", most=str(most), count=str(len(value))
        )


def _choice(choices: type[Choice], typed: str) -> Choice | None:
    return choices(typed) if typed in set(choices) else None
