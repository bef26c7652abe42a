"""The one signing room: the home's Ed25519 keys, and signatures that are valid for one kind of content only.

Whoever writes something that another process or machine has to trust signs it here: backups, and generations.
"""

from index.signing.keys import Keyring, PublicKey, UnknownKeyError, read_keyring, revoke, rotate, signing_key
from index.signing.signature import (
    Domain,
    RevokedKeyError,
    Signature,
    SignatureError,
    UntrustedKeyError,
    sign,
    verify,
)

__all__ = [
    "Domain",
    "Keyring",
    "PublicKey",
    "RevokedKeyError",
    "Signature",
    "SignatureError",
    "UnknownKeyError",
    "UntrustedKeyError",
    "read_keyring",
    "revoke",
    "rotate",
    "sign",
    "signing_key",
    "verify",
]
