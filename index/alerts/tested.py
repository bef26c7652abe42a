"""The day of each channel's last good test: `alerts/tested.json` in the home.

A test counts while the settings of its channel are as they were; another server or recipient needs another test.
"""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.durable_files import replace_file
from index.settings import Settings


def record_test(here: Settings, channel: str, day: date) -> None:
    """Note that a test through a channel was delivered on a day; raises OSError."""
    path = _path(here)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = _read(here) | {channel: {"on": day.isoformat(), "settings": _digest(here, channel)}}
    replace_file(path, json.dumps(found).encode())


def last_good_test(here: Settings, channel: str) -> date | None:
    """Return the day of a channel's last good test with the settings of now; None without one."""
    found: Any = _read(here).get(channel)
    try:
        return date.fromisoformat(found["on"]) if found["settings"] == _digest(here, channel) else None
    except (TypeError, KeyError, ValueError):
        return None


def _digest(here: Settings, channel: str) -> str:
    """Return a digest of a channel's settings: an address may be a secret."""
    names = {name for name in type(here).model_fields if name.startswith(f"alert_{channel}")} | {"alert_ca_file"}
    values = here.model_dump(mode="json", include=names)
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _read(here: Settings) -> dict[str, Any]:
    try:
        found = json.loads(_path(here).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _path(here: Settings) -> Path:
    return here.home / "alerts" / "tested.json"
