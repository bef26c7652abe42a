"""The manifest of a backup: its files with checksums, its moment and counts, signed with a key of the home."""

import json
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index import clock
from index.backup.stored_file import AGE, StoredFile
from index.durable_files import SealError, replace_file, seal, unseal
from index.published.closed import FILE as CLOSED
from index.published.pin import FILE as PIN
from index.signing import (
    Domain,
    Keyring,
    PublicKey,
    Signature,
    UntrustedKeyError,
    read_keyring,
    sign,
    verify,
)
from index.signing.keys import key_id

MANIFEST = "manifest.json"
SIGNATURE = "signature.json"
EDITION = 1
LARGEST = 256 << 20
"""Bytes of a manifest: a million archived pages."""

STORE = "store.db"
OVERLAY = "overlay.json"
SETTINGS = "pinpoint.toml"
NEXT_TO_CURRENT = frozenset({OVERLAY, PIN, CLOSED})
"""Files that lie in the folder of generations: a home that was pinned or closed is restored so."""
SINGLE = frozenset({STORE, *NEXT_TO_CURRENT, SETTINGS, "state_rules.csv", "board_lookups.csv"})
FOLDERS = frozenset({"archive", "inbox", "keys", "sources"})
_PART = re.compile(r"[^\x00-\x1f\x7f/\\]+")


class NoBackupError(ValueError):
    """The folder is no whole backup, or one that this version cannot read."""


class UnknownSignerError(ValueError):
    """The backup is signed with a key that is not trusted here; the message says how trust is established."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFacts:
    """The newest generation that the backed-up store had published, and the SHA-256 of its content."""

    generation: int
    content_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupManifest:
    """Facts of one backup. `moment` is just before the store's snapshot; `encrypted_to` is "" where nothing is.

    `files` has the names in the home, but for the overlay, which lies in `generations/` there.
    """

    edition: int
    moment: datetime
    finished: datetime
    version: str
    schema: str
    encrypted_to: str
    counts: Mapping[str, int]
    publication: PublicationFacts | None
    covers: tuple[str, ...]
    leaves_out: tuple[str, ...]
    files: Mapping[str, StoredFile]

    @property
    def size(self) -> int:
        """Bytes of all files as they are stored."""
        return sum(file.stored_size for file in self.files.values())

    def stored_name(self, name: str) -> str:
        """Return the name of a file in the backup."""
        return f"{name}{AGE}" if self.encrypted_to else name


_MANIFEST = TypeAdapter(BackupManifest)


@dataclass(frozen=True, slots=True)
class SignedBackup:
    """A backup whose signature was verified: its folder, its manifest, and the id of the key that signed it."""

    folder: Path
    manifest: BackupManifest
    key_id: str


def write_manifest(folder: Path, keys: Path, manifest: BackupManifest) -> str:
    """Write and sign the manifest of a backup; return the id of the key. The public key is next to the signature."""
    data = seal(json.loads(json.dumps(asdict(manifest), default=datetime.isoformat)))
    signature = sign(keys, Domain.BACKUP, data)
    public = read_keyring(keys)[signature.key_id].public
    replace_file(folder / MANIFEST, data)
    replace_file(folder / SIGNATURE, json.dumps(asdict(signature) | {"public": public}).encode() + b"\n")
    return signature.key_id


def open_backup(folder: Path, trusted: Keyring, *, accepted: str = "") -> SignedBackup:
    """Return a backup whose manifest was signed by a trusted key, or by the key `accepted`.

    Raises NoBackupError, UnknownSignerError, and SignatureError for a revoked key or a changed manifest.
    """
    data, signature, public = _read(folder)
    if accepted and signature.key_id not in trusted:
        trusted = {**trusted, **_accepted(signature.key_id, public, accepted)}
    try:
        verify(trusted, Domain.BACKUP, data, signature)
    except UntrustedKeyError as error:
        raise UnknownSignerError(
            f"{folder} says that the key {signature.key_id} signed it, which is not known here. Compare this id with "
            "the one that `pinpoint backup` printed, or `pinpoint keys list` on the old machine; if it is the same, "
            f"run this again with --accept-key {signature.key_id}"
        ) from error
    return SignedBackup(folder, _parsed(folder, data), signature.key_id)


def is_allowed_name(name: str) -> bool:
    """Return whether a manifest may name such a file: a plain path below one of the home's own places."""
    parts = name.split("/")
    if any(not _PART.fullmatch(part) or part in {".", ".."} for part in parts) or PurePosixPath(name).is_absolute():
        return False
    return name in SINGLE if len(parts) == 1 else parts[0] in FOLDERS


def _read(folder: Path) -> tuple[bytes, Signature, str]:
    try:
        if (folder / MANIFEST).stat().st_size > LARGEST:
            raise NoBackupError(f"{folder / MANIFEST} is too large for a manifest")
        data = (folder / MANIFEST).read_bytes()
        signed: dict[str, Any] = json.loads((folder / SIGNATURE).read_bytes()[:10_000])
        return data, Signature(str(signed["key_id"]), str(signed["signature"])), str(signed["public"])
    except FileNotFoundError as error:
        raise NoBackupError(f"{folder} is no whole backup: {Path(str(error.filename)).name} is missing") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, NoBackupError):
            raise
        raise NoBackupError(f"{folder} is no backup: its manifest or signature cannot be read") from error


def _accepted(id_of_key: str, public: str, accepted: str) -> Keyring:
    """Return the signer as a trusted key, if it is the accepted one and the public key in the backup has that id."""
    try:
        right = id_of_key == accepted and key_id(b64decode(public, validate=True)) == accepted
    except ValueError:
        right = False
    if not right:
        raise UnknownSignerError(f"the key {accepted} did not sign this backup; {id_of_key} did, or says so")
    reason = "accepted for a restore"
    return {id_of_key: PublicKey(id=id_of_key, public=public, known_since=clock.now(), reason=reason)}


def _parsed(folder: Path, data: bytes) -> BackupManifest:
    try:
        content = unseal(data)
        edition = content.get("edition")
        if edition != EDITION:
            raise NoBackupError(f"{folder} is a backup of edition {edition}, and this version reads {EDITION}; upgrade")
        manifest = _MANIFEST.validate_python(content)
    except (SealError, ValidationError) as error:
        raise NoBackupError(f"{folder / MANIFEST} is not what a backup has") from error
    if wrong := sorted(name for name in manifest.files if not is_allowed_name(name)):
        raise NoBackupError(f"{folder / MANIFEST} names {wrong[0]!r}, which is no place in a home")
    if STORE not in manifest.files:
        raise NoBackupError(f"{folder / MANIFEST} names no store")
    return manifest
