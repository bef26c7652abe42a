"""What a page says of a place that was not found."""

from index.places.states import state_code, state_name
from webapp.words.rule_words import state_path
from webapp.words.translate import N_

ADVICE = (
    N_("Write a ZIP code, such as 81201, or a town and its state, such as Salida, CO."),
    N_("That is a state. Add a town, such as Salida, CO, or write a ZIP code."),
    N_("That is a ZIP code of the military post, which is no place. Write a town and its state, such as Salida, CO."),
    N_("There is no such ZIP code in our table. Write a town and its state, such as Salida, CO."),
    N_("We do not know where this ZIP code is. Write a town and its state, such as Salida, CO."),
    N_("That point is not in the United States. Write latitude, then longitude, such as 38.53, -105.99."),
)
"""What `Gazetteer.find` advises, for the catalogs."""


def state_in_words(text: str) -> tuple[str, str] | None:
    """Return name and path of the state that was typed instead of a town; None where it is none."""
    code = state_code(text)
    return (state_name(code), state_path(code)) if code else None
