"""States as people write them in addresses."""

import re

from index.places.states import state_code

# The Associated Press's and other old short forms that are no postal code and no name.
_SHORT = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "cal": "CA", "colo": "CO", "conn": "CT", "del": "DE",
    "fla": "FL", "ill": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "mass": "MA", "mich": "MI", "minn": "MN",
    "miss": "MS", "mont": "MT", "neb": "NE", "nebr": "NE", "nev": "NV", "okla": "OK", "ore": "OR", "penn": "PA",
    "penna": "PA", "tenn": "TN", "tex": "TX", "wash": "WA", "wis": "WI", "wisc": "WI", "wyo": "WY",
    "n carolina": "NC", "s carolina": "SC", "n dakota": "ND", "s dakota": "SD", "w virginia": "WV",
    "n mexico": "NM", "n hampshire": "NH", "n jersey": "NJ", "n york": "NY", "washington dc": "DC",
}  # fmt: skip


def read_state(text: str) -> str:
    """Return the two letters of a state, the District or a territory ("Colo.", "N. Carolina", "co"), or ""."""
    words = " ".join(re.sub(r"[^\w\s]", " ", text).casefold().split())
    return state_code(text) or _SHORT.get(words, "") or state_code(words)
