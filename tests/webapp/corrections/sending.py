"""Forms as a browser sends them, and the inbox as the worker finds it."""

from index import settings
from index.corrections import box

HERE = {"Sec-Fetch-Site": "same-origin"}
FIX = {"id": "avery", "wrong": "phone", "text": "It is 303-555-0199.", "contact": "me@example.test", "homepage": ""}
REMOVAL = {"id": "avery", "asker": "listed", "text": "", "contact": "", "homepage": ""}


def post(client, path, form, headers=HERE):
    return client.post(path, data=form, headers=headers)


def inbox():
    """Return all messages that were stored."""
    return [message for reading in box.read(settings.current().inbox, {}) for message in reading.messages]
