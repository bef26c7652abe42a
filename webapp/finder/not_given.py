"""What patients look for and no source of the published generation states."""

from collections.abc import Mapping

from webapp.words.translate import N_, _

_ASKED_FOR = {
    "insurance": N_("insurance"),
    "new_patients": N_("new patients"),
    "hours": N_("hours"),
    "language": N_("language"),
    "telehealth": N_("telehealth"),
}
"""By the names of the fields that would state them."""


def not_given(fields: Mapping[str, int]) -> str:
    """Return what no source states ("insurance, hours"), "" where all are; `fields`: of how many each is stated."""
    return ", ".join(_(words) for field, words in _ASKED_FOR.items() if not fields.get(field))
