"""Messages as the site writes them."""

from datetime import UTC, datetime

from index import settings
from index.corrections import box
from index.corrections.message import Asker, Message, Request, Wrong, new_case_number

RECEIVED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def fix(wrong=Wrong.PHONE, provider="person03", **changes):
    fields = {"received_at": RECEIVED, "text": "It is 303-555-0199."} | changes
    return Message(
        number=new_case_number(),
        request=Request.FIX,
        wrong=wrong,
        provider=provider,
        **fields,
    )


def removal(provider="person03", **changes):
    fields = {"received_at": RECEIVED, "asker": Asker.LISTED} | changes
    return Message(
        number=new_case_number(),
        request=Request.REMOVE,
        provider=provider,
        **fields,
    )


def send(*messages):
    for message in messages:
        box.append(settings.current().inbox, message)
    return messages[0].number
