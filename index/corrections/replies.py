"""Replies to the sender of a case: which outcomes are true of it now, and their texts. Only a confirmation is sent."""

from dataclasses import dataclass, replace
from datetime import date

from babel.dates import format_date
from sqlalchemy import Connection

from index.corrections.case_row import CaseRow, get
from index.corrections.message import Request
from index.corrections.reply_texts import (
    ASKED_FOR,
    CLOSING,
    FIELDS,
    NAMES,
    OPENING,
    PAGE,
    REVIEWS,
    SUBJECT,
    TEXTS,
    Reply,
)
from index.store.listings import corrections

DEFAULT = "en"


class UntrueReplyError(ValueError):
    """The reply would report what was not done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyText:
    """One reply: its outcome, that outcome in words for the operator, the language, and the mail's subject and text."""

    reply: Reply
    name: str
    language: str
    subject: str
    text: str


def replies_to(connection: Connection, number: str, language: str = "") -> list[ReplyText]:
    """Return the replies that are true of a case now, the fitting one first; `language` "" is that of the case.

    Raises UnknownCaseError.
    """
    one = get(connection, number)
    chosen = language or one.language
    chosen = chosen if chosen in TEXTS else DEFAULT
    has_values = bool(corrections.in_force_of_case(connection, number))
    return [_text(one, reply, chosen) for reply in _true_of(one, has_values=has_values)]


def reply_to(connection: Connection, number: str, wanted: Reply, language: str = "") -> ReplyText:
    """Return one reply to the sender of a case; raises UnknownCaseError and UntrueReplyError."""
    found = replies_to(connection, number, language)
    for one in found:
        if one.reply is wanted:
            return one
    known = ", ".join(one.reply for one in found)
    raise UntrueReplyError(f"{wanted!s} is not what was done for case {number}; choose one of: {known}")


def confirmation(connection: Connection, number: str, site_url: str) -> ReplyText:
    """Return the confirmation of an open case, with the address of its page where the site's is set.

    Raises UnknownCaseError.
    """
    one = get(connection, number)
    language = one.language if one.language in TEXTS else DEFAULT
    said = _text(one, Reply.RECEIVED, language)
    path = "" if language == DEFAULT else f"/{language}"
    page = [PAGE[language].format(page=f"{site_url}{path}/case/{number}")] if site_url else []
    return replace(said, text="\n\n".join([said.text, *page, ASKED_FOR[language]]))


def _true_of(one: CaseRow, *, has_values: bool) -> list[Reply]:
    is_open, hides = one.settled_at is None, one.hides_listing or bool(one.hidden_fields)
    is_fix = one.request is Request.FIX
    true = {
        Reply.REMOVED: one.hides_listing,
        Reply.FIXED: has_values,
        Reply.HIDDEN: bool(one.hidden_fields) and not one.hides_listing,
        Reply.SHOWN_AGAIN: one.shown_again,
        Reply.NOT_FOUND: not one.provider,
        Reply.NOT_VERIFIED: (is_fix or one.waits is not None) and not hides and not has_values,
        Reply.RECEIVED: is_open and one.answered_at is None,
        Reply.LAWYER: is_open,
    }
    return [reply for reply, is_true in true.items() if is_true]


def _text(one: CaseRow, reply: Reply, language: str) -> ReplyText:
    values = {
        "number": one.number,
        "received": _day(one.received_at.date(), language),
        "answer_by": _day(one.clocks.answer_by, language),
        "settle_by": _day(one.clocks.settle_by, language),
        "hidden": ", ".join(sorted(FIELDS[language][field] for field in one.hidden_fields)),
    }
    parts = (OPENING[language], TEXTS[language][reply], CLOSING[language], REVIEWS[language])
    return ReplyText(
        reply=reply,
        name=NAMES[reply],
        language=language,
        subject=SUBJECT[language].format(**values),
        text="\n\n".join(part.format(**values) for part in parts if part),
    )


def _day(day: date, language: str) -> str:
    return format_date(day, format="long", locale=language)
