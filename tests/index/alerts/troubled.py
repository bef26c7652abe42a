"""Troubles that a test invents, channels that record, and a clock that a test moves."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from index import settings
from index.alerts.notice import DeliveryError
from index.alerts.watch import Watch
from index.doctor.finding import NotWellError, Trouble, TroubleKind

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTES = timedelta(minutes=1)
LATE = TroubleKind.SOURCE_LATE


def trouble(kind=LATE, subject="school", **more):
    return Trouble(kind=kind, subject=subject, note=f"a note on {subject or 'the home'}", **more)


@dataclass
class Recorder:
    """A channel that remembers what it delivered, and that can be out of order."""

    name: str = "file"
    works: bool = True
    sent: list = field(default_factory=list)

    def send(self, notice):
        if not self.works:
            raise DeliveryError(f"{self.name} is out of order; mend it", temporary=True)
        self.sent.append(notice)

    @property
    def events(self):
        return [str(one.event) for one in self.sent]


class Machine:
    """A home with one check whose troubles a test sets, and looks at it by the clock."""

    def __init__(self, monkeypatch, *channels, other=None):
        self.monkeypatch = monkeypatch
        self.channels = channels or (Recorder(),)
        self.troubles = []
        self.fails = False
        self.now = NOW
        self.other = other or {}
        settings.current().home.mkdir(parents=True, exist_ok=True)

    def check(self, _here):
        if self.fails:
            raise KeyError("Avery")
        if self.troubles:
            raise NotWellError.of(self.troubles)
        return "all well"

    def process(self, *channels):
        """Return a new process that looks; with channels of its own if there are any given."""
        settings.current.cache_clear()
        return Watch(settings.current(), {"sources": self.check, **self.other}, channels or self.channels)

    def look(self, after=timedelta(0), process=None):
        """Look `after` a time, in a process of its own unless one is given."""
        self.now += after
        self.monkeypatch.setenv("PINPOINT_NOW", self.now.isoformat())
        return (process or self.process()).look()

    @property
    def events(self):
        return self.channels[0].events
