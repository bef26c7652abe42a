"""Signatures over bytes, each for one kind of content: that of a backup is never valid for a generation."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidSignature

from index.signing.keys import Keyring, signing_key


class Domain(StrEnum):
    """Kinds of signed content; the name is part of the signed bytes."""

    BACKUP = "backup"
    GENERATION = "generation"


class SignatureError(ValueError):
    """The signature does not belong to the content: one of the two was changed, or is of another kind."""


class UntrustedKeyError(SignatureError):
    """The signing key is not among the trusted ones."""


class RevokedKeyError(SignatureError):
    """The signing key was revoked, so that anybody may have signed with it."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The id of the key that signed, and the signature as base64."""

    key_id: str
    signature: str


def sign(folder: Path, domain: Domain, data: bytes) -> Signature:
    """Sign bytes with the key of a keys folder, which is made at first use; raises KeysError."""
    key_id, private = signing_key(folder)
    return Signature(key_id, b64encode(private.sign(_message(domain, data))).decode("ascii"))


def verify(trusted: Keyring, domain: Domain, data: bytes, signature: Signature) -> None:
    """Return if a trusted key signed these bytes for this domain.

    Raises UntrustedKeyError, RevokedKeyError (also for content that is dated before that day: a stolen key can write
    any date) and SignatureError.
    """
    key = trusted.get(signature.key_id)
    if key is None:
        raise UntrustedKeyError(f"the key {signature.key_id} is not known here")
    if key.revoked_on is not None:
        raise RevokedKeyError(f"the key {key.id} was revoked on {key.revoked_on}: {key.revoked_reason}")
    loaded = key.loaded()
    try:
        loaded.verify(b64decode(signature.signature, validate=True), _message(domain, data))
    except (InvalidSignature, ValueError) as error:
        raise SignatureError(f"the signature of {key.id} does not belong to this {domain}") from error


def _message(domain: Domain, data: bytes) -> bytes:
    # No domain has a zero byte, so no pair of domain and data gives the same bytes as another.
    return b"pinpoint " + domain.encode("ascii") + b"\0" + data
