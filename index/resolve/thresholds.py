"""How many points a link needs, by how much of the people the NPI registers hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Points: `sure` joins, `only_candidate` joins to the only NPI holder in question, `doubt` is worth a look.

    `margin` is how much better one candidate must fit than the next.
    """

    sure: float
    only_candidate: float
    margin: float
    doubt: float


NO_REGISTER = Thresholds(sure=3.0, only_candidate=3.0, margin=1.5, doubt=-1.0)
HALF_THE_PEOPLE = Thresholds(sure=3.0, only_candidate=1.6, margin=2.0, doubt=-1.0)
ALL_PEOPLE = Thresholds(sure=2.4, only_candidate=0.4, margin=1.7, doubt=-1.0)
WHOLE = 0.85
"""Coverage from which a name that no second holder has is its only candidate's."""


def thresholds_for(coverage: float) -> Thresholds:
    """Return the thresholds for a coverage of 0 to 1 (see `coverage`)."""
    if not coverage:
        return NO_REGISTER
    return ALL_PEOPLE if coverage >= WHOLE else HALF_THE_PEOPLE
