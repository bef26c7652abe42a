"""The host of a website that a listing gives, and whether it is a practice's own."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict

from index.normalize.url import safe_url

SKIPPED = Path(__file__).parent / "skipped_hosts.yml"


class SkippedHosts(BaseModel):
    """The file of hosts that are not read: names by reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    reasons: dict[str, list[str]]

    def reason(self, host: str) -> str:
        """Return why a host is not read, "" where it may be."""
        above = {host.split(".", number)[-1] for number in range(host.count(".") + 1)}
        for reason, names in self.reasons.items():
            if f"={host}" in names or not above.isdisjoint(names):
                return reason
        return ""


@cache
def skipped_hosts(path: Path = SKIPPED) -> SkippedHosts:
    """Return the shipped list; raises pydantic's ValidationError on a key or value that it does not know."""
    return SkippedHosts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def host_of(address: str) -> str:
    """Return the host of a web address, lower case and without "www."; "" of what is no web address.

    With and without "www." is one host: hardly a practice has two sites that differ by it.
    """
    safe = safe_url(address)
    host = (urlsplit(safe).hostname or "").rstrip(".") if safe else ""
    return host.removeprefix("www.")


def reason_to_skip(host: str, *, directories: Collection[str], own: Collection[str] = ()) -> str:
    """Return why a host is not read, "" where it may be.

    `directories` are the hosts of our own sources, `own` those that the operator's source file leaves out.
    """
    if host in own:
        return "left_out"
    if host in directories:
        return "own_source"
    return skipped_hosts().reason(host)
