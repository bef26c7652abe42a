"""Issuers told behind letters: "CMTPT (Myopain Seminars)" is one credential, and its issuer is no unknown word."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.records import Credential
from index.vocabulary.credentials import letters_key
from index.vocabulary.issuers import Issuer, issuers


def with_told_issuers(
    known: Sequence[Credential], unknown: Iterable[str]
) -> tuple[tuple[Credential, ...], tuple[str, ...]]:
    """Return the credentials with the issuers that the unknown words tell, and the words that tell none.

    Only an issuer of one of these credentials is told by its name; that of others stays unknown as written.
    """
    left, credentials = [], tuple(known)
    for words in unknown:
        issuer = issuers().get(letters_key(words))
        if issuer and any(one.code in issuer.codes for one in credentials):
            credentials = tuple(_given_by(one, issuer) for one in credentials)
        else:
            left.append(words)
    return credentials, tuple(left)


def _given_by(credential: Credential, issuer: Issuer) -> Credential:
    settled = credential.code in issuer.codes and not credential.issuer
    return replace(credential, issuer=issuer.name) if settled else credential
