"""The home's signing keys: one private Ed25519 key, and every public key that this home trusts or has revoked.

`HOME/keys/` (0700) holds `signing.pem`, the private key (0600, PKCS 8), and `public.json`, the public keys with their
dates. A replaced private key is deleted; its public key stays, so that old signatures can be verified.
"""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from pydantic import TypeAdapter, ValidationError

from index import clock
from index.durable_files import SealError, replace_file, seal, sync_folder, unseal
from index.locks import FileLock

PRIVATE = "signing.pem"
PUBLIC = "public.json"
LOCK = "keys.lock"
FIRST_KEY = "first use"
ID_LENGTH = 16
"""Hex digits of an id: 64 bits, far beyond the few keys that one home meets."""


class KeysError(ValueError):
    """The keys of a home cannot be read, or do not belong together."""


class UnknownKeyError(LookupError):
    """The home has no public key of that id."""


class EmptyKeyReasonError(ValueError):
    """A key was to be replaced or revoked without a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    """A public key (`public`: base64 of its 32 bytes), since when it is known here and why, and until when it signed.

    `revoked_on` is the day from which nothing that it signed counts, whatever day the signed content names.
    """

    id: str
    public: str
    known_since: datetime
    reason: str
    retired_at: datetime | None = None
    revoked_on: date | None = None
    revoked_reason: str = ""

    def loaded(self) -> Ed25519PublicKey:
        """Return the key that verifies; raises KeysError if the text is not that of the id."""
        wrong = f"the public key {self.id} is damaged; bring the folder keys/ back from a backup"
        try:
            raw = b64decode(self.public, validate=True)
            loaded = Ed25519PublicKey.from_public_bytes(raw)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise KeysError(wrong) from error
        if key_id(raw) != self.id:
            raise KeysError(wrong)
        return loaded


Keyring = Mapping[str, PublicKey]
"""Every public key that a home knows, by id."""

_KEYS = TypeAdapter(tuple[PublicKey, ...])


def key_id(public: bytes) -> str:
    """Return the id of a public key: the first hex digits of the SHA-256 of its 32 bytes."""
    return hashlib.sha256(public).hexdigest()[:ID_LENGTH]


def read_keyring(folder: Path) -> dict[str, PublicKey]:
    """Return the public keys of a keys folder, the oldest first; empty if it has none; raises KeysError."""
    path = folder / PUBLIC
    try:
        keys = _KEYS.validate_python(unseal(path.read_bytes())["keys"])
    except FileNotFoundError:
        return {}
    except (OSError, KeyError, SealError, ValidationError) as error:
        raise KeysError(f"{path} cannot be read; bring the folder keys/ back from a backup") from error
    return {key.id: key for key in keys}


def keyring_bytes(keys: Keyring) -> bytes:
    """Return the content of `public.json`, as a backup carries it."""
    return seal({"keys": [_written(key) for key in keys.values()]})


def signing_key(folder: Path) -> tuple[str, Ed25519PrivateKey]:
    """Return the id and the private key that signs now; makes both at first use. Raises KeysError."""
    with _only_writer(folder):
        return _read_or_make(folder)


def rotate(folder: Path, reason: str) -> tuple[PublicKey | None, PublicKey]:
    """Replace the private key; return the retired and the new public key. Old signatures stay valid.

    Raises EmptyKeyReasonError and KeysError.
    """
    _check_reason(reason)
    with _only_writer(folder):
        keys = read_keyring(folder)
        old = _private(folder)
        retired = None
        if old is not None:
            known = keys.get(_id_of(old)) or _public_key(old, reason)
            retired = replace(known, retired_at=clock.now())
            keys[retired.id] = retired
        return retired, _make(folder, keys, reason)


def revoke(folder: Path, id_of_key: str, day: date, reason: str) -> PublicKey:
    """Trust nothing that a key has signed, from `day` on in the record; the key that signs now is replaced first.

    Raises UnknownKeyError, EmptyKeyReasonError and KeysError.
    """
    _check_reason(reason)
    with _only_writer(folder):
        keys = read_keyring(folder)
        if id_of_key not in keys:
            raise UnknownKeyError(f"no key {id_of_key} is known here; `pinpoint keys list` names them")
        keys[id_of_key] = replace(keys[id_of_key], revoked_on=day, revoked_reason=reason)
        private = _private(folder)
        if private is not None and _id_of(private) == id_of_key:
            keys[id_of_key] = replace(keys[id_of_key], retired_at=clock.now())
            _make(folder, keys, f"{id_of_key} was revoked")
        else:
            _write_public(folder, keys)
        return keys[id_of_key]


def current_id(folder: Path) -> str | None:
    """Return the id of the key that signs now; None before first use. Raises KeysError."""
    private = _private(folder)
    return None if private is None else _id_of(private)


def add_public(folder: Path, keys: Keyring) -> None:
    """Add public keys, such as those of a backup that was verified. A revocation counts, whichever side has it."""
    with _only_writer(folder):
        known = read_keyring(folder)
        news = {one: key for one, key in keys.items() if one not in known or key.revoked_on is not None}
        _write_public(folder, {**known, **news})


def _only_writer(folder: Path) -> FileLock:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)
    return FileLock(folder / LOCK, wait=True)


def _read_or_make(folder: Path) -> tuple[str, Ed25519PrivateKey]:
    private, keys = _private(folder), read_keyring(folder)
    known = None if private is None else keys.get(_id_of(private))
    if known is not None and known.revoked_on is not None:  # left behind by a crash or a restore
        retired = replace(known, retired_at=known.retired_at or clock.now())
        _make(folder, {**keys, known.id: retired}, f"{known.id} was revoked")
        return _read_or_make(folder)
    if private is None:
        made = _make(folder, keys, FIRST_KEY)
        private = _private(folder)
        if private is None:
            raise KeysError(f"{folder / PRIVATE} vanished while {made.id} was made; run this again")
    elif known is None:  # brought from elsewhere without its public part
        _write_public(folder, {**keys, _id_of(private): _public_key(private, "found without a record")})
    return _id_of(private), private


def _make(folder: Path, keys: dict[str, PublicKey], reason: str) -> PublicKey:
    private = Ed25519PrivateKey.generate()
    made = _public_key(private, reason)
    # The public key first: after a power cut between the two, a key that never signed is known, which harms nothing.
    _write_public(folder, {**keys, made.id: made})
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    replace_file(folder / PRIVATE, pem, mode=0o600)
    return made


def _private(folder: Path) -> Ed25519PrivateKey | None:
    path = folder / PRIVATE
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeysError(f"{path} cannot be read; move it away and run this again: a new key is made") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeysError(f"{path} is no Ed25519 key; move it away and run this again: a new key is made")
    return key


def _write_public(folder: Path, keys: Keyring) -> None:
    replace_file(folder / PUBLIC, keyring_bytes(keys), mode=0o600)


def _public_key(private: Ed25519PrivateKey, reason: str) -> PublicKey:
    raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return PublicKey(id=key_id(raw), public=b64encode(raw).decode("ascii"), known_since=clock.now(), reason=reason)


def _id_of(private: Ed25519PrivateKey) -> str:
    return key_id(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def _written(key: PublicKey) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(key).items()
        if value is not None
    }


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise EmptyKeyReasonError("say why with --reason; it is recorded with the key")
