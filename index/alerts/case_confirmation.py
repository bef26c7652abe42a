"""Sends the confirmation of a case by mail to an address that its sender gave for that alone.

Each case gets one mail, with set words, its number and its days; nothing of the message, listing or sender. Anybody can
write anybody's address into a form, so an address gets one mail a day, all together get MOST_A_DAY, and none is late.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from index import clock
from index.alerts.channels.mail import Mail
from index.alerts.channels.mail_message import letter
from index.alerts.notice import DeliveryError
from index.corrections.replies import ReplyText, confirmation
from index.settings import Settings
from index.store import Store
from index.store.schema import case

AT_ONCE = 20
MOST_A_DAY = 200
LATEST = timedelta(days=2)
"""A confirmation that could not be sent by then would only surprise."""
_DAY = timedelta(days=1)
_REFUSED_FOR_GOOD = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    number: str
    address: str
    words: ReplyText


def confirm_cases(store: Store, here: Settings) -> int:
    """Send the confirmations that wait, and return how many; 0 without a mail server. Raises DeliveryError.

    The error names neither the case nor the address. An address that the server refuses for good is deleted.
    """
    if not here.alert_mail_server:
        return 0
    with store.read() as connection:
        waiting = _waiting(connection, clock.now(), here.site_url)
    for one in waiting:
        refused = _send(here, one)
        if refused and refused < _REFUSED_FOR_GOOD:
            raise DeliveryError("mail: the server takes a confirmation later; it is tried again", temporary=True)
        values = {"confirm_to": ""} if refused else {"confirmed_at": clock.now().isoformat()}
        with store.write() as connection:
            connection.execute(update(case).where(case.c.number == one.number).values(values))
    return len(waiting)


def _send(here: Settings, one: _Waiting) -> int:
    """Send one confirmation; return the code with which the server refused the address, 0 if it took it."""
    domain = here.alert_mail_from.rpartition("@")[2]
    message = letter(
        one.words.subject,
        one.words.text,
        sender=here.alert_mail_from,
        recipient=one.address,
        message_id=f"<case-{one.number}@{domain}>",
        sent_at=clock.now(),
    )
    refused = Mail(here).deliver(message, [one.address])
    return next((code for code, _ in refused.values()), 0)


def _waiting(connection: Connection, now: datetime, site_url: str) -> list[_Waiting]:
    sent = select(case.c.confirm_to).where(case.c.confirmed_at > (now - _DAY).isoformat())
    done = set(connection.execute(sent).scalars())
    room: int = MOST_A_DAY - connection.execute(select(func.count()).select_from(sent.subquery())).scalar_one()
    asked = (
        select(case.c.number, case.c.confirm_to)
        .where(case.c.confirm_to != "", case.c.confirmed_at.is_(None), case.c.settled_at.is_(None))
        .where(case.c.received_at > (now - LATEST).isoformat())
        .order_by(case.c.received_at, case.c.number)
    )
    chosen: dict[str, str] = {}
    for row in connection.execute(asked):
        if row.confirm_to not in done:
            chosen.setdefault(row.confirm_to, row.number)
    numbers = list(chosen.items())[: max(0, min(room, AT_ONCE))]
    return [
        _Waiting(number=number, address=address, words=confirmation(connection, number, site_url))
        for address, number in numbers
    ]
