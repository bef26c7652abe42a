"""Recipients that already got a notice which the mail server refused for others, so that nobody gets it twice.

One small file in the home, `alerts/mail_reached.json`: the notice's id and digests of addresses, not the addresses.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.durable_files import replace_file

NOTICES = 50
"""Notices that are remembered; the oldest is forgotten first."""


class Reached:
    """The recipients of one notice that got it."""

    def __init__(self, digests: Sequence[str]) -> None:
        self._digests = frozenset(digests)

    def __contains__(self, address: str) -> bool:
        return _digest(address) in self._digests

    def __bool__(self) -> bool:
        return bool(self._digests)


def reached(home: Path, notice_id: str) -> Reached:
    """Return who got a notice; nobody where the file is missing or damaged."""
    return Reached(_read(home).get(notice_id, []))


def remember(home: Path, notice_id: str, addresses: Sequence[str]) -> None:
    """Note that a notice reached some addresses; raises OSError."""
    found = _read(home)
    before = found.pop(notice_id, [])
    found[notice_id] = [*before, *map(_digest, addresses)]
    _write(home, dict(list(found.items())[-NOTICES:]))


def forget(home: Path, notice_id: str) -> None:
    """Forget a notice that reached everybody; raises OSError."""
    found = _read(home)
    found.pop(notice_id, None)
    _write(home, found)


def _read(home: Path) -> dict[str, list[str]]:
    try:
        found: Any = json.loads(_path(home).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and all(isinstance(one, list) for one in found.values()) else {}


def _write(home: Path, found: dict[str, list[str]]) -> None:
    _path(home).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(_path(home), json.dumps(found).encode())


def _path(home: Path) -> Path:
    return home / "alerts" / "mail_reached.json"


def _digest(address: str) -> str:
    return sha256(address.encode()).hexdigest()[:16]
