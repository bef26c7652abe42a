"""How much of the people the NPI registers hold, estimated from the listings alone."""

from collections.abc import Callable, Iterable

from index.resolve.traits import Traits

FEWEST = 200  # people met twice; of fewer, nothing is estimated
MOST = 0.97
"""More is never assumed: names change, and are misspelled."""


def estimated_coverage(listings: Iterable[Traits], registered: Callable[[Traits], bool]) -> float:
    """Return the share, 0 to 1, of people of a register among those whom two other sources list.

    It is capture and recapture: whoever is met under one name and one phone or street in two directories
    stands for everybody, and `registered` tells whether a register has the name in one of the states. 0 where
    too few are met to tell. Changed names make it too small, which is the side on which doubt keeps apart.
    """
    first: dict[int, str] = {}
    counted: set[int] = set()
    met = found = 0
    for traits in listings:
        if traits.register or not traits.person or len(traits.name.given) < 2:  # noqa: PLR2004  (no initials)
            continue
        person = hash((traits.name.given, traits.name.family, *sorted(traits.states)))
        twice = False
        for contact in (*traits.phones, *traits.streets):
            twice |= first.setdefault(hash((person, contact)), traits.key[0]) != traits.key[0]
        if twice and person not in counted:
            counted.add(person)
            met += 1
            found += registered(traits)
    return min(MOST, found / met) if met >= FEWEST else 0.0
