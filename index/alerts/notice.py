"""A notice to the operator, and the interface of the channels that deliver it.

A notice holds set sentences, source ids and times: nothing of a person, so that it may leave the machine.
"""

import re
import socket
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from index.settings import Settings

TITLE_LIMIT = 120
"""Most characters of a title; mail programs cut a longer subject."""
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class Event(StrEnum):
    """A reason to send a notice."""

    STARTED = "started"
    STILL = "still"
    ENDED = "ended"
    WEEKLY = "weekly"
    TEST = "test"


class DeliveryError(RuntimeError):
    """A channel did not deliver a notice.

    The message names the channel and what to do; it holds no text of the notice, no password and no whole address.
    `temporary` says that the same notice may be delivered later, without a change of settings. `partial` says that it
    reached everybody who can be reached with these settings, so that sending it again helps nobody.
    """

    def __init__(self, message: str, *, temporary: bool = False, partial: bool = False) -> None:
        super().__init__(message)
        self.temporary = temporary
        self.partial = partial


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFacts:
    """One alert: a kind of trouble of one subject, from its start to its end (None while it lasts)."""

    kind: str
    subject: str  # a source id, or "" for the home
    since: datetime
    ended: datetime | None = None
    text: str

    @property
    def case(self) -> str:
        """Return an id that start, reminders and end of this alert share."""
        return _digest(self.kind, self.subject, self.since.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message to the operator. The title becomes one line of at most TITLE_LIMIT characters."""

    event: Event
    at: datetime
    title: str
    text: str
    alerts: tuple[AlertFacts, ...] = ()
    site: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", _BREAKS.sub(" ", self.title).strip()[:TITLE_LIMIT])

    @property
    def id(self) -> str:
        """Return an id that is the same each time this notice is sent, so that receivers recognize a repetition."""
        cases = (alert.case for alert in self.alerts)
        return _digest(self.event, self.at.isoformat(), self.site, self.title, *cases)


class Channel(Protocol):
    """One way in which a notice leaves this machine."""

    @property
    def name(self) -> str:
        """Return the channel's name, as `pinpoint alerts list` prints it."""
        ...

    @property
    def target(self) -> str:
        """Return where notices go, for the operator: a host, a program or a path, without a secret."""
        ...

    def send(self, notice: Notice) -> None:
        """Deliver a notice before the channel's deadline; raises DeliveryError."""
        ...


def site_name(here: Settings) -> str:
    """Return the name of this copy for notices: the site's address, else the name of this machine."""
    return here.site_url or socket.gethostname()


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
