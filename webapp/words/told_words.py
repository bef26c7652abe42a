"""What people told us themselves, in the public's words: nobody read it anywhere, so it is never "read"."""

from datetime import date

from index.records import TOLD_US, Claim, ToldBy, is_due
from webapp.words.translate import N_, _

_WHO = {ToldBy.PERSON: N_("The person told us"), ToldBy.CLINIC: N_("The clinic told us")}


def is_told(source: str) -> bool:
    """Tell whether a source is what people told us themselves."""
    return source == TOLD_US


def they_told() -> str:
    """Return who told us where it is not known whether a person or a clinic did."""
    return _("They told us")


def who_told(claim: Claim) -> str:
    """Return who told us what a claim of `told_us` states; the id of such a listing begins with it."""
    who = claim.source_id.partition("/")[0]
    return _(_WHO[ToldBy(who)]) if who in set(ToldBy) else they_told()


def is_old(source: str, told_on: date, today: date) -> bool:
    """Tell whether we were told long ago and did not ask since."""
    return is_told(source) and is_due(told_on, today)
