"""The host of a listing's website, and whether it is a practice's own."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict

from index.normalize.url import safe_url

SKIPPED = Path(__file__).parent / "skipped_hosts.yml"


class SkippedHosts(BaseModel):
    """The file of skipped hosts: names by reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    reasons: dict[str, list[str]]

    def reason(self, host: str) -> str:
        """Return why a host is skipped, "" if it is not."""
        above = {host.split(".", number)[-1] for number in range(host.count(".") + 1)}
        for reason, names in self.reasons.items():
            if f"={host}" in names or not above.isdisjoint(names):
                return reason
        return ""


@cache
def skipped_hosts(path: Path = SKIPPED) -> SkippedHosts:
    """Return the shipped list; raises pydantic's ValidationError on an unknown key or value."""
    return SkippedHosts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def host_of(address: str) -> str:
    """Return the host of a web address in lower case and without "www."; "" if it is no web address.

    Both spellings are one host: hardly a practice has two sites that differ by "www.".
    """
    safe = safe_url(address)
    host = (urlsplit(safe).hostname or "").rstrip(".") if safe else ""
    return host.removeprefix("www.")


def reason_to_skip(host: str, *, directories: Collection[str], own: Collection[str] = ()) -> str:
    """Return why a host is skipped, "" if it is not.

    `directories` are the hosts of our own sources, `own` those that the source file skips.
    """
    if host in own:
        return "left_out"
    if host in directories:
        return "own_source"
    return skipped_hosts().reason(host)
