"""License numbers after a state's code in a field of names or credentials: "Jordan Avery, PT (CO 12345)"."""

import re

from index.places.states import state_code

_STATE_NUMBER = re.compile(
    r"[\s,;-]*(?<![\w.])(?P<state>[A-Z]{2})\s*(?i:lic(?:ense)?\b\.?\s*)?(?i:no\.?\s*|[#:]\s*)?(?:[A-Z]{1,4}[.-]?)?\d{3,}\b"
)
_LICENSES_TOO = frozenset({"DC", "MD", "ND", "PA"})
"""State codes that are a credential too: "DC 1234" is a chiropractor's number."""


def without_state_numbers(text: str) -> str:
    """Return a text without license numbers that follow a state's code: CO in "PT (CO 12345)" is no orthotist."""
    if not any(map(str.isdigit, text)):
        return text
    return _STATE_NUMBER.sub(
        lambda one: "" if state_code(one["state"]) not in {"", *_LICENSES_TOO} else one.group(), text
    )
