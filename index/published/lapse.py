"""Values that lapse: hours and new patients as a listed person gave them, not renewed in time.

The day of the request decides, not the day on which a generation was built.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from index import clock, settings
from index.records import LAPSING, TOLD_US, Claim, Provider


def without_lapsed(provider: Provider, today: date | None = None) -> Provider:
    """Return a provider without the values that lapsed; at their place an empty value with its day stays.

    A value of a day is shown up to `detail_days` days after it, by default 90.
    """
    lapsing = [claim for claim in provider.claims if claim.field in LAPSING and claim.source == TOLD_US]
    if not lapsing:
        return provider
    last = (today or clock.today()) - timedelta(days=settings.current().detail_days)
    if all(claim.last_seen >= last for claim in lapsing):
        return provider
    return replace(
        provider,
        claims=tuple(claim for claim in provider.claims if not _is_lapsed(claim, last)),
        practices=tuple(replace(one, details=tuple(_emptied(one.details, last))) for one in provider.practices),
    )


def _is_lapsed(claim: Claim, last: date) -> bool:
    return claim.field in LAPSING and claim.source == TOLD_US and claim.last_seen < last


def _emptied(claims: Iterable[Claim], last: date) -> Iterable[Claim]:
    return (replace(claim, value="") if _is_lapsed(claim, last) else claim for claim in claims)
