"""What is never stored, whichever column it stands in: birth dates, mail and mailing addresses, SSN, homes."""

import re

_NAME = re.compile(r"birth|\bdob\b|\bssn\b|social security|e-?mail|mailing|\bhome (?:address|phone)", re.IGNORECASE)
_MAIL = re.compile(r"(?:mailto:)?\S+@\S+\.\w+")


def is_private(name: str) -> bool:
    """Whether a column's name says that it holds what is never stored."""
    return bool(_NAME.search(re.sub(r"[_\s]+", " ", name)))


def is_mail(text: str) -> bool:
    """Whether a value is a mail address, which is not gathered."""
    return bool(_MAIL.fullmatch(text))


def without_mail(text: str) -> str:
    """Return a text without the mail addresses in it."""
    return " ".join(_MAIL.sub(" ", text).split())
