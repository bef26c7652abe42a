"""Statements and differing claims by place: which of a listing's words count at which of the provider's places."""

from collections.abc import Iterator, Sequence

from index.providers.corrected_values import first_read
from index.providers.source_answer import Word, answer_of
from index.providers.stated_place import Place, StatedPlace
from index.providers.trust import Trust
from index.records import (
    Claim,
    CredentialKind,
    ListingKind,
    PracticeLocation,
    Quote,
    SeenListing,
    SourcesSay,
    StatementKind,
    Subject,
)
from index.records.claim import stated_of_location
from index.vetting.disagreement import COMPARED_AT_PLACE, disagreements

_CREDENTIAL_ANSWERS = {
    CredentialKind.STATE_AUTHORIZATION: SourcesSay.BOARD_LISTED,
    CredentialKind.COURSE: SourcesSay.COURSE_LISTED,
}


def words_at(
    listings: Sequence[SeenListing], places: Sequence[Place], trust: Trust, left: Sequence[Place] = ()
) -> list[list[Word]]:
    """Return the words that count at each place, in the order of `places`.

    A statement counts at the places its listing names; one of a listing without places counts at all, except
    a person listing's statement about a clinic, if there are several places. A state's own record counts in that
    state. A course belongs to the person and counts everywhere. Other words of a listing that names only places
    the provider has `left` count nowhere.
    """
    words: list[list[Word]] = [[] for _ in places]
    for seen in listings:
        named = [at for at, place in enumerate(places) if _names(seen, place)]
        was_there = not named and any(_names(seen, place) for place in left)
        for word in _words(seen, trust):
            if was_there and word.answer not in _CREDENTIAL_ANSWERS.values():
                continue
            for at in _scope(word, seen, named, places):
                words[at].append(word)
    return words


def _names(seen: SeenListing, place: Place) -> bool:
    return any(stated.seen is seen for stated in place)


def _words(seen: SeenListing, trust: Trust) -> Iterator[Word]:
    listing, current, order = seen.listing, seen.missing_since is None, trust.order(seen)
    settles = trust.settles(seen)
    clinic = listing.kind is ListingKind.CLINIC
    for statement in listing.statements:
        answer = answer_of(statement, clinic=clinic)
        if answer is not None:
            quote = _quote(seen, statement.quote, says_yes=statement.kind is not StatementKind.SAYS_NO)
            since = first_read(seen, f"dry_needling_{statement.about}", statement.quote)
            yield Word(answer, statement.about, quote, current, order, since, settles)
    for credential in listing.credentials:
        if credential.shows_dry_needling and credential.kind in _CREDENTIAL_ANSWERS:
            answer = _CREDENTIAL_ANSWERS[credential.kind]
            quote = _quote(seen, credential.raw, says_yes=True)
            since = first_read(seen, "credential", credential.raw)
            yield Word(answer, Subject.PERSON, quote, current, order, since)


def _quote(seen: SeenListing, text: str, *, says_yes: bool) -> Quote:
    listing = seen.listing
    return Quote(text=text, source=listing.source, url=listing.url, read_on=seen.last_seen, says_yes=says_yes)


def _scope(word: Word, seen: SeenListing, named: Sequence[int], places: Sequence[Place]) -> Sequence[int]:
    everywhere = range(len(places))
    if word.answer is SourcesSay.COURSE_LISTED:
        return everywhere
    if word.answer is SourcesSay.BOARD_LISTED:
        states = _states(seen)
        return [at for at in everywhere if _state(places[at]) in states] if states else everywhere
    if named:
        return named
    doubtful = word.about is Subject.CLINIC and seen.listing.kind is ListingKind.PERSON and len(places) > 1
    return [] if doubtful else everywhere


def _states(seen: SeenListing) -> set[str]:
    listing = seen.listing
    return {place.state for place in listing.locations if place.state} or {
        held.state for held in listing.licenses if held.state
    }


def _state(place: Place) -> str:
    locations: list[PracticeLocation] = [stated.location for stated in place]
    return next((location.state for location in locations if location.state), "")


def differing_claims(place: Sequence[StatedPlace], *, withheld: bool) -> tuple[Claim, ...]:
    """Return the claims about a place for which sources state different values.

    If its street is `withheld`, addresses are not compared: the claims must not reveal the street.
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
