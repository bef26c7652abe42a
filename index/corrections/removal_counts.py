"""Counts the removals that act at once, for each network and each town, over all processes of the site, for one day.

So a competitor blanks no town: from a limit on, further removals wait for a person. A day is a UTC day, and its counts
are one file in the inbox folder, replaced as a whole under a lock. Networks (/24 of IPv4, /64 of IPv6) and towns are in
it as hashes alone, keyed with a secret of that day, which is in the same file. So the file is deleted when its day is
over: by the worker within a second, by the site at its next removal or start. No backup has it, and no case, log or
alert anything of it.
"""

import ipaddress
import json
import logging
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from index import clock
from index.corrections.box import InboxError, ensure_folder
from index.corrections.message import WaitCause
from index.durable_files import SealError, replace_file, seal, unseal
from index.locks import FileLock
from index.normalize.match_keys import town_key
from index.records import Provider

PREFIX, SUFFIX, LOCK = "removals-", ".counts", "removals.lock"
MOST = 10_000
"""Networks and towns counted in a day; beyond, every further one waits, and the file stays below a megabyte."""
_BITS = {4: 24, 6: 64}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalCounts:
    """The counts in an inbox folder, and the numbers a day up to which removals act at once."""

    folder: Path
    per_network: int
    per_town: int

    def count(self, address: str, about: Provider) -> WaitCause | None:
        """Count a removal of a listing that comes from an address; return why it has to wait, None if it acts at once.

        One that has to wait is not counted. Raises InboxError where the count cannot be stored.
        """
        names = {WaitCause.NETWORK: {f"network {network_of(address)}"}, WaitCause.TOWN: _towns(about)}
        limits = {WaitCause.NETWORK: self.per_network, WaitCause.TOWN: self.per_town}
        day = clock.today().isoformat()
        try:
            ensure_folder(self.folder)
            with FileLock(self.folder / LOCK, wait=True):
                forget_past_days(self.folder)
                path = self.folder / f"{PREFIX}{day}{SUFFIX}"
                key, counts = _read(path)
                hashes = {cause: {_hash(name, key) for name in those} for cause, those in names.items()}
                for cause, those in hashes.items():
                    if any(_count_of(one, counts) >= limits[cause] for one in those):
                        return cause
                more = {one: counts.get(one, 0) + 1 for those in hashes.values() for one in those}
                replace_file(path, seal({"key": key.hex(), "counts": json.dumps({**counts, **more})}))
        except OSError as error:
            raise InboxError(f"the removals of the day could not be counted in {self.folder}: {error}") from error
        return None


def forget_past_days(folder: Path) -> None:
    """Delete the counts of every other day, with their key."""
    today = f"{PREFIX}{clock.today()}{SUFFIX}"
    for path in folder.glob(f"{PREFIX}*{SUFFIX}*"):
        if not path.name.startswith(today):
            with suppress(OSError):  # another process was first, or the folder belongs to the site's user alone
                path.unlink()


def network_of(address: str) -> str:
    """Return the network of an address: /24 of IPv4, /64 of IPv6; what is no address is a network of its own."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # a socket file has no address: all who come through it share one count
        return address
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    found = mapped or found
    return str(ipaddress.ip_network((found, _BITS[found.version]), strict=False))


def _towns(about: Provider) -> set[str]:
    places = (practice.location for practice in about.practices)
    return {f"town {key}" for place in places if (key := town_key(place.city, place.state))}


def _hash(name: str, key: bytes) -> str:
    return blake2b(name.encode(), key=key, digest_size=16).hexdigest()


def _count_of(one: str, counts: Mapping[str, int]) -> int | float:
    return counts.get(one, 0 if len(counts) < MOST else float("inf"))


def _read(path: Path) -> tuple[bytes, dict[str, int]]:
    """Return the key and counts of a day's file; a new key, and no counts, where there is none or it is damaged."""
    try:
        content = unseal(path.read_bytes())
        return bytes.fromhex(str(content["key"])), json.loads(str(content["counts"]))
    except FileNotFoundError:
        pass
    except (SealError, KeyError, ValueError):
        _log.warning("%s was damaged; the day's count of removals begins anew", path.name)
    return secrets.token_bytes(32), {}
