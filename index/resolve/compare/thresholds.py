"""Thresholds of links, in points, by the NPI registers' coverage of people, which is estimated here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.resolve.compare.features import Features


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Points from which a link joins (`sure`), joins an only possible NPI holder (`only_candidate`), or is a `doubt`.

    `margin` is the lead that one candidate needs over the next.
    """

    sure: float
    only_candidate: float
    margin: float
    doubt: float


NO_REGISTER = Thresholds(sure=3.0, only_candidate=3.0, margin=1.5, doubt=-1.0)
HALF_THE_PEOPLE = Thresholds(sure=3.0, only_candidate=1.6, margin=2.0, doubt=-1.0)
ALL_PEOPLE = Thresholds(sure=2.4, only_candidate=0.4, margin=1.7, doubt=-1.0)
WHOLE = 0.85
"""Coverage from which a name's only holder counts as the only candidate."""


def thresholds_for(coverage: float) -> Thresholds:
    """Return the thresholds for a coverage of 0 to 1 (`estimated_coverage`)."""
    if not coverage:
        return NO_REGISTER
    return ALL_PEOPLE if coverage >= WHOLE else HALF_THE_PEOPLE


FEWEST = 200  # people found twice; with fewer, nothing is estimated
MOST = 0.97
"""The highest coverage ever assumed, since names change and are misspelled."""


def estimated_coverage(listings: Iterable[Features], registered: Callable[[Features], bool]) -> float:
    """Return the share, 0 to 1, of registered people among those that two other sources list; 0 where too few are.

    It is a capture-recapture estimate: people found under one name and one phone or street in two directories are the
    sample, and `registered` says whether a register has the name in one of the states. Changed names make the estimate
    too small, which only makes joining more careful.
    """
    first: dict[int, str] = {}
    counted: set[int] = set()
    met = found = 0
    for features in listings:
        if features.register or not features.person or len(features.name.given) < 2:  # noqa: PLR2004  (no initials)
            continue
        person = hash((features.name.given, features.name.family, *sorted(features.states)))
        twice = False
        for contact in (*features.phones, *features.streets):
            twice |= first.setdefault(hash((person, contact)), features.key[0]) != features.key[0]
        if twice and person not in counted:
            counted.add(person)
            met += 1
            found += registered(features)
    return min(MOST, found / met) if met >= FEWEST else 0.0
