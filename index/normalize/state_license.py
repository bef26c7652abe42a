"""License numbers behind a state's letters, in a field of names or credentials: "Jordan Avery, PT (CO 12345)"."""

import re

from index.places.states import state_code

_STATE_NUMBER = re.compile(
    r"[\s,;-]*(?<![\w.])(?P<state>[A-Z]{2})\s*(?i:lic(?:ense)?\b\.?\s*)?(?i:no\.?\s*|[#:]\s*)?(?:[A-Z]{1,4}[.-]?)?\d{3,}\b"
)
_LICENSES_TOO = frozenset({"DC", "MD", "ND", "PA"})
"""States whose letters are those of a license of ours: "DC 1234" is a chiropractor's."""


def without_state_numbers(text: str) -> str:
    """Return a text without license numbers that a state's letters stand before: "PT (CO 12345)" is no orthotist."""
    if not any(map(str.isdigit, text)):
        return text
    return _STATE_NUMBER.sub(
        lambda one: "" if state_code(one["state"]) not in {"", *_LICENSES_TOO} else one.group(), text
    )
