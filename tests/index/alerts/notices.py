"""Notices of the tests. Markers are words that no error may repeat."""

from datetime import UTC, datetime

from index.alerts.notice import AlertFacts, Event, Notice

MONDAY = datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
TEXT = "The school blocks our crawler since Monday; ask its owner."
BLOCKED = AlertFacts(kind="source_blocked", subject="school", since=MONDAY, text=TEXT)
"""An alert of a source, since Monday."""


def notice(event=Event.STARTED, **changes):
    """Return a notice of one alert."""
    own = {"at": MONDAY, "title": "school blocks us", "text": TEXT, "alerts": (BLOCKED,), "site": "pinpoint.test"}
    return Notice(event=event, **own | changes)
