"""A notice as a mail: plain text, marked as automatic (RFC 3834), threaded with the other mails of the same alert.

Each alert has a thread id of its own. Mails of one alert refer to it: the first has it as its Message-ID, the others in
In-Reply-To and References (RFC 5322 section 3.6.4). A notice that is sent again has the same Message-ID.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from index.alerts.notice import Event, Notice

THREADS = 10
"""Most threads that one mail refers to, so that the header stays below the 998 octets of a line."""
_NARROW = SMTP.clone(max_line_length=76)
"""For the text: quoted-printable allows 76 characters (RFC 2045 section 6.7), and Python's own policies write 78."""
_WIDE = SMTP.clone(max_line_length=998)
"""Folds no header that fits in a line: Python folds a long id by encoding it, and no mail program finds it then."""
INTERNATIONAL = SMTPUTF8.clone(max_line_length=998)
"""The same for addresses beyond ASCII (RFC 6532)."""
_UNPRINTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x85\u2028\u2029]")


def mail_message(notice: Notice, *, sender: str, recipients: Sequence[str], sent_at: datetime) -> EmailMessage:
    """Return a notice as a mail. Title and text end no header and no line early, whatever is in them.

    An encoded word (`=?utf-8?q?…?=`) in a title is broken up: a title is text, and Python would decode it.
    """
    domain = sender.rpartition("@")[2]
    threads = [f"<{alert.case}@{domain}>" for alert in notice.alerts[:THREADS]]
    begins_thread = notice.event is Event.STARTED and len(threads) == 1
    message = letter(
        notice.title,
        f"{_plain(notice.text)}\n\n-- \n{_plain(notice.site)}",
        sender=sender,
        recipient=", ".join(recipients),
        message_id=threads[0] if begins_thread else f"<{notice.id}@{domain}>",
        sent_at=sent_at,
    )
    if threads and not begins_thread:
        message["In-Reply-To"] = threads[0]
        message["References"] = " ".join(threads)
    return message


def letter(subject: str, text: str, *, sender: str, recipient: str, message_id: str, sent_at: datetime) -> EmailMessage:
    """Return a mail of plain text that says that a program wrote it; `recipient` is the line of its To header."""
    message = EmailMessage(policy=_NARROW)
    message.set_content(f"{_plain(text)}\n", cte="quoted-printable")
    message.policy = _WIDE
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = subject.replace("=?", "= ?")
    message["Date"] = sent_at
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    return message


def _plain(text: str) -> str:
    """Return a text whose lines end with a line feed, without control characters."""
    return _UNPRINTED.sub("", _LINE_ENDS.sub("\n", text)).rstrip()
