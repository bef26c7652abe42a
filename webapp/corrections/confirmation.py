"""The mail address that gets one confirmation of a case; the forms ask for it where a mail channel is set.

The site sends nothing: the worker does (`index.alerts.case_confirmation`).
"""

from collections.abc import Mapping
from dataclasses import replace

from flask import Flask, current_app

from index.setting_values import mail_address
from index.settings import Settings
from webapp.corrections.sent_form import SentForm, plain_line
from webapp.words.translate import _

FIELD = "confirm_to"
LONGEST_ADDRESS = 254
"""Characters (RFC 5321, section 4.5.3.1.3, less the angle brackets)."""
_OFFERED = "pinpoint.confirmation"


def connect(app: Flask, settings: Settings) -> None:
    """Let an app offer a confirmation if a mail server is set."""
    app.extensions[_OFFERED] = bool(settings.alert_mail_server)


def is_offered() -> bool:
    """Return whether the forms of this request's app offer a confirmation."""
    return bool(current_app.extensions[_OFFERED])


def with_confirmation(sent: SentForm, form: Mapping[str, str]) -> SentForm:
    """Return a form with the address for its confirmation, and an error where that is no address."""
    typed = plain_line(form.get(FIELD, "")) if is_offered() else ""
    if not typed:
        return sent
    try:
        address = mail_address(typed)
    except ValueError:
        address = ""
    if not address or len(typed) > LONGEST_ADDRESS:
        wrong = _("Write one mail address, such as name@example.com, or leave this empty.")
        return replace(sent, confirm_to=typed, errors={**sent.errors, FIELD: wrong})
    return replace(sent, confirm_to=typed)
