"""Phone numbers as they are dialed here."""

import re
from dataclasses import dataclass

from index.records import Phone
from webapp.words.translate import _

_NORTH_AMERICAN = re.compile(r"\+1(\d{3})(\d{3})(\d{4})")


@dataclass(frozen=True, slots=True)
class CallButton:
    """What a Call button shows and dials."""

    shown: str
    href: str

    @property
    def words(self) -> str:
        """Return "Call 303-555-0112"."""
        return _("Call %(number)s", number=self.shown)


def call_button(phone: Phone) -> CallButton:
    """Return "303-555-0112" and its tel: address; the extension is shown, and dialed after a pause."""
    return CallButton(spoken(phone), f"tel:{phone.e164}{_pause(phone.extension)}")


def spoken(phone: Phone) -> str:
    """Return "303-555-0112 ext. 12"."""
    if not phone.extension:
        return digits(phone.e164)
    return _("%(number)s ext. %(extension)s", number=digits(phone.e164), extension=phone.extension)


def digits(e164: str) -> str:
    """Return "303-555-0112" for "+13035550112", and anything else as it is."""
    match = _NORTH_AMERICAN.fullmatch(e164)
    return "-".join(match.groups()) if match else e164


def _pause(extension: str) -> str:
    return f";ext={extension}" if extension.isdigit() else ""
