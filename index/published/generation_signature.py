"""The signature of a generation, a file next to its manifest: which key of the home says that it is ours.

It signs the bytes of the manifest, which has the SHA-256 of every other file. The site's user cannot read the home's
keys, so the public ones are copied to `keys/` in the folder of generations; a web machine needs that folder too.

A signature that does not belong to its manifest is damage. A key that is not known here or was revoked is a doubt: the
generation is served on, as one of an earlier version without a signature is, and `pinpoint doctor` reports it.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index import signing
from index.durable_files import SealError, replace_file, seal, unseal
from index.file_modes import SHARED_FILE, make_shared_folder
from index.published.manifest import FILE as MANIFEST
from index.published.manifest import SIGNATURE, ManifestError
from index.signing import Domain, RevokedKeyError, Signature, SignatureError, UntrustedKeyError
from index.signing.keys import PUBLIC, KeysError, keyring_bytes

KEYS = "keys"
"""The folder of public keys in the folder of generations."""
_SIGNATURE = TypeAdapter(Signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedBy:
    """The key that signed a generation, "" for none; `doubt` is a sentence, empty if the key is trusted here."""

    key_id: str = ""
    doubt: str = ""
    is_revoked: bool = False
    """True if the key was revoked, so that somebody else may have signed with it."""


NOT_SIGNED = SignedBy()


def sign_generation(generation: Path, keys: Path) -> None:
    """Sign a generation's manifest with the key of a keys folder; raises KeysError and OSError."""
    signature = signing.sign(keys, Domain.GENERATION, (generation / MANIFEST).read_bytes())
    (generation / SIGNATURE).write_bytes(seal(asdict(signature)))


def share_public_keys(folder: Path, keys: Path) -> None:
    """Copy the public keys of a keys folder to where the site reads them, if they differ; raises KeysError, OSError."""
    shared, content = folder / KEYS, keyring_bytes(signing.read_keyring(keys))
    if (shared / PUBLIC).exists() and (shared / PUBLIC).read_bytes() == content:
        return
    make_shared_folder(shared)
    replace_file(shared / PUBLIC, content, mode=SHARED_FILE)


def signed_by(generation: Path) -> SignedBy:
    """Return who signed a generation in the folder of generations; raises ManifestError for a wrong signature."""
    path = generation / SIGNATURE
    try:
        signature = _SIGNATURE.validate_python(unseal(path.read_bytes()))
        content = (generation / MANIFEST).read_bytes()
    except FileNotFoundError:
        return NOT_SIGNED
    except (OSError, SealError, ValidationError) as error:
        raise ManifestError(f"{path} is damaged ({error}); publish again: `pinpoint publish`") from error
    try:
        signing.verify(signing.read_keyring(generation.parent / KEYS), Domain.GENERATION, content, signature)
    except (UntrustedKeyError, RevokedKeyError, KeysError) as error:
        return SignedBy(
            key_id=signature.key_id,
            doubt=f"generation signed by {signature.key_id}: {error}",
            is_revoked=isinstance(error, RevokedKeyError),
        )
    except SignatureError as error:
        raise ManifestError(f"{path} is not of this manifest: {error}; publish again: `pinpoint publish`") from error
    return SignedBy(key_id=signature.key_id)
