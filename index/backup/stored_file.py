"""One file of a backup: written with its size and SHA-256, encrypted in the age format where a recipient is given.

Files are streamed, and of an encrypted one no plain byte is written. The one importer of pyrage.
"""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

import pyrage

CHUNK = 1 << 20
Value = TypeVar("Value")
Result = TypeVar("Result")
AGE = ".age"
"""Suffix of an encrypted file's name."""


class RecipientKeyError(ValueError):
    """The key to encrypt to is none."""


class IdentityKeyError(ValueError):
    """The file of the private age key is missing or holds none, or the backup is encrypted to another."""


class StoredFileError(ValueError):
    """A file of a backup is missing, damaged, or is not the one that the manifest names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """Sizes in bytes and SHA-256 of a file as it was in the home and as it is stored; both equal if not encrypted."""

    size: int
    sha256: str
    stored_size: int
    stored_sha256: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """An age public key (age1…) that was checked."""

    public_key: str


@dataclass(frozen=True, slots=True)
class Identity:
    """An age private key, as the library holds it."""

    key: Any = field(repr=False)


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Measured:
    """A stream that counts and hashes what passes through it, and remembers an error that pyrage would hide."""

    def __init__(self, stream: IO[bytes], limit: int | None = None) -> None:
        self._stream = stream
        self._left = limit
        self.size = 0
        self.digest = hashlib.sha256()
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        if self._left is not None:
            size = self._left if size < 0 else min(size, self._left)
        data = self._do(self._stream.read, size)
        if self._left is not None:
            self._left -= len(data)
        self._count(data)
        return data

    def write(self, data: bytes) -> int:
        self._do(self._stream.write, data)
        self._count(data)
        return len(data)

    def flush(self) -> None:
        self._do(lambda _: self._stream.flush(), None)

    def _count(self, data: bytes) -> None:
        self.size += len(data)
        self.digest.update(data)

    def _do(self, act: Callable[[Value], Result], value: Value) -> Result:
        try:
            return act(value)
        except OSError as error:
            self.error = error
            raise


def recipient(public_key: str) -> Recipient:
    """Return the recipient of an age public key (age1…); raises RecipientKeyError."""
    try:
        return Recipient(str(pyrage.x25519.Recipient.from_str(public_key.strip())))
    except pyrage.RecipientError as error:
        raise RecipientKeyError("--encrypt-to wants an age public key (age1…); `age-keygen` makes one") from error


def read_identities(path: Path) -> list[Identity]:
    """Return the private keys of a file that `age-keygen` wrote; raises IdentityKeyError."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
        written = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        found = [Identity(pyrage.x25519.Identity.from_str(line)) for line in written]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise IdentityKeyError(f"{path} holds no age private key (AGE-SECRET-KEY-…)") from error
    if not found:
        raise IdentityKeyError(f"{path} holds no age private key (AGE-SECRET-KEY-…)")
    return found


def store_file_as(source: Path, target: Path, to: Recipient | None, *, whole_lines: bool = False) -> StoredFile:
    """Write a file into a backup, up to the length that it has now; `whole_lines` cuts a line that is being written.

    Raises OSError.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with source.open("rb") as file, _created(target, 0o600) as stored:
        plain, written = _Measured(file, _length(file, whole_lines=whole_lines)), _Measured(stored)
        if to is None:
            _pass_through(plain, written)
        else:
            try:
                pyrage.encrypt_io(plain, written, [pyrage.x25519.Recipient.from_str(to.public_key)])
            except pyrage.EncryptError:
                if error := plain.error or written.error:
                    raise error from None
                raise
    return StoredFile(
        size=plain.size,
        sha256=plain.digest.hexdigest(),
        stored_size=written.size,
        stored_sha256=written.digest.hexdigest(),
    )


def measured(path: Path) -> StoredFile:
    """Return the size and SHA-256 of a file that is in its place already; raises OSError."""
    with path.open("rb") as file:
        found = _Measured(file)
        while found.read(CHUNK):
            pass
    size, digest = found.size, found.digest.hexdigest()
    return StoredFile(size=size, sha256=digest, stored_size=size, stored_sha256=digest)


def check_stored(path: Path, wanted: StoredFile) -> None:
    """Compare a stored file with the manifest, byte for byte; raises StoredFileError."""
    with _opened(path) as file:
        found = _Measured(file)
        while found.size <= wanted.stored_size and found.read(CHUNK):
            pass
    if (found.size, found.digest.hexdigest()) != (wanted.stored_size, wanted.stored_sha256):
        raise StoredFileError(f"{path} is not as the manifest says: it was damaged or changed; take another backup")


def take_out(path: Path, target: Path, wanted: StoredFile, identities: Sequence[Identity], *, mode: int) -> None:
    """Write a stored file to its place in a home, decrypted, comparing it with the manifest on the way.

    Raises StoredFileError, IdentityKeyError and OSError.
    """
    with _opened(path) as file, _created(target, mode) as taken:
        stored, plain = _Measured(file), _Measured(taken)
        if not path.name.endswith(AGE):
            _pass_through(stored, plain)
        else:
            try:
                pyrage.decrypt_io(stored, plain, [one.key for one in identities])
            except (pyrage.DecryptError, OSError) as error:
                if hidden := stored.error or plain.error:
                    raise hidden from None
                raise IdentityKeyError(f"{path} does not open with this key; give its own with --identity") from error
    if (plain.size, plain.digest.hexdigest()) != (wanted.size, wanted.sha256):
        raise StoredFileError(f"{path} changed while it was read; run this again")


def _pass_through(source: _Readable, target: _Measured) -> None:
    while data := source.read(CHUNK):
        target.write(data)
    target.flush()


def _length(file: IO[bytes], *, whole_lines: bool) -> int:
    length = os.fstat(file.fileno()).st_size
    if whole_lines:
        length = file.read(length).rfind(b"\n") + 1  # a day of the inbox has at most 20 MB
        file.seek(0)
    return length


def _created(path: Path, mode: int) -> IO[bytes]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, mode)
    os.fchmod(descriptor, mode)
    return os.fdopen(descriptor, "wb")


def _opened(path: Path) -> IO[bytes]:
    """Open a stored file; a link in its place could lead anywhere."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError as error:
        raise StoredFileError(f"{path} is missing; the backup is not whole, take another") from error
    except OSError as error:
        raise StoredFileError(f"{path} cannot be read ({error.strerror})") from error
    return os.fdopen(descriptor, "rb")
