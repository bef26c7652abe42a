"""States and territories with their two-letter codes of the U.S. Postal Service."""

import re
from functools import cache

import us

from index.places.town_name import town_key

# old short forms (Associated Press and others) that are neither a postal code nor a name
_SHORT = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "cal": "CA", "colo": "CO", "conn": "CT", "del": "DE",
    "fla": "FL", "ill": "IL", "ind": "IN", "kan": "KS", "kans": "KS", "mass": "MA", "mich": "MI", "minn": "MN",
    "miss": "MS", "mont": "MT", "neb": "NE", "nebr": "NE", "nev": "NV", "okla": "OK", "ore": "OR", "penn": "PA",
    "penna": "PA", "tenn": "TN", "tex": "TX", "wash": "WA", "wis": "WI", "wisc": "WI", "wyo": "WY",
    "n carolina": "NC", "s carolina": "SC", "n dakota": "ND", "s dakota": "SD", "w virginia": "WV",
    "n mexico": "NM", "n hampshire": "NH", "n jersey": "NJ", "n york": "NY", "washington dc": "DC",
}  # fmt: skip


@cache
def _states() -> dict[str, str]:
    known = [*us.states.STATES_AND_TERRITORIES, us.states.DC]
    by_name = {town_key(state.name): str(state.abbr) for state in known}
    # The package says "Virgin Islands"; people write it in full.
    by_name["us virgin islands"] = "VI"
    return by_name | {state.abbr.casefold(): str(state.abbr) for state in known}


def state_code(text: str) -> str:
    """Return "CO" for "CO", "co." or "Colorado"; "" for all but the 50 states, DC and five territories."""
    folded = text.strip(" .").casefold()
    return _states().get(folded) or _states().get(folded.replace(".", "")) or _states().get(town_key(text), "")


def read_state(text: str) -> str:
    """Return the code of a state as people write it in addresses ("Colo.", "N. Carolina", "co"), or ""."""
    words = " ".join(re.sub(r"[^\w\s]", " ", text).casefold().split())
    return state_code(text) or _SHORT.get(words, "") or state_code(words)


@cache
def state_name(code: str) -> str:
    """Return "Colorado" for "CO"; the code itself where no state has it."""
    state = us.states.DC if code == "DC" else us.states.lookup(code, field="abbr")
    return str(state.name) if state else code


def state_slug(code: str) -> str:
    """Return a state's part of the URLs of its pages: "new-mexico" for "NM"."""
    return state_name(code).lower().replace(" ", "-")


@cache
def state_names() -> dict[str, str]:
    """Return the two-letter code of each state, of DC and of the territories, by name."""
    return {str(state.name): str(state.abbr) for state in (*us.states.STATES_AND_TERRITORIES, us.states.DC)}
