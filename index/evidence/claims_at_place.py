"""Which claims of a provider's listings are about one of its places."""

from collections.abc import Iterator, Sequence

from index.evidence.disagreement import COMPARED_AT_PLACE, disagreements
from index.evidence.stated_place import StatedPlace
from index.records import Claim
from index.records.claim import stated_of_location


def differing_claims(place: Sequence[StatedPlace], *, withheld: bool) -> tuple[Claim, ...]:
    """Return the claims about a place of which sources state different values.

    Where its street is `withheld`, no address is compared: the claims must not tell what the place does not.
    """
    claims = dict.fromkeys(
        claim for one in place for claim in _claims(one) if not (withheld and claim.field == "address")
    )
    return tuple(
        sorted(
            (
                claim
                for one in disagreements(claims, COMPARED_AT_PLACE)
                for value in one.values
                for claim in value.claims
            ),
            key=lambda claim: (claim.field, claim.value, claim.source, claim.source_id),
        )
    )


def _claims(one: StatedPlace) -> Iterator[Claim]:
    said = set(stated_of_location(one.location))
    yield from (claim for claim in one.seen.claims if (claim.field, claim.value) in said)
