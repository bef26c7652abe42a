"""Phone numbers as they are dialed here."""

import re
from dataclasses import dataclass

from index.records import Phone

_NORTH_AMERICAN = re.compile(r"\+1(\d{3})(\d{3})(\d{4})")


@dataclass(frozen=True, slots=True)
class CallButton:
    """What a Call button shows and dials."""

    shown: str
    href: str


def call_button(phone: Phone) -> CallButton:
    """Return "303-555-0112" and its tel: address; the extension is shown, and dialed after a pause."""
    extension = f" ext. {phone.extension}" if phone.extension else ""
    return CallButton(f"{digits(phone.e164)}{extension}", f"tel:{phone.e164}{_pause(phone.extension)}")


def digits(e164: str) -> str:
    """Return "303-555-0112" for "+13035550112", and anything else as it is."""
    match = _NORTH_AMERICAN.fullmatch(e164)
    return "-".join(match.groups()) if match else e164


def _pause(extension: str) -> str:
    return f";ext={extension}" if extension.isdigit() else ""
