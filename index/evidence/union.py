"""What all listings of a provider list together: professions, credentials, licenses, conditions."""

from collections.abc import Iterable, Sequence
from functools import cache

from index.normalize.fold import fold_text
from index.records import Credential, License, Profession, SeenListing
from index.vocabulary.credentials import credentials as vocabulary


def professions(listings: Iterable[SeenListing]) -> tuple[Profession, ...]:
    """Return all professions in the order of the vocabulary."""
    held = {profession for seen in listings for profession in seen.listing.professions}
    return tuple(profession for profession in Profession if profession in held)


def credentials(listings: Sequence[SeenListing]) -> tuple[Credential, ...]:
    """Return one credential a code, in the order of the vocabulary; the one that names its issuer is kept."""
    kept: dict[str, Credential] = {}
    for seen in listings:
        for credential in seen.listing.credentials:
            before = kept.get(credential.code)
            if before is None or (credential.issuer and not before.issuer):
                kept[credential.code] = credential
    return tuple(sorted(kept.values(), key=lambda credential: (_position(credential.code), credential.raw)))


@cache
def _positions() -> dict[str, int]:
    return {code: position for position, code in enumerate(vocabulary())}


def _position(code: str) -> int:
    return _positions().get(code, len(_positions()))


def unknown_credentials(listings: Iterable[SeenListing]) -> tuple[str, ...]:
    """Return all unread letters as written, each spelling once."""
    spelled = {unknown for seen in listings for unknown in seen.listing.unknown_credentials}
    return tuple(sorted(spelled, key=lambda text: (fold_text(text), text)))


def licenses(listings: Iterable[SeenListing]) -> tuple[License, ...]:
    """Return all licenses by state, profession and number."""
    held = {one for seen in listings for one in seen.listing.licenses}
    return tuple(sorted(held, key=lambda one: (one.state, list(Profession).index(one.profession), one.number)))


def conditions(listings: Iterable[SeenListing]) -> tuple[str, ...]:
    """Return all conditions, sorted."""
    return tuple(sorted({condition for seen in listings for condition in seen.listing.conditions}))
