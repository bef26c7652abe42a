"""States and territories with their two-letter codes of the U.S. Postal Service."""

from functools import cache

import us

from index.places.town_name import town_key


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


@cache
def state_name(code: str) -> str:
    """Return "Colorado" for "CO"; the code itself where no state has it."""
    state = us.states.DC if code == "DC" else us.states.lookup(code, field="abbr")
    return str(state.name) if state else code


@cache
def state_names() -> dict[str, str]:
    """Return the two-letter code of each state, of DC and of the territories, by name."""
    return {str(state.name): str(state.abbr) for state in (*us.states.STATES_AND_TERRITORIES, us.states.DC)}
