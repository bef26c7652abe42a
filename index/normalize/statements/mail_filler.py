"""Removes the words that programs put in place of a mail address. Nobody wrote them, so no quote has them.

Cloudflare writes "[email protected]" (developers.cloudflare.com, "Email Address Obfuscation"), Joomla and others ask
the reader to enable JavaScript, WordPress plugins say that an address is hidden.
"""

import re

_NAME = r"(?:e-?mail)(?:\s+address)?"
_FILLER = re.compile(
    rf"[\[(]?\s*\b{_NAME}\s?protected\s*[\])]"
    rf"|[\[(]\s*{_NAME}\s+(?:is\s+)?(?:protected|hidden|obfuscated)(?:[\s;:,-]+[^\[\]()]{{0,60}})?[\])]"
    rf"|[\[(]\s*(?:javascript\s+)?protected\s+{_NAME}(?:\s+address)?\s*[\])]"
    rf"|\bthis\s+{_NAME}\s+is\s+(?:being\s+)?(?:protected|hidden)\s+(?:from|against)\s+spam\s?bots?"
    r"(?:\s*[.;:,-]?\s*you(?:'ll|\s+will)?\s+need\s+(?:to\s+(?:have|enable)\s+)?javascript\s+(?:to\s+be\s+)?"
    r"(?:enabled|activated)?\s*(?:to\s+(?:view|see)\s+it)?)?\s*\.?"
    r"|\bplease\s+enable\s+javascript\s+(?:in\s+your\s+browser\s+)?to\s+(?:view|see)\s+(?:this|the)\s+e-?mail"
    r"(?:\s+address)?\s*\.?",
    re.IGNORECASE,
)
_HINTS = ("protected", "javascript", "hidden", "obfuscated")


def without_mail_filler(text: str) -> str:
    """Return a text with blanks in place of the words of mail protection."""
    lowered = text.casefold()
    if not any(hint in lowered for hint in _HINTS):
        return text
    return _FILLER.sub(" ", text)
