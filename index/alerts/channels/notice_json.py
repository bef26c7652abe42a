"""A notice as JSON, for webhook and file. Times are ISO 8601 in UTC; `version` grows when a field changes meaning."""

import json
from datetime import UTC, datetime

from index.alerts.notice import AlertFacts, Notice

VERSION = 1


def notice_json(notice: Notice) -> str:
    """Return a notice as one line of JSON in ASCII, without a line break."""
    return json.dumps(
        {
            "version": VERSION,
            "id": notice.id,
            "event": notice.event,
            "at": _utc(notice.at),
            "site": notice.site,
            "title": notice.title,
            "text": notice.text,
            "alerts": [_facts(alert) for alert in notice.alerts],
        }
    )


def _facts(alert: AlertFacts) -> dict[str, str | None]:
    return {
        "case": alert.case,
        "kind": alert.kind,
        "subject": alert.subject,
        "since": _utc(alert.since),
        "ended": _utc(alert.ended) if alert.ended else None,
        "text": alert.text,
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
