"""The choices of both forms, in the order and the words of the page."""

from index.corrections.message import Asker, Wrong
from webapp.words.translate import N_, _

WRONG = {
    Wrong.PHONE: N_("The phone number is wrong"),
    Wrong.ADDRESS: N_("The address is wrong"),
    Wrong.PRIVATE_PHONE: N_("The phone number is private: hide it now"),
    Wrong.PRIVATE_ADDRESS: N_("The address is private: hide it now"),
    Wrong.DOES_NOT_DO_THIS: N_("Does not do dry needling"),
    Wrong.NO_LONGER_HERE: N_("No longer works here"),
    Wrong.NAME_OR_LETTERS: N_("The name or the letters after it"),
    Wrong.WRONG_PERSON: N_("Two people are mixed up"),
    Wrong.LICENSE: N_("The license"),
    Wrong.OTHER: N_("Something else"),
}
ASKERS = {
    Asker.LISTED: N_("I am the person listed"),
    Asker.FOR_LISTED: N_("I ask for the person or the clinic listed"),
    Asker.SOMEBODY: N_("Somebody else"),
}
SPEAKS_FOR_ITSELF = frozenset(
    {Wrong.PRIVATE_PHONE, Wrong.PRIVATE_ADDRESS, Wrong.DOES_NOT_DO_THIS, Wrong.NO_LONGER_HERE}
)
"""What is understood without a word more; anything else must say what would be right."""


def wrong_choices() -> list[tuple[str, str]]:
    """Return what can be wrong, as (value, words)."""
    return [(value.value, _(words)) for value, words in WRONG.items()]


def asker_choices() -> list[tuple[str, str]]:
    """Return who can ask for a removal, as (value, words)."""
    return [(value.value, _(words)) for value, words in ASKERS.items()]
