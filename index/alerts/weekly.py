"""The weekly notice: "all well", or everything that waits for a person, with minutes.

It shows each week that alerts would arrive. The book holds the last time that was used, so worker and `pinpoint watch`
send one between them, and one after an outage of many weeks.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from index.alerts.book import Book
from index.alerts.notice import Event, Notice
from index.alerts.to_do import ToDo, lines_of, minutes_of
from index.settings import WEEK_DAYS, Settings, zone_of

WEEK = timedelta(days=7)


def noted_week(book: Book, here: Settings, now: datetime) -> tuple[Book, bool]:
    """Return the book with the last time for a weekly notice noted, and whether one is due for it.

    The first look of a home only notes the time, and so does one that finds a time to come, left by a wrong clock.
    """
    if not here.alerts_weekly:
        return replace(book, weekly_at=None), False
    before, last = book.weekly_at, last_time(here, now)
    if before is None or before > now:
        return replace(book, weekly_at=last), False
    return (replace(book, weekly_at=last), True) if before < last else (book, False)


def last_time(here: Settings, now: datetime) -> datetime:
    """Return the last moment at or before `now` at which a weekly notice is due, as day and hour are set up."""
    name, time = here.alerts_weekly.split()
    hour, minute = map(int, time.split(":"))
    local = now.astimezone(zone_of(here.alerts_zone))
    day = local.date() - timedelta(days=(local.weekday() - WEEK_DAYS.index(name)) % len(WEEK_DAYS))
    for back in (0, 1):
        wall = datetime.combine(day - back * WEEK, datetime.min.time()).replace(hour=hour, minute=minute)
        zone = zone_of(here.alerts_zone)
        at = (wall.replace(tzinfo=zone) if zone else wall).astimezone(now.tzinfo)
        if at <= now:
            break
    return at


def weekly_notice(items: Sequence[ToDo], now: datetime, site: str) -> Notice:
    """Return the notice of a week."""
    minutes = minutes_of(items)
    title = f"Pinpoint: {len(items)} to do, {minutes} minutes" if items else "Pinpoint: all well"
    return Notice(event=Event.WEEKLY, at=now, title=title, text="\n".join(lines_of(items)), site=site)
